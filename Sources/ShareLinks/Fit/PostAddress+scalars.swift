/// The classes of scalars that decide where an address in a post begins and ends.
///
/// They are X's: a host may hold any scalar but ASCII punctuation, white space, marks of direction and the three
/// invalid ones; a path holds ASCII, Latin letters with marks and Cyrillic; a query ASCII alone.
enum PostScalar {
    /// Sets of ASCII scalars as bits of `ascii`.
    private enum Class {
        static let path: UInt8 = 1
        static let pathEnd: UInt8 = 2
        static let query: UInt8 = 4
        static let queryEnd: UInt8 = 8
        static let bareHost: UInt8 = 16
    }

    /// The sets that each ASCII scalar is in. Letters and digits are in all of them.
    private static let ascii: [UInt8] = {
        let marks: [(UInt8, String)] = [
            (Class.path, "!*';:=+,.$/%#[]-_~@|&"), (Class.pathEnd, "+-=_#/"),
            (Class.query, "!?*'@();:&=+$/%#[]-_.,~|"), (Class.queryEnd, "_-&=#/"), (Class.bareHost, "-"),
        ]
        var table = (0..<128).map { isASCIIAlphanumeric($0) ? UInt8.max : 0 }
        for (mask, scalars) in marks {
            for scalar in scalars.unicodeScalars { table[Int(scalar.value)] |= mask }
        }
        return table
    }()

    private static func isASCII(_ scalar: UInt32, _ mask: UInt8) -> Bool {
        scalar < 128 && ascii[Int(scalar)] & mask != 0
    }

    static func isASCIIAlphanumeric(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// Whether a label of a host may begin and end with it.
    static func isHostLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 {
            // Controls other than white space are letters here, as no rule of X names them.
            return isASCIIAlphanumeric(scalar) || scalar < 0x09 || (0x0E..<0x20).contains(scalar) || scalar == 0x22
                || scalar == 0x60 || scalar == 0x7F
        }
        return !isSpace(scalar) && !isDirectionMark(scalar) && !isInvalid(scalar)
    }

    /// Whether it can stand anywhere in a host: a letter, `-`, `_` or `.`.
    static func isHost(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || scalar == 0x2E || scalar == 0x5F || isHostLetter(scalar)
    }

    /// Whether it can stand in a host that has no `https://` before it.
    static func isBareHost(_ scalar: UInt32) -> Bool {
        isASCII(scalar, Class.bareHost) || isAccentedLatin(scalar)
    }

    /// Whether an address may begin behind it.
    static func allowsAddressBehind(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x23, 0x24, 0x40, 0xFF03, 0xFF20: false
        default: !isASCIIAlphanumeric(scalar) && !isInvalid(scalar)
        }
    }

    static func isPath(_ scalar: UInt32) -> Bool {
        isASCII(scalar, Class.path) || isCyrillic(scalar) || isAccentedLatin(scalar) || scalar == 0x2013
    }

    static func endsPath(_ scalar: UInt32) -> Bool {
        isASCII(scalar, Class.pathEnd) || isCyrillic(scalar) || isAccentedLatin(scalar)
    }

    static func isQuery(_ scalar: UInt32) -> Bool { isASCII(scalar, Class.query) }

    static func endsQuery(_ scalar: UInt32) -> Bool { isASCII(scalar, Class.queryEnd) }

    /// Whether a text that holds it is not a post at all.
    static func isInvalid(_ scalar: UInt32) -> Bool {
        scalar == 0xFFFE || scalar == 0xFEFF || scalar == 0xFFFF
    }

    static func lowercased(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 {
            return (0x41...0x5A).contains(scalar) ? scalar + 32 : scalar
        }
        guard let mapping = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars, mapping.count == 1
        else { return scalar }
        // The Kelvin sign is not a k here.
        return mapping.first.map { $0.isASCII ? scalar : $0.value } ?? scalar
    }

    private static func isCyrillic(_ scalar: UInt32) -> Bool { (0x0400...0x04FF).contains(scalar) }

    private static func isAccentedLatin(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: true
        case 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263, 0x268, 0x26F, 0x272, 0x289, 0x28B, 0x2BB: true
        case 0x300...0x36F, 0x1E00...0x1EFF: true
        default: false
        }
    }

    private static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    private static func isDirectionMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
