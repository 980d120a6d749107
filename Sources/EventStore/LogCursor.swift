import Engagement
import GRDB

/// Reads events one after the other.
enum LogCursor {
    /// - Parameter sql: a query with the columns of `readEvents.sql`.
    static func read(
        _ database: Database, _ sql: String, _ arguments: StatementArguments, _ body: (RecordedEvent) throws -> Void
    ) throws {
        try SteppedRow.each(database, sql, arguments) { row in
            try body(
                RecordedEvent(
                    id: row.number(0), at: row.number(1), kind: row.number(2) == 1 ? .press : .visit,
                    article: row.number(3), share: row.numberOrNil(4), channel: Int(row.number(5)),
                    origin: row.number(6) == 0 ? .reader : .newsroom, code: Int(row.number(7)),
                    arrival: row.numberOrNil(8).map { $0 == 1 },
                    names: EventNames(referrer: row.number(9), agent: row.number(10), place: row.number(11)),
                    previewed: row.numberOrNil(12), opened: row.numberOrNil(13), hasParent: row.number(14) != 0))
        }
    }
}
