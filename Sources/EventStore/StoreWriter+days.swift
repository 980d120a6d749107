import Engagement
import Foundation
import GRDB
import Synchronization

/// The span of time whose local days are known to be written.
final class CoveredDays: Sendable {
    private let span = Mutex<ClosedRange<Int64>?>(nil)

    func contains(_ range: ClosedRange<Int64>) -> Bool {
        span.withLock { span in span.map { $0.contains(range.lowerBound) && $0.contains(range.upperBound) } ?? false }
    }

    func set(_ range: ClosedRange<Int64>) { span.withLock { $0 = range } }
    func forget() { span.withLock { $0 = nil } }
}

extension StoreWriter {
    /// Writes the days around a moment; ahead too, so that reports of the days to come need no writer.
    func coverDays(_ database: Database, around now: Timestamp) throws {
        let from = now.advanced(by: -2 * 86_400)
        let to = now.advanced(by: 400 * 86_400)
        try addDays(database, from: from, to: to)
        days.set(from.seconds...to.seconds)
    }

    /// Writes the days of events, unless they are there. The view of unfolded events needs them.
    func coverDays(_ database: Database, of events: [EventEntry]) throws {
        guard let first = events.first else { return }
        var range = first.at...first.at
        for event in events {
            if event.at < range.lowerBound { range = event.at...range.upperBound }
            if event.at > range.upperBound { range = range.lowerBound...event.at }
        }
        try coverDays(database, from: range.lowerBound, to: range.upperBound)
    }

    /// Writes the days of a span of time, unless they are there.
    func coverDays(_ database: Database, from: Timestamp, to: Timestamp) throws {
        guard !days.contains(from.seconds...to.seconds) else { return }
        guard Timestamp.storable.contains(from.seconds), Timestamp.storable.contains(to.seconds) else {
            throw StoreError(
                .constraint, "recording events", hint: "a time lies before 1970 or after the year 9999; correct it")
        }
        try addDays(database, from: from, to: to)
    }

    /// Writes the local days, weeks and months that hold a span of time.
    func addDays(_ database: Database, from: Timestamp, to: Timestamp) throws {
        let period = Period(from: from, to: to.advanced(by: 1), zone: zone)
        let starts = TimeBucket.day.starts(in: period)
        let statement = try database.cachedStatement(sql: Query.addDay)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        for start in starts {
            let next = calendar.date(byAdding: .day, value: 1, to: Date(start)) ?? Date(start)
            let ends = TimeBucket.day.start(of: Timestamp(next), zone: zone)
            try statement.execute(arguments: [start.seconds, ends.seconds, LocalDay.name(of: start, zone: zone)])
        }
        try addLongSpans(database, of: period)
    }

    /// Writes the local weeks and months that share time with a period.
    func addLongSpans(_ database: Database, of period: Period) throws {
        // A month has 28 to 31 days, and a week seven of 23 to 25 hours: so many are in the next one.
        for (bucket, sql, days) in [(TimeBucket.week, Query.addWeek, 8), (.month, Query.addMonth, 32)] {
            let statement = try database.cachedStatement(sql: sql)
            for start in bucket.starts(in: period) {
                let ends = bucket.start(of: start.advanced(by: Int64(days) * 86_400), zone: period.zone)
                try statement.execute(arguments: [start.seconds, ends.seconds])
            }
        }
    }
}

/// A local day's name.
enum LocalDay {
    /// Such as `2026-11-16`.
    static func name(of moment: Timestamp, zone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day], from: Date(moment))
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
