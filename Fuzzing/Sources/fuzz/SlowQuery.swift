/// A query read as a person would: cut at `&`, then at the first `=`, escapes replaced one by one.
struct SlowQuery {
    struct Pair {
        let written: [UInt8]
        /// Nil where it cannot be decoded.
        let name: [UInt8]?
        /// Nil where it cannot be decoded.
        let value: [UInt8]?
    }

    let pairs: [Pair]

    init(_ bytes: some Collection<UInt8>) {
        pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map { part in
            let written = Array(part)
            let equals = written.firstIndex(of: UInt8(ascii: "=")) ?? written.endIndex
            return Pair(
                written: written, name: Self.decode(Array(written[..<equals])),
                value: Self.decode(Array(written[equals...].dropFirst())))
        }
    }

    /// The decoded values of a name; nil for each whose escapes are broken.
    func values(of name: String) -> [[UInt8]?] {
        let name = Array(name.utf8)
        return pairs.filter { $0.name == name }.map(\.value)
    }

    /// The query without the pairs of a name, in the same order or backwards.
    func text(without name: String, backwards: Bool = false) -> String {
        let name = Array(name.utf8)
        let kept = pairs.filter { $0.name != name }.map(\.written)
        let joined = (backwards ? kept.reversed() : kept).joined(separator: [UInt8(ascii: "&")])
        return String(decoding: Array(joined), as: UTF8.self)
    }

    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == UInt8(ascii: "%") {
                guard place + 2 < text.count,
                    let high = digits.firstIndex(of: lowered(text[place + 1])),
                    let low = digits.firstIndex(of: lowered(text[place + 2]))
                else { return nil }
                bytes.append(UInt8(high * 16 + low))
                place += 3
            } else {
                bytes.append(text[place] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[place])
                place += 1
            }
        }
        return bytes
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
