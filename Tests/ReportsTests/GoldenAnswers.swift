import Engagement
import Foundation
import Reports

/// An answer of each report, put together as the store does it, with figures chosen by hand: titles that are long,
/// decomposed, hostile or missing, figures that are unknown, a day with an hour twice.
enum GoldenAnswers {
    static let all: [(name: String, answer: ReportAnswer)] = [
        ("top", top), ("article", article), ("channels", channels), ("trend", trend), ("trend-hours", hours),
        ("sections", division("sections", "section", ["Giáo dục", nil, "Thời sự & Xã hội"])),
        ("authors", division("authors", "author", ["Nguyễn Thị Ánh Tuyết, Trần Văn Đức", nil])),
        ("referrers", referrers), ("devices", devices), ("drift", drift), ("table", table), ("counts", counts),
        ("counts-days", countsByDay), ("nothing", nothing), ("one", one),
    ]

    static let week = Sample.week
    static let day = Period(from: week.to.advanced(by: -86_400), to: week.to, zone: Sample.hanoi)

    static func figures(_ seed: Int64, views: Int64? = nil, seesPreviews: Bool = true) -> Figures {
        Figures(
            presses: 7 * seed, previewed: 3 * seed, opened: 5 * seed, visits: 19 * seed, arrivals: 11 * seed,
            visitsWithoutArrival: seed % 3, reshares: seed, views: views, seesPreviews: seesPreviews)
    }

    private static func facts(
        _ number: Int64, _ title: String?, _ section: String? = "Giáo dục", author: String? = "Trần Văn Đức"
    ) -> Article {
        Article(
            number: number,
            facts: ArticleFacts(
                url: "https://news.example/tin/bai-\(number).html?a=1&b=\"2\"", title: title, section: section,
                author: author,
                published: Timestamp(seconds: 1_638_495_660)), source: .feed)
    }

    static let top: ReportAnswer = {
        let titles: [String?] = [
            "Bộ Giáo dục và Đào tạo công bố điểm sàn xét tuyển đại học năm 2021 cho các ngành đào tạo giáo viên, sức khỏe "
                + "và những điều thí sinh ở vùng sâu, vùng xa cần biết trước khi điều chỉnh nguyện vọng",
            "Mưa lũ miền Trung".decomposedStringWithCanonicalMapping, "<script>alert('x')</script> | *đậm* =1+1", nil,
            "=HYPERLINK(\"https://evil.example\";\"Bấm\")",
        ]
        let rows = titles.enumerated().map { place, title in
            let rank = Int64(titles.count - place)
            return FigureRow(
                key: facts(rank * 17, title, place == 3 ? nil : "Thời sự"),
                figures: figures(rank * rank * 31, views: place == 1 ? nil : rank * 1_000))
        }
        var answer = ReportShape.division(
            "top", ReportShape.articleColumns, rows, limit: 4,
            totals: Totals(figures(2_000, views: 15_000), previous: figures(1_800, views: 14_000)),
            previousRows: rows.prefix(3).map { FigureRow(key: $0.key, figures: figures(40)) }, hasViews: true,
            period: week, ReportShape.cells)
        answer.notes += [.visitsWithoutArrival(2_417), .filtered(key: "channel", value: "zalo")]
        return answer
    }()

    static let article: ReportAnswer = {
        let hours = [0, 1, 5, 30].map { hour in
            FigureRow(key: week.from.advanced(by: Int64(hour) * 3600), figures: figures(Int64(40 - hour)))
        }
        let channels = [("facebook", true), ("zalo", false)].enumerated().map { place, channel in
            FigureRow(key: channel.0, figures: figures(Int64(60 - place * 30), views: 900, seesPreviews: channel.1))
        }
        var answer = ReportShape.article(
            facts(17, "Điểm chuẩn đại học năm 2021"), channels: channels, hours: hours,
            places: [("Facebook", 800), ("Zalo", 520), ("", 390)],
            totals: Totals(figures(90, views: 900), previous: figures(30)), period: week)
        answer.notes = [
            .changed(
                "corrected", article: 17, at: week.from.advanced(by: 7_260), zone: week.zone, before: 12, after: 88)
        ]
        return answer
    }()

    static let channels = ReportShape.division(
        "channels", [Column("channel", .channel)],
        [
            FigureRow(key: "facebook", figures: figures(200)),
            FigureRow(key: "zalo", figures: figures(90, seesPreviews: false)),
            FigureRow(key: "copy", figures: Figures(presses: 4)),
        ], limit: nil,
        totals: Totals(figures(294), previous: figures(250), weekdays: [figures(100), figures(201), figures(120)]),
        previousRows: [
            FigureRow(key: "zalo", figures: figures(100, seesPreviews: false)),
            FigureRow(key: "x", figures: figures(9)),
        ], previousIsAll: true, period: day
    ) { [.text($0)] }

    static let trend = ReportShape.trend(
        (0..<7).map { FigureRow(key: week.from.advanced(by: $0 * 86_400), figures: figures(($0 * 5) % 7)) }, by: .day,
        totals: Totals(figures(21), previous: figures(18)), period: week)

    /// 1 November 2026 in New York has 25 hours.
    static let hours: ReportAnswer = {
        let from = Timestamp(seconds: 1_793_505_600)
        let period = Period(from: from, to: from.advanced(by: 25 * 3600), zone: Sample.zone("America/New_York"))
        return ReportShape.trend(
            (0..<25).map { FigureRow(key: from.advanced(by: $0 * 3600), figures: figures($0 % 4)) }, by: .hour,
            totals: Totals(figures(36)), period: period)
    }()

    private static func division(_ report: String, _ key: String, _ names: [String?]) -> ReportAnswer {
        ReportShape.division(
            report, [Column(key, .text)],
            names.enumerated().map { FigureRow(key: $1, figures: figures(Int64(50 - $0 * 20))) }, limit: 20,
            totals: Totals(figures(90)), hasViews: true, period: week
        ) { [.text(orNone: $0)] }
    }

    static let referrers = ReportShape.division(
        "referrers", [Column("referrerHost", .text), Column("network", .text)],
        [
            FigureRow(key: ["l.facebook.com", "Facebook"], figures: figures(70, seesPreviews: false)),
            FigureRow(key: [nil, nil], figures: figures(30, seesPreviews: false)),
        ], limit: 20, totals: Totals(figures(100, seesPreviews: false)), period: week
    ) { $0.map(Cell.text(orNone:)) }

    static let devices = ReportShape.division(
        "devices", [Column("device", .word), Column("system", .text)],
        [
            FigureRow(key: ["phone", "Android"], figures: figures(70, seesPreviews: false)),
            FigureRow(key: [nil, nil], figures: figures(3, seesPreviews: false)),
        ], limit: nil, totals: Totals(figures(73, seesPreviews: false)), period: week
    ) { $0.map(Cell.text(orNone:)) }

    static let drift = ReportShape.drift(
        [
            ReportShape.Opened(channel: "facebook", places: [("Facebook", 800), ("Instagram", 25), ("", 100)]),
            ReportShape.Opened(channel: "copy", places: [("Zalo", 40), ("", 40)]),
        ], period: week)

    static let table = ReportShape.division(
        "table", [Column("day", .moment(.day)), Column("channel", .channel), Column("origin", .word)],
        [
            FigureRow(key: [.moment(week.from), .text("facebook"), .text("reader")], figures: figures(8)),
            FigureRow(
                key: [.moment(week.from.advanced(by: 86_400)), .text("zalo"), .text("newsroom")], figures: figures(2)),
        ], limit: nil, totals: Totals(figures(10)), period: week
    ) { (key: [Cell]) in key }

    static let counts = ReportShape.counts(
        [
            RequestRow(key: 0, code: 0, requests: 9_120), RequestRow(key: 0, code: 3, requests: 4_011),
            RequestRow(key: 0, code: 9, requests: 230),
        ], keyColumns: [], period: week
    ) { _ in [] }

    static let countsByDay = ReportShape.counts(
        (0..<3).flatMap { day in
            [0, 4].map {
                RequestRow(key: week.from.advanced(by: day * 86_400), code: $0, requests: 50 * (day + 1) + Int64($0))
            }
        }, keyColumns: [Column("start", .moment(.day))], period: week
    ) { [.moment($0)] }

    static let nothing = ReportShape.division(
        "top", ReportShape.articleColumns, [FigureRow<Article>](), limit: 20, totals: Totals(Figures()), hasViews: true,
        period: day, ReportShape.cells)

    static let one = ReportShape.division(
        "top", ReportShape.articleColumns, [FigureRow(key: facts(1, "Tết"), figures: Figures(presses: 1))], limit: 20,
        totals: Totals(Figures(presses: 1)), hasViews: true, period: day, ReportShape.cells)
}
