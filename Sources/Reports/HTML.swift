import Engagement

/// Writes a sheet as a page that needs no other file and runs nothing.
struct HTML {
    let sheet: Sheet
    /// Addresses that cells lead to, a row each, by the keys of their columns.
    var links: [[String: String]] = []
    /// Whether headings say what their figures are, when they are pointed at, and cells which column they are of.
    var explains = false

    /// A figure for each chart, in lines.
    var charts: [String] { sheet.charts.flatMap { SVG(chart: $0, vocabulary: sheet.vocabulary).lines } }

    /// The table, in lines.
    var table: [String] { ["<table>"] + head + body + foot + ["</table>"] }

    var text: String {
        var lines = [
            "<!doctype html>",
            "<html lang=\"\(sheet.vocabulary.language.rawValue)\">",
            "<head>",
            "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<title>\(Self.escaped(sheet.title ?? "ShareTrail"))</title>",
            "<style>\(ReportPage.style)</style>",
            "</head>",
            "<body>",
        ]
        if let title = sheet.title { lines.append("<h1>\(Self.escaped(title))</h1>") }
        if let period = sheet.period { lines.append("<p class=\"period\">\(Self.escaped(period))</p>") }
        lines += charts
        lines += ["<div class=\"wide\">"] + table + ["</div>"]
        if sheet.rows.isEmpty { lines.append("<p>\(Self.escaped(sheet.emptyLine))</p>") }
        if !sheet.notes.isEmpty {
            lines.append("<ul class=\"notes\">")
            lines += sheet.notes.map { "<li>\(Self.escaped($0))</li>" }
            lines.append("</ul>")
        }
        lines += ["</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let cells = zip(sheet.headings, sheet.columns).map { heading, column in
            "<th scope=\"col\"\(classes(column))\(explanation(of: column))>\(Self.escaped(heading))</th>"
        }
        return ["<thead>", "<tr>\(cells.joined())</tr>", "</thead>"]
    }

    private var body: [String] {
        let rows = sheet.rows.enumerated().map { place, row in
            let links = place < links.count ? links[place] : [:]
            let cells = zip(row, sheet.columns).enumerated().map { index, item in
                let content = content(item.0, item.1)
                let linked = links[item.1.key].map { "<a href=\"\(Self.escaped($0))\">\(content)</a>" }
                return "<td\(classes(item.1, part: part(index, of: row)))>\(linked ?? content)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return ["<tbody>"] + rows + ["</tbody>"]
    }

    private var foot: [String] {
        guard !sheet.sums.isEmpty else { return [] }
        let rows = sheet.sums.map { sum in
            let cells = zip(sheet.texts(sum), sheet.columns).map { text, column in
                "<td\(classes(column))>\(Self.escaped(text))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return ["<tfoot>"] + rows + ["</tfoot>"]
    }

    private func explanation(of column: Column) -> String {
        guard explains, let text = sheet.vocabulary.definition(ofColumn: column.key) else { return "" }
        return " title=\"\(Self.escaped(text))\""
    }

    private func content(_ cell: Cell, _ column: Column) -> String {
        let text = Self.escaped(sheet.text(cell, in: column))
        guard case .moment(let moment) = cell else { return text }
        return "<time datetime=\"\(LocalTime(moment, zone: sheet.zone).iso8601)\">\(text)</time>"
    }

    /// The classes of a cell; on pages with the column's key, so that a narrow screen can do without some.
    private func classes(_ column: Column, part: Int = 0) -> String {
        var classes: [String] = []
        switch column.kind {
        case .number: classes = ["number"] + (part > 0 ? ["part\(part)"] : [])
        case .text: classes = ["text"]
        default: break
        }
        if explains, Terms.headings[column.key] != nil { classes.append("key-\(column.key)") }
        return classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    }

    /// In a matrix, how much of its row a cell is, in sixths; 0 where nothing, or for the row's sum, which is the first.
    private func part(_ index: Int, of row: [Cell]) -> Int {
        guard sheet.isMatrix, index > 1, case .count(let count) = row[index], case .count(let sum) = row[1],
            count > 0, count <= sum
        else { return 0 }
        return Int((Double(count) / Double(sum) * 6).rounded(.up))
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
