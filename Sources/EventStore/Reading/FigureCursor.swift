import Engagement
import GRDB
import GRDBSQLite

/// Reads rows of tallies one after the other, column by column without a row object for each.
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
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
                }
                return
            }
            let article = number(1)
            if let articles, !articles.contains(article) { continue }
            let channel = Int(number(2))
            let sees = sqlite3_column_type(handle, 4) == SQLITE_NULL ? !blind.contains(channel) : number(4) != 0
            try body(
                FigureLine(
                    start: number(0), article: article, channel: channel, value: number(3),
                    figures: Figures(
                        presses: number(5), previewed: sees ? number(6) : 0, opened: number(7), visits: number(8),
                        arrivals: number(9), visitsWithoutArrival: number(10), reshares: number(11),
                        seesPreviews: sees)))
        }
    }
}
