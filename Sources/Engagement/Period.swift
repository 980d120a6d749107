import Foundation

/// A span of time to report on, seen in one time zone.
public struct Period: Hashable, Sendable {
    /// The first moment.
    public var from: Timestamp
    /// The first moment after the last.
    public var to: Timestamp
    /// The zone that says what an hour and a day are.
    public var zone: TimeZone

    /// Makes a period; `to` is not part of it.
    public init(from: Timestamp, to: Timestamp, zone: TimeZone) {
        self.from = from
        self.to = to
        self.zone = zone
    }

    /// The period of equal length before this one: so many local days earlier where this one begins at midnight, so that
    /// a day is compared with the same hours of the day before, and a change of daylight-saving time shifts nothing;
    /// else whole hours earlier.
    public var before: Period {
        let calendar = Calendar.gregorian(in: zone)
        let start = Date(from)
        if let days = wholeDays, let earlier = calendar.date(byAdding: .day, value: -days, to: start) {
            return Period(from: Timestamp(earlier), to: from, zone: zone)
        }
        let length = to.seconds - from.seconds
        // A day or days that are not over yet: the same hours of the days before.
        if calendar.startOfDay(for: start) == start {
            let days = Int((length + 86_399) / 86_400)
            if let first = calendar.date(byAdding: .day, value: -days, to: start),
                let last = calendar.date(byAdding: .day, value: -days, to: Date(to))
            {
                return Period(from: Timestamp(first), to: Timestamp(last), zone: zone)
            }
        }
        // Whole hours back, so that what began with an hour still does.
        let shift = (length + 3599) / 3600 * 3600
        return Period(from: from.advanced(by: -shift), to: to.advanced(by: -shift), zone: zone)
    }

    /// The same hours of the same weekday in the weeks before, the latest first; none where the period is longer than its
    /// local day.
    public func weekdaysBefore(weeks: Int) -> [Period] {
        let calendar = Calendar.gregorian(in: zone)
        guard from < to, calendar.isDate(Date(from), inSameDayAs: Date(to.advanced(by: -1))) else { return [] }
        return (1...weeks).compactMap { week in
            guard let first = calendar.date(byAdding: .day, value: -7 * week, to: Date(from)),
                let last = calendar.date(byAdding: .day, value: -7 * week, to: Date(to)), first < last
            else { return nil }
            return Period(from: Timestamp(first), to: Timestamp(last), zone: zone)
        }
    }

    /// The number of local days, where the period begins and ends at local midnight.
    public var wholeDays: Int? {
        let calendar = Calendar.gregorian(in: zone)
        let first = Date(from)
        let last = Date(to)
        guard calendar.startOfDay(for: first) == first, calendar.startOfDay(for: last) == last else { return nil }
        return calendar.dateComponents([.day], from: first, to: last).day
    }

    /// The full local days before the day of `now`.
    public static func last(days: Int, before now: Timestamp, zone: TimeZone) -> Period {
        let calendar = Calendar.gregorian(in: zone)
        let today = calendar.startOfDay(for: Date(now))
        let first = calendar.date(byAdding: .day, value: -days, to: today) ?? today
        return Period(from: Timestamp(first), to: Timestamp(today), zone: zone)
    }

    /// The hours up to and with the present one, the earlier ones whole.
    public static func last(hours: Int, until now: Timestamp, zone: TimeZone) -> Period {
        let hour = TimeBucket.hour.start(of: now, zone: zone)
        return Period(from: hour.advanced(by: -3600 * Int64(hours - 1)), to: now.advanced(by: 1), zone: zone)
    }

    /// The local day of `now`, until now.
    public static func today(at now: Timestamp, zone: TimeZone) -> Period {
        let midnight = TimeBucket.day.start(of: now, zone: zone)
        return Period(from: midnight, to: now.advanced(by: 1), zone: zone)
    }
}

extension Calendar {
    /// The Gregorian calendar in a zone, weeks by ISO 8601.
    static func gregorian(in zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        calendar.firstWeekday = 2
        calendar.minimumDaysInFirstWeek = 4
        return calendar
    }
}

extension Date {
    /// The date of a moment.
    public init(_ timestamp: Timestamp) {
        self.init(timeIntervalSince1970: TimeInterval(timestamp.seconds))
    }
}

extension Timestamp {
    /// The whole second that holds a date.
    public init(_ date: Date) {
        self.init(seconds: Int64(date.timeIntervalSince1970.rounded(.down)))
    }
}
