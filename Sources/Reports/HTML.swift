import Engagement

/// The page that HTML reports are.
public enum ReportPage {
    /// The content of the page's one style element, the same for every report, so that a policy can name its hash.
    public static let style = """
        :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#c9c9c9;--quiet:#5f5f5f;--mark:#2563a8}
        @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--line:#444;--quiet:#a8a8a8;--mark:#6ea8e6}}
        body{margin:2rem auto;max-width:70rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;\
        color:var(--ink);background:var(--paper)}
        h1{font-size:1.5rem;margin:0}
        .period,.notes{color:var(--quiet)}
        .wide{overflow-x:auto}
        figure{margin:1.2rem 0}
        figcaption{font-weight:600;margin-bottom:.3rem}
        figure svg{display:block}
        svg text{font-size:13px;fill:var(--ink)}
        .mark{fill:var(--mark)}
        .axis{stroke:var(--line)}
        td[class*=part]{background:color-mix(in srgb,var(--mark) var(--part),var(--paper));print-color-adjust:exact}
        .part1{--part:8%}.part2{--part:16%}.part3{--part:24%}.part4{--part:32%}.part5{--part:40%}.part6{--part:48%}
        table{border-collapse:collapse;width:100%}
        th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{vertical-align:bottom;border-bottom-width:2px}
        tfoot td{font-weight:600}
        td.text{min-width:9rem;overflow-wrap:anywhere}
        td time{white-space:nowrap}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        @page{size:A4;margin:15mm}
        @media print{:root{--ink:#000;--paper:#fff;--line:#999;--quiet:#333;--mark:#2563a8}\
        body{margin:0;max-width:none;padding:0;font-size:9pt}\
        .wide{overflow:visible}figure{break-inside:avoid}thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}}
        """
}

/// Writes a sheet as a page that needs no other file and runs nothing.
struct HTML {
    let sheet: Sheet

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
        lines += sheet.charts.flatMap { SVG(chart: $0, vocabulary: sheet.vocabulary).lines }
        lines += ["<div class=\"wide\">", "<table>"] + head + body + foot + ["</table>", "</div>"]
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
            "<th scope=\"col\"\(Self.alignment(column))>\(Self.escaped(heading))</th>"
        }
        return ["<thead>", "<tr>\(cells.joined())</tr>", "</thead>"]
    }

    private var body: [String] {
        let rows = sheet.rows.map { row in
            let cells = zip(row, sheet.columns).enumerated().map { index, item in
                "<td\(Self.alignment(item.1, part: part(index, of: row)))>\(content(item.0, item.1))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return ["<tbody>"] + rows + ["</tbody>"]
    }

    private var foot: [String] {
        guard !sheet.sums.isEmpty else { return [] }
        let rows = sheet.sums.map { sum in
            let cells = zip(sheet.texts(sum), sheet.columns).map { text, column in
                "<td\(Self.alignment(column))>\(Self.escaped(text))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return ["<tfoot>"] + rows + ["</tfoot>"]
    }

    private func content(_ cell: Cell, _ column: Column) -> String {
        let text = Self.escaped(sheet.text(cell, in: column))
        guard case .moment(let moment) = cell else { return text }
        return "<time datetime=\"\(LocalTime(moment, zone: sheet.zone).iso8601)\">\(text)</time>"
    }

    private static func alignment(_ column: Column, part: Int = 0) -> String {
        switch column.kind {
        case .number: " class=\"number\(part > 0 ? " part\(part)" : "")\""
        case .text: " class=\"text\""
        default: ""
        }
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
