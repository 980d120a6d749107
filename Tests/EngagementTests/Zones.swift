import Engagement
import Foundation
import Testing

/// The zones of these tests, and moments worked out without a calendar of Foundation.
enum Zones {
    static let identifiers = ["Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Asia/Kathmandu"]

    static func zone(_ identifier: String) throws -> TimeZone {
        try #require(TimeZone(identifier: identifier))
    }

    /// A moment in UTC, by the days of the proleptic Gregorian calendar since 1970.
    static func utc(
        _ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64 = 0, _ minute: Int64 = 0, _ second: Int64 = 0
    ) -> Timestamp {
        // The year begins in March, so that the leap day is its last.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Timestamp(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    static func period(_ from: Timestamp, _ to: Timestamp, _ identifier: String) throws -> Period {
        Period(from: from, to: to, zone: try zone(identifier))
    }

    @Test("The days of the tests' own calendar are right")
    static func ownCalendar() {
        #expect(utc(1970, 1, 1) == Timestamp(seconds: 0))
        #expect(utc(2000, 3, 1) == Timestamp(seconds: 951_868_800))
        #expect(utc(2026, 1, 1) == Timestamp(seconds: 1_767_225_600))
        #expect(utc(2028, 2, 29, 23, 59, 59) == Timestamp(seconds: 1_835_481_599))
    }
}
