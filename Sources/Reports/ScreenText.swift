/// Text from outside, made fit to be seen: one line that cannot steer a terminal or turn the order of the words.
public enum ScreenText {
    /// Line ends and tabs become spaces, other control characters U+FFFD; controls of writing direction go.
    public static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnfit) else { return text }
        var clean = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where previous == "\r": break
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: clean.append(" ")
            case _ where isDirection(scalar): break
            case 0..<0x20, 0x7F..<0xA0: clean.append("\u{FFFD}")
            default: clean.append(scalar)
            }
            previous = scalar
        }
        return String(clean)
    }

    /// Whether a scalar is a control: of C0, of C1, of lines or of writing direction.
    static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: isDirection(scalar)
        }
    }

    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
