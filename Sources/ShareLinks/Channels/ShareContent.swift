import Foundation

/// What is shared: the link, and the words that go with it where a channel takes words. Empty is absent.
public struct ShareContent: Hashable, Sendable {
    /// The address to share.
    public var url: String
    /// The headline, or the text of a post.
    public var title: String
    /// One or two sentences.
    public var summary: String
    /// The address of an image.
    public var image: String
    /// Hashtags, with or without `#`.
    public var hashtags: [String]
    /// The newsroom's name on the network, with or without `@`.
    public var via: String
    /// The host of a server, such as a Mastodon instance.
    public var instance: String
    /// The id of an app that the newsroom registered with the network.
    public var app: String
    /// The article's own address, which a dialog leads back to.
    public var page: String

    /// Collects content.
    public init(
        url: String, title: String = "", summary: String = "", image: String = "", hashtags: [String] = [],
        via: String = "", instance: String = "", app: String = "", page: String = ""
    ) {
        self.url = url
        self.title = title
        self.summary = summary
        self.image = image
        self.hashtags = hashtags
        self.via = via
        self.instance = instance
        self.app = app
        self.page = page
    }
}

extension ShareContent {
    /// The content as channels take it: addresses in ASCII, one line of title, tags and names that a network knows as
    /// such. What cannot be made so is dropped.
    public var cleaned: ShareContent {
        ShareContent(
            url: Self.ascii(url), title: Self.oneLine(title), summary: Self.lines(summary), image: Self.ascii(image),
            hashtags: hashtags.compactMap(Self.hashtag), via: Self.handle(via), instance: Self.host(instance),
            app: app.utf8.allSatisfy { (0x30...0x39).contains($0) } ? app : "", page: Self.ascii(page))
    }

    /// A tag without `#`, of letters, marks, digits and `_` alone, in NFC; nil where no letter is left.
    ///
    /// X takes tags so; a space or `&` would end one.
    public static func hashtag(_ text: String) -> String? {
        let kept = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark, .decimalNumber, .connectorPunctuation:
                true
            default: scalar == "\u{200C}" || scalar == "\u{200D}"
            }
        }
        guard kept.contains(where: \.properties.isAlphabetic) else { return nil }
        return String(String.UnicodeScalarView(kept)).precomposedStringWithCanonicalMapping
    }

    /// A name without `@`, of 1 to 15 letters, digits and `_`; else empty, since another's name is worse than none.
    static func handle(_ text: String) -> String {
        let name = oneLine(text).drop { $0 == "@" || $0 == "＠" }
        let isName = (1...15).contains(name.utf8.count) && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x5F }
        return isName ? String(name) : ""
    }

    /// A host name in lower case, with a dot in it; else empty.
    static func host(_ text: String) -> String {
        let host = text.lowercased()
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isHost =
            parts.count > 1 && host.utf8.count <= 253
            && parts.allSatisfy { part in
                (1...63).contains(part.count) && part.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
                    && part.first != 0x2D && part.last != 0x2D
            }
        // A last part of digits alone is an IP address.
        return isHost && parts.last?.contains { $0 >= 0x61 } == true ? host : ""
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// One line: each run of white space becomes a space.
    static func oneLine(_ text: String) -> String {
        if isOneLine(text) { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether there is no white space but single spaces inside; in doubt not. Most titles are so, and splitting one
    /// takes ten times as long.
    private static func isOneLine(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var last: UInt8 = 0x20
            for byte in bytes {
                switch byte {
                case 0x20: if last == 0x20 { return false }
                case 0x00...0x1F, 0x7F: return false
                // U+0085 and U+00A0, U+1680, U+2000 to U+205F, U+3000.
                case 0x80...0xBF:
                    switch (last, byte) {
                    case (0xC2, 0x85), (0xC2, 0xA0), (0xE1, 0x9A), (0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80):
                        return false
                    default: break
                    }
                default: break
                }
                last = byte
            }
            return last != 0x20 || bytes.isEmpty
        }
    }

    /// Lines that end in CR LF (RFC 6068, section 5).
    static func lines(_ text: String) -> String {
        if isOneLine(text) { return text }
        let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return String(trimmed).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .joined(separator: "\r\n")
    }

    /// An address in ASCII: an IDN host in its `xn--` form, other bytes percent-encoded, escapes left as they are.
    static func ascii(_ address: String) -> String {
        if address.utf8.allSatisfy(ArticleAddress.isPlain) { return address }
        let escaped = ArticleAddress.ascii(address)
        guard let scheme = address.range(of: "://") else { return escaped }
        let host = address[scheme.upperBound...].prefix { !"/?#".contains($0) }
        if host.utf8.allSatisfy({ $0 < 0x80 }) { return escaped }
        guard let encoded = URL(string: String(address[..<scheme.upperBound]) + host)?.absoluteString else {
            return escaped
        }
        return encoded + ArticleAddress.ascii(String(address[host.endIndex...]))
    }
}
