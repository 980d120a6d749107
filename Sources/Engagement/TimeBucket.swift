import Foundation

/// The width of a row in a report over time.
public enum TimeBucket: String, CaseIterable, Sendable {
    case hour
    case day
    case week
    case month

    /// The first moment of the bucket that holds a moment.
    ///
    /// An hour that a change of daylight-saving time repeats is two buckets: they begin at different moments.
    /// Weeks begin on Monday (ISO 8601).
    public func start(of moment: Timestamp, zone: TimeZone) -> Timestamp {
        let date = Date(moment)
        let calendar = Calendar.gregorian(in: zone)
        switch self {
        case .hour:
            let offset = Int64(zone.secondsFromGMT(for: date))
            let local = moment.seconds + offset
            return Timestamp(seconds: moment.seconds - (local - local.floored(to: 3600)))
        case .day:
            return Timestamp(calendar.startOfDay(for: date))
        case .week:
            return Timestamp(calendar.dateInterval(of: .weekOfYear, for: date)?.start ?? date)
        case .month:
            return Timestamp(calendar.dateInterval(of: .month, for: date)?.start ?? date)
        }
    }

    /// The first moment of each bucket that shares time with the period, in order; at most `limit`.
    public func starts(in period: Period, limit: Int = 100_000) -> [Timestamp] {
        var starts: [Timestamp] = []
        guard period.from < period.to else { return starts }
        var start = start(of: period.from, zone: period.zone)
        while start < period.to, starts.count < limit {
            starts.append(start)
            let next = next(after: start, zone: period.zone)
            guard start < next else { break }
            start = next
        }
        return starts
    }

    private func next(after start: Timestamp, zone: TimeZone) -> Timestamp {
        let calendar = Calendar.gregorian(in: zone)
        let date = Date(start)
        let component: Calendar.Component
        switch self {
        case .hour: return self.start(of: start.advanced(by: 3600), zone: zone)
        case .day: component = .day
        case .week: component = .weekOfYear
        case .month: component = .month
        }
        let later = calendar.date(byAdding: component, value: 1, to: date) ?? date
        return self.start(of: Timestamp(later), zone: zone)
    }
}

extension TimeZone {
    /// Whether every hour of this zone begins with an hour of UTC throughout a period.
    ///
    /// Offsets change at most a few times a year, so a look at each day's two ends sees them all.
    public func keepsWholeHours(in period: Period) -> Bool {
        var moment = period.from
        while moment < period.to {
            if secondsFromGMT(for: Date(moment)) % 3600 != 0 { return false }
            moment = moment.advanced(by: 86_400 / 2)
        }
        return secondsFromGMT(for: Date(period.to)) % 3600 == 0
    }
}

extension Int64 {
    /// The greatest multiple of `step` that is not greater, also below zero.
    public func floored(to step: Int64) -> Int64 {
        let remainder = self % step
        return self - (remainder < 0 ? remainder + step : remainder)
    }
}
