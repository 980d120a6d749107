import Engagement
import Foundation
import Testing

@testable import Reports

@Suite("The morning page says what its answers say, and fits")
struct DigestTests {
    private static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    /// 2026-11-30 00:00 in the zone, a Monday.
    private static let day = Timestamp(seconds: 1_795_971_600)

    private static func channels(_ period: Period, _ figures: [(String, Figures)]) -> ReportAnswer {
        let total = figures.reduce(into: Figures()) { $0 += $1.1 }
        return ReportAnswer(
            report: "channels", period: period, columns: [Column("channel", .channel)] + ReportShape.figureColumns,
            rows: figures.map { [.text($0.0)] + ReportShape.cells($0.1) }, total: [.none] + ReportShape.cells(total))
    }

    private static func top(_ period: Period, _ titles: [String]) -> ReportAnswer {
        ReportAnswer(
            report: "top", period: period, columns: ReportShape.articleColumns + ReportShape.figureColumns,
            rows: titles.enumerated().map { place, title in
                [.count(Int64(place)), .text(title), .text("https://news.example/"), .none, .none, .none]
                    + ReportShape.cells(Figures(presses: 7, visits: Int64(90 - place)))
            }, total: [])
    }

    private static func digest(
        _ titles: [String] = ["Lũ quét miền núi"],
        figures: Figures = Figures(presses: 1_234, visits: 2_345, reshares: 45),
        link: String? = "https://reports.news.example/", language: Language = .vi, channel: String = "facebook"
    ) -> Digest {
        let yesterday = Period(from: day, to: day.advanced(by: 86_400), zone: zone)
        let today = Period(from: yesterday.to, to: yesterday.to.advanced(by: 7 * 3_600 + 61), zone: zone)
        var before = channels(yesterday, figures == Figures() ? [] : [(channel, figures)])
        before.previous = [.none] + ReportShape.cells(Figures(presses: 617, visits: 4_690, reshares: 1))
        before.usual = [.none] + ReportShape.cells(Figures(presses: 1_000, visits: 2_000, reshares: 1))
        before.usualWeeks = 8
        return Digest(
            Digest.Answers(
                yesterday: before, top: top(yesterday, figures == Figures() ? [] : titles), today: channels(today, []),
                topToday: top(today, [])),
            site: "news.example", link: link,
            vocabulary: Vocabulary(language: language, channelLabels: ["facebook": "Facebook"]))
    }

    @Test("Sums stand beside the day before and what is usual, in both languages")
    func sums() {
        #expect(
            Self.digest().text == """
                news.example · Hôm qua, Thứ Hai 30/11/2026
                • 1.234 lượt bấm chia sẻ (+100\u{A0}% so với hôm kia, thường lệ 1.000)
                • 2.345 lượt mở (−50\u{A0}% so với hôm kia, thường lệ 2.000)
                • 45 lượt chia sẻ tiếp
                1. Lũ quét miền núi – 90 lượt mở
                Lượt mở theo kênh: Facebook 2.345

                Hôm nay đến 07:01: chưa có lượt chia sẻ hay lượt mở nào

                Chi tiết: https://reports.news.example/

                """)
        let english = Self.digest(language: .en)
        #expect(english.text.contains("• 2,345 visits (−50\u{A0}% against the day before, usually 2,000)\n"))
        #expect(english.subject == "news.example, Monday 2026-11-30: 1,234 share clicks, 2,345 visits")
    }

    @Test("A day with nothing to tell says so")
    func nothing() {
        let digest = Self.digest(figures: Figures())
        #expect(digest.text.contains("Hôm qua không có lượt chia sẻ hay lượt mở nào.\n"))
        #expect(digest.html.contains("<p>Hôm qua không có lượt chia sẻ hay lượt mở nào.</p>"))
        #expect(digest.subject == "news.example: hôm qua không có lượt chia sẻ hay lượt mở nào (Thứ Hai 30/11/2026)")
    }

    @Test(
        "However long the titles and labels are, a chat's thousand characters hold it, and the link to more is whole",
        arguments: [1, 40, 199, 400, 3_000])
    func fits(length: Int) {
        for title in [String(repeating: "Đường dài ", count: length), String(repeating: "👩‍👩‍👧", count: length)] {
            for channel in ["facebook", String(repeating: "x", count: 20 + length)] {
                let text = Self.digest(Array(repeating: title, count: 5), channel: channel).text
                #expect(text.utf16.count <= Digest.mostCharacters && !text.isEmpty)
                #expect(text.hasSuffix("https://reports.news.example/\n"))
            }
        }
        let cut = Self.digest([String(repeating: "Đường dài ", count: 30)]).text
        #expect(cut.contains("Đường… – 90 lượt mở") || cut.contains("dài… – 90 lượt mở"))
    }

    @Test("The mail's HTML shows what came from outside as text, fetches nothing and runs nothing")
    func hostile() {
        let html = Self.digest(["<img src=x onerror=alert(1)>\" '"], channel: "<script>").html
        #expect(html.contains("&lt;img src=x onerror=alert(1)&gt;&quot; &#39;") && html.contains("&lt;script&gt;"))
        #expect(!html.contains("<img") && !html.contains("<script") && !html.contains("url("))
    }

    @Test("A mail is seven bits in short lines; its fields and its parts are read back as they were")
    func mail() throws {
        let digest = Self.digest(["Lũ quét: = .\n.\nFrom đây"])
        let sender = try #require(Digest.Address("Bản tin sáng <trail@news.example>"))
        let reader = try #require(Digest.Address("desk@news.example"))
        let mail = digest.mail(
            from: sender, to: [reader, sender], at: Self.day.advanced(by: 86_400 + 25_261), id: "1a2b")
        #expect(mail.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
        for line in mail.split(separator: "\n") { #expect(line.utf8.count <= 78, "\(line)") }
        let head = mail.components(separatedBy: "\n\n")[0]
        #expect(head.contains("\nTo: desk@news.example,\n =?UTF-8?B?QuG6o24gdGluIHPDoW5n?=\n <trail@news.example>\n"))
        #expect(
            head.contains("\nDate: Tue, 01 Dec 2026 07:01:01 +0700\n")
                && head.contains("\nMessage-ID: <1a2b@news.example>\n"))
        let parts = mail.components(separatedBy: "--=_1a2b").dropFirst().dropLast()
        let read = parts.map { part -> String in
            let body = part.dropFirst().components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n")
            return body.replacing("=\n", with: "").replacing("%", with: "%25").replacing("=", with: "%")
                .removingPercentEncoding ?? ""
        }
        #expect(read.count == 2 && read[0] == digest.text + "\n" && read[1] == digest.html + "\n")
        #expect(!mail.contains("\n.") && !mail.contains("\nFrom đ"))
    }

    @Test(
        "What is no address cannot get into a field",
        arguments: [
            "lan", "lan@", "@news.example", "a b@news.example", "lan@news.example\nBcc: x@y.example",
            "Lan\n <lan@news.example>",
            "lan@news.example, minh@news.example", "Lan <lan@news.example", "lan@-", "lan@news example", "", "a@b..c",
            ".lan@news.example", "l..n@news.example", "lan@news-.example",
        ])
    func addresses(text: String) {
        #expect(Digest.Address(text) == nil)
    }
}
