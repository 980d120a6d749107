import Engagement
import Foundation
import Testing

@testable import Imports

@Suite("Dates of feeds")
struct FeedDatesTests {
    @Test(
        "every form of the same moment is read",
        arguments: [
            "Fri, 31 Jan 2025 08:00:00 +0700", "Fri, 31 Jan 2025 01:00:00 GMT", "Fri, 31 Jan 2025 01:00:00 UT",
            "Fri, 31 Jan 2025 01:00:00 UTC", "Fri, 31 Jan 2025 01:00:00 Z", "31 Jan 2025 01:00 GMT",
            "Fri, 31 Jan 25 01:00:00 GMT", "fri, 31 jan 2025 01:00:00 gmt", "Fri,31 Jan 2025 01:00:00 -0000",
            "Thu, 30 Jan 2025 20:00:00 EST", "Thu, 30 Jan 2025 21:00:00 EDT", "Thu, 30 Jan 2025 19:00:00 CST",
            "Thu, 30 Jan 2025 20:00:00 CDT", "Thu, 30 Jan 2025 18:00:00 MST", "Thu, 30 Jan 2025 19:00:00 MDT",
            "Thu, 30 Jan 2025 17:00:00 PST", "Thu, 30 Jan 2025 18:00:00 PDT", "Thu, 30 Jan 2025 15:30:00 -0930",
            "Fri, 31 Jan 2025 08:00:00 GMT+7", "Fri, 31 Jan 2025 08:00:00 GMT+07:00", "31 Jan 2025 08:00 UTC+0700",
            "2025-01-31T01:00:00Z", "2025-01-31t01:00:00z", "2025-01-31 01:00:00Z", "2025-01-31T01:00Z",
            "2025-01-31T08:00:00+07:00", "2025-01-31T08:00+07:00", "2025-01-30T15:30:00-09:30",
            "2025-01-31T01:00:00.999Z", "2025-01-31T01:00:00.123456789-00:00", "2025-01-31T00:59:60Z", "1738285200",
            "  2025-01-31T01:00:00Z\n",
        ])
    func sameMoment(text: String) {
        #expect(FeedDates.read(text)?.seconds == 1_738_285_200)
    }

    @Test(
        "days and centuries are counted right",
        arguments: [
            ("2025-01-31", 1_738_281_600), ("1970-01-01", 0), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
            ("2024-02-29", 1_709_164_800), ("0001-01-01", -62_135_596_800), ("9999-12-31", 253_402_214_400),
            ("1 Jan 49 00:00 GMT", 2_493_072_000), ("1 Jan 50 00:00 GMT", -631_152_000),
            ("1 Jan 70 00:00 GMT", 0), ("1 Mar 1900 00:00 GMT", -2_203_891_200),
        ] as [(String, Int64)])
    func counted(text: String, seconds: Int64) {
        #expect(FeedDates.read(text)?.seconds == seconds)
    }

    @Test("every day of four centuries is counted as the calendar has it")
    func calendar() throws {
        for day in stride(from: -50_000, to: 100_000, by: 37) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let text = date.formatted(.iso8601.year().month().day())
            #expect(FeedDates.read(text)?.seconds == Int64(day) * 86_400)
        }
    }

    @Test(
        "what is no date is not read",
        arguments: [
            "", " ", "hôm qua", "2025", "2025-01", "2025-1-31", "2025-13-01", "2025-00-10", "2025-02-29", "1900-02-29",
            "2025-01-32", "2025-01-00", "0000-01-01", "2025-01-31T24:00:00Z", "2025-01-31T01:60:00Z",
            "2025-01-31T01:00:61Z", "2025-01-31T01:00:00", "2025-01-31T01:00", "2025-01-31T01Z", "2025-01-31T",
            "2025-01-31T01:00:00.Z", "2025-01-31T01:00:00+7", "2025-01-31T01:00:00+0700", "2025-01-31T01:00:00+24:00",
            "2025-01-31T01:00:00+07:60", "2025-01-31T01:00:00Zulu", "2025-01-31X01:00:00Z", "25-01-31", "+2025-01-31",
            "20250131", "12345678901", "-1738285200", "31/01/2025", "31.01.2025", "٢٠٢٥-٠١-٣١",
            "Fri, 31 Jan 2025 01:00:00", "Fri, 31 Jan 2025", "Fri 31 Jan 2025 01:00:00 GMT",
            "Friday, 31 Jan 2025 01:00:00 GMT", "Fri, 31 January 2025 01:00:00 GMT", "Fri, 31 Tháng 2025 01:00 GMT",
            "Fri, 31 Feb 2025 01:00:00 GMT", "Fri, 0 Jan 2025 01:00:00 GMT", "Fri, 31 Jan 025 01:00:00 GMT",
            "Fri, 31 Jan 2025 25:00:00 GMT", "Fri, 31 Jan 2025 01:00:00 ICT", "Fri, 31 Jan 2025 01:00:00 +07",
            "Fri, 31 Jan 2025 01:00:00 0700", "Fri, 31 Jan 2025 01:00:00 +2400", "Fri, 31 Jan 2025 01:00:00 GMT x",
            "Fri, 31 Jan 2025 01:00:00 GMT+", "31 Jan 2025 01:00:00 EST+1",
        ])
    func noDate(text: String) {
        #expect(FeedDates.read(text) == nil)
    }

    @Test("seconds outside the years 1 to 9999 are no moment")
    func limits() {
        #expect(FeedDates.read(seconds: 253_402_300_799.5)?.seconds == 253_402_300_799)
        #expect(FeedDates.read(seconds: 253_402_300_800) == nil)
        #expect(FeedDates.read(seconds: -62_135_596_800)?.seconds == -62_135_596_800)
        #expect(FeedDates.read(seconds: -62_135_596_801) == nil)
        #expect(FeedDates.read(seconds: .nan) == nil)
        #expect(FeedDates.read(seconds: .infinity) == nil)
    }
}
