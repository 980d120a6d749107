import GRDB
import GRDBSQLite

/// A prepared statement whose values are bound one by one, without an array of them and without copies.
///
/// For the append and the fold: binding by `StatementArguments` costs more than the insert itself. To be used inside one access
/// to the database, where the statement was prepared.
struct BoundStatement {
    private let handle: OpaquePointer
    private let sql: String

    init(_ database: Database, _ sql: String) throws {
        handle = try database.cachedStatement(sql: sql).sqliteStatement
        self.sql = sql
    }

    /// Binds a number; columns count from 1.
    func bind(_ number: Int64, at column: Int32) { sqlite3_bind_int64(handle, column, number) }

    /// Binds a number, or NULL.
    func bind(_ number: Int64?, at column: Int32) {
        if let number { bind(number, at: column) } else { sqlite3_bind_null(handle, column) }
    }

    /// Binds a text, or NULL.
    func bind(_ text: String?, at column: Int32) {
        guard let text else {
            sqlite3_bind_null(handle, column)
            return
        }
        // −1: SQLite makes a copy of its own.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(handle, column, text, Int32(text.utf8.count), copies)
    }

    /// Binds numbers to all columns, in order, and runs it.
    func run(_ numbers: [Int64]) throws {
        for (place, number) in numbers.enumerated() { bind(number, at: Int32(place + 1)) }
        try run()
    }

    /// Runs it; it returns no rows. The values stay bound.
    func run() throws {
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
            sqlite3_reset(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
        }
        sqlite3_reset(handle)
    }
}
