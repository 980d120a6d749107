import Engagement

/// What one pass over an agent found: of each kind of word the one that stands first in the rules.
struct AgentPass {
    private static let none = UInt16.max
    private var bests = [8 of UInt16](repeating: none)
    /// The first machine that is no library named beside a phone.
    private var bestNamed = none

    mutating func note(_ word: Int, _ facts: Rules.WordFacts) {
        let number = UInt16(word)
        if number < bests[facts.kind.rawValue] { bests[facts.kind.rawValue] = number }
        if facts.kind == .machine, !facts.isBeside, number < bestNamed { bestNamed = number }
    }

    /// The word of a kind.
    func best(_ kind: AgentWord.Kind) -> Int? { Self.word(bests[kind.rawValue]) }

    /// Whether there is a word of a kind.
    func has(_ kind: AgentWord.Kind) -> Bool { bests[kind.rawValue] != Self.none }

    /// The machine: the phones of old name Java and the like, which makes no library of them.
    var machine: Int? { has(.person) ? Self.word(bestNamed) : best(.machine) }

    private static func word(_ number: UInt16) -> Int? { number == none ? nil : Int(number) }
}

extension Rules {
    /// Looks for all words at once; a second time where some stand inside of innocent ones.
    func pass(over agent: Span<UInt8>) -> AgentPass {
        var pass = AgentPass()
        forEachWord(in: agent) { word, facts, _ in pass.note(word, facts) }
        guard pass.has(.innocent), pass.has(.machine) || pass.has(.generic) else { return pass }

        var innocent: [Range<Int>] = []
        forEachWord(in: agent) { _, facts, range in
            if facts.kind == .innocent { innocent.append(range) }
        }
        pass = AgentPass()
        forEachWord(in: agent) { word, facts, range in
            let isSuspect = facts.kind == .machine || facts.kind == .generic
            if isSuspect,
                innocent.contains(where: { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound })
            {
                return
            }
            pass.note(word, facts)
        }
        return pass
    }

    @inline(__always)
    private func forEachWord(
        in agent: Span<UInt8>, _ body: (_ word: Int, _ facts: WordFacts, _ range: Range<Int>) -> Void
    ) {
        let all = facts
        finder.forEachWord(in: agent) { word, end in
            let facts = all[word]
            let start = end - Int(facts.length)
            if AgentWord.holds(facts.marks, in: agent, from: start, to: end) { body(word, facts, start..<end) }
        }
    }
}
