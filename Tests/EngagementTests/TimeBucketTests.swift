import Engagement
import Foundation
import Testing

@Suite("The bucket that holds a moment")
struct TimeBucketTests {
    typealias Row = (zone: String, bucket: TimeBucket, moment: Timestamp, start: Timestamp)

    static let plain: [Row] = [
        ("UTC", .hour, Zones.utc(2026, 7, 1, 12, 34, 56), Zones.utc(2026, 7, 1, 12)),
        ("UTC", .hour, Zones.utc(2026, 7, 1, 12), Zones.utc(2026, 7, 1, 12)),
        ("UTC", .hour, Zones.utc(2026, 7, 1, 12, 59, 59), Zones.utc(2026, 7, 1, 12)),
        ("UTC", .day, Zones.utc(2026, 7, 1, 23, 59, 59), Zones.utc(2026, 7, 1)),
        ("UTC", .month, Zones.utc(2028, 2, 29, 23, 59, 59), Zones.utc(2028, 2, 1)),
        ("UTC", .hour, Zones.utc(1969, 12, 31, 23, 30), Zones.utc(1969, 12, 31, 23)),
        ("UTC", .day, Zones.utc(1969, 12, 31, 23, 30), Zones.utc(1969, 12, 31)),
        ("Asia/Ho_Chi_Minh", .hour, Zones.utc(2026, 7, 1, 12, 34), Zones.utc(2026, 7, 1, 12)),
        ("Asia/Ho_Chi_Minh", .day, Zones.utc(2026, 7, 1, 16, 59, 59), Zones.utc(2026, 6, 30, 17)),
        ("Asia/Ho_Chi_Minh", .day, Zones.utc(2026, 7, 1, 17), Zones.utc(2026, 7, 1, 17)),
        ("Asia/Ho_Chi_Minh", .month, Zones.utc(2026, 6, 30, 17), Zones.utc(2026, 6, 30, 17)),
        ("Asia/Ho_Chi_Minh", .month, Zones.utc(2026, 6, 30, 16, 59, 59), Zones.utc(2026, 5, 31, 17)),
        ("Asia/Kathmandu", .hour, Zones.utc(2026, 1, 1), Zones.utc(2025, 12, 31, 23, 15)),
        ("Asia/Kathmandu", .hour, Zones.utc(2026, 1, 1, 0, 14, 59), Zones.utc(2025, 12, 31, 23, 15)),
        ("Asia/Kathmandu", .hour, Zones.utc(2026, 1, 1, 0, 15), Zones.utc(2026, 1, 1, 0, 15)),
        ("Asia/Kathmandu", .day, Zones.utc(2026, 1, 1, 18, 14, 59), Zones.utc(2025, 12, 31, 18, 15)),
        ("Asia/Kathmandu", .day, Zones.utc(2026, 1, 1, 18, 15), Zones.utc(2026, 1, 1, 18, 15)),
        ("Asia/Kathmandu", .month, Zones.utc(2026, 1, 31, 18, 14), Zones.utc(2025, 12, 31, 18, 15)),
    ]

    @Test("Hours, days and months in zones of whole hours and of a quarter", arguments: plain)
    func start(row: Row) throws {
        #expect(row.bucket.start(of: row.moment, zone: try Zones.zone(row.zone)) == row.start)
    }

    static let weeks: [(Timestamp, Timestamp)] = [
        (Zones.utc(2026, 1, 1), Zones.utc(2025, 12, 29)), (Zones.utc(2025, 12, 29), Zones.utc(2025, 12, 29)),
        (Zones.utc(2025, 12, 28, 23, 59, 59), Zones.utc(2025, 12, 22)),
        (Zones.utc(2026, 1, 4, 23, 59, 59), Zones.utc(2025, 12, 29)), (Zones.utc(2026, 1, 5), Zones.utc(2026, 1, 5)),
        (Zones.utc(2027, 1, 3, 12), Zones.utc(2026, 12, 28)), (Zones.utc(2027, 1, 4), Zones.utc(2027, 1, 4)),
        (Zones.utc(2024, 12, 30), Zones.utc(2024, 12, 30)), (Zones.utc(2025, 1, 1), Zones.utc(2024, 12, 30)),
        (Zones.utc(2023, 1, 1), Zones.utc(2022, 12, 26)), (Zones.utc(2028, 2, 29), Zones.utc(2028, 2, 28)),
    ]

    @Test("A week begins on Monday, around New Year too", arguments: weeks)
    func week(moment: Timestamp, start: Timestamp) throws {
        #expect(TimeBucket.week.start(of: moment, zone: try Zones.zone("UTC")) == start)
        let vietnam = try Zones.zone("Asia/Ho_Chi_Minh")
        #expect(
            TimeBucket.week.start(of: moment.advanced(by: -7 * 3600), zone: vietnam) == start.advanced(by: -7 * 3600))
    }

    static let newYork: [(TimeBucket, Timestamp, Timestamp)] = [
        // 2026-03-08: at 02:00 the clock goes to 03:00.
        (.hour, Zones.utc(2026, 3, 8, 6, 59, 59), Zones.utc(2026, 3, 8, 6)),
        (.hour, Zones.utc(2026, 3, 8, 7), Zones.utc(2026, 3, 8, 7)),
        (.day, Zones.utc(2026, 3, 8, 7), Zones.utc(2026, 3, 8, 5)),
        (.day, Zones.utc(2026, 3, 9, 3, 59, 59), Zones.utc(2026, 3, 8, 5)),
        (.day, Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 9, 4)),
        (.week, Zones.utc(2026, 3, 9, 3, 59, 59), Zones.utc(2026, 3, 2, 5)),
        (.week, Zones.utc(2026, 3, 9, 4), Zones.utc(2026, 3, 9, 4)),
        (.month, Zones.utc(2026, 3, 31, 12), Zones.utc(2026, 3, 1, 5)),
        (.month, Zones.utc(2026, 4, 1, 4), Zones.utc(2026, 4, 1, 4)),
        // 2026-11-01: at 02:00 the clock goes back to 01:00.
        (.hour, Zones.utc(2026, 11, 1, 5, 30), Zones.utc(2026, 11, 1, 5)),
        (.hour, Zones.utc(2026, 11, 1, 5, 59, 59), Zones.utc(2026, 11, 1, 5)),
        (.hour, Zones.utc(2026, 11, 1, 6), Zones.utc(2026, 11, 1, 6)),
        (.hour, Zones.utc(2026, 11, 1, 6, 30), Zones.utc(2026, 11, 1, 6)),
        (.day, Zones.utc(2026, 11, 2, 4, 59, 59), Zones.utc(2026, 11, 1, 4)),
        (.day, Zones.utc(2026, 11, 2, 5), Zones.utc(2026, 11, 2, 5)),
        (.month, Zones.utc(2026, 11, 30, 12), Zones.utc(2026, 11, 1, 4)),
    ]

    @Test("In New York over both changes of 2026", arguments: newYork)
    func daylightSaving(bucket: TimeBucket, moment: Timestamp, start: Timestamp) throws {
        #expect(bucket.start(of: moment, zone: try Zones.zone("America/New_York")) == start)
    }

    @Test("A day whose midnight a change leaves out begins at one o'clock")
    func missingMidnight() throws {
        // Cairo, 2026-04-24: at 00:00 the clock goes to 01:00.
        let cairo = try Zones.zone("Africa/Cairo")
        #expect(TimeBucket.day.start(of: Zones.utc(2026, 4, 24, 12), zone: cairo) == Zones.utc(2026, 4, 23, 22))
        let period = Period(from: Zones.utc(2026, 4, 22, 22), to: Zones.utc(2026, 4, 25, 21), zone: cairo)
        #expect(
            TimeBucket.day.starts(in: period)
                == [Zones.utc(2026, 4, 22, 22), Zones.utc(2026, 4, 23, 22), Zones.utc(2026, 4, 24, 21)])
        #expect(period.wholeDays == 3)
    }

    @Test(
        "A bucket begins at or before its moments, and is its own beginning's bucket", arguments: Zones.identifiers,
        TimeBucket.allCases)
    func idempotent(identifier: String, bucket: TimeBucket) throws {
        let zone = try Zones.zone(identifier)
        var moments = (0..<400).map { Zones.utc(2026, 1, 1).advanced(by: Int64($0) * 81_473) }
        for change in [Zones.utc(2026, 3, 8, 7), Zones.utc(2026, 11, 1, 6)] {
            moments += stride(from: Int64(-10_800), through: 10_800, by: 899).map { change.advanced(by: $0) }
            moments += [change, change.advanced(by: -1), change.advanced(by: 1)]
        }
        for moment in moments {
            let start = bucket.start(of: moment, zone: zone)
            #expect(start <= moment)
            #expect(bucket.start(of: start, zone: zone) == start)
            #expect(bucket.start(of: start.advanced(by: -1), zone: zone) < start)
        }
    }

    @Test(
        "Rounding down, below zero too",
        arguments: [
            (0, 0), (1, 0), (3599, 0), (3600, 3600), (7199, 3600), (-1, -3600), (-3599, -3600), (-3600, -3600),
            (-3601, -7200),
        ] as [(Int64, Int64)])
    func floored(value: Int64, multiple: Int64) {
        #expect(value.floored(to: 3600) == multiple)
        #expect(value.floored(to: 1) == value)
    }
}
