import Engagement
import Foundation

/// Writes rows of an archive, one at a time: as JSON lines, or as tables of CSV.
public enum ArchiveText {
    /// The first line of an archive in JSON lines, and the file `archive.json` of one in CSV.
    public static func header(_ header: ArchiveHeader) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return "{\"type\":\"archive\",\"archive\":\(String(decoding: try encoder.encode(header), as: UTF8.self))}\n"
    }

    /// The last line of both: without it, or with another number of rows, an archive is not whole.
    public static func end(rows: Int64) -> String { "{\"type\":\"end\",\"rows\":\(rows)}\n" }

    /// A row as an object on a line; what is unknown is left out.
    public static func line(_ table: ArchiveTable, _ row: [Cell]) -> String {
        var line = "{\"type\":\"\(table.name)\""
        for (column, cell) in zip(table.columns, row) where cell != .none {
            line += ",\"\(column.key)\":"
            switch cell {
            case .count(let number): line += String(number)
            case .moment(let moment): line += "\"\(moment.utcText)\""
            case .text(let text): line += JSONText.quoted(text)
            case .ratio, .none: line += "null"
            }
        }
        return line + "}\n"
    }

    /// The first line of a table of CSV.
    public static func names(_ table: ArchiveTable) -> String {
        table.columns.map(\.key).joined(separator: ",") + "\r\n"
    }

    /// A row as a line of CSV; an empty text has quotes, what is unknown is nothing.
    public static func fields(_ row: [Cell]) -> String {
        row.map { cell in
            switch cell {
            case .count(let number): String(number)
            case .moment(let moment): moment.utcText
            case .text(let text): text.isEmpty ? "\"\"" : CSV.field(text)
            case .ratio, .none: ""
            }
        }.joined(separator: ",") + "\r\n"
    }
}
