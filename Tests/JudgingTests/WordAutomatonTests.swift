import Testing

@testable import Judging

@Suite("The automaton of words finds what a plain search finds")
struct WordAutomatonTests {
    /// Each place at which a word ends, by looking for one word after the other.
    static func searched(_ words: [String], in text: String) -> Set<[Int]> {
        let lower = Array(text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 })
        var found: Set<[Int]> = []
        for (number, word) in words.enumerated() {
            let bytes = Array(word.utf8)
            for end in lower.indices.map({ $0 + 1 }) where lower[..<end].reversed().starts(with: bytes.reversed()) {
                found.insert([number, end])
            }
        }
        return found
    }

    static func found(_ words: [String], in text: String) throws -> Set<[Int]> {
        let automaton = try #require(WordAutomaton(words.map { Array($0.utf8) }))
        var found: [[Int]] = []
        automaton.forEachWord(in: Array(text.utf8).span) { found.append([$0, $1]) }
        #expect(Set(found).count == found.count, "each once")
        return Set(found)
    }

    static let words = ["abc", "bc", "ab", "zz", "abcd", "bcde", "c", "ababc", "zzz", "é"]

    @Test(
        "Every word at every place, words inside of words too",
        arguments: [
            "", "a", "ab", "bc", "xabc", "abcd", "zzab", "bczz", "aab", "abab", "xyz", "zz", "cba", "ababababc",
            "ABCDE", "aBcDe", "zzzzz", "ab c", "\u{0}abc\u{7F}", "été abc", "abababcde",
        ])
    func everyWord(text: String) throws {
        #expect(try Self.found(Self.words, in: text) == Self.searched(Self.words, in: text))
    }

    @Test("Texts of all sorts of two and three letters")
    func allTexts() throws {
        let words = ["aa", "ab", "aba", "bab", "bbb", "abba", "baab"]
        for number in 0..<(1 << 10) {
            let text = String((0..<10).map { number >> $0 & 1 == 1 ? "a" : "B" })
            #expect(try Self.found(words, in: text) == Self.searched(words, in: text))
        }
    }

    @Test("No words find nothing, and more than it has room for are refused")
    func limits() throws {
        #expect(try Self.found([], in: "anything") == [])
        let many = (0..<9_000).map { number in Array("\(number)aaaaaaaa".utf8.reversed()) + Array("\(number)".utf8) }
        #expect(WordAutomaton(many.map { $0 + $0 }) == nil)
    }
}
