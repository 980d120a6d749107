/// What a press link says about an article. The values are signed, not their spelling.
public struct PressValues: Hashable, Sendable {
    /// `u`: the article's address.
    public var url: String
    /// `t`: the headline.
    public var title: String?
    /// `a`: the article's id in the CMS.
    public var cmsID: String?
    /// `i`: the address of an image.
    public var image: String?
    /// `d`: one or two sentences.
    public var summary: String?
    /// `g`: hashtags with or without `#`, joined by commas.
    public var hashtags: String?
    /// `n`: the host of a server, such as a Mastodon instance.
    public var instance: String?
    /// `v`: the newsroom's name on the network, with or without `@`.
    public var via: String?

    /// Collects the values; nil and empty are the same.
    public init(
        url: String, title: String? = nil, cmsID: String? = nil, image: String? = nil, summary: String? = nil,
        hashtags: String? = nil, instance: String? = nil, via: String? = nil
    ) {
        self.url = url
        self.title = title
        self.cmsID = cmsID
        self.image = image
        self.summary = summary
        self.hashtags = hashtags
        self.instance = instance
        self.via = via
    }

    /// A value as it can be signed: each run of white space and control characters is one space, the ends are trimmed.
    public static func oneLine(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { String($0) }.joined(separator: " ")
    }

    /// Calls back with each signed name in alphabetical order, and its value if it is present and not empty.
    func forEachSigned<Failure>(_ body: (UInt8, String) throws(Failure) -> Void) throws(Failure) {
        func pass(_ name: Character, _ value: String?) throws(Failure) {
            if let value, !value.isEmpty, let letter = name.asciiValue { try body(letter, value) }
        }
        try pass("a", cmsID)
        try pass("d", summary)
        try pass("g", hashtags)
        try pass("i", image)
        try pass("n", instance)
        try pass("t", title)
        try pass("u", url)
        try pass("v", via)
    }

    /// What is signed: `press/1`, then `name=value` for each value that is present, a line each, in UTF-8.
    public var message: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes.append(contentsOf: "press/1\n".utf8)
        forEachSigned { name, value in
            bytes.append(name)
            bytes.append(UInt8(ascii: "="))
            bytes.append(contentsOf: value.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}

/// Signs press links as a site's templates do, with nothing but the text key that `sharetrail keys cms` prints.
///
/// ## Usage
/// ```swift
/// let signer = try PressLinkSigner(keyText: "…43 letters…", keyID: 1, base: "https://go.news.example")
/// let values = PressValues(url: "https://news.example/tin/lu-quet-4821.html", title: "Lũ quét", cmsID: "4821")
/// let links = try signer.links(values, channels: [.facebook, .zalo])
/// ```
public struct PressLinkSigner: Sendable {
    private let key: MessageAuthentication
    /// All that stands before the channel's name.
    private let head: [UInt8]

    /// Takes the key as text: 43 letters, which themselves are the key.
    ///
    /// - Parameter base: the collector's public address, with or without a path, such as `https://go.news.example`.
    public init(keyText: String, keyID: UInt8, base: String) throws(PressLinkError) {
        guard keyText.utf8.count == 43, keyText.utf8.allSatisfy({ PercentEncoding.isUnreserved($0) }) else {
            throw .keyText
        }
        guard keyID < 8 else { throw .unknownKey }
        key = MessageAuthentication(key: Array(keyText.utf8))
        var base = base
        while base.hasSuffix("/") { base.removeLast() }
        head = Array("\(base)/s?k=\(keyID)&c=".utf8)
    }

    /// The link for each channel: one signature serves them all.
    public func links(_ values: PressValues, channels: [Channel]) throws(PressLinkError) -> [String] {
        guard !values.url.isEmpty else { throw .missing("u") }
        // The address first, so that the link is readable in a status line.
        var tail: [UInt8] = []
        tail.reserveCapacity(512)
        PercentEncoding.append("&u=", values.url, to: &tail)
        try values.forEachSigned { (name, value) throws(PressLinkError) in
            guard !PressQuery.hasControlCharacter(value) else {
                throw .controlCharacter(String(UnicodeScalar(name)))
            }
            guard name != UInt8(ascii: "u") else { return }
            tail.append(contentsOf: [UInt8(ascii: "&"), name, UInt8(ascii: "=")])
            PercentEncoding.append("", value, to: &tail)
        }
        tail.append(contentsOf: "&s=".utf8)
        Hex.append(key.code(of: values.message).prefix(16), to: &tail)
        // The whole target must stay below what the collector takes.
        guard tail.count <= PressQuery.maxBytes - 64 else { throw .tooLong }
        return channels.map { channel in
            String(unsafeUninitializedCapacity: head.count + channel.name.utf8.count + tail.count) { place in
                var end = place.initialize(fromContentsOf: head)
                for byte in channel.name.utf8 {
                    place.initializeElement(at: end, to: byte)
                    end += 1
                }
                return place[end...].initialize(fromContentsOf: tail)
            }
        }
    }
}

/// Why a press link is refused, or cannot be made.
public enum PressLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    case repeated(String)
    case arrayName(String)
    case brokenEscape(String)
    case notUTF8(String)
    case controlCharacter(String)
    case missing(String)
    case signatureForm
    case unknownKey
    case keyText
    case tooLong
    case signatureDiffers
    case address(AddressError)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .repeated(let name): "«\(name)» is there twice; a template must write it once"
        case .arrayName(let name): "«\(name)[]» is not a name; write «\(name)»"
        case .brokenEscape(let name): "the value of «\(name)» holds a % that begins no escape; percent-encode the value"
        case .notUTF8(let name): "the value of «\(name)» is not UTF-8; convert it before encoding"
        case .controlCharacter(let name):
            "the value of «\(name)» holds a control character, such as a line end; collapse white space before signing"
        case .missing(let name): "«\(name)» is missing or empty"
        case .signatureForm:
            "«s» is not 32 lower-case hexadecimal digits; cut the code's 64 to the first 32, and write them in lower case"
        case .unknownKey: "«k» names no key of this site; «sharetrail keys cms» prints the one to use"
        case .keyText: "the key is not 43 letters of base64url; a line end after it is a frequent cause"
        case .tooLong: "the link is longer than 4,096 bytes; shorten the title"
        case .signatureDiffers: "the signature is not that of these values under this key"
        case .address(let error): "«u»: \(error)"
        }
    }
}
