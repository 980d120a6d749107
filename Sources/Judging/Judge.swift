import Engagement

/// What the judge makes of a request.
public struct Judgement: Hashable, Sendable {
    /// Counted, or refused with one reason.
    public var verdict: Verdict
    /// The family of the agent: a browser, an app, or the machine's name; nil where unknown.
    public var family: String?

    /// Makes a judgement.
    public init(verdict: Verdict, family: String?) {
        self.verdict = verdict
        self.family = family
    }
}

/// Tells people from machines by what a request says of itself. Repeats, keys and articles are judged elsewhere.
public struct Judge: Sendable {
    /// The version of the rules, stored with each event.
    public static let rulesVersion = AgentRules.version

    private let machines = PatternIndex(AgentRules.machines.map(\.word))
    private let apps = PatternIndex(AgentRules.apps.map(\.word))
    private let browsers = PatternIndex(AgentRules.browsers.map(\.word))
    private let generic = PatternIndex(AgentRules.generic)

    /// What was made of agents before; the same few thousand come again and again. In memory only.
    private let known = KnownAgents()

    /// Makes a judge with the rules of this version.
    public init() {}

    /// Judges a request: the method first, then what the browser says it fetches for, then the agent.
    public func judge(_ signals: Signals) -> Judgement {
        let agent = judge(agent: signals.agent)
        if signals.isHead { return Judgement(verdict: .refused(.head), family: agent.family) }
        // A preview that also says so in a header stays a preview: it marks its share as previewed.
        if agent.verdict == .counted {
            if let reason = Self.reason(ofPurposes: signals.purposes) {
                return Judgement(verdict: .refused(reason), family: agent.family)
            }
            if let destination = signals.fetchDestination, !Self.isPage(destination),
                !(destination == "empty" && signals.mayBeScript)
            {
                return Judgement(verdict: .refused(.embedded), family: agent.family)
            }
        }
        return agent
    }

    /// Judges by the user agent alone, which is all that an old log has.
    public func judge(agent: String?) -> Judgement {
        guard let agent, agent.utf8.count >= 10, agent != "-" else {
            return Judgement(verdict: .refused(.library), family: nil)
        }
        if let judgement = known.judgement(of: agent) { return judgement }
        let judgement = read(agent)
        known.note(judgement, of: agent)
        return judgement
    }

    private func read(_ agent: String) -> Judgement {
        let text = agent.utf8.prefix(1024).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        // WhatsApp's preview begins with the word; people's web views hold it further on.
        if text.starts(with: "whatsapp/".utf8) {
            return Judgement(verdict: .refused(.preview), family: "WhatsApp preview")
        }
        if let index = machines.first(in: text) {
            let machine = AgentRules.machines[index]
            return Judgement(verdict: .refused(machine.reason), family: machine.name)
        }
        if let index = apps.first(in: text) {
            return Judgement(verdict: .counted, family: AgentRules.apps[index].name)
        }
        if isGenericMachine(text) {
            return Judgement(verdict: .refused(.crawler), family: "other crawler")
        }
        guard text.contains(UInt8(ascii: "/")) else {
            return Judgement(verdict: .refused(.library), family: nil)
        }
        return Judgement(verdict: .counted, family: browsers.first(in: text).map { AgentRules.browsers[$0].name })
    }

    private func isGenericMachine(_ text: [UInt8]) -> Bool {
        guard let found = generic.first(in: text) else { return false }
        guard AgentRules.generic[found] == "bot" else { return true }
        // «bot» at the end of a word: «examplebot/1.0», «my-bot;», not «bottle».
        let word = Array("bot".utf8)
        for place in text.indices where text[place...].starts(with: word) {
            let next = place + word.count
            guard next == text.count || !(0x61...0x7A).contains(text[next]) else { continue }
            if !AgentRules.innocent.contains(where: { text[..<next].ends(with: $0) }) { return true }
        }
        return AgentRules.generic.dropFirst().contains { text.firstRange(of: Array($0.utf8)) != nil }
    }

    /// `Sec-Purpose` is a list of tokens with parameters, such as `prefetch;prerender`: compared by token.
    private static func reason(ofPurposes purposes: [String]) -> RefusalReason? {
        for value in purposes {
            for token in value.split(whereSeparator: { ";, ".contains($0) }) {
                switch token.lowercased() {
                case "prefetch", "prerender", "preview", "instant": return .prefetch
                default: continue
                }
            }
        }
        return nil
    }

    /// Whether a `Sec-Fetch-Dest` is a reader's own navigation.
    private static func isPage(_ destination: String) -> Bool {
        destination == "document" || destination.isEmpty
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes end with those of a word.
    fileprivate func ends(with word: String) -> Bool {
        suffix(word.utf8.count).elementsEqual(word.utf8)
    }
}
