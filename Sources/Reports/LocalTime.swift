import Engagement
import Foundation

/// A moment as clocks and calendars in one zone show it.
public struct LocalTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// Minutes east of UTC.
    let offset: Int

    /// Reads the clock of a zone. Moments before 1600 and after 9999 show the nearest moment between.
    public init(_ moment: Timestamp, zone: TimeZone) {
        let inside = Timestamp(seconds: min(max(moment.seconds, -11_676_009_600), 253_402_250_399))
        // Offsets of the time before standard time had seconds, which ISO 8601 cannot write.
        offset = zone.secondsFromGMT(for: Date(inside)) / 60
        let local = Date(inside.advanced(by: Int64(offset) * 60))
        let parts = Self.calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: local)
        year = parts.year ?? 0
        month = parts.month ?? 0
        day = parts.day ?? 0
        hour = parts.hour ?? 0
        minute = parts.minute ?? 0
        second = parts.second ?? 0
    }

    /// Reads moments that already carry their offset.
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// ISO 8601 with the offset of that moment, such as `2021-12-03T08:41:00+07:00`.
    public var iso8601: String {
        "\(padded(year, 4))-\(padded(month))-\(padded(day))"
            + "T\(padded(hour)):\(padded(minute)):\(padded(second))\(offsetText)"
    }

    /// The offset from UTC, such as `+07:00`.
    var offsetText: String {
        let size = abs(offset)
        return "\(offset < 0 ? "-" : "+")\(padded(size / 60)):\(padded(size % 60))"
    }
}

/// A number with leading zeros.
func padded(_ number: Int, _ digits: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
