/// An IP address by the text of RFC 4291, section 2.2: 16 bytes, IPv4 mapped.
struct SlowAddress: Equatable {
    var bytes: [UInt8]

    init?(_ text: [UInt8]) {
        if let four = Self.four(text) {
            bytes = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + four
            return
        }
        guard let range = Self.firstPair(in: text) else {
            guard let all = Self.groups(text, mayEndInFour: true), all.count == 16 else { return nil }
            bytes = all
            return
        }
        guard let front = Self.groups(Array(text[..<range]), mayEndInFour: false),
            let back = Self.groups(Array(text[(range + 2)...]), mayEndInFour: true), front.count + back.count <= 14
        else { return nil }
        bytes = front + [UInt8](repeating: 0, count: 16 - front.count - back.count) + back
    }

    /// This address as groups, which any reader takes.
    var text: String {
        stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// Whether the first bits are those of the other.
    func begins(with other: SlowAddress, bits: Int) -> Bool {
        (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
        }
    }

    func flipping(_ bit: Int) -> SlowAddress {
        var flipped = self
        flipped.bytes[bit / 8] ^= UInt8(0x80) >> UInt8(bit % 8)
        return flipped
    }

    private static func firstPair(in text: [UInt8]) -> Int? {
        text.indices.dropLast().first { text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":") }
    }

    private static func groups(_ text: [UInt8], mayEndInFour: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { Array($0) }
        var bytes: [UInt8] = []
        for (place, part) in parts.enumerated() {
            if mayEndInFour, place == parts.count - 1, let four = four(part) {
                bytes += four
                continue
            }
            let isHex = part.allSatisfy { "0123456789abcdefABCDEF".utf8.contains($0) }
            guard isHex, (1...4).contains(part.count),
                let value = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            bytes += [UInt8(value >> 8), UInt8(value & 255)]
        }
        return bytes
    }

    private static func four(_ text: [UInt8]) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> UInt8? in
            guard part.allSatisfy({ (0x30...0x39).contains($0) }), part.count == 1 || part.first != 0x30 else {
                return nil
            }
            return UInt8(String(decoding: part, as: UTF8.self))
        }
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }
}
