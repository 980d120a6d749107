import Foundation
import Reports
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "A text takes as many columns as a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("Đường", 5), ("Đường".decomposedStringWithCanonicalMapping, 5), ("Ế", 1), ("–…", 2),
            ("日本", 4), ("한국", 4), ("한".decomposedStringWithCanonicalMapping, 2), ("ＡＢ", 4), ("😀", 2), ("👩‍👩‍👧", 2),
            ("🇻🇳", 2),
            ("👍🏽", 2), ("❤️", 2), ("❤\u{FE0E}", 1), ("a\u{200B}b", 2), ("\u{301}", 0), ("\u{FFFD}", 1), ("█▌", 2),
            ("\u{303F}", 1),
        ])
    func columns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(
        "A long text is cut between characters and never wider than told",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""), ("abc", -1, ""),
            ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 6, "日本語"), ("日", 1, "…"), ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"), ("", 3, ""),
        ])
    func truncate(text: String, columns: Int, cut: String) {
        #expect(DisplayWidth.truncate(text, to: columns) == cut)
        #expect(DisplayWidth.columns(of: DisplayWidth.truncate(text, to: columns)) <= max(0, columns))
    }

    @Test("Decomposed Vietnamese is never cut between a letter and its marks")
    func decomposed() {
        let text = "Tiếng Việt".decomposedStringWithCanonicalMapping
        #expect(DisplayWidth.truncate(text, to: 4) == "Tiế…".decomposedStringWithCanonicalMapping)
        #expect(DisplayWidth.truncate(text, to: 10) == text)
    }
}
