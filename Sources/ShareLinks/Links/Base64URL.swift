/// The alphabet of tokens: base64url of RFC 4648 without padding, read strictly.
///
/// Foundation's decoder takes several spellings of one value; here each value has one spelling.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The value of each ASCII letter, 255 for those outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() {
            values[Int(letter)] = UInt8(value)
        }
        return values
    }()

    /// The letters whose value fulfils a condition, as one writes them between the brackets of a regular expression:
    /// the `-` last, since between two others it would mean those between them.
    static func letters(where isWanted: (UInt8) -> Bool) -> String {
        let letters = alphabet.indices.filter { isWanted(UInt8($0)) }.map { alphabet[$0] }
        let hyphen = UInt8(ascii: "-")
        return String(decoding: letters.filter { $0 != hyphen } + letters.filter { $0 == hyphen }, as: UTF8.self)
    }

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            pending = (pending << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(pending >> bits & 63)])
            }
        }
        if bits > 0 {
            text.append(alphabet[Int(pending << (6 - bits) & 63)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes text whose length is a multiple of four into `output`, from the place `start` on; false where a letter
    /// is outside the alphabet or there is no room.
    static func decode(
        _ text: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>, from start: Int
    ) -> Bool {
        guard text.count % 4 == 0, text.count / 4 * 3 <= output.count - start else { return false }
        var index = 0
        var place = start
        while index < text.count {
            let a = values[Int(text[index])]
            let b = values[Int(text[index + 1])]
            let c = values[Int(text[index + 2])]
            let d = values[Int(text[index + 3])]
            guard (a | b | c | d) & 0xC0 == 0 else { return false }
            output[place] = a << 2 | b >> 4
            output[place + 1] = b << 4 | c >> 2
            output[place + 2] = c << 6 | d
            index += 4
            place += 3
        }
        return true
    }
}

/// Hexadecimal digits, written in lower case and read in lower case only.
enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    static func append(_ bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for letter in text {
            let value: UInt8
            switch letter {
            case 0x30...0x39: value = letter - 0x30
            case 0x61...0x66: value = letter - 0x61 + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}
