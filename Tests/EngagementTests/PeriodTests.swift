import Engagement
import Foundation
import Testing

@Suite("A period and the one before it")
struct PeriodTests {
    static let newYork = "America/New_York"

    static let before: [(String, Timestamp, Timestamp, Timestamp, Int?)] = [
        ("UTC", Zones.utc(2026, 7, 8), Zones.utc(2026, 7, 15), Zones.utc(2026, 7, 1), 7),
        ("Asia/Ho_Chi_Minh", Zones.utc(2026, 7, 7, 17), Zones.utc(2026, 7, 8, 17), Zones.utc(2026, 7, 6, 17), 1),
        // The week of 167 hours, and the one after it.
        (newYork, Zones.utc(2026, 3, 2, 5), Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 2, 23, 5), 7),
        (newYork, Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 16, 4), Zones.utc(2026, 3, 2, 5), 7),
        // The day of 23 hours and its neighbours.
        (newYork, Zones.utc(2026, 3, 8, 5), Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 7, 5), 1),
        (newYork, Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 10, 4), Zones.utc(2026, 3, 8, 5), 1),
        // The day of 25 hours and its neighbours.
        (newYork, Zones.utc(2026, 11, 1, 4), Zones.utc(2026, 11, 2, 5), Zones.utc(2026, 10, 31, 4), 1),
        (newYork, Zones.utc(2026, 11, 2, 5), Zones.utc(2026, 11, 3, 5), Zones.utc(2026, 11, 1, 4), 1),
        // Whole hours that begin at no midnight: equal in hours.
        (newYork, Zones.utc(2026, 3, 8, 6), Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 7, 8), nil),
        ("UTC", Zones.utc(2026, 7, 1), Zones.utc(2026, 7, 1), Zones.utc(2026, 7, 1), 0),
        // Midnight in UTC is none in Viet Nam.
        ("Asia/Ho_Chi_Minh", Zones.utc(2026, 7, 8), Zones.utc(2026, 7, 9), Zones.utc(2026, 7, 7), nil),
        (
            "Asia/Kathmandu", Zones.utc(2026, 7, 1, 18, 15), Zones.utc(2026, 7, 3, 18, 15),
            Zones.utc(2026, 6, 29, 18, 15), 2
        ),
    ]

    @Test("A day that is not over is compared with the same hours of the day before")
    func unfinishedDay() throws {
        let today = try Zones.period(Zones.utc(2026, 7, 1), Zones.utc(2026, 7, 1, 14, 26, 1), "UTC")
        #expect(today.before == (try Zones.period(Zones.utc(2026, 6, 30), Zones.utc(2026, 6, 30, 14, 26, 1), "UTC")))
        // Ten o'clock on the day of 23 hours, and ten o'clock on the day before.
        let spring = try Zones.period(Zones.utc(2026, 3, 8, 5), Zones.utc(2026, 3, 8, 14), Self.newYork)
        #expect(spring.before == (try Zones.period(Zones.utc(2026, 3, 7, 5), Zones.utc(2026, 3, 7, 15), Self.newYork)))
    }

    @Test("The last hours are compared with as many whole hours before them")
    func unfinishedHour() throws {
        let period = try Zones.period(Zones.utc(2026, 7, 1, 9), Zones.utc(2026, 7, 1, 11, 20, 5), "UTC")
        #expect(period.before == (try Zones.period(Zones.utc(2026, 7, 1, 6), Zones.utc(2026, 7, 1, 8, 20, 5), "UTC")))
    }

    @Test("It ends where the period begins, and is as long in days or, without midnights, in hours", arguments: before)
    func periodBefore(identifier: String, from: Timestamp, to: Timestamp, start: Timestamp, days: Int?) throws {
        let period = try Zones.period(from, to, identifier)
        #expect(period.wholeDays == days)
        #expect(period.before == (try Zones.period(start, from, identifier)))
    }

    @Test("The full days before today, over a change of the clock")
    func lastDays() throws {
        let zone = try Zones.zone(Self.newYork)
        // Noon on Tuesday, two days after the change.
        let now = Zones.utc(2026, 3, 10, 16)
        #expect(
            Period.last(days: 7, before: now, zone: zone)
                == Period(from: Zones.utc(2026, 3, 3, 5), to: Zones.utc(2026, 3, 10, 4), zone: zone))
        #expect(
            Period.last(days: 1, before: Zones.utc(2026, 3, 9, 4), zone: zone)
                == Period(from: Zones.utc(2026, 3, 8, 5), to: Zones.utc(2026, 3, 9, 4), zone: zone))
        #expect(
            Period.last(days: 1, before: Zones.utc(2026, 3, 9, 3, 59, 59), zone: zone)
                == Period(from: Zones.utc(2026, 3, 7, 5), to: Zones.utc(2026, 3, 8, 5), zone: zone))
        for days in 1...400 {
            #expect(Period.last(days: days, before: now, zone: zone).wholeDays == days)
        }
    }

    @Test("The full days before today in Viet Nam and in a zone of a quarter")
    func lastDaysElsewhere() throws {
        let vietnam = try Zones.zone("Asia/Ho_Chi_Minh")
        #expect(
            Period.last(days: 30, before: Zones.utc(2026, 3, 1), zone: vietnam)
                == Period(from: Zones.utc(2026, 1, 29, 17), to: Zones.utc(2026, 2, 28, 17), zone: vietnam))
        let nepal = try Zones.zone("Asia/Kathmandu")
        #expect(
            Period.last(days: 1, before: Zones.utc(2026, 1, 1, 18, 14, 59), zone: nepal)
                == Period(from: Zones.utc(2025, 12, 30, 18, 15), to: Zones.utc(2025, 12, 31, 18, 15), zone: nepal))
    }

    @Test("The last hours end now, this second within, and begin with a whole hour of the zone")
    func lastHours() throws {
        let now = Zones.utc(2026, 7, 1, 12, 34, 56)
        let end = now.advanced(by: 1)
        let vietnam = try Zones.zone("Asia/Ho_Chi_Minh")
        #expect(
            Period.last(hours: 24, until: now, zone: vietnam)
                == Period(from: Zones.utc(2026, 6, 30, 13), to: end, zone: vietnam))
        #expect(
            Period.last(hours: 1, until: now, zone: vietnam)
                == Period(from: Zones.utc(2026, 7, 1, 12), to: end, zone: vietnam))
        let nepal = try Zones.zone("Asia/Kathmandu")
        #expect(
            Period.last(hours: 2, until: now, zone: nepal)
                == Period(from: Zones.utc(2026, 7, 1, 11, 15), to: end, zone: nepal))
    }

    @Test("As many hours as were asked for, over a change of the clock too", arguments: [1, 2, 3, 24, 48])
    func hoursOverAChange(hours: Int) throws {
        let zone = try Zones.zone(Self.newYork)
        for now in [Zones.utc(2026, 3, 8, 7, 30), Zones.utc(2026, 3, 8, 9), Zones.utc(2026, 11, 1, 6, 30)] {
            let period = Period.last(hours: hours, until: now, zone: zone)
            #expect(TimeBucket.hour.starts(in: period).count == hours)
        }
    }

    static let today: [(String, Timestamp, Timestamp)] = [
        ("UTC", Zones.utc(2026, 7, 1, 12), Zones.utc(2026, 7, 1)),
        ("UTC", Zones.utc(2026, 7, 1), Zones.utc(2026, 7, 1)),
        ("Asia/Ho_Chi_Minh", Zones.utc(2026, 7, 1, 12), Zones.utc(2026, 6, 30, 17)),
        ("Asia/Kathmandu", Zones.utc(2026, 7, 1, 18, 15), Zones.utc(2026, 7, 1, 18, 15)),
        (newYork, Zones.utc(2026, 3, 9, 3), Zones.utc(2026, 3, 8, 5)),
        (newYork, Zones.utc(2026, 11, 2, 4), Zones.utc(2026, 11, 1, 4)),
    ]

    @Test("Today begins at local midnight and ends now, this second within", arguments: today)
    func todayUntilNow(identifier: String, now: Timestamp, midnight: Timestamp) throws {
        let zone = try Zones.zone(identifier)
        #expect(Period.today(at: now, zone: zone) == Period(from: midnight, to: now.advanced(by: 1), zone: zone))
    }

    @Test("A date becomes the second that holds it, before 1970 too")
    func dates() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1.999)) == Timestamp(seconds: 1))
        #expect(Timestamp(Date(timeIntervalSince1970: -0.001)) == Timestamp(seconds: -1))
        for seconds in [Int64(-62_135_596_800), -1, 0, 1, 1_767_225_600, 4_102_444_800] {
            #expect(Timestamp(Date(Timestamp(seconds: seconds))) == Timestamp(seconds: seconds))
        }
    }
}
