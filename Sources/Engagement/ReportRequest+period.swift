import Foundation

/// Which time is meant.
extension ReportRequest {
    /// The zone that says what a day is.
    public func zone(default standard: TimeZone) throws(RequestError) -> TimeZone {
        guard let tz else { return standard }
        guard let zone = TimeZone(identifier: tz) else {
            throw RequestError("there is no time zone «\(tz)»; write it as in Asia/Ho_Chi_Minh")
        }
        return zone
    }

    /// The period; everything recorded where none is asked for.
    ///
    /// - Parameter all: the first and the last moment that something was recorded of.
    /// - Throws: ``RequestError``, and what `all` throws.
    public func period(
        zone: TimeZone, now: Timestamp, all: () throws -> (from: Timestamp, to: Timestamp)?
    ) throws -> Period {
        let ways = [last != nil, today, from != nil || to != nil].count { $0 }
        guard ways <= 1 else {
            throw RequestError("choose one of \(marker)last, \(marker)today, and \(marker)from with \(marker)to")
        }
        if today { return .today(at: now, zone: zone) }
        if let last { return try period(last, zone: zone, now: now) }
        let first = try from.map { try midnight($0, zone: zone, plus: 0) }
        let end = try to.map { try midnight($0, zone: zone, plus: 1) }
        let whole = try all() ?? (now, now)
        let start =
            first ?? TimeBucket.day.start(of: min(whole.from, end?.advanced(by: -1) ?? whole.from), zone: zone)
        let lastDay = TimeBucket.day.start(of: max(whole.to, start), zone: zone)
        let stop = end ?? TimeBucket.day.start(of: lastDay.advanced(by: 30 * 3600), zone: zone)
        guard start < stop else { throw RequestError("\(marker)from must not be after \(marker)to") }
        return Period(from: start, to: stop, zone: zone)
    }

    private func period(_ last: String, zone: TimeZone, now: Timestamp) throws(RequestError) -> Period {
        let wrong = RequestError("\(marker)last must be a number with h or d, such as 24h or 7d")
        guard let unit = last.last, let count = Int(last.dropLast()), count > 0, count <= 100_000 else { throw wrong }
        switch unit {
        case "h": return .last(hours: count, until: now, zone: zone)
        case "d": return .last(days: count, before: now, zone: zone)
        default: throw wrong
        }
    }

    private func midnight(_ day: String, zone: TimeZone, plus days: Int) throws(RequestError) -> Timestamp {
        guard let midnight = Timestamp.midnight(of: day, zone: zone, plus: days) else {
            throw RequestError("«\(day)» is no day; write it as in 2026-11-23")
        }
        return midnight
    }
}

extension Timestamp {
    /// The local midnight that begins a day such as `2026-11-23`, or so many days later; nil where that is no day.
    public static func midnight(of day: String, zone: TimeZone, plus days: Int = 0) -> Timestamp? {
        let parts = day.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        let calendar = Calendar.gregorian(in: zone)
        guard day.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let number = parts[2],
            (1970...9998).contains(year),
            let date = calendar.date(from: DateComponents(year: year, month: month, day: number)),
            calendar.component(.day, from: date) == number, calendar.component(.month, from: date) == month,
            let moved = calendar.date(byAdding: .day, value: days, to: date)
        else { return nil }
        return TimeBucket.day.start(of: Timestamp(moved), zone: zone)
    }
}
