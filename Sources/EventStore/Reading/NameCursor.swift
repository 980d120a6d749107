import GRDB
import GRDBSQLite

/// Reads which articles have which section or author, in the order of an index: each name is made a string once, however
/// many articles have it.
enum NameCursor {
    /// - Parameter sql: a query with the columns number and name, in the order of the names.
    static func read(
        _ database: Database, _ sql: String, _ body: (_ number: Int64, _ name: String?) -> Void
    ) throws {
        let handle = try database.cachedStatement(sql: sql).sqliteStatement
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        var name: String?
        var bytes: [UInt8] = []
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
                }
                return
            }
            if let text = sqlite3_column_text(handle, 1) {
                let next = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, 1)))
                if name == nil || !next.elementsEqual(bytes) {
                    bytes = Array(next)
                    name = String(decoding: next, as: UTF8.self)
                }
            } else {
                name = nil
            }
            body(sqlite3_column_int64(handle, 0), name)
        }
    }
}
