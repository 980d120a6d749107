import Foundation

/// Making text fit for a report: one line, composed, of bounded length.
enum FeedText {
    /// The most bytes of UTF-8 that a field keeps.
    static let limit = 4096

    /// The text on one line: white space collapsed, control characters dropped, in NFC, cut to the limit.
    ///
    /// Directional overrides are dropped too, since they would turn a report's line around. Nil when nothing is left.
    static func plain(_ text: String) -> String? {
        if text.utf8.isEmpty { return nil }
        return isPlain(text) ? text : cut(composed(text))
    }

    /// Whether nothing is to be done: printable ASCII with single spaces inside.
    private static func isPlain(_ text: String) -> Bool {
        guard text.utf8.count <= limit else { return false }
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }

    private static func composed(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var size = 0
        var gap = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                gap = true
            } else if !isDropped(scalar) {
                if gap, size > 0 { scalars.append(" ") }
                gap = false
                scalars.append(scalar)
                size += UTF8.width(scalar)
                // Composing shortens a text to a third at most.
                if size > 4 * limit { break }
            }
        }
        return String(scalars).precomposedStringWithCanonicalMapping
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// The most whole characters, as readers see them, that fit in the limit.
    private static func cut(_ text: String) -> String? {
        guard text.utf8.count > limit else { return text.isEmpty ? nil : text }
        var size = 0
        var end = text.startIndex
        while end < text.endIndex {
            size += text[end].utf8.count
            if size > limit { break }
            end = text.index(after: end)
        }
        let short = text[..<end]
        let kept = short.last == " " ? short.dropLast() : short
        return kept.isEmpty ? nil : String(kept)
    }
}
