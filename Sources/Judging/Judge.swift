import Engagement

/// What the judge makes of a request.
public struct Judgement: Hashable, Sendable {
    /// Counted, or refused with one reason.
    public var verdict: Verdict
    /// What it told of where and with what the link was opened.
    public var circumstances: Circumstances

    /// Makes a judgement; nil is unknown.
    public init(
        verdict: Verdict, family: String? = nil, system: String? = nil, device: Device? = nil, place: Place? = nil
    ) {
        self.verdict = verdict
        circumstances = Circumstances(agentFamily: family, system: system, device: device, place: place)
    }

    /// The family of the agent: a browser, an app, or the machine's name; nil where unknown.
    public var family: String? { circumstances.agentFamily }
    /// The family of the operating system, such as `Android`; nil where unknown.
    public var system: String? { circumstances.system }
    /// The class of device; nil where unknown.
    public var device: Device? { circumstances.device }
    /// Where the link was opened, by the best evidence; nil where unknown, and of a machine.
    public var place: Place? { circumstances.place }
}

/// Tells people from machines by what a request says of itself. Repeats, keys and articles are judged elsewhere.
public struct Judge: Sendable {
    /// The version of the built-in rules.
    public static var rulesVersion: Int { Rules.standard.version }

    /// What it judges by.
    let rules: Rules

    /// What was made of agents before; the same few thousand come again and again. In memory only.
    private let known = KnownAgents()

    /// Makes a judge.
    public init(rules: Rules = .standard) { self.rules = rules }

    /// The version of its rules, stored with each event.
    public var rulesVersion: Int { rules.version }

    /// Judges a request: the method first, then what the browser says it fetches for, then what gives a machine away
    /// whose agent is a browser's.
    public func judge(_ signals: Signals) -> Judgement {
        var judgement = judge(agent: signals.agent)
        // A preview that also says so in a header stays a preview: it marks its share as previewed.
        if judgement.verdict == .counted {
            if signals.tellPlaces {
                judgement.circumstances.place = place(of: signals, app: judgement.circumstances.place)
            }
            if let reason = reason(in: signals) { judgement.verdict = .refused(reason) }
        }
        if signals.isHead { judgement.verdict = .refused(.head) }
        return judgement
    }

    /// Judges by the user agent alone, which is all that an old log has.
    public func judge(agent: String?) -> Judgement {
        guard let agent, agent != "", agent != "-", agent != " " else { return Judgement(verdict: .refused(.library)) }
        if let judgement = known.judgement(of: agent) { return judgement }
        let judgement = read(agent)
        known.note(judgement, of: agent)
        return judgement
    }

    /// Why a machine of this family is refused, by these rules; nil where they know no such machine.
    ///
    /// For events of which only the family was kept.
    public func reason(ofFamily family: String) -> RefusalReason? { rules.reasons[family] }

    /// What headers say that the agent does not.
    private func reason(in signals: Signals) -> RefusalReason? {
        if signals.purposes.contains(where: Self.fetchesAhead) { return .prefetch }
        if let destination = signals.fetchDestination, destination != "document", destination != "",
            !(destination == "empty" && signals.mayBeScript)
        {
            return .embedded
        }
        if let brands = signals.brands, brands.lowercased().contains("headlesschrome") { return .headless }
        if let from = signals.from, namesMachine(from) { return .crawler }
        return signals.namesScanner ? .scanner : nil
    }

    /// `Sec-Purpose` is a list of tokens with parameters, such as `prefetch;prerender`: compared by token.
    private static func fetchesAhead(_ purpose: String) -> Bool {
        purpose.split(whereSeparator: { ";, \t".contains($0) }).contains { token in
            ["prefetch", "prerender", "preview", "instant"].contains(token.lowercased())
        }
    }
}
