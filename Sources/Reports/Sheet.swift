import Engagement
import Foundation

/// What people see of an answer: columns for programs left out, words in place, nothing laid out yet.
struct Sheet {
    /// A row below the others, such as the total.
    struct Sum {
        let label: String
        let cells: [Cell]
    }

    let vocabulary: Vocabulary
    let zone: TimeZone
    var title: String?
    var period: String?
    private(set) var columns: [Column]
    private(set) var rows: [[Cell]]
    var sums: [Sum] = []
    var notes: [String] = []
    let emptyLine: String
    /// The column that bars are drawn for.
    var barColumn: Int?
    /// The key of the column that rows stand by.
    var sortedBy: String?
    /// What is drawn beside the table.
    var charts: [Chart] = []
    /// Whether cells are shaded by their part of the row.
    var isMatrix = false

    init(_ answer: ReportAnswer, _ vocabulary: Vocabulary) {
        let answer = answer.whole.withoutUnknownViews.withChange(vocabulary)
        self.init(answer.columns, answer.rows, answer.period.zone, vocabulary, emptyLine: Terms.noEvents)
        let name = vocabulary.title(ofReport: answer.report)
        title = ScreenText.clean(answer.subject.map { "\(name): \($0)" } ?? name)
        period = ScreenText.clean(vocabulary.period(answer.period))
        notes = answer.notes.map(vocabulary.sentence(for:))
        if !["article", "drift", "table"].contains(answer.report) {
            barColumn = columns.firstIndex { $0.key == answer.drawnFigure }
        }
        sortedBy = answer.sortedBy.rawValue
        isMatrix = answer.report == "drift"
        charts = Chart.all(of: answer, in: self)

        // Totals of nothing say nothing, unless there is something to compare them with.
        guard !rows.isEmpty || answer.previous != nil else { return }
        let shown = Self.shown(answer.columns)
        let labels = [vocabulary.word("total"), vocabulary.word("previous"), vocabulary.usual(answer)]
        for (label, cells) in zip(labels, [answer.total, answer.previous ?? [], answer.usual ?? []]) {
            let picked = Self.pick(shown, of: cells)
            guard picked.contains(where: { $0 != .none }) else { continue }
            sums.append(Sum(label: label, cells: picked))
        }
    }

    init(_ answer: ListAnswer, _ vocabulary: Vocabulary) {
        self.init(answer.columns, answer.rows, answer.zone, vocabulary, emptyLine: Terms.nothingToList)
    }

    private init(_ columns: [Column], _ rows: [[Cell]], _ zone: TimeZone, _ vocabulary: Vocabulary, emptyLine: Term) {
        let shown = Self.shown(columns)
        self.vocabulary = vocabulary
        self.zone = zone
        self.columns = shown.map { columns[$0] }
        self.rows = rows.map { Self.pick(shown, of: $0) }
        self.emptyLine = emptyLine.said(in: vocabulary.language)
    }

    private static func shown(_ columns: [Column]) -> [Int] {
        columns.indices.filter { columns[$0].kind != .machine }
    }

    private static func pick(_ shown: [Int], of cells: [Cell]) -> [Cell] {
        shown.map { $0 < cells.count ? cells[$0] : .none }
    }

    /// The same without one column.
    func without(column place: Int) -> Sheet {
        var sheet = self
        sheet.columns.remove(at: place)
        for row in rows.indices { sheet.rows[row].remove(at: place) }
        sheet.sums = sums.map { sum in
            var cells = sum.cells
            cells.remove(at: place)
            return Sum(label: sum.label, cells: cells)
        }
        sheet.barColumn = barColumn.flatMap { $0 == place ? nil : $0 > place ? $0 - 1 : $0 }
        return sheet
    }

    /// The headings, in order.
    var headings: [String] {
        columns.map { ScreenText.clean(vocabulary.heading(ofColumn: $0.key)) }
    }

    /// A cell as people read it, on one line and free of controls.
    func text(_ cell: Cell, in column: Column) -> String {
        switch cell {
        case .none: return "–"
        case .count(let count): return vocabulary.number(count)
        case .ratio(let ratio): return vocabulary.ratio(ratio)
        case .moment(let moment):
            guard case .moment(let bucket) = column.kind else { return vocabulary.moment(moment, zone: zone) }
            return vocabulary.moment(moment, zone: zone, bucket: bucket)
        case .text(let text):
            switch column.kind {
            case .channel: return ScreenText.clean(vocabulary.label(ofChannel: text))
            case .word: return ScreenText.clean(vocabulary.word(text))
            case .text, .number, .moment, .machine: return ScreenText.clean(text)
            }
        }
    }

    /// The cells of a row as people read them.
    func texts(_ cells: [Cell]) -> [String] {
        zip(cells, columns).map(text)
    }

    /// The cells of a sum: its label in the first column that has nothing to sum, one of words before one of numbers.
    func texts(_ sum: Sum) -> [String] {
        let places = sum.cells.indices.filter { sum.cells[$0] == .none }
        let place = places.first { columns[$0].kind != .number } ?? places.first
        return sum.cells.indices.map { index in
            if index == place { return sum.label }
            if sum.cells[index] == .none, columns[index].kind != .number { return "" }
            return text(sum.cells[index], in: columns[index])
        }
    }
}
