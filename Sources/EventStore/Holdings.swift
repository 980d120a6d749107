import Engagement
import GRDB

/// One kind of record that requests leave in the database.
public struct Holding: Hashable, Sendable {
    /// What it is, by its table.
    public var what: String
    /// What is in a record.
    public var fields: String
    /// How many there are.
    public var rows: Int64
    /// From when the oldest is; nil where the record has no time.
    public var oldest: Timestamp?
    /// How long it stays.
    public var keptFor: String
}

extension StoreReader {
    /// What requests have left in the database. Cost: linear in the events kept.
    public func holdings() throws -> [Holding] {
        try translating("listing what is held") {
            try queue.read { database in
                try Row.fetchAll(database, sql: Query.holdings).map { row in
                    Holding(
                        what: row["what"], fields: row["fields"], rows: row["records"],
                        oldest: (row["oldest"] as Int64?).map(Timestamp.init(seconds:)), keptFor: row["kept"])
                }
            }
        }
    }
}
