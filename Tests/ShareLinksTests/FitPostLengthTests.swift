import Foundation
import Testing

@testable import ShareLinks

@Suite("What a post weighs")
struct FitPostLengthTests {
    private func weight(_ text: String) -> Int { PostLength(of: text).weightedLength }

    @Test(
        "Letters weigh one or two by their script",
        arguments: [
            ("", 0), ("news", 4), ("Новости", 7), ("أخبار", 5), ("新聞", 4), ("뉴스", 4), ("ニュース", 8), ("5 €", 4),
            ("a — b – c", 9), ("wait…", 6), ("«oui» “yes”", 11), ("a\r\nb", 4),
        ])
    func letters(text: String, weight: Int) {
        #expect(self.weight(text) == weight)
    }

    @Test("A Vietnamese letter with a stacked mark weighs two, composed or not")
    func vietnamese() {
        #expect(weight("ế") == 2)
        #expect(weight("e\u{302}\u{301}") == 2)
        #expect(weight("ê") == 1)
        #expect(weight("Thủ đô Hà Nội") == 15)
        #expect(weight("Thủ đô Hà Nội".decomposedStringWithCanonicalMapping) == 15)
    }

    @Test(
        "An emoji weighs two however many scalars it has",
        arguments: [
            "😀", "👍🏿", "🇻🇳", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👨‍👩‍👧‍👦", "👩🏽‍🚀", "❤️‍🔥", "👁️‍🗨️", "1️⃣", "#\u{20E3}", "☺", "☺️", "©️", "™️", "⚧️", "🏳️‍🌈",
        ])
    func emoji(text: String) {
        #expect(weight(text) == 2)
        #expect(weight("a" + text + "b") == 4)
        #expect(weight(text + text) == 4)
    }

    @Test(
        "What is like an emoji and is none weighs by its scalars",
        arguments: [
            ("©", 1), ("2024", 4), ("#", 1), ("1\u{FE0F}", 3), ("☺\u{FE0E}", 4), ("🎉🏽", 4), ("😀\u{200D}", 3),
            ("🏳️\u{200D}⚧\u{FE0E}", 7), ("🏴\u{E0067}", 4), ("🇻", 2), ("a\u{200D}b", 3),
        ])
    func almostEmoji(text: String, weight: Int) {
        #expect(self.weight(text) == weight)
    }

    @Test("A post holds 280 and not nothing")
    func limits() {
        #expect(!PostLength(of: "").isValid)
        #expect(PostLength(of: " ").isValid)
        #expect(PostLength(of: String(repeating: "x", count: 280)).isValid)
        #expect(!PostLength(of: String(repeating: "x", count: 281)).isValid)
        let link = " https://news.com/" + String(repeating: "y", count: 500)
        #expect(PostLength(of: String(repeating: "x", count: 256) + link).isValid)
    }

    @Test("Three scalars make any text invalid", arguments: ["\u{FFFE}", "\u{FEFF}", "\u{FFFF}"])
    func invalid(scalar: String) {
        #expect(!PostLength(of: "news" + scalar).isValid)
        #expect(weight("news" + scalar) == 6)
    }

    @Test("Scalars taken for composed are not changed by NFC, alone or in any company")
    func composition() {
        let kind = (0..<0x20000 as Range<UInt32>).filter(PostComposition.staysAlone).compactMap(Unicode.Scalar.init)
        var numbers = SeededNumbers(seed: 280)
        var text = String.UnicodeScalarView()
        for scalar in kind { text.append(scalar) }
        for _ in 0..<100_000 {
            if let scalar = kind.randomElement(using: &numbers) { text.append(scalar) }
        }
        #expect(Array(String(text).precomposedStringWithCanonicalMapping.unicodeScalars) == Array(text))
    }

    @Test("A text composed in portions is composed as a whole")
    func portions() {
        var numbers = SeededNumbers(seed: 64)
        let pieces = [
            "e\u{302}\u{301}", "a\u{323}", "\u{1112}\u{1161}\u{11AB}", "\u{915}\u{93C}", "か\u{3099}", "x", " ",
            "\u{212B}",
        ]
        for _ in 0..<200 {
            let text = (0..<400).compactMap { _ in pieces.randomElement(using: &numbers) }.joined()
            let whole = text.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
            #expect(PostComposition.scalars(of: text) == whole)
        }
    }

    @Test("Weights of parts add up across a space")
    func addition() {
        var numbers = SeededNumbers(seed: 23)
        for _ in 0..<500 {
            let left = FitSamples.title(&numbers)
            let right = FitSamples.title(&numbers)
            #expect(weight(left + " " + right) == weight(left) + 1 + weight(right))
        }
    }
}
