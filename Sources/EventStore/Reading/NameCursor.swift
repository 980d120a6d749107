import GRDB

/// Reads which articles have which section or author, in the order of an index: each name is made a string once, however
/// many articles have it.
enum NameCursor {
    /// - Parameter sql: a query with the columns number and name, in the order of the names.
    static func read(
        _ database: Database, _ sql: String, _ body: (_ number: Int64, _ name: String?) -> Void
    ) throws {
        var name: String?
        var bytes: [UInt8] = []
        try SteppedRow.each(database, sql) { row in
            if let next = row.bytes(1) {
                if name == nil || !next.elementsEqual(bytes) {
                    bytes = Array(next)
                    name = String(decoding: next, as: UTF8.self)
                }
            } else {
                name = nil
            }
            body(row.number(0), name)
        }
    }
}
