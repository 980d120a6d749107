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

    /// Collects the values; nil and empty are the same.
    public init(url: String, title: String? = nil, cmsID: String? = nil, image: String? = nil) {
        self.url = url
        self.title = title
        self.cmsID = cmsID
        self.image = image
    }

    /// The signed names in their order, with the values that are present.
    var signed: [(name: String, value: String)] {
        [("a", cmsID), ("i", image), ("t", title), ("u", url)].compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : (name, $0) }
        }
    }

    /// What is signed: `press/1`, then `name=value` for each value that is present, a line each, in UTF-8.
    public var message: [UInt8] {
        var bytes = Array("press/1\n".utf8)
        for (name, value) in signed {
            bytes += name.utf8
            bytes.append(UInt8(ascii: "="))
            bytes += value.utf8
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
    private let keyID: UInt8
    private let base: String

    /// Takes the key as text: 43 letters, which themselves are the key.
    ///
    /// - Parameter base: the collector's public address, with or without a path, such as `https://go.news.example`.
    public init(keyText: String, keyID: UInt8, base: String) throws(PressLinkError) {
        guard keyText.utf8.count == 43, keyText.utf8.allSatisfy({ PercentEncoding.isUnreserved($0) }) else {
            throw .keyText
        }
        guard keyID < 8 else { throw .unknownKey }
        key = MessageAuthentication(key: Array(keyText.utf8))
        self.keyID = keyID
        var base = base
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
    }

    /// The link for each channel: one signature serves them all.
    public func links(_ values: PressValues, channels: [Channel]) throws(PressLinkError) -> [String] {
        guard !values.url.isEmpty else { throw .missing("u") }
        let pairs = values.signed
        for (name, value) in pairs where PressQuery.hasControlCharacter(value) {
            throw .controlCharacter(name)
        }
        let message = values.message
        let signature = Hex.encode(key.code(of: message).prefix(16))
        // The address first, so that the link is readable in a status line.
        let order = ["u", "t", "a", "i"]
        let fields = order.compactMap { name in
            pairs.first { $0.name == name }.map { "&\(name)=\(PercentEncoding.encode($0.value))" }
        }
        let tail = fields.joined() + "&s=\(signature)"
        // The whole target must stay below what the collector takes.
        guard tail.utf8.count <= PressQuery.maxBytes - 64 else { throw .tooLong }
        return channels.map { "\(base)/s?k=\(keyID)&c=\($0.name)\(tail)" }
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
        case .signatureForm: "«s» is not 32 lower-case hexadecimal digits"
        case .unknownKey: "«k» names no key of this site; «sharetrail keys cms» prints the one to use"
        case .keyText: "the key is not 43 letters of base64url; a line end after it is a frequent cause"
        case .tooLong: "the link is longer than 4,096 bytes; shorten the title"
        case .signatureDiffers: "the signature is not that of these values under this key"
        case .address(let error): "«u»: \(error)"
        }
    }
}
