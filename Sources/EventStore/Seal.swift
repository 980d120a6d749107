import Engagement
import Foundation
import GRDB

/// The moment before which days are sealed: their events were removed, and their tallies stay as they are.
public enum Seal {
    /// The moment; nil where no day is sealed.
    static func before(_ database: Database) throws -> Timestamp? {
        let seconds = try Int64.fetchOne(database.cachedStatement(sql: Query.sealed)) ?? 0
        return seconds > 0 ? Timestamp(seconds: seconds) : nil
    }

    /// The local midnight from which on events are kept.
    ///
    /// - Parameter keepDays: how many whole local days before today are kept.
    public static func boundary(keepDays: Int, at now: Timestamp, zone: TimeZone) -> Timestamp {
        Period.last(days: keepDays, before: now, zone: zone).from
    }
}

/// What one step of removing did.
public struct Removal: Hashable, Codable, Sendable {
    /// The last number that was looked at: the next step begins behind it. Nil: there is none left.
    public var through: Int64?
    /// How many events went.
    public var removed: Int

    /// Tells of a step.
    public init(through: Int64?, removed: Int) {
        self.through = through
        self.removed = removed
    }
}

extension StoreReader {
    /// Before which moment days are sealed; nil where none are.
    public func sealedBefore() throws -> Timestamp? {
        try translating("reading what is sealed") { try queue.read(Seal.before) }
    }

    /// What sealing the days before a moment would remove: how many events, and the time of the first.
    ///
    /// Cost: linear in the events kept.
    public func prunable(before moment: Timestamp) throws -> (events: Int64, first: Timestamp?) {
        try translating("counting old events") {
            try queue.read { database in
                guard let row = try Row.fetchOne(database, sql: Query.prunable, arguments: [moment.seconds]) else {
                    return (0, nil)
                }
                return (row["events"], (row["first"] as Int64?).map(Timestamp.init(seconds:)))
            }
        }
    }
}
