import Engagement

/// An answer as pieces of HTML, for a page of somebody else's making. Whatever came from outside is escaped in it.
public struct ReportFragment: Sendable {
    /// The title as plain text, not escaped.
    public let title: String
    /// The period as plain text, not escaped.
    public let period: String
    /// The charts; empty where there are none.
    public let charts: String
    /// The table with its head and its sums.
    public let table: String
    /// What to say in place of rows, as plain text; nil where there are any.
    public let emptyLine: String?
    /// What the reader must know, a sentence each, as plain text.
    public let notes: [String]

    /// Draws an answer.
    ///
    /// - Parameter link: an address for a cell of a row, by the column's key, given a look-up of the row's cells by key;
    ///   nil for a cell that leads nowhere.
    public init(
        _ answer: ReportAnswer, vocabulary: Vocabulary, link: (String, (String) -> Cell) -> String? = { _, _ in nil }
    ) {
        let shown = answer.matrix()
        let sheet = Sheet(shown, vocabulary)
        var html = HTML(sheet: sheet)
        html.explains = true
        let places = Dictionary(shown.columns.enumerated().map { ($1.key, $0) }) { first, _ in first }
        html.links = shown.rows.map { row in
            func cell(_ key: String) -> Cell { places[key].flatMap { $0 < row.count ? row[$0] : nil } ?? .none }
            return Dictionary(
                shown.columns.compactMap { column in link(column.key, cell).map { (column.key, $0) } }
            ) { first, _ in first }
        }
        title = sheet.title ?? answer.report
        period = sheet.period ?? ""
        charts = html.charts.joined(separator: "\n")
        table = html.table.joined(separator: "\n")
        emptyLine = sheet.rows.isEmpty ? sheet.emptyLine : nil
        notes = sheet.notes
    }
}
