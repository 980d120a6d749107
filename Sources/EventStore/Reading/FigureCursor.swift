import Engagement
import GRDB

/// Reads rows of tallies one after the other.
enum FigureCursor {
    /// - Parameters:
    ///   - sql: a query with the columns of `scanTallies.sql`: start, article, channel, value, sighted and the figures.
    ///     sighted is null where the channel says it.
    ///   - blind: channels whose previews cannot be seen.
    ///   - articles: rows of other articles are passed over; nil lets all through.
    static func read(
        _ database: Database, _ sql: String, _ arguments: StatementArguments, blind: Set<Int>,
        articles: Set<Int64>? = nil, _ body: (FigureLine) throws -> Void
    ) throws {
        try SteppedRow.each(database, sql, arguments) { row in
            let article = row.number(1)
            if let articles, !articles.contains(article) { return }
            let channel = Int(row.number(2))
            let sees = row.isNull(4) ? !blind.contains(channel) : row.number(4) != 0
            try body(
                FigureLine(
                    start: row.number(0), article: article, channel: channel, value: row.number(3),
                    figures: Figures(
                        presses: row.number(5), previewed: sees ? row.number(6) : 0, opened: row.number(7),
                        visits: row.number(8), arrivals: row.number(9), visitsWithoutArrival: row.number(10),
                        reshares: row.number(11), seesPreviews: sees)))
        }
    }
}
