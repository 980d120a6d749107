import Engagement
import Foundation
import Reports
import Testing

/// Every format of every report is, to the byte, what was looked at once and found good.
///
/// After a change that is meant: `SHARETRAIL_GOLDEN=write swift test --filter Golden`, then read the difference.
@Suite("Golden files")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let writes = ProcessInfo.processInfo.environment["SHARETRAIL_GOLDEN"] == "write"

    private func expect(_ text: String, is name: String) throws {
        let file = Self.folder.appending(path: name)
        if Self.writes {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try #require(
            try? String(contentsOf: file, encoding: .utf8), "there is no golden file \(name); see the suite's remark")
        #expect(text == golden, "\(name)")
    }

    /// The style is the same on each page and has a test of its own.
    private func withoutStyle(_ text: String) -> String { text.replacing(ReportPage.style, with: "…") }

    @Test("In Vietnamese", arguments: GoldenAnswers.all.map(\.name), OutputFormat.allCases)
    func vietnamese(name: String, format: OutputFormat) throws {
        let answer = try #require(GoldenAnswers.all.first { $0.name == name }?.answer)
        let text = render(answer, as: format, options: Sample.options(.vi, width: 120))
        try expect(withoutStyle(text), is: "\(name).vi.\(format.rawValue)")
    }

    @Test("In English, what people read", arguments: GoldenAnswers.all.map(\.name), [OutputFormat.table, .markdown])
    func english(name: String, format: OutputFormat) throws {
        let answer = try #require(GoldenAnswers.all.first { $0.name == name }?.answer)
        let text = render(answer, as: format, options: Sample.options(.en, width: 80))
        try expect(text, is: "\(name).en.\(format.rawValue)")
    }

    @Test("No golden file is left of a report or a format that is gone")
    func nothingLeft() throws {
        let wanted = GoldenAnswers.all.flatMap { answer in
            OutputFormat.allCases.map { "\(answer.name).vi.\($0.rawValue)" }
                + ["\(answer.name).en.table", "\(answer.name).en.markdown"]
        }
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(found) == Set(wanted))
    }

    @Test("Programs read the same in every language", arguments: GoldenAnswers.all.map(\.name))
    func programs(name: String) throws {
        let answer = try #require(GoldenAnswers.all.first { $0.name == name }?.answer)
        for format in [OutputFormat.csv, .json, .ndjson] {
            #expect(
                render(answer, as: format, options: Sample.options(.vi))
                    == render(answer, as: format, options: Sample.options(.en)))
        }
    }

    @Test(
        "No line of a table is wider than the terminal, where its numbers fit at all", arguments: [80, 100, 120, 160])
    func width(columns: Int) {
        for (name, answer) in GoldenAnswers.all {
            for language in Language.allCases {
                let text = render(answer, as: .table, options: Sample.options(language, width: columns))
                for line in text.split(separator: "\n") {
                    #expect(DisplayWidth.columns(of: String(line)) <= columns, "\(name) \(language): \(line)")
                }
            }
        }
    }

    @Test("Ten thousand rows are ten thousand rows in every format", arguments: OutputFormat.allCases)
    func many(format: OutputFormat) {
        let rows = (0..<10_000).map { FigureRow(key: "Chuyên mục \($0)", figures: Figures(presses: Int64($0))) }
        let answer = ReportShape.division(
            "sections", [Column("section", .text)], rows, limit: nil, totals: Totals(Figures(presses: 1)),
            period: Sample.week
        ) { [.text($0)] }
        let text = render(answer, as: format, options: Sample.options(.vi, width: 100))
        let lines = text.split(whereSeparator: \.isNewline)
            .filter { !$0.hasPrefix("<text") && !$0.contains("Chuyên mục  ") && !$0.contains("| Chuyên mục |") }
        let own = lines.filter { $0.contains("Chuyên mục 1234") || $0.contains("Chuyên mục 9999") }
        #expect(own.count == 2)
        #expect(lines.count { $0.contains("Chuyên mục ") } == 10_000)
    }
}
