import Engagement
import Reports
import Testing

@Suite("Markdown")
struct MarkdownTests {
    @Test("A report is a table with pipes, its numbers on the right")
    func golden() {
        #expect(
            render(Sample.top, as: .markdown, options: Sample.options(.vi)) == """
                ## Bài được chia sẻ nhiều

                03/12/2021 – 09/12/2021 (Asia/Ho\\_Chi\\_Minh)

                | Bài viết | Chuyên mục | Lượt bấm chia sẻ | Đã hiện thẻ xem trước | Lượt chia sẻ có người mở | \
                Lượt mở từ chia sẻ | Lượt mở không trùng (ước tính/ngày) | Lượt mở/lượt bấm | Lượt chia sẻ tiếp |
                | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | Điểm chuẩn đại học năm 2021 | Giáo dục | 1.240 | 1.032 | 871 | 5.321 | 4.410 | 4,29 | 96 |
                | Hà Nội mở lại quán ăn từ thứ Sáu | Thời sự | 803 | 655 | 498 | 2.417 | – | 3,01 | 31 |
                | Mưa lớn ở miền Trung | – | 12 | 9 | 0 | 0 | 0 | – | 0 |
                | **Tổng** |  | **2.055** | **1.696** | **1.369** | **7.738** | **4.410** | **3,77** | **127** |

                - Không rõ 2.417 lượt mở có trùng hay không, nên chưa tính vào cột lượt mở không trùng.
                - Chỉ hiện 3 dòng đầu trong tổng số 1.204 dòng.

                """)
    }

    @Test(
        "A title shows as it is written",
        arguments: [
            ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("`code`", "\\`code\\`"), ("<script>", "\\<script>"),
            ("&amp;", "\\&amp;"), ("[x](javascript:1)", "\\[x\\](javascript:1)"), ("*b* _i_", "\\*b\\* \\_i\\_"),
            ("~~s~~", "\\~\\~s\\~\\~"), ("a\nb", "a b"), ("\u{1B}[31m", "\u{FFFD}\\[31m"), ("\u{202E}x", "x"),
            ("# 1", "# 1"),
        ])
    func literal(title: String, shown: String) {
        var answer = Sample.titles([title])
        answer.subject = title
        let markdown = render(answer, as: .markdown, options: Sample.options(.en))
        #expect(markdown.contains("\n| \(shown) | 1 |\n"))
        #expect(markdown.hasPrefix("## Most shared: \(shown)\n"))
    }

    @Test("An empty report has its header and says so, and a list has only its table")
    func empty() {
        #expect(
            render(Sample.titles([]), as: .markdown, options: Sample.options(.en)).hasSuffix(
                "| Article | Visits from shares |\n| --- | ---: |\n\nThere were no events in this period.\n"))
        let list = Sample.list([Column("channel", .channel)], [[.text("x")], [.text("unknown")]])
        #expect(
            render(list, as: .markdown, options: Sample.options(.vi))
                == "| Kênh |\n| --- |\n| X (Twitter) |\n| Chưa rõ |\n")
    }
}
