import ShareLinks
import Testing

@Suite("Where a text is cut")
struct FitTextCutTests {
    private func cut(_ text: String, _ count: Int) -> String {
        TextCut.longest(text) { $0.count <= count }
    }

    @Test(
        "Words stay whole, and nothing hangs before the ellipsis",
        arguments: [
            ("Storm hits the coast", 20, "Storm hits the coast"), ("Storm hits the coast", 19, "Storm hits the…"),
            ("Storm hits the coast", 15, "Storm hits the…"), ("Storm hits the coast", 14, "Storm hits…"),
            ("Storm hits the coast", 5, "Stor…"), ("Storm hits the coast", 1, ""), ("Storm hits the coast", 0, ""),
            ("Fire, flood – and (again) rain", 13, "Fire, flood…"),
            ("Fire, flood – and (again) rain", 15, "Fire, flood…"),
            ("Fire, flood", 6, "Fire…"), ("He said \"no\" today", 13, "He said \"no\"…"),
            ("He said \" no", 10, "He said…"),
            ("Learn C++ today", 11, "Learn C++…"), ("A \n\t B C", 6, "A…"), ("Why? Because of it", 7, "Why?…"),
            ("\"Long words", 2, ""), ("", 0, ""),
        ])
    func words(text: String, count: Int, result: String) {
        #expect(cut(text, count) == result)
    }

    @Test("Scripts without spaces are cut between characters")
    func unspaced() {
        #expect(cut("新聞速報です", 4) == "新聞速…")
        #expect(cut("速報 東京都知事選挙", 6) == "速報 東京…")
        #expect(cut("ข่าวด่วนวันนี้", 4) == "ข่าว…")
        #expect(cut("Tin 新聞", 6) == "Tin 新聞")
    }

    @Test("A character of many scalars is never split")
    func graphemes() {
        #expect(cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2) == "👨‍👩‍👧‍👦…")
        #expect(
            TextCut.longest("e\u{323}\u{302}e\u{323}\u{302}") { $0.unicodeScalars.count <= 5 } == "e\u{323}\u{302}…")
        #expect(TextCut.longest("e\u{323}\u{302}e\u{323}\u{302}") { $0.unicodeScalars.count <= 3 } == "")
    }

    @Test("Any cut is a beginning that fits, and stays as it is when cut again")
    func properties() {
        var numbers = SeededNumbers(seed: 300)
        for _ in 0..<2000 {
            let text = FitSamples.title(&numbers)
            let limit = Int.random(in: 0...60, using: &numbers)
            let result = cut(text, limit)
            #expect(cut(result, limit) == result)
            if text.count <= limit {
                #expect(result == text)
            } else if !result.isEmpty {
                #expect(result.count <= limit)
                #expect(result.last == "…")
                #expect(Array(text).starts(with: Array(result.dropLast())))
            }
        }
    }

    @Test("No word more would have fitted")
    func longest() {
        var numbers = SeededNumbers(seed: 301)
        for _ in 0..<500 {
            let words = (0..<40).map { _ in String(repeating: "w", count: Int.random(in: 1...9, using: &numbers)) }
            let limit = Int.random(in: 12...80, using: &numbers)
            let result = cut(words.joined(separator: " "), limit)
            let count = result.split(separator: " ").count
            #expect(result == words.prefix(count).joined(separator: " ") + "…")
            #expect(words.prefix(count + 1).joined(separator: " ").count + 1 > limit)
        }
    }

    @Test("A long text asks for few trials")
    func trials() {
        let text = String(repeating: "word ", count: 20_000)
        for limit in [280, 90_000] {
            var trials = 0
            var read = 0
            let result = TextCut.longest(text) {
                trials += 1
                read += $0.utf8.count
                return $0.utf8.count <= limit
            }
            #expect(result.utf8.count <= limit)
            #expect(result.utf8.count > limit - 8)
            #expect(trials < 50)
            #expect(read < text.utf8.count + limit * 25)
        }
    }
}
