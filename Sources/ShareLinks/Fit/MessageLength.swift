/// How many parts a text message (SMS) is sent in, and paid for.
///
/// A text of the GSM alphabet has 160 septets in one part and 153 in each of several; a text with one letter outside
/// it, such as `á`, `đ` or `…`, has 70 and 67 UTF-16 units. From 3GPP TS 23.038 (the alphabet) and TS 23.040 (parts).
public struct MessageLength: Hashable, Sendable {
    /// The alphabet that the whole message is sent in.
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// The GSM 7-bit default alphabet with its extension, counted in septets.
        case gsm7 = "GSM-7"
        /// Two bytes a unit, as UTF-16; for any other text.
        case ucs2 = "UCS-2"

        /// The units that one part holds alone.
        public var single: Int { self == .gsm7 ? 160 : 70 }
        /// The units that each of several parts holds.
        public var joined: Int { self == .gsm7 ? 153 : 67 }
    }

    /// The alphabet that the text needs.
    public let encoding: Encoding
    /// The length in septets (GSM-7; the extension's characters take two) or UTF-16 units (UCS-2).
    public let units: Int
    /// The number of parts: 1 for an empty text, as it is sent too.
    ///
    /// No character is split between two parts: neither an escaped one in GSM-7 nor, in UCS-2, what a reader sees as
    /// one. The standards ask for the former and for whole surrogate pairs; the latter is what senders do.
    public let segments: Int

    /// Counts a text.
    ///
    /// - Complexity: Linear in the text's length.
    public init(of text: String) {
        if let septets = GSMAlphabet.septets(of: text) {
            encoding = .gsm7
            units = septets
            let sizes = text.unicodeScalars.lazy.map { GSMAlphabet.septets(of: $0) }
            segments = septets <= Encoding.gsm7.single ? 1 : Self.parts(sizes, of: Encoding.gsm7.joined)
        } else {
            encoding = .ucs2
            units = text.utf16.count
            segments = units <= Encoding.ucs2.single ? 1 : Self.parts(Self.pieces(text), of: Encoding.ucs2.joined)
        }
    }

    /// The sizes of what may not be split.
    private static func pieces(_ text: String) -> [Int] {
        var sizes: [Int] = []
        for character in text {
            let size = character.utf16.count
            if size <= Encoding.ucs2.joined {
                sizes.append(size)
            } else {
                // Too many marks on one letter for any part.
                sizes += character.unicodeScalars.map { UTF16.width($0) }
            }
        }
        return sizes
    }

    private static func parts(_ sizes: some Sequence<Int>, of room: Int) -> Int {
        var parts = 1
        var used = 0
        for size in sizes {
            if used + size > room {
                parts += 1
                used = 0
            }
            used += size
        }
        return parts
    }
}
