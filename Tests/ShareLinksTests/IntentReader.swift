/// Reads an address apart as a receiver does, with nothing of the library: text, not bytes, goes in; values come out.
struct IntentReader {
    var front: String
    var values: [String: String] = [:]
    var names: [String] = []

    /// Nil where anything is not strictly percent-encoded UTF-8 in ASCII.
    init?(_ address: String) {
        guard address.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }) else {
            return nil
        }
        // A fragment is read like a query: one network has its page read it so. `sms:&body=` has neither.
        let isBare = !address.contains("?") && !address.contains("#")
        let halves = address.split(maxSplits: 1, omittingEmptySubsequences: false) {
            $0 == "?" || $0 == "#" || isBare && $0 == "&"
        }
        guard halves.count == 2, !halves[1].contains("#") else { return nil }
        front = String(halves[0])
        for pair in halves[1].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let value = Self.decode(sides[1]) else { return nil }
            let name = String(sides[0])
            guard values.updateValue(value, forKey: name) == nil else { return nil }
            names.append(name)
        }
    }

    static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let letter = rest.popFirst() {
            if letter == "%" {
                guard rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
                bytes.append(byte)
                rest = rest.dropFirst(2)
            } else if let ascii = letter.asciiValue, letter != "+" {
                bytes.append(ascii)
            } else {
                return nil
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Plain Base64 with padding, read by hand.
    static func base64(_ text: String) -> String? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        guard text.count % 4 == 0 else { return nil }
        let letters = text.reversed().drop { $0 == "=" }.reversed()
        var bits = 0
        var held = 0
        var bytes: [UInt8] = []
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            held = (held << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(held >> bits & 255))
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
