import Engagement
import GRDB

/// A backup that was put in place of the database.
public struct RestoreRecord: Hashable, Sendable {
    /// When.
    public var at: Timestamp
    /// When the backup was made: what was recorded between the two is lost.
    public var made: Timestamp
    /// The first number that a new article could get.
    public var article: Int64
    /// The first number that a new event could get.
    public var event: Int64
}

/// What reports must say of backups that were put in place.
enum Restores {
    /// The spans of time within a period of which what was recorded is lost.
    static func notes(_ database: Database, _ period: Period) throws -> [Note] {
        try Row.fetchAll(
            database.cachedStatement(sql: Query.restoresIn),
            arguments: ["from": period.from.seconds, "to": period.to.seconds]
        ).map { row in
            .lost(
                Period(
                    from: Timestamp(seconds: row["made"]), to: Timestamp(seconds: row["at"]), zone: period.zone))
        }
    }
}

extension StoreReader {
    /// The backups that were put in place, the last one first.
    public func restores() throws -> [RestoreRecord] {
        try translating("reading what was restored") {
            try queue.read { database in
                try Row.fetchAll(database, sql: Query.restores).map { row in
                    RestoreRecord(
                        at: Timestamp(seconds: row["at"]), made: Timestamp(seconds: row["made"]),
                        article: row["article"], event: row["event"])
                }
            }
        }
    }
}
