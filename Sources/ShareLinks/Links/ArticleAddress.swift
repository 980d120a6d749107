/// Why an address cannot be an article's.
public enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
    case notHTTPS
    case emptyHost
    case hostNotListed(String)
    case badHost
    case credentials
    case port
    case badCharacter
    case tooLong

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notHTTPS: "the address must begin with https://"
        case .emptyHost: "the address has no host"
        case .hostNotListed(let host):
            "the host \(host) is not one of the site's; add it to «hosts» in sharetrail.yaml if it is yours"
        case .badHost: "the host must be written in ASCII letters, digits, - and . (an IDN host as xn--…)"
        case .credentials: "the address carries a user name (…@host)"
        case .port: "the address carries a port, and the site's list does not"
        case .badCharacter: "the address holds a space, a backslash or a control character"
        case .tooLong: "the address is longer than \(ArticleAddress.maxBytes) bytes"
        }
    }
}

/// The address of an article that may be redirected to: https, on one of the site's hosts, without tricks.
///
/// Read by rules narrower than any browser's, so that what a browser would make of it cannot differ: the host ends at
/// the first `/`, `?` or `#`, and holds only letters, digits, `-` and `.`; no port but one that the list names, no
/// user name, no backslash, no control character or space.
public struct ArticleAddress: Hashable, Sendable {
    /// The longest address, in bytes of UTF-8.
    public static let maxBytes = 2048

    /// The address without its fragment, non-ASCII kept as it was signed.
    public let text: String
    /// The host in lower case, with a port only where the list has it so.
    public let host: String

    /// Reads an address that is to be signed or redirected to.
    ///
    /// - Parameter hosts: the site's hosts, lower case.
    public init(_ text: String, hosts: [String]) throws(AddressError) {
        guard text.utf8.count <= Self.maxBytes else { throw .tooLong }
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }),
            !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || ($0.value >= 0x80 && $0.value < 0xA0) }
            )
        else { throw .badCharacter }
        let scheme = "https://"
        guard text.utf8.starts(with: scheme.utf8) else { throw .notHTTPS }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let authority = rest[..<(end ?? rest.endIndex)]
        guard !authority.isEmpty else { throw .emptyHost }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .credentials }
        let written = String(Substring(authority)).lowercased()
        // Some letters outside ASCII have a lower case inside it.
        if !authority.allSatisfy({ $0 < 0x80 }) || !hosts.contains(written) {
            let isName = authority.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            }
            if isName { throw .hostNotListed(written) }
            if authority.contains(UInt8(ascii: ":")), authority.first != UInt8(ascii: "[") { throw .port }
            throw .badHost
        }
        host = written
        let fragment = text.utf8.firstIndex(of: UInt8(ascii: "#")) ?? text.utf8.endIndex
        self.text = String(text[..<fragment])
        let ascii = Self.ascii(self.text)
        self.ascii = ascii
        separator = ascii.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        hasTags = ["source", "medium", "campaign"].map { name in
            ascii.contains("?utm_\(name)=") || ascii.contains("&utm_\(name)=")
        }
    }

    /// The address in ASCII, fit for a header: non-ASCII and unsafe bytes percent-encoded, escapes left as they are.
    public let ascii: String
    /// What goes before the first parameter that is added.
    private let separator: String
    /// Which of the campaign parameters the address has itself.
    private let hasTags: [Bool]

    static func ascii(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            PercentEncoding.append(byte, to: &bytes, raw: isPlain(byte))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a byte may stand in an address as it is: printable ASCII but for `" < > \ ^ { | }` and the backquote.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E: true
        default: false
        }
    }
}

/// The parameters that web analytics group visits by, added to a landing target.
public struct CampaignTags: Hashable, Sendable {
    /// `utm_source`: the channel.
    public var source: String
    /// `utm_medium`: `social`, `email`, `sms` or `referral`.
    public var medium: String
    /// `utm_campaign`: `share`, or the name of a newsroom's campaign.
    public var campaign: String

    /// Collects the three parameters.
    public init(source: String, medium: String, campaign: String) {
        self.source = source
        self.medium = medium
        self.campaign = campaign
    }
}

extension ArticleAddress {
    /// Where a landing link leads: the article with campaign parameters, where the address has none of its own, and
    /// the token in the fragment, which no server sees and from which a page can make the parent of a re-share.
    public func landingTarget(tags: CampaignTags?, token: String) -> String {
        var target = ""
        // The tags of our own channels take 60 bytes.
        target.reserveCapacity(ascii.utf8.count + 96 + token.utf8.count)
        target += ascii
        if let tags {
            var separator = separator
            for (place, pair) in [
                ("utm_source", tags.source), ("utm_medium", tags.medium), ("utm_campaign", tags.campaign),
            ]
            .enumerated() where !hasTags[place] {
                target += separator
                target += pair.0
                target += "="
                target += PercentEncoding.encode(pair.1)
                separator = "&"
            }
        }
        target += "#st="
        target += token
        return target
    }
}
