import Engagement
import Foundation
import Reports
import Testing

@Suite("Terminal table")
struct TerminalTableTests {
    @Test("A report in Vietnamese breaks its headings before it cuts its titles")
    func vietnamese() {
        #expect(
            render(Sample.top, as: .table, options: Sample.options(.vi, width: 118)) == """
                Bài được chia sẻ nhiều
                03/12/2021 – 09/12/2021 (Asia/Ho_Chi_Minh)

                                                               Lượt  Đã hiện  Lượt chia  Lượt mở  Lượt mở không     Lượt     Lượt
                                                  Chuyên        bấm  thẻ xem      sẻ có  từ chia     trùng (ước  mở/lượt  chia sẻ
                Bài viết                          mục       chia sẻ    trước   người mở       sẻ     tính/ngày)      bấm     tiếp
                ────────────────────────────────  ────────  ───────  ───────  ─────────  ───────  ─────────────  ───────  ───────
                Điểm chuẩn đại học năm 2021       Giáo dục    1.240    1.032        871    5.321          4.410     4,29       96
                Hà Nội mở lại quán ăn từ thứ Sáu  Thời sự       803      655        498    2.417              –     3,01       31
                Mưa lớn ở miền Trung              –              12        9          0        0              0        –        0
                ────────────────────────────────  ────────  ───────  ───────  ─────────  ───────  ─────────────  ───────  ───────
                Tổng                                          2.055    1.696      1.369    7.738          4.410     3,77      127

                Không rõ 2.417 lượt mở có trùng hay không, nên chưa tính vào cột lượt mở không trùng.
                Chỉ hiện 3 dòng đầu trong tổng số 1.204 dòng.

                """)
    }

    @Test("A report in English with the period before")
    func english() {
        var answer = Sample.titles(["Rain", "Sun"], report: "rising")
        answer.total = [.none, .count(3)]
        answer.previous = [.none, .count(-1200)]
        #expect(
            render(answer, as: .table, options: Sample.options(.en)) == """
                Rising
                2021-12-03 – 2021-12-09 (Asia/Ho_Chi_Minh)

                                 Visits
                                   from
                Article          shares
                ───────────────  ──────
                Rain                  1  ████████████
                Sun                   2  ████████████████████████
                ───────────────  ──────
                Total                 3
                Previous period  -1,200

                """)
    }

    @Test("Composed and decomposed Vietnamese, emoji and Chinese align")
    func alignment() {
        let nfd = "Đường phố".decomposedStringWithCanonicalMapping
        let table = render(
            Sample.titles(["Đường phố", nfd, "👩‍👩‍👧 vui", "日本", "plain"]), as: .table,
            options: Sample.options(.vi, width: 20))
        let rows = table.split(separator: "\n").suffix(5).map(String.init)
        #expect(Set(rows.map { DisplayWidth.columns(of: $0) }).count == 1)
        #expect(rows[1].unicodeScalars.count > rows[0].unicodeScalars.count)
        #expect(rows[0].hasPrefix("Đường phố  "))
        #expect(rows[3].hasPrefix("日本       "))
    }

    @Test("No line is wider than the terminal, and numbers are never cut", arguments: [70, 72, 80, 97, 120, 133, 200])
    func fits(width: Int) {
        var answer = Sample.top
        answer.rows.append(
            Sample.topRow(
                5, String(repeating: "Tiêu đề dài ".decomposedStringWithCanonicalMapping, count: 400), "日本語",
                [1_234_567], 1, 2))
        let table = render(answer, as: .table, options: Sample.options(.vi, width: width))
        for line in table.split(separator: "\n") { #expect(DisplayWidth.columns(of: String(line)) <= width) }
        #expect(table.contains("1.234.567"))
        #expect(table.contains("…"))
    }

    @Test("The widest text is cut first")
    func widestFirst() {
        let list = Sample.list(
            [Column("title", .text), Column("section", .text)],
            [[.text(String(repeating: "a", count: 60)), .text(String(repeating: "b", count: 26))]])
        let table = render(list, as: .table, options: Sample.options(.en, width: 58))
        #expect(table.hasSuffix(String(repeating: "a", count: 29) + "…  " + String(repeating: "b", count: 26) + "\n"))
    }

    @Test(
        "A hostile title cannot steer the terminal",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "\u{FFFD}[31mred\u{FFFD}[0m"), ("\u{1B}]0;t\u{7}", "\u{FFFD}]0;t\u{FFFD}"),
            ("\u{9B}2J", "\u{FFFD}2J"), ("a\u{8}b\u{7F}", "a\u{FFFD}b\u{FFFD}"), ("a\r\nb\tc\nd", "a b c d"),
            (
                "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}a\u{2066}\u{2067}\u{2068}\u{2069}b\u{200E}\u{200F}\u{61C}c",
                "abc"
            ),
            ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
        ])
    func hostile(title: String, shown: String) {
        var answer = Sample.titles([title])
        answer.columns.append(Column(title, .channel))
        answer.rows[0].append(.text(title))
        answer.subject = title
        let table = render(answer, as: .table, options: Sample.options(.en, width: 200))
        #expect(table.contains("\n\(shown)  "))
        #expect(table.contains("  \(shown)\n"))
        #expect(table.hasPrefix("Most shared: \(shown)\n"))
        let controls = table.unicodeScalars.filter {
            $0 != "\n" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value))
        }
        #expect(controls.isEmpty)
    }

    @Test("Colour makes headings bold and rules dim, and is off unless asked for")
    func colour() {
        let answer = Sample.titles(["a"])
        let plain = render(answer, as: .table, options: Sample.options(.en))
        let coloured = render(answer, as: .table, options: Sample.options(.en, colour: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1mArticle  shares\u{1B}[0m\n\u{1B}[2m───────  ──────\u{1B}[0m\n"))
        #expect(
            coloured.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[2m", with: "").replacing("\u{1B}[0m", with: "")
                == plain)
    }

    @Test("An empty period is a header and a sentence")
    func empty() {
        var answer = Sample.titles([])
        answer.total = [.none, .count(0)]
        #expect(
            render(answer, as: .table, options: Sample.options(.vi, width: 80)) == """
                Bài được chia sẻ nhiều
                03/12/2021 – 09/12/2021 (Asia/Ho_Chi_Minh)

                Bài viết  Lượt mở từ chia sẻ
                ────────  ──────────────────
                Không có lượt chia sẻ hay lượt mở nào trong thời gian này.

                """)
        answer.previous = [.none, .count(7)]
        #expect(render(answer, as: .table, options: Sample.options(.vi)).contains("\nKỳ trước"))
        let list = Sample.list([Column("channel", .channel)], [])
        #expect(
            render(list, as: .table, options: Sample.options(.en)) == "Channel\n───────\nThere is nothing to list.\n")
    }

    @Test("A trend has bars scaled to the largest, where there is room")
    func bars() {
        let hours = [(0, 8), (1, 4), (2, 0), (3, 1)].map { hour, visits in
            [Cell.moment(Sample.week.from.advanced(by: Int64(hour) * 3600)), .count(Int64(visits))]
        }
        let answer = ReportAnswer(
            report: "trend", period: Sample.week,
            columns: [Column("start", .moment(.hour)), Column("visits", .number)],
            rows: hours, total: [.none, .count(13)])
        #expect(
            render(answer, as: .table, options: Sample.options(.vi, width: 38)).hasSuffix(
                """
                Thời gian    Lượt mở từ chia sẻ
                ───────────  ──────────────────
                00:00 03/12                   8  █████
                01:00 03/12                   4  ██▌
                02:00 03/12                   0
                03:00 03/12                   1  ▋
                ───────────  ──────────────────
                Tổng                         13

                """))
        let narrow = render(answer, as: .table, options: Sample.options(.vi, width: 36))
        #expect(!narrow.contains("██"))
        var drift = answer
        drift.report = "drift"
        #expect(!render(drift, as: .table, options: Sample.options(.vi, width: 80)).contains("█"))
    }

    @Test("Words and channels are labels on screen, and columns for programs are left out")
    func labels() {
        let list = Sample.list(
            [
                Column("id", .machine), Column("channel", .channel), Column("verdict", .word), Column("reason", .word),
                Column("requests", .number),
            ],
            [
                [.count(7), .text("facebook"), .text("counted"), .none, .count(1000)],
                [.count(8), .text("unknown"), .text("refused"), .text("preview"), .count(-2)],
            ])
        #expect(
            render(list, as: .table, options: Sample.options(.vi, width: 90)) == """
                Kênh      Kết quả     Lý do                  Tổng yêu cầu
                ────────  ──────────  ─────────────────────  ────────────
                Facebook  Được tính   –                             1.000
                Chưa rõ   Không tính  Máy tạo thẻ xem trước            -2

                """)
    }
}
