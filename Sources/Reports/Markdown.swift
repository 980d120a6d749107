import Engagement

/// Writes a sheet as a table with pipes, every text literal.
struct Markdown {
    let sheet: Sheet

    var text: String {
        var lines: [String] = []
        if let title = sheet.title { lines += ["## \(Self.escaped(title))", ""] }
        if let period = sheet.period { lines += [Self.escaped(period), ""] }
        lines.append(line(sheet.headings.map(Self.escaped)))
        lines.append(line(sheet.columns.map { $0.kind == .number ? "---:" : "---" }))
        lines += sheet.rows.map { line(sheet.texts($0).map(Self.escaped)) }
        lines += sheet.sums.map { sum in
            line(sheet.texts(sum).map { $0.isEmpty ? "" : "**\(Self.escaped($0))**" })
        }
        if sheet.rows.isEmpty { lines += ["", Self.escaped(sheet.emptyLine)] }
        if !sheet.notes.isEmpty { lines.append("") }
        lines += sheet.notes.map { "- \(Self.escaped($0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "\\", "`", "<", "&", "[", "]", "*", "_", "~": escaped += "\\"
            default: break
            }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}
