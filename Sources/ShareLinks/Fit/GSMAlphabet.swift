/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1).
enum GSMAlphabet {
    /// Code 0x09 is the capital `Ç`; Unicode's mapping file has the small one.
    private static let basic = """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
        abcdefghijklmnopqrstuvwxyzäöñüà
        """
    private static let escaped = "\u{0C}^{}\\[~]|€"

    /// The septets of each scalar below U+0400; 0 where it is not in the alphabet.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x400)
        for scalar in basic.unicodeScalars { table[Int(scalar.value)] = 1 }
        for scalar in escaped.unicodeScalars where scalar.value < 0x400 { table[Int(scalar.value)] = 2 }
        return table
    }()

    /// The septets of one scalar: 1, 2 where it is escaped, 0 where it is not in the alphabet.
    static func septets(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x400 { return Int(table[Int(scalar.value)]) }
        return scalar == "€" ? 2 : 0
    }

    /// The septets of a text, or nil where it is not in the alphabet as a whole.
    static func septets(of text: String) -> Int? {
        var total = 0
        for scalar in text.unicodeScalars {
            let septets = septets(of: scalar)
            if septets == 0 { return nil }
            total += septets
        }
        return total
    }
}
