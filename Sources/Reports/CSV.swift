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

    static func field(_ text: String) -> String {
        let safe = SpreadsheetText.neutral(text)
        guard needsQuotes(safe) else { return safe }
        // By scalars: a mark that joins the letter before it makes one character with the quote.
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        return String(quoted) + "\""
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
