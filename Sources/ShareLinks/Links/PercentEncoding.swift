/// Percent-encoding (RFC 3986): UTF-8, upper-case digits, everything encoded but `A-Z a-z 0-9 - . _ ~`.
///
/// Foundation's `URLComponents.queryItems` leaves `+` raw, and `.urlQueryAllowed` leaves `&` raw.
public enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    /// Encodes one value for any place in a URL.
    public static func encode(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            append(byte, to: &bytes, raw: isUnreserved(byte))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a name and the encoded value.
    static func append(_ name: StaticString, _ value: String, to bytes: inout [UInt8]) {
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        var value = value
        value.withUTF8 { text in
            for byte in text { append(byte, to: &bytes, raw: isUnreserved(byte)) }
        }
    }

    static func append(_ byte: UInt8, to bytes: inout [UInt8], raw: Bool) {
        if raw {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "%"))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }

    /// Decodes one value of a query: strict escapes, `+` is a space. Nil where an escape is broken.
    static func decodeQueryValue(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x30...0x39: letter - 0x30
        case 0x41...0x46: letter - 0x41 + 10
        case 0x61...0x66: letter - 0x61 + 10
        default: nil
        }
    }
}
