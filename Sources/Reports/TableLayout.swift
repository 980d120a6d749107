/// The widths of a terminal table's columns.
///
/// Headings break over lines before texts are shortened, and the widest text is shortened first. Numbers and moments
/// are never cut: a table of too many of them is wider than the terminal.
struct TableLayout {
    struct Column {
        let heading: String
        /// The columns that the widest cell takes.
        let content: Int
        /// Whether cells may be cut.
        let shrinks: Bool

        /// The column no wider than the terminal, where its cells may be cut.
        func cut(to available: Int) -> Column {
            Column(heading: heading, content: shrinks ? min(content, available) : content, shrinks: shrinks)
        }
    }

    let gap = "  "
    let available: Int?
    let widths: [Int]

    init(columns: [Column], available: Int?) {
        self.available = available
        widths = Self.widths(of: columns, gap: gap.count, available: available)
    }

    /// The columns that the whole table takes.
    var total: Int { Self.total(widths, gap: gap.count) }

    /// The lines of the header, headings at the bottom.
    func header(_ headings: [String], align: (String, Int, Int) -> String) -> [String] {
        let wrapped = zip(headings, widths).map { Self.wrap($0, to: $1) }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { row in
            wrapped.indices.map { index in
                let above = height - wrapped[index].count
                let word = row < above ? "" : wrapped[index][row - above]
                return align(DisplayWidth.truncate(word, to: widths[index]), widths[index], index)
            }.joined(separator: gap)
        }
    }

    /// A sentence in lines that fit.
    func wrapped(_ text: String) -> [String] {
        Self.wrap(text, to: available ?? .max)
    }

    private static func widths(of columns: [Column], gap: Int, available: Int?) -> [Int] {
        let columns = columns.map { $0.cut(to: available ?? .max) }
        let headed = { (lines: Int) in
            columns.map { max($0.content, narrowest($0.heading, lines: lines)) }
        }
        guard let available else { return headed(3) }
        let most = 6
        for lines in 1...most {
            let widths = headed(lines)
            if total(widths, gap: gap) <= available { return widths }
        }
        var widths = headed(most)
        for floor in [24, 12, 4] {
            let floors = columns.map { column in
                column.shrinks ? max(min(column.content, floor), floor > 4 ? longestWord(column.heading) : 1) : .max
            }
            for lines in 2...most {
                widths = shrunk(headed(lines), floors: floors, gap: gap, to: available)
                if total(widths, gap: gap) <= available { return widths }
            }
        }
        return widths
    }

    /// Takes from the widest column that may give, until all fit or none can give more.
    private static func shrunk(_ widths: [Int], floors: [Int], gap: Int, to available: Int) -> [Int] {
        var widths = widths
        var excess = total(widths, gap: gap) - available
        while excess > 0 {
            let giving = widths.indices.filter { widths[$0] > floors[$0] }
            guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func total(_ widths: [Int], gap: Int) -> Int {
        widths.reduce(0, +) + gap * max(0, widths.count - 1)
    }

    private static func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { DisplayWidth.columns(of: String($0)) }.max() ?? 0
    }

    /// The least width in which a heading takes at most so many lines with no word cut.
    private static func narrowest(_ heading: String, lines: Int) -> Int {
        let whole = DisplayWidth.columns(of: heading)
        var width = lines == 1 ? whole : longestWord(heading)
        while width < whole, wrap(heading, to: width).count > lines { width += 1 }
        return width
    }

    /// Breaks a text at spaces into lines; a word that is wider than a line stands alone.
    static func wrap(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var used = 0
        for word in text.split(separator: " ") {
            let columns = DisplayWidth.columns(of: String(word))
            if let line = lines.last, used + 1 + columns <= width {
                lines[lines.count - 1] = "\(line) \(word)"
                used += 1 + columns
            } else {
                lines.append(String(word))
                used = columns
            }
        }
        return lines.isEmpty ? [""] : lines
    }
}
