import ArgumentParser
import Engagement
import Foundation

/// Days as people write them in options.
enum LocalDate {
    /// The local midnight that begins a day such as `2026-11-23`, or so many days later.
    static func midnight(_ text: String, zone: TimeZone, plus days: Int) throws -> Timestamp {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1970...9998).contains(year),
            let date = calendar.date(from: DateComponents(year: year, month: month, day: day)),
            calendar.component(.day, from: date) == day, calendar.component(.month, from: date) == month,
            let moved = calendar.date(byAdding: .day, value: days, to: date)
        else { throw ValidationError("«\(text)» is no day; write it as in 2026-11-23") }
        return TimeBucket.day.start(of: Timestamp(moved), zone: zone)
    }
}
