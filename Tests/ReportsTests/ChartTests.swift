import Engagement
import Reports
import Testing

@testable import Reports

@Suite("Charts")
struct ChartTests {
    @Test("A sparkline scales to the largest, shows the smallest, and leaves nothing out for want of room")
    func sparkline() {
        #expect(Sparkline.text([0, 1, 4, 8], width: 10) == " ▁▄█")
        #expect(Sparkline.text([1, 1_000], width: 10) == "▁█")
        #expect(Sparkline.text([1, 1, 1, 1, 4, 0], width: 3) == "▄▄█")
        #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7], width: 3).count == 3)
        for nothing in [[], [0, 0]] as [[Int64]] { #expect(Sparkline.text(nothing, width: 10) == "") }
        #expect(Sparkline.text([1], width: 0) == "")
    }

    private func charts(_ answer: ReportAnswer) -> [Chart] {
        Sheet(answer, Vocabulary(language: .en, channelLabels: Sample.channelLabels)).charts
    }

    @Test("An article's hours have those between, in which nothing happened")
    func hours() throws {
        let chart = try #require(charts(GoldenAnswers.article).first)
        guard case .columns(_, let points) = chart else { throw TestError.otherChart }
        #expect(points.count == 31)
        #expect(points.filter { $0.value > 0 }.count == 4)
        #expect(points[5].value == 19 * 35)
    }

    @Test("Each length in a chart is a figure in the table")
    func lengths() {
        for (name, answer) in GoldenAnswers.all where !["counts-days", "article", "drift"].contains(name) {
            let figures = Set(answer.rows.flatMap { $0 })
            for point in charts(answer).flatMap(\.points) {
                #expect(figures.contains(.count(point.value)), "\(name): \(point)")
            }
        }
    }

    @Test("Nothing is drawn of nothing")
    func nothing() {
        #expect(charts(GoldenAnswers.nothing).isEmpty)
        #expect(charts(GoldenAnswers.one).isEmpty)
        #expect(!charts(GoldenAnswers.top).isEmpty)
    }

    @Test("A hostile label stays text in a drawing")
    func hostile() {
        let page = render(GoldenAnswers.top, as: .html, options: Sample.options(.vi))
        #expect(page.contains("<svg"))
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;"))
    }

    private enum TestError: Error { case otherChart }
}

@Suite("Change against the period before")
struct ChangeTests {
    private func text(_ before: Int64, _ now: Int64, _ language: Language = .vi) -> String? {
        Vocabulary(language: language, channelLabels: [:]).change(from: before, to: now)
    }

    @Test("Whole percent with a sign; the difference where there was nothing; nothing of nothing")
    func percent() {
        #expect(text(100, 112) == "+12\u{A0}%")
        #expect(text(100, 40) == "−60\u{A0}%")
        #expect(text(1_000, 1_001) == "±0\u{A0}%")
        #expect(text(1, 13_000) == "+1.299.900\u{A0}%")
        #expect(text(5, 0) == "−100\u{A0}%")
        #expect(text(0, 1_234, .en) == "+1,234")
        #expect(text(0, 0) == nil)
    }

    @Test("A row is compared with its like, whatever the order, and one that is new with nothing")
    func rows() {
        let sheet = Sheet(GoldenAnswers.channels, Vocabulary(language: .en, channelLabels: [:]))
        let place = sheet.columns.firstIndex { $0.key == "change" }
        let cells = place.map { place in sheet.rows.map { $0[place] } }
        #expect(cells == [.text("+3,800"), .text("−10\u{A0}%"), .none])
        #expect(place.map { sheet.sums[0].cells[$0] } == .text("+18\u{A0}%"))
        #expect(sheet.sums.map(\.label) == ["Total", "Previous period", "Usual Thursday (3 weeks)"])
    }
}
