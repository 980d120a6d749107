import Engagement
import Foundation

/// Writes rows as RFC 4180 in a way that no spreadsheet takes a text for a formula.
struct CSV {
    let byteOrderMark: Bool

    func text(_ columns: [Column], _ rows: [[Cell]], zone: TimeZone) -> String {
        var text = byteOrderMark ? "\u{FEFF}" : ""
        append(columns.map { Self.field($0.key) }, to: &text)
        for row in rows {
            append(columns.indices.map { $0 < row.count ? Self.field(row[$0], zone: zone) : "" }, to: &text)
        }
        return text
    }

    private func append(_ fields: [String], to text: inout String) {
        // A lone empty field would be an empty line, which readers skip.
        text += fields == [""] ? "\"\"" : fields.joined(separator: ",")
        text += "\r\n"
    }

    private static func field(_ cell: Cell, zone: TimeZone) -> String {
        switch cell {
        case .none: ""
        case .count(let count): String(count)
        case .ratio(let ratio): PlainNumber.text(ratio) ?? ""
        case .moment(let moment): LocalTime(moment, zone: zone).iso8601
        case .text(let text): field(text)
        }
    }

    private static func field(_ text: String) -> String {
        let safe = isFormula(text) ? "'" + text : withoutInnerFormulas(text)
        guard needsQuotes(safe) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Whether a spreadsheet might reckon: the first character that is not a space, a quote or a separator decides.
    private static func isFormula(_ text: String) -> Bool {
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

    /// Whether quotes are needed: for separators, also those of other regions, for quotes, line ends and outer spaces.
    private static func needsQuotes(_ text: String) -> Bool {
        if text.hasPrefix(" ") || text.hasSuffix(" ") { return true }
        return text.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
            default: false
            }
        }
    }
}
