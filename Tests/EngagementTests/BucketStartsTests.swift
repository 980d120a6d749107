import Engagement
import Foundation
import Testing

@Suite("The buckets of a period")
struct BucketStartsTests {
    static let newYork = "America/New_York"

    @Test("A day has 24 hours, and 23 or 25 when the clock changes")
    func hoursOfADay() throws {
        let ordinary = try Zones.period(Zones.utc(2026, 3, 7, 5), Zones.utc(2026, 3, 8, 5), Self.newYork)
        let short = try Zones.period(Zones.utc(2026, 3, 8, 5), Zones.utc(2026, 3, 9, 4), Self.newYork)
        let long = try Zones.period(Zones.utc(2026, 11, 1, 4), Zones.utc(2026, 11, 2, 5), Self.newYork)
        for (period, hours) in [(ordinary, 24), (short, 23), (long, 25)] {
            #expect(period.wholeDays == 1)
            #expect(TimeBucket.day.starts(in: period) == [period.from])
            let starts = TimeBucket.hour.starts(in: period)
            #expect(starts == (0..<Int64(hours)).map { period.from.advanced(by: $0 * 3600) })
        }
    }

    @Test("Hours in a zone of a quarter")
    func quarterZone() throws {
        let day = try Zones.period(Zones.utc(2025, 12, 31, 18, 15), Zones.utc(2026, 1, 1, 18, 15), "Asia/Kathmandu")
        #expect(day.wholeDays == 1)
        #expect(TimeBucket.hour.starts(in: day) == (0..<24).map { day.from.advanced(by: $0 * 3600) })
        // A period that begins with an hour of UTC shares time with one hour more.
        let hours = try Zones.period(Zones.utc(2026, 1, 1), Zones.utc(2026, 1, 1, 2), "Asia/Kathmandu")
        #expect(
            TimeBucket.hour.starts(in: hours)
                == [Zones.utc(2025, 12, 31, 23, 15), Zones.utc(2026, 1, 1, 0, 15), Zones.utc(2026, 1, 1, 1, 15)])
    }

    @Test("Weeks around New Year")
    func weeks() throws {
        let period = try Zones.period(Zones.utc(2025, 12, 24), Zones.utc(2026, 1, 12), "UTC")
        #expect(
            TimeBucket.week.starts(in: period)
                == [Zones.utc(2025, 12, 22), Zones.utc(2025, 12, 29), Zones.utc(2026, 1, 5)])
        let long = try Zones.period(Zones.utc(2026, 1, 1), Zones.utc(2027, 1, 1), "UTC")
        #expect(TimeBucket.week.starts(in: long).count == 53)
    }

    @Test("Months of a leap year, and in New York over both changes")
    func months() throws {
        let leap = try Zones.period(Zones.utc(2028, 1, 15), Zones.utc(2029, 1, 1), "UTC")
        #expect(TimeBucket.month.starts(in: leap) == (1...12).map { Zones.utc(2028, $0, 1) })
        let year = try Zones.period(Zones.utc(2026, 1, 1, 5), Zones.utc(2027, 1, 1, 5), Self.newYork)
        let offsets: [Int64] = [5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 5]
        #expect(
            TimeBucket.month.starts(in: year)
                == offsets.enumerated().map { Zones.utc(2026, Int64($0.offset) + 1, 1, $0.element) })
        #expect(TimeBucket.day.starts(in: year).count == 365)
        #expect(TimeBucket.hour.starts(in: year).count == 8760)
    }

    @Test("Every moment of a period falls in one of its buckets", arguments: Zones.identifiers, TimeBucket.allCases)
    func coverage(identifier: String, bucket: TimeBucket) throws {
        for middle in [Zones.utc(2026, 3, 8, 7), Zones.utc(2026, 11, 1, 6)] {
            let period = try Zones.period(middle.advanced(by: -200_000), middle.advanced(by: 200_000), identifier)
            let starts = bucket.starts(in: period)
            #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
            var used: Set<Timestamp> = []
            var moment = period.from
            while moment < period.to {
                used.insert(bucket.start(of: moment, zone: period.zone))
                moment = moment.advanced(by: 1_777)
            }
            #expect(Set(starts) == used)
        }
    }

    @Test("A period without length, or turned round, has no buckets", arguments: TimeBucket.allCases)
    func empty(bucket: TimeBucket) throws {
        let noon = Zones.utc(2026, 7, 1, 12)
        #expect(bucket.starts(in: try Zones.period(noon, noon, "UTC")).isEmpty)
        #expect(bucket.starts(in: try Zones.period(noon, noon.advanced(by: -1), "UTC")).isEmpty)
        #expect(bucket.starts(in: try Zones.period(noon, noon.advanced(by: 1), "UTC")).count == 1)
    }

    @Test("At most so many buckets as the limit says")
    func limit() throws {
        let period = try Zones.period(Zones.utc(1970, 1, 1), Zones.utc(2100, 1, 1), "UTC")
        #expect(TimeBucket.hour.starts(in: period, limit: 10).count == 10)
        #expect(TimeBucket.hour.starts(in: period, limit: 0).isEmpty)
    }

    static let wholeHours: [(String, Timestamp, Timestamp, Bool)] = [
        ("UTC", Zones.utc(2026, 1, 1), Zones.utc(2027, 1, 1), true),
        ("Asia/Ho_Chi_Minh", Zones.utc(2026, 1, 1), Zones.utc(2027, 1, 1), true),
        (newYork, Zones.utc(2026, 1, 1), Zones.utc(2027, 1, 1), true),
        ("Asia/Kathmandu", Zones.utc(2026, 1, 1), Zones.utc(2026, 1, 2), false),
        ("Asia/Kolkata", Zones.utc(2026, 1, 1), Zones.utc(2026, 1, 2), false),
        ("Asia/Kolkata", Zones.utc(2026, 1, 1), Zones.utc(2026, 1, 1), false),
        // Lord Howe Island: +11 in summer, +10:30 from 2026-04-05 on.
        ("Australia/Lord_Howe", Zones.utc(2026, 1, 1), Zones.utc(2026, 3, 1), true),
        ("Australia/Lord_Howe", Zones.utc(2026, 1, 1), Zones.utc(2026, 5, 1), false),
        ("Australia/Lord_Howe", Zones.utc(2026, 6, 1), Zones.utc(2026, 7, 1), false),
    ]

    @Test("Whether a zone's hours begin with hours of UTC", arguments: wholeHours)
    func keepsWholeHours(identifier: String, from: Timestamp, to: Timestamp, keeps: Bool) throws {
        #expect(try Zones.zone(identifier).keepsWholeHours(in: try Zones.period(from, to, identifier)) == keeps)
    }
}
