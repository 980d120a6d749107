import Engagement
import Foundation
import Reports
import Testing

@Suite("Every format")
struct EveryFormatTests {
    @Test("Every format ends with one line end in both languages", arguments: OutputFormat.allCases, Language.allCases)
    func lineEnd(format: OutputFormat, language: Language) {
        let text = render(Sample.top, as: format, options: Sample.options(language, width: 100))
        #expect(text.utf8.last == UInt8(ascii: "\n"))
        #expect(!text.hasSuffix("\n\n"))
        #expect(text.contains("Điểm chuẩn"))
    }

    @Test("People see labels without machine columns, programs see all columns", arguments: OutputFormat.allCases)
    func machineColumns(format: OutputFormat) {
        let text = render(Sample.top, as: format, options: Sample.options(.vi))
        let forPrograms = [OutputFormat.csv, .json, .ndjson].contains(format)
        #expect(text.contains("https://news.example/17") == forPrograms)
        #expect(text.contains("articleUrl") == forPrograms)
    }

    @Test("A row that is too short is filled with unknown cells", arguments: OutputFormat.allCases)
    func shortRows(format: OutputFormat) {
        let list = Sample.list([Column("title", .text), Column("visits", .number)], [[.text("a")]])
        let lines = render(list, as: format, options: Sample.options(.en)).split(whereSeparator: \.isNewline)
        let shown: [OutputFormat: String] = [
            .table: "a             –", .csv: "a,", .json: "  {\"title\": \"a\", \"visits\": null}",
            .ndjson: "{\"title\": \"a\", \"visits\": null}", .markdown: "| a | – |",
            .html: "<tr><td class=\"text\">a</td><td class=\"number\">–</td></tr>",
        ]
        #expect(lines.map(String.init).contains { $0 == shown[format] })
    }

    @Test("An answer without columns or rows is no error", arguments: OutputFormat.allCases)
    func nothing(format: OutputFormat) {
        let answer = ReportAnswer(report: "top", period: Sample.week, columns: [], rows: [], total: [])
        _ = render(answer, as: format, options: Sample.options(.vi, width: 1))
        _ = render(Sample.list([], [[]]), as: format, options: Sample.options(.en, width: 0))
    }
}
