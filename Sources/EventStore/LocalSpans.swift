import Engagement
import Foundation

/// The widths of tallies, as they stand in the column `span`.
enum TallySpan {
    /// An hour of UTC.
    static let hour: Int64 = 3_600
    /// A local day, however long it is.
    static let day: Int64 = 86_400
    /// A local week, however long it is.
    static let week: Int64 = 604_800
    /// A local month, however long it is.
    static let month: Int64 = 2_592_000
}

/// The local day, week and month that hold a moment, remembered: a calendar takes microseconds for each, and events of one day
/// come together.
struct LocalSpans {
    private let zone: TimeZone
    /// The local days that share time with a day of UTC, by its number.
    private var days: [Int64: [Int64]] = [:]
    private var weeks: [Int64: Int64] = [:]
    private var months: [Int64: Int64] = [:]
    private var last: Range<Int64> = 0..<0

    init(zone: TimeZone) { self.zone = zone }

    /// The first second of the local day.
    mutating func day(of moment: Int64) -> Int64 {
        if last.contains(moment) { return last.lowerBound }
        let number = moment.floored(to: 86_400) / 86_400
        let starts = days[number] ?? find(number)
        guard let place = starts.lastIndex(where: { $0 <= moment }) else {
            return TimeBucket.day.start(of: Timestamp(seconds: moment), zone: zone).seconds
        }
        if place + 1 < starts.count { last = starts[place]..<starts[place + 1] }
        return starts[place]
    }

    private mutating func find(_ number: Int64) -> [Int64] {
        let from = Timestamp(seconds: number * 86_400)
        // Two days on, so that the end of each day of it is among them.
        let period = Period(from: from, to: from.advanced(by: 3 * 86_400), zone: zone)
        let starts = TimeBucket.day.starts(in: period).map(\.seconds)
        if days.count > 10_000 { days.removeAll() }
        days[number] = starts
        return starts
    }

    /// The first second of the local week, from Monday on, that a local day is in.
    mutating func week(ofDay day: Int64) -> Int64 { Self.start(.week, ofDay: day, &weeks, zone) }

    /// The first second of the local month that a local day is in.
    mutating func month(ofDay day: Int64) -> Int64 { Self.start(.month, ofDay: day, &months, zone) }

    private static func start(
        _ bucket: TimeBucket, ofDay day: Int64, _ known: inout [Int64: Int64], _ zone: TimeZone
    ) -> Int64 {
        if let start = known[day] { return start }
        let start = bucket.start(of: Timestamp(seconds: day), zone: zone).seconds
        if known.count > 10_000 { known.removeAll() }
        known[day] = start
        return start
    }

    /// The first second of the hour of UTC.
    static func hour(of moment: Int64) -> Int64 { moment.floored(to: TallySpan.hour) }
}

/// The same for those who share it.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class SpanFinder: @unchecked Sendable {
    var known: LocalSpans

    init(zone: TimeZone) { known = LocalSpans(zone: zone) }

    /// The first second of the local day.
    func day(of moment: Int64) -> Int64 { known.day(of: moment) }
}
