import Engagement
import GRDB

/// Which numbers of events hold which times: a row for some thousand events, in place of an index of all.
///
/// An index by time costs 15 bytes an event, a third of the event itself, and a page more in each commit.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class Stretches: @unchecked Sendable {
    /// Events of a stretch, about: a search by time reads so many more than it needs.
    static let length: Int64 = 4096
    /// Seconds that a stretch spans at most, unless one batch spans more; so history and live events stay apart.
    static let seconds: Int64 = 6 * 3600

    private struct Open {
        var first: Int64
        var last: Int64
        var earliest: Int64
        var latest: Int64
    }

    private var open: Open?

    /// Takes up events that were appended with the numbers from `first` on.
    func take(_ events: [EventEntry], first: Int64, in database: Database) throws {
        guard let one = events.first else { return }
        var (earliest, latest) = (one.at.seconds, one.at.seconds)
        for event in events {
            earliest = min(earliest, event.at.seconds)
            latest = max(latest, event.at.seconds)
        }
        try take(
            first: first, last: first + Int64(events.count) - 1, earliest: earliest, latest: latest, in: database)
    }

    /// Takes up events that were appended with some of these numbers, and all of these times.
    func take(first: Int64, last: Int64, earliest: Int64, latest: Int64, in database: Database) throws {
        let batch = Open(first: first, last: last, earliest: earliest, latest: latest)
        if open == nil { try find(before: first, in: database) }
        if var whole = open, whole.first <= batch.first {
            whole.last = max(whole.last, batch.last)
            whole.earliest = min(whole.earliest, batch.earliest)
            whole.latest = max(whole.latest, batch.latest)
            if whole.last - whole.first < Self.length, whole.latest - whole.earliest <= Self.seconds {
                if whole.earliest < open?.earliest ?? .max {
                    try database.execute(sql: Query.widenStretch, arguments: [whole.earliest, whole.first])
                }
                open = whole
                return
            }
        }
        if let open {
            try database.execute(sql: Query.endStretch, arguments: [open.last, open.latest, open.first])
        }
        try database.execute(sql: Query.beginStretch, arguments: [batch.first, batch.earliest])
        open = batch
    }

    /// Finds the stretch that an earlier process, or a transaction that was undone, left open.
    private func find(before next: Int64, in database: Database) throws {
        guard let row = try Row.fetchOne(database, sql: Query.openStretch, arguments: ["next": next]) else { return }
        open = Open(first: row["first"], last: row["last"], earliest: row["earliest"], latest: row["latest"])
    }

    /// After a transaction that was undone, what was noted in it means nothing.
    func forget() { open = nil }
}
