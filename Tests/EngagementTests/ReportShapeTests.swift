import Engagement
import Foundation
import Testing

@Suite("The shape of reports")
struct ReportShapeTests {
    static let figures = Figures(presses: 2, visits: 3, arrivals: 1, visitsWithoutArrival: 1)
    static let totals = Totals(figures, previous: figures, weekdays: [figures, Figures()])
    static let article = Article(
        number: 7, facts: ArticleFacts(url: "https://news.example/7", title: "Tết", section: "Giáo dục"), source: .feed)

    static func day() throws -> Period {
        try Zones.period(Zones.utc(2026, 6, 30, 17), Zones.utc(2026, 7, 1, 17), "Asia/Ho_Chi_Minh")
    }

    static func column(_ key: String, of answer: ReportAnswer) -> [Cell] {
        answer.columns.firstIndex { $0.key == key }.map { place in answer.rows.map { $0[place] } } ?? []
    }

    static func isRectangular(_ answer: ReportAnswer) -> Bool {
        (answer.rows + [answer.total] + (answer.previous.map { [$0] } ?? []) + (answer.previousRows ?? [])
            + (answer.usual.map { [$0] } ?? []))
            .allSatisfy { $0.count == answer.columns.count }
    }

    @Test("Every report has a cell a column, in rows and totals")
    func rectangular() throws {
        let period = try Self.day()
        let hours = [FigureRow(key: period.from, figures: Self.figures)]
        let channels = [FigureRow(key: "zalo", figures: Self.figures)]
        let answers = [
            ReportShape.division(
                "top", ReportShape.articleColumns, [FigureRow(key: Self.article, figures: Self.figures)], limit: nil,
                totals: Self.totals, hasViews: true, period: period, ReportShape.cells),
            ReportShape.division(
                "channels", [Column("channel", .channel)], channels, limit: nil, totals: Self.totals,
                previousRows: channels, previousIsAll: true, period: period
            ) { [.text($0)] },
            ReportShape.trend(hours, by: .hour, totals: Self.totals, period: period),
            ReportShape.article(
                Self.article, channels: channels, hours: hours, places: [("Zalo", 2), ("", 1)], totals: Self.totals,
                period: period),
            ReportShape.division(
                "sections", [Column("section", .text)], [FigureRow(key: "Giáo dục", figures: Self.figures)], limit: 5,
                totals: Self.totals, period: period
            ) { [.text($0)] },
            ReportShape.drift(
                [ReportShape.Opened(channel: "zalo", places: [("Zalo", 2), ("", 1)])], period: period),
            ReportShape.counts([RequestRow(key: 1, code: 0, requests: 1)], keyColumns: [], period: period) { _ in [] },
        ]
        #expect(answers.map(\.report) == ["top", "channels", "trend", "article", "sections", "drift", "counts"])
        for answer in answers {
            #expect(Self.isRectangular(answer), "\(answer.report)")
            #expect(Set(answer.columns.map(\.key)).count == answer.columns.count)
        }
    }

    @Test("Counts are a row a verdict, and their sum is all requests")
    func counts() throws {
        let codes = [0] + RefusalReason.allCases.map(\.rawValue) + [99]
        let rows = codes.map { RequestRow(key: "zalo", code: $0, requests: Int64($0) * 1000 + 1) }
        let answer = ReportShape.counts(rows, keyColumns: [Column("channel", .channel)], period: try Self.day()) {
            [.text($0)]
        }
        #expect(Self.isRectangular(answer))
        #expect(answer.columns.map(\.key) == ["channel", "verdict", "reason", "requests"])
        #expect(
            Self.column("verdict", of: answer) == [.text("counted")] + codes.dropFirst().map { _ in .text("refused") })
        let reasons = RefusalReason.allCases.map { Cell.text($0.name) }
        #expect(Self.column("reason", of: answer) == [.none] + reasons + [.text("99")])
        #expect(answer.total == [.none, .none, .none, .count(rows.reduce(0) { $0 + $1.requests })])
    }

    @Test("Counts of nothing sum to zero")
    func noCounts() throws {
        let answer = ReportShape.counts([RequestRow<Int>](), keyColumns: [], period: try Self.day()) { _ in [] }
        #expect(answer.rows.isEmpty)
        #expect(answer.total == [.none, .none, .count(0)])
    }

    @Test("A trend has a row for hours in which nothing happened too")
    func emptyBuckets() throws {
        let period = try Self.day()
        let third = period.from.advanced(by: 3 * 3600)
        let rows = [
            FigureRow(key: third, figures: Self.figures),
            FigureRow(key: third.advanced(by: 1800), figures: Self.figures),
            // Outside the period.
            FigureRow(key: period.to, figures: Self.figures),
        ]
        let answer = ReportShape.trend(
            rows, by: .hour, totals: Totals(Self.figures + Self.figures), period: period)
        #expect(answer.rows.count == 24)
        #expect(
            Self.column("start", of: answer) == (0..<24).map { Cell.moment(period.from.advanced(by: $0 * 3600)) })
        let presses = Self.column("presses", of: answer)
        for hour in 0..<24 { #expect(presses[hour] == .count(hour == 3 ? 4 : 0)) }
        #expect(Self.column("visitsPerPress", of: answer)[0] == .none)
        #expect(Self.column("distinctArrivals", of: answer)[0] == .count(0))
        #expect(answer.previous == nil)
    }

    @Test("A trend by day puts the hours of a 25-hour day in one row, and by hour keeps the repeated hour apart")
    func repeatedHour() throws {
        let day = try Zones.period(Zones.utc(2026, 11, 1, 4), Zones.utc(2026, 11, 2, 5), "America/New_York")
        let rows = (0..<25).map { FigureRow(key: day.from.advanced(by: $0 * 3600), figures: Figures(presses: 1)) }
        let byDay = ReportShape.trend(rows, by: .day, totals: Totals(Figures(presses: 25)), period: day)
        #expect(Self.column("presses", of: byDay) == [.count(25)])
        let byHour = ReportShape.trend(rows, by: .hour, totals: Totals(Figures(presses: 25)), period: day)
        #expect(Self.column("presses", of: byHour) == Array(repeating: .count(1), count: 25))
    }

    @Test("An article's report has its channels, its places, then the hours in which something happened, in order")
    func articleReport() throws {
        let period = try Self.day()
        let hours = [5, 2, 2].map { FigureRow(key: period.from.advanced(by: $0 * 3600), figures: Figures(presses: 1)) }
        let answer = ReportShape.article(
            Self.article, channels: [FigureRow(key: "zalo", figures: Self.figures)], hours: hours,
            places: [("Zalo", 2), ("", 1)], totals: Totals(Self.figures), period: period)
        #expect(
            Self.column("part", of: answer)
                == [.text("channel"), .text("place"), .text("place"), .text("hour"), .text("hour")])
        #expect(Self.column("place", of: answer)[1...2] == [.text("Zalo"), .text("unknown")])
        #expect(
            Self.column("start", of: answer)
                == [.none, .none, .none]
                + [.moment(period.from.advanced(by: 7200)), .moment(period.from.advanced(by: 18_000))])
        #expect(Self.column("presses", of: answer) == [.count(2), .none, .none, .count(2), .count(1)])
        #expect(answer.subject == "Tết")
    }

    @Test("An article without a title goes by its address")
    func noTitle() {
        let article = Article(number: 8, facts: ArticleFacts(url: "https://news.example/8"), source: .press)
        #expect(
            ReportShape.cells(article)
                == [
                    .count(8), .text("https://news.example/8"), .text("https://news.example/8"), .none, .none, .none,
                ])
    }
}
