import GRDB
import GRDBSQLite

/// The row that a statement stands on, read column by column without an object for each: reports and the fold read
/// millions. Columns count from 0. It means nothing after the statement went on.
struct SteppedRow {
    private let handle: OpaquePointer

    /// Goes through the rows of a query. Not to be nested with the same query: both would step one statement.
    static func each(
        _ database: Database, _ sql: String, _ arguments: StatementArguments = [], _ body: (SteppedRow) throws -> Void
    ) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
        try each(statement.sqliteStatement, sql, body)
    }

    /// Goes through the rows of a statement whose values are bound.
    static func each(_ handle: OpaquePointer, _ sql: String, _ body: (SteppedRow) throws -> Void) throws {
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
                }
                return
            }
            try body(SteppedRow(handle: handle))
        }
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// A number; 0 for NULL.
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func numberOrNil(_ column: Int32) -> Int64? { isNull(column) ? nil : number(column) }

    /// The bytes of a text; nil for NULL.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        sqlite3_column_text(handle, column).map {
            UnsafeBufferPointer(start: $0, count: Int(sqlite3_column_bytes(handle, column)))
        }
    }
}
