import Engagement
import GRDB
import GRDBSQLite

/// Reads events one after the other, column by column without a row object for each: millions are read so.
enum LogCursor {
    /// - Parameter sql: a query with the columns of `readEvents.sql`.
    static func read(
        _ database: Database, _ sql: String, _ arguments: StatementArguments, _ body: (RecordedEvent) throws -> Void
    ) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
        func numberOrNil(_ column: Int32) -> Int64? {
            sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : number(column)
        }
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
                }
                return
            }
            try body(
                RecordedEvent(
                    id: number(0), at: number(1), kind: number(2) == 1 ? .press : .visit, article: number(3),
                    share: numberOrNil(4), channel: Int(number(5)), origin: number(6) == 0 ? .reader : .newsroom,
                    code: Int(number(7)), arrival: numberOrNil(8).map { $0 == 1 },
                    names: EventNames(referrer: number(9), agent: number(10), place: number(11)),
                    previewed: numberOrNil(12), opened: numberOrNil(13), hasParent: number(14) != 0))
        }
    }
}
