import Engagement
import Foundation
import GRDB

/// How the tallies compare with the log.
public struct Comparison: Hashable, Sendable {
    /// How many tallies, sums and marks of shares there are on either side.
    public var compared: Int64 = 0
    /// How many of them are not the same on both.
    public var different: Int64 = 0
}

extension StoreReader {
    private static let comparisons = [
        Query.compareTallies, Query.compareRefused, Query.compareShares, Query.compareCircumstances,
        Query.compareOpenings, Query.compareArticleTallies, Query.compareChannelTallies, Query.compareRequestSums,
    ]

    /// Adds up every unsealed day again from the log, and compares: tallies, sums of requests, and what shares say of
    /// their first preview and visit.
    ///
    /// All of it is one reading beside the writer: no request waits for it, and what is written meanwhile is not seen.
    /// While it lasts the write-ahead log grows, since what is being read cannot be written back. Cost: linear in the
    /// events kept; they are sorted in temporary files.
    public func compareTallies() throws -> Comparison {
        try translating("comparing tallies with the log") {
            try queue.read { database in
                // The more is sorted in memory, the less in temporary files.
                try database.execute(sql: "PRAGMA cache_size = -64000")
                defer { try? database.execute(sql: "PRAGMA cache_size = -2000") }
                var comparison = Comparison()
                for sql in Self.comparisons {
                    for row in try Row.fetchAll(database, sql: sql) {
                        comparison.compared += row["tallies"] ?? 0
                        comparison.different += row["different"] ?? 0
                    }
                }
                return comparison
            }
        }
    }
}

extension StoreWriter {
    /// Folds all unsealed days again, in one transaction, and then what was not folded yet.
    ///
    /// Cost: linear in the events kept; requests wait for it, and go on unrecorded meanwhile.
    public func rebuild() throws {
        try translating("rebuilding the tallies") {
            try transaction { try refold($0, &spans.known) }
        }
        try fold()
    }

    /// Keeps the day tallies in another zone from now on.
    ///
    /// Where the zone's days begin with hours of UTC they are put together from the tallies of hours, sealed ones too.
    /// Elsewhere the log is folded again, which sealed days do not allow.
    func changeZone(_ database: Database, from old: String) throws {
        let row = try Row.fetchOne(database, sql: Query.range)
        let now = clock.now()
        let first = (row?["first"] as Int64?).map(Timestamp.init(seconds:)) ?? now
        let last = (row?["last"] as Int64?).map(Timestamp.init(seconds:)) ?? now
        let all = Period(from: first.advanced(by: -3600), to: max(first, last).advanced(by: 7200), zone: zone)
        days.forget()
        if zone.keepsWholeHours(in: all) {
            try database.execute(sql: Query.forgetDays, arguments: ["zone": zone.identifier])
            try addDays(database, from: all.from, to: all.to)
            try database.execute(sql: Query.daysFromHours)
            try database.execute(sql: Query.rollUp)
            return
        }
        if let sealed = try Seal.before(database) {
            throw StoreError(
                .invalid, "changing the time zone to \(zone.identifier)",
                hint:
                    "days before \(LocalDay.name(of: sealed, zone: zone)) are sealed, and their hours cannot be divided; "
                    + "set «timeZone» back to \(old), and ask for reports with --tz \(zone.identifier)")
        }
        try database.execute(sql: Query.resetFold, arguments: ["zone": zone.identifier])
        // The view of what is not folded needs the days of all of it.
        try addDays(database, from: all.from, to: all.to)
    }
}
