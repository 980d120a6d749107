/// Finds which of many words a text holds, in one pass over the text.
///
/// Words are kept by their first two letters, so that most places of the text cost one look.
struct PatternIndex: Sendable {
    private let words: [[UInt8]]
    private let starts: [[Int32]]

    /// Takes lower-case words of at least two letters.
    init(_ words: [String]) {
        self.words = words.map { Array($0.utf8) }
        var starts = [[Int32]](repeating: [], count: 65536)
        for (index, word) in self.words.enumerated() where word.count >= 2 {
            starts[Int(word[0]) << 8 | Int(word[1])].append(Int32(index))
        }
        self.starts = starts
    }

    /// The first word of the list, in the order of the list, that the lower-case text holds.
    func first(in text: [UInt8]) -> Int? {
        guard text.count >= 2 else { return nil }
        var best = Int.max
        for place in 0..<(text.count - 1) {
            for index in starts[Int(text[place]) << 8 | Int(text[place + 1])] where index < best {
                let word = words[Int(index)]
                guard place + word.count <= text.count else { continue }
                var matched = 2
                while matched < word.count, text[place + matched] == word[matched] { matched += 1 }
                if matched == word.count { best = Int(index) }
            }
        }
        return best == Int.max ? nil : best
    }
}
