import Engagement
import Foundation
import Testing

@Suite("What a figure is held against")
struct ComparisonTests {
    @Test("The same hours of the same weekday in the weeks before, over a change of daylight-saving time too")
    func weekdays() throws {
        // Tuesday 10 November 2026 in New York, 00:00 to 10:30; the clocks went back on 1 November.
        let day = try Zones.period(Zones.utc(2026, 11, 10, 5), Zones.utc(2026, 11, 10, 15, 30), "America/New_York")
        let weeks = day.weekdaysBefore(weeks: 8)
        #expect(weeks.count == 8)
        #expect(weeks[0].from == Zones.utc(2026, 11, 3, 5) && weeks[0].to == Zones.utc(2026, 11, 3, 15, 30))
        #expect(weeks[1].from == Zones.utc(2026, 10, 27, 4) && weeks[1].to == Zones.utc(2026, 10, 27, 14, 30))
        #expect(weeks[7].from == Zones.utc(2026, 9, 15, 4))
    }

    @Test("A day of 25 hours is one day; two days are none, and neither is a night that begins on the day before")
    func oneDay() throws {
        let long = try Zones.period(Zones.utc(2026, 11, 1, 4), Zones.utc(2026, 11, 2, 5), "America/New_York")
        #expect(long.weekdaysBefore(weeks: 8).count == 8)
        #expect(long.weekdaysBefore(weeks: 1)[0].to == Zones.utc(2026, 10, 26, 4))
        let two = try Zones.period(Zones.utc(2026, 11, 1, 4), Zones.utc(2026, 11, 3, 5), "America/New_York")
        #expect(two.weekdaysBefore(weeks: 8).isEmpty)
        let night = try Zones.period(Zones.utc(2026, 11, 10, 4), Zones.utc(2026, 11, 10, 6), "America/New_York")
        #expect(night.weekdaysBefore(weeks: 8).isEmpty)
        #expect(try Zones.period(Zones.utc(2026, 1, 1), Zones.utc(2026, 1, 1), "UTC").weekdaysBefore(weeks: 8).isEmpty)
    }

    private func answer(_ weeks: [Figures]) throws -> ReportAnswer {
        ReportShape.division(
            "channels", [Column("channel", .channel)], [FigureRow<String>](), limit: nil,
            totals: Totals(Figures(), weekdays: weeks), period: try ReportShapeTests.day()
        ) { [.text($0)] }
    }

    private func usual(_ key: String, _ answer: ReportAnswer) -> Cell? {
        answer.columns.firstIndex { $0.key == key }.flatMap { answer.usual?[$0] }
    }

    @Test("What is usual is the middle: one week that was mad changes little, and a whole number stays one")
    func median() throws {
        let visits: [Int64] = [10, 12, 9, 900, 11, 8, 13, 10]
        let answer = try answer(visits.map { Figures(presses: 4, visits: $0, arrivals: $0) })
        #expect(usual("visits", answer) == .count(11))
        #expect(usual("visitsPerPress", answer) == .ratio(2.75))
        #expect(answer.usualWeeks == 8)
        #expect(
            usual("visits", try self.answer([Figures(visits: 3), Figures(visits: 900), Figures(visits: 5)]))
                == .count(5))
    }

    @Test("What is not known of one week is not known: the middle of the others would be of other weeks")
    func unknown() throws {
        let unhashed = Figures(visits: 2, visitsWithoutArrival: 2)
        #expect(usual("distinctArrivals", try answer([unhashed, unhashed])) == Cell.none)
        let known = Figures(visits: 2, arrivals: 2)
        #expect(usual("distinctArrivals", try answer([unhashed, known, known])) == Cell.none)
        #expect(usual("distinctArrivals", try answer([known, known, Figures()])) == .count(2))
        #expect(try answer([]).usual == nil)
    }

    @Test("Ratios are of the figures beside them, and views count where all weeks have them")
    func ratios() throws {
        func usual(_ weeks: [Figures]) throws -> [Cell]? {
            ReportShape.division(
                "top", [Column("section", .text)], [FigureRow<String>](), limit: nil,
                totals: Totals(Figures(), weekdays: weeks), hasViews: true, period: try ReportShapeTests.day()
            ) { [.text($0)] }.usual?.suffix(2)
        }
        let mad = Figures(presses: 100, views: 100)
        let calm = Figures(presses: 2, views: 1_000)
        #expect(try usual([mad, calm, calm]) == [.count(1_000), .ratio(2)])
        #expect(try usual([mad, calm, Figures(presses: 2)]) == [.none, .none])
    }

    @Test("Rows stand by any figure, the most first, unknown last")
    func order() {
        let few = Figures(presses: 10, visits: 5, views: 1_000)
        let many = Figures(presses: 2, visits: 9)
        #expect(many.isBefore(few, by: .visits) == true)
        #expect(few.isBefore(many, by: .presses) == true)
        #expect(few.isBefore(many, by: .pressesPerThousandViews) == true)
        #expect(many.isBefore(few, by: .pressesPerThousandViews) == false)
        #expect(few.isBefore(few, by: .opened) == nil)
        #expect(many.isBefore(few, by: .opened) == true)
        for name in FigureName.allCases where name != .views && name != .pressesPerThousandViews {
            #expect(few.value(name) != nil || name == .distinctArrivals)
        }
    }

    @Test("Views add up where they are known, and the ratio is of their sum")
    func views() {
        let sum = Figures(presses: 3, views: 500) + Figures(presses: 1) + Figures(views: 1_500)
        #expect(sum.views == 2_000)
        #expect(sum.pressesPerThousandViews == 2)
        #expect((Figures(presses: 3) + Figures()).views == nil)
        #expect(Figures(presses: 3, views: 0).pressesPerThousandViews == nil)
    }
}

@Suite("Texts of archives")
struct ArchiveTextTests {
    @Test("A moment reads as it was written, for every day of four centuries and the ends of what is storable")
    func moments() {
        for day in stride(from: Int64(-25_567), to: 146_097, by: 11) {
            let moment = Timestamp(seconds: day * 86_400 + (day * 7_919) % 86_400)
            #expect(Timestamp(utcText: moment.utcText.utf8) == moment)
        }
        #expect(Zones.utc(2026, 2, 28, 23, 59, 59).utcText == "2026-02-28T23:59:59Z")
        #expect(Timestamp(seconds: 253_402_300_799).utcText == "9999-12-31T23:59:59Z")
    }

    @Test(
        "No other spelling is a moment",
        arguments: [
            "", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00z", "2026-01-01T00:00:00+00:00",
            "2026-01-01T00:00:00", "٢٠٢٦-01-01T00:00:00Z", "-026-01-01T00:00:00Z", "2026-1-01T00:00:000Z",
        ])
    func otherSpellings(text: String) {
        #expect(Timestamp(utcText: text.utf8) == nil)
    }

    @Test(
        "A text that a spreadsheet might reckon is not one any more, and comes back as it was",
        arguments: [
            "=1+1", "+84", "-1", "@x", "\tx", " =x", "'=x", "''=x", "\"=x\"", "＝x", "a;=b", "a;'=b", ";=;=", "a;b", "'",
            "",
            "plain", "Lũ quét", "“=x”", "=a;=b", "';=x", "a; =b;-c", "x\r\n=y", "0;+1",
            "\u{200D}=1", "\u{FE0F}=1", "a;\u{200D}=1", "a;\u{34F}=1;'\u{200D}=2",
        ])
    func formulas(text: String) {
        let neutral = SpreadsheetText.neutral(text)
        #expect(SpreadsheetText.original(neutral) == text)
        for part in neutral.split(separator: ";") {
            let first = part.drop { $0 == " " || $0 == "\"" || $0 == "“" }.first
            #expect(first.map { !"=+-@\t＝".contains($0) } ?? true, "\(neutral)")
        }
    }
}
