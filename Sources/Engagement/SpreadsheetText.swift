/// Texts as cells of spreadsheets may hold them: none is taken for a formula.
public enum SpreadsheetText {
    /// A text with a `'` before what a spreadsheet might reckon; most texts stay as they are.
    public static func neutral(_ text: String) -> String {
        if isPlain(text) { return text }
        let inner = withoutInnerFormulas(text)
        return isFormula(text) ? "'" + inner : inner
    }

    /// The text that `neutral` made this of.
    public static func original(_ text: String) -> String {
        if isPlain(text) { return text }
        // By scalars: a mark that joins the letter before it makes one character with the quote.
        func without(_ part: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
            part.first == "'" && isFormula(Substring(part.dropFirst())) ? part.dropFirst() : part
        }
        let whole = without(text[...].unicodeScalars)
        let parts = whole.split(separator: ";", omittingEmptySubsequences: false)
        var original = String.UnicodeScalarView(parts[0])
        for part in parts.dropFirst() {
            original.append(";")
            original.append(contentsOf: without(part))
        }
        return String(original)
    }

    /// Texts that begin with a letter or a digit of ASCII and have no `;` are the most, and are no formula.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        switch first {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return !text.utf8.contains(UInt8(ascii: ";"))
        default: return false
        }
    }

    /// Whether a spreadsheet might reckon: the first character that is not a space, a quote or a separator decides.
    private static func isFormula(_ text: some StringProtocol) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
            case "\"", "'", "“", "”", "‘", "’", ",", ";": continue
            default:
                let properties = scalar.properties
                if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { continue }
                return false
            }
        }
        return false
    }

    /// A region whose lists are separated by `;` takes what follows one for a cell of its own, quoted or not.
    private static func withoutInnerFormulas(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ";")) else { return text }
        var safe = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            safe.append(scalar)
            guard scalar == ";" else { continue }
            var rest = String.UnicodeScalarView()
            rest.append(contentsOf: scalars[(place + 1)...].prefix { $0 != ";" })
            if isFormula(String(rest)) { safe.append("'") }
        }
        return String(safe)
    }
}
