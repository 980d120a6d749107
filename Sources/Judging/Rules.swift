import Engagement

/// What the judge knows: words of agents, ids of Android apps, hosts and parameters of networks. Facts as data.
public struct Rules: Sendable {
    /// The rules of this version of ShareTrail. They are read at the first use, in some 25 ms.
    public static let standard: Rules = {
        do {
            return try Rules(text: String(decoding: PackageResources.rules_tsv, as: UTF8.self))
        } catch {
            // They are built in, and a test reads them.
            preconditionFailure("rules.tsv, \(error)")
        }
    }()

    /// The version, stored with each event.
    public let version: Int

    /// In the order of the file.
    let words: [AgentWord]
    let finder: WordAutomaton
    /// What the pass over an agent needs of each word, close together.
    let facts: [WordFacts]
    /// By id in lower case; nil for an app that is no place, such as a browser.
    let androidApps: [String: Place?]
    /// By host, or by `name.*` for any country's.
    let hosts: [String: Place]
    /// By `name` or `name=value`.
    let parameters: [String: Place]
    /// Why each machine is refused, by its family.
    let reasons: [String: RefusalReason]

    struct WordFacts: Sendable {
        var kind: AgentWord.Kind
        var marks: AgentWord.Marks
        var length: UInt8
        /// Whether it is a library that phones name too, beside themselves.
        var isBeside: Bool
    }

    /// Reads rules.
    ///
    /// - Parameter text: lines of fields with tabs between; the head of `rules.tsv` tells what they are.
    /// - Throws: the first line that cannot be used.
    public init(text: String) throws(RulesError) {
        var reader = RulesReader()
        try reader.read(text)
        guard let version = reader.version else { throw RulesError(line: 1, fault: .version) }
        let found = reader.words
        guard found.count <= Int(UInt16.max), let finder = WordAutomaton(found.map(\.word.text)) else {
            throw RulesError(line: found.last?.line ?? 1, fault: .tooMany)
        }
        self.version = version
        self.finder = finder
        words = found.map(\.word)
        facts = words.map {
            WordFacts(
                kind: $0.kind, marks: $0.marks, length: UInt8($0.text.count),
                isBeside: $0.reason == .library && !$0.marks.contains(.first))
        }
        androidApps = reader.androidApps
        hosts = reader.hosts
        parameters = reader.parameters
        reasons = reader.reasons
        try checkReach(lines: found.map(\.line))
    }

    /// Each word must win over those of its kind where it stands as it is written, and nothing else. Only of innocent
    /// words all count, each for what is inside of it.
    private func checkReach(lines: [Int]) throws(RulesError) {
        for (number, word) in words.enumerated() where word.kind != .innocent {
            let before: [UInt8] = word.marks.contains(.first) ? [] : word.marks.contains(.begins) ? [0x20] : [0x7A]
            let after: [UInt8] = word.marks.contains(.last) ? [] : word.marks.contains(.ends) ? [0x20] : [0x7A]
            let text = before + word.text + after
            if let winner = pass(over: text.span).best(word.kind), winner < number {
                throw RulesError(line: lines[number], fault: .unreachable(line: lines[winner]))
            }
        }
    }
}
