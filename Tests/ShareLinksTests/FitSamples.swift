/// Titles made by chance from pieces that are hard to cut and to count.
enum FitSamples {
    static let words = [
        "Tiếng", "Việt", "news", "storm,", "R&D", "C++", "(again)", "–", "“quoted”", "\"said\"", "50%", "新聞速報",
        "ข่าวด่วน", "속보",
        "👨‍👩‍👧‍👦", "🇻🇳🇻🇳", "e\u{302}\u{301}", "a\u{300}\u{301}\u{302}", "1️⃣", "x.com", "https://news.com/a", "don’t", "€5",
        "{a}", "\r\n",
        "नमस्ते", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍", "...", "á",
    ]

    static func title(_ numbers: inout SeededNumbers) -> String {
        let count = Int.random(in: 0...30, using: &numbers)
        let pieces = (0..<count).compactMap { _ in words.randomElement(using: &numbers) }
        return pieces.joined(separator: Bool.random(using: &numbers) ? " " : "")
    }
}
