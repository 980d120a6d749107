import Engagement

/// Draws a sheet in aligned columns for a terminal.
struct TerminalTable {
    let sheet: Sheet
    let options: RenderOptions
    /// The headings of columns that are left out for want of room.
    private let leftOut: [String]

    /// What goes first where a terminal is too narrow for a title to be read.
    private static let dispensable = [
        "previewed", "opened", "reshares", "views", "distinctArrivals", "visitsPerPress", "section",
    ]
    /// The columns that a title should have at least.
    private static let readable = 24

    init(sheet: Sheet, options: RenderOptions) {
        var sheet = sheet
        var leftOut: [String] = []
        if let width = options.width, width >= 40 {
            for key in Self.dispensable where key != sheet.sortedBy && !Self.fits(sheet, in: width) {
                guard let place = sheet.columns.firstIndex(where: { $0.key == key }), sheet.columns.count > 2 else {
                    continue
                }
                leftOut.append(sheet.headings[place])
                sheet = sheet.without(column: place)
            }
        }
        self.sheet = sheet
        self.options = options
        self.leftOut = leftOut
    }

    private static func fits(_ sheet: Sheet, in width: Int) -> Bool {
        let layout = layout(sheet, available: width)
        guard layout.total <= width else { return false }
        return zip(sheet.columns, layout.widths).enumerated().allSatisfy { place, column in
            guard column.0.kind == .text || column.0.kind == .channel else { return true }
            return column.1 >= min(readable, widest(place, of: sheet))
        }
    }

    /// The columns that the widest cell of a column takes.
    private static func widest(_ place: Int, of sheet: Sheet) -> Int {
        sheet.rows.reduce(0) { max($0, DisplayWidth.columns(of: sheet.text($1[place], in: sheet.columns[place]))) }
    }

    private static func layout(_ sheet: Sheet, available: Int?) -> TableLayout {
        let headings = sheet.headings
        let sums = sheet.sums.map(sheet.texts)
        return TableLayout(
            columns: headings.indices.map { index in
                TableLayout.Column(
                    heading: headings[index],
                    content: sums.reduce(widest(index, of: sheet)) { max($0, DisplayWidth.columns(of: $1[index])) },
                    shrinks: shrinks(sheet.columns[index]))
            },
            available: available)
    }

    var text: String {
        let headings = sheet.headings
        let rows = sheet.rows.map(sheet.texts)
        let sums = sheet.sums.map(sheet.texts)
        let layout = Self.layout(sheet, available: options.width)
        let bars = bars(beside: layout)
        let isWithoutBars = bars.isEmpty

        var lines: [String] = []
        if let title = sheet.title { lines += layout.wrapped(title).map(bold) }
        if let period = sheet.period { lines += layout.wrapped(period) + [""] }
        if isWithoutBars { lines += sparklines }
        lines += layout.header(headings, align: pad).map(bold)
        lines.append(dim(rule(layout)))
        for (index, row) in rows.enumerated() {
            lines.append(line(row, layout) + (bars.isEmpty ? "" : bars[index]))
        }
        if rows.isEmpty { lines += layout.wrapped(sheet.emptyLine) }
        if !sums.isEmpty { lines.append(dim(rule(layout))) }
        lines += sums.map { line($0, layout) }
        let notes = sheet.notes + (leftOut.isEmpty ? [] : [sheet.vocabulary.leftOut(leftOut)])
        if !notes.isEmpty { lines.append("") }
        lines += notes.flatMap { layout.wrapped($0) }.map(dim)
        return lines.map(withoutTrailingSpaces).joined(separator: "\n") + "\n"
    }

    private static func shrinks(_ column: Column) -> Bool {
        switch column.kind {
        case .text, .channel, .word: true
        case .number, .moment, .machine: false
        }
    }

    private func line(_ cells: [String], _ layout: TableLayout) -> String {
        zip(cells, layout.widths).enumerated()
            .map { pad(DisplayWidth.truncate($1.0, to: $1.1), $1.1, $0) }
            .joined(separator: layout.gap)
    }

    private func rule(_ layout: TableLayout) -> String {
        layout.widths.map { String(repeating: "─", count: $0) }.joined(separator: layout.gap)
    }

    /// Fills a text up to a width: numbers on the left, all else on the right.
    private func pad(_ text: String, _ width: Int, _ index: Int) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
        return sheet.columns[index].kind == .number ? space + text : text + space
    }

    /// A bar a row, scaled to the largest figure; nothing where there is no room.
    private func bars(beside layout: TableLayout) -> [String] {
        guard let column = sheet.barColumn else { return [] }
        let room = min(24, (options.width ?? .max) - layout.total - layout.gap.count)
        let figures = sheet.rows.map { row in
            if case .count(let count) = row[column] { return max(0, count) }
            return 0
        }
        guard room >= 4, let largest = figures.max(), largest > 0 else { return [] }
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return figures.map { figure in
            let eighths = Int((Double(figure) / Double(largest) * Double(room * 8)).rounded())
            let seen = figure > 0 ? max(1, eighths) : 0
            return layout.gap + String(repeating: "█", count: seen / 8) + parts[seen % 8]
        }
    }

    /// How figures went over time, where bars beside the rows do not show it.
    private var sparklines: [String] {
        let lines = sheet.charts.flatMap { chart -> [String] in
            guard case .columns(let heading, let points) = chart, points.count > 7 else { return [] }
            let line = Sparkline.text(points.map(\.value), width: min(options.width ?? 72, 72))
            return [dim(DisplayWidth.truncate(heading, to: options.width ?? .max)), line]
        }
        return lines.isEmpty ? [] : lines + [""]
    }

    private func bold(_ line: String) -> String { styled(line, "1") }
    private func dim(_ line: String) -> String { styled(line, "2") }

    private func styled(_ line: String, _ code: String) -> String {
        options.colour ? "\u{1B}[\(code)m\(withoutTrailingSpaces(line))\u{1B}[0m" : line
    }

    private func withoutTrailingSpaces(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }
}
