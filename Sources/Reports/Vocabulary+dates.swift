import Engagement
import Foundation

extension Vocabulary {
    /// A moment as a zone's clock shows it, cut to what a bucket needs; nil is to the minute.
    ///
    /// An hour that a change of daylight-saving time repeats carries its offset, since two rows would else look alike.
    public func moment(_ moment: Timestamp, zone: TimeZone, bucket: TimeBucket? = nil) -> String {
        let local = LocalTime(moment, zone: zone)
        let time = "\(padded(local.hour)):\(padded(local.minute))"
        switch (bucket, language) {
        case (nil, _): return "\(day(local)) \(time)"
        case (.hour, .vi):
            return "\(time) \(padded(local.day))/\(padded(local.month))\(offset(of: local, at: moment, zone))"
        case (.hour, .en): return "\(day(local)) \(time)\(offset(of: local, at: moment, zone))"
        case (.day, _): return day(local)
        case (.week, .vi): return "từ \(day(local))"
        case (.week, .en): return "from \(day(local))"
        case (.month, .vi): return "\(padded(local.month))/\(padded(local.year, 4))"
        case (.month, .en): return "\(padded(local.year, 4))-\(padded(local.month))"
        }
    }

    /// A period with its zone: the first and last day where it is whole days, else to the minute.
    public func period(_ period: Period) -> String {
        let zone = period.zone
        if period.from < period.to, period.wholeDays != nil {
            let first = moment(period.from, zone: zone, bucket: .day)
            let last = moment(period.to.advanced(by: -1), zone: zone, bucket: .day)
            return "\(first == last ? first : "\(first) – \(last)") (\(zone.identifier))"
        }
        return "\(moment(period.from, zone: zone)) – \(moment(period.to, zone: zone)) (\(zone.identifier))"
    }

    /// The day of the week, such as `Thứ Hai`.
    func weekday(of moment: Timestamp, zone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return Terms.weekdays[calendar.component(.weekday, from: Date(moment)) - 1].said(in: language)
    }

    /// What the figures usual for a weekday are called, such as `Usual Tuesday (8 weeks)`.
    func usual(_ answer: ReportAnswer) -> String {
        let weekday = weekday(of: answer.period.from, zone: answer.period.zone)
        let weeks = answer.usualWeeks
        return Term(
            "\(weekday) thường lệ (\(weeks) tuần)", "Usual \(weekday) (\(weeks) \(weeks == 1 ? "week" : "weeks"))"
        ).said(in: language)
    }

    private func day(_ local: LocalTime) -> String {
        switch language {
        case .vi: "\(padded(local.day))/\(padded(local.month))/\(padded(local.year, 4))"
        case .en: "\(padded(local.year, 4))-\(padded(local.month))-\(padded(local.day))"
        }
    }

    private func offset(of local: LocalTime, at moment: Timestamp, _ zone: TimeZone) -> String {
        let date = Date(moment)
        let here = zone.secondsFromGMT(for: date)
        let again = zone.secondsFromGMT(for: date.addingTimeInterval(3600)) < here
        let before = zone.secondsFromGMT(for: date.addingTimeInterval(-3600)) > here
        return again || before ? " \(local.offsetText)" : ""
    }
}
