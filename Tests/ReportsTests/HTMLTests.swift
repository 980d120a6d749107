import Engagement
import Reports
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test("A report is a whole page with one style and no script")
    func golden() {
        var answer = Sample.titles(["Mưa lớn"])
        answer.columns.append(Column("published", .moment(nil)))
        answer.rows[0].append(.moment(Timestamp(seconds: 1_638_495_660)))
        answer.total = [.none, .count(1), .none]
        answer.previous = [.none, .count(1200), .none]
        answer.notes = [.limited(shown: 1, of: 9)]
        #expect(
            render(answer, as: .html, options: Sample.options(.vi)) == """
                <!doctype html>
                <html lang="vi">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Bài được chia sẻ nhiều</title>
                <style>\(ReportPage.style)</style>
                </head>
                <body>
                <h1>Bài được chia sẻ nhiều</h1>
                <p class="period">03/12/2021 – 09/12/2021 (Asia/Ho_Chi_Minh)</p>
                <figure>
                <figcaption>Lượt mở từ chia sẻ</figcaption>
                <svg role="img" aria-label="Biểu đồ: Lượt mở từ chia sẻ. Số liệu có trong bảng." width="100%" height="32">
                <text x="0" y="14">Mưa lớn</text>
                <text x="100%" y="14" text-anchor="end">1</text>
                <rect class="mark" y="19" width="100%" height="7"/>
                </svg>
                </figure>
                <div class="wide">
                <table>
                <thead>
                <tr><th scope="col" class="text">Bài viết</th><th scope="col" class="number">Lượt mở từ chia sẻ</th>\
                <th scope="col">Đăng lúc</th></tr>
                </thead>
                <tbody>
                <tr><td class="text">Mưa lớn</td><td class="number">1</td>\
                <td><time datetime="2021-12-03T08:41:00+07:00">03/12/2021 08:41</time></td></tr>
                </tbody>
                <tfoot>
                <tr><td class="text">Tổng</td><td class="number">1</td><td></td></tr>
                <tr><td class="text">Kỳ trước</td><td class="number">1.200</td><td></td></tr>
                </tfoot>
                </table>
                </div>
                <ul class="notes">
                <li>Chỉ hiện 1 dòng đầu trong tổng số 9 dòng.</li>
                </ul>
                </body>
                </html>

                """)
    }

    @Test(
        "A hostile title, heading or subject stays text",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"onmouseover=\"x", "&quot;onmouseover=&quot;x"), ("'x'", "&#39;x&#39;"), ("&lt;", "&amp;lt;"),
            ("</title><b>", "&lt;/title&gt;&lt;b&gt;"), ("\u{1B}[0m\u{0}", "\u{FFFD}[0m\u{FFFD}"),
            ("a\u{202E}b\u{2066}", "ab"), ("a\u{2028}b", "a b"),
        ])
    func hostile(text: String, shown: String) {
        let answer = ReportAnswer(
            report: text, period: Sample.week, columns: [Column(text, .text), Column("channel", .channel)],
            rows: [[.text(text), .text(text)]], total: [], subject: text)
        let html = render(answer, as: .html, options: Sample.options(.en))
        #expect(html.contains("<td class=\"text\">\(shown)</td><td>\(shown)</td>"))
        #expect(html.contains("<th scope=\"col\" class=\"text\">\(shown)</th>"))
        #expect(html.contains("<title>\(shown): \(shown)</title>"))
        #expect(html.contains("<h1>\(shown): \(shown)</h1>"))
    }

    @Test("The style is for both lights and for A4, and asks for no other file")
    func style() {
        #expect(ReportPage.style.contains("prefers-color-scheme:dark"))
        #expect(ReportPage.style.contains("size:A4"))
        #expect(!ReportPage.style.contains("url(") && !ReportPage.style.contains("@import"))
        #expect(!ReportPage.style.contains("<"))
    }

    @Test("An empty report is a page that says so", arguments: Language.allCases)
    func empty(language: Language) {
        let html = render(Sample.titles([]), as: .html, options: Sample.options(language))
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(html.contains("<tbody>\n</tbody>\n</table>"))
        #expect(
            html.contains(
                language == .vi
                    ? "<p>Không có lượt chia sẻ hay lượt mở nào trong thời gian này.</p>"
                    : "<p>There were no events in this period.</p>"))
    }
}
