/// The query of a press link, read but not yet verified.
///
/// Any order of names; `+` is a space; escapes are strict; unknown names are ignored; a known name twice is refused.
public struct PressQuery: Hashable, Sendable {
    /// `k`: the slot of the key, 0 to 7.
    public var key: UInt8
    /// `c`: the channel's name, which is not signed.
    public var channel: String
    /// The signed values.
    public var values: PressValues
    /// `from`: the landing token of the parent share.
    public var parent: String?
    private var signature: [UInt8]

    private static let known: Set<String> = [
        "k", "c", "u", "t", "a", "i", "d", "g", "n", "v", "s", "from",
    ]

    /// The longest query, in bytes.
    public static let maxBytes = 4096

    /// Reads the part of a request's target after `?`.
    public init(_ query: Substring) throws(PressLinkError) {
        guard query.utf8.count <= Self.maxBytes else { throw .tooLong }
        var found: [String: String] = [:]
        var parents: [String] = []
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            // A name that cannot be decoded is none of ours.
            guard let nameBytes = PercentEncoding.decodeQueryValue(pair[..<equals]),
                let name = String(validating: nameBytes, as: UTF8.self)
            else { continue }
            guard Self.known.contains(name) else {
                // By bytes: a mark may stand on the bracket.
                let bare = String(Substring(name.utf8.prefix { $0 != UInt8(ascii: "[") }))
                if bare != name, bare != "from", Self.known.contains(bare) { throw .arrayName(bare) }
                continue
            }
            let written = equals == pair.endIndex ? pair[equals...] : pair[pair.index(after: equals)...]
            if name == "from" {
                let decoded = PercentEncoding.decodeQueryValue(written).flatMap {
                    String(validating: $0, as: UTF8.self)
                }
                parents.append(decoded ?? String(Substring(written)))
                continue
            }
            guard let bytes = PercentEncoding.decodeQueryValue(written) else { throw .brokenEscape(name) }
            guard let value = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(name) }
            guard !Self.hasControlCharacter(value) else { throw .controlCharacter(name) }
            guard found.updateValue(value, forKey: name) == nil else { throw .repeated(name) }
        }
        guard let url = found["u"], !url.isEmpty else { throw .missing("u") }
        guard let channel = found["c"], !channel.isEmpty else { throw .missing("c") }
        guard let key = found["k"], !key.isEmpty else { throw .missing("k") }
        guard key.utf8.count == 1, let id = UInt8(key), id < 8 else { throw .unknownKey }
        guard let written = found["s"], !written.isEmpty else { throw .missing("s") }
        guard written.utf8.count == 32, let signature = Hex.decode(Array(written.utf8)) else { throw .signatureForm }
        self.key = id
        self.channel = channel
        self.signature = signature
        // A parent that is no token is the reader's loss, never the press's: whoever verifies it drops it.
        parent = parents.first { !$0.isEmpty }
        if parents.count > 1 { parent = parents.joined(separator: "&") }
        values = PressValues(
            url: url, title: found["t"], cmsID: found["a"], image: found["i"], summary: found["d"],
            hashtags: found["g"], instance: found["n"], via: found["v"])
    }

    /// Checks the signature under the ring's key.
    ///
    /// - Returns: the state of the key: a retired one still verifies.
    public func verify(with ring: KeyRing) throws(PressLinkError) -> KeyState {
        guard let state = ring.state(of: key, for: .link) else { throw .unknownKey }
        let message = values.message
        guard let code = ring.pressCode(of: message, key: key) else { throw .unknownKey }
        guard isSigned(code) else { throw .signatureDiffers }
        return state
    }

    /// Whether the signature is the beginning of this code.
    func isSigned(_ code: MessageAuthentication.Code) -> Bool {
        signature.withUnsafeBytes { code.begins(with: $0) }
    }

    static func hasControlCharacter(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    }
}
