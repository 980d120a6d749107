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

    /// Runs it with the columns of `appendEvent.sql`.
    func append(id: Int64, at: Int64, article: Int64, share: Int64?, traits: Int64) throws {
        bind(id, at: 1)
        bind(at, at: 2)
        bind(article, at: 3)
        bind(share, at: 4)
        bind(traits, at: 5)
        try run()
    }

    /// Binds numbers to the first columns.
    func bind(_ numbers: Int64...) {
        for (place, number) in numbers.enumerated() { bind(number, at: Int32(place + 1)) }
    }

    /// Goes through its rows. The values stay bound.
    func each(_ body: (SteppedRow) throws -> Void) throws { try SteppedRow.each(handle, sql, body) }

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
