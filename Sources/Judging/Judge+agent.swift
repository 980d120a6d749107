import Engagement

extension Judge {
    /// What is behind so many bytes is not read.
    static let maxBytes = 1024

    /// Judges an agent that is not remembered.
    func read(_ agent: String) -> Judgement {
        let span = agent.utf8Span.span
        return read(span.extracting(first: Self.maxBytes))
    }

    private func read(_ agent: Span<UInt8>) -> Judgement {
        let pass = rules.pass(over: agent)
        if let machine = pass.machine { return refused(machine) }
        // An app shows its readers pages in a browser's view; what names it without being one may be its machine.
        let isBrowser = AgentShape.beginsAsBrowser(agent)
        if let app = pass.best(.app), isBrowser || !pass.has(.generic) {
            let name = rules.words[app].name
            return counted(name, pass, place: Place(name: name, channel: rules.words[app].channel))
        }
        if let generic = pass.best(.generic) { return refused(generic) }
        if AgentShape.holdsMailAddress(agent) { return refused(.crawler, "other crawler") }
        let isKnown = pass.has(.browser) || pass.has(.person) || isBrowser && (pass.has(.system) || pass.has(.device))
        // A program that names at most itself.
        guard isKnown else { return refused(.library, "other library") }
        return counted(pass.best(.browser).map { rules.words[$0].name }, pass, place: nil)
    }

    /// Whether a text, such as a mail address, names a machine.
    func namesMachine(_ text: String) -> Bool {
        let pass = rules.pass(over: text.utf8Span.span.extracting(first: Self.maxBytes))
        return pass.has(.machine) || pass.has(.generic)
    }

    private func counted(_ family: String?, _ pass: AgentPass, place: Place?) -> Judgement {
        Judgement(
            verdict: .counted, family: family, system: pass.best(.system).map { rules.words[$0].name },
            device: pass.best(.device).flatMap { rules.words[$0].device }, place: place)
    }

    private func refused(_ word: Int) -> Judgement {
        refused(rules.words[word].reason ?? .crawler, rules.words[word].name)
    }

    /// A machine has no device of its own, whatever it pretends.
    private func refused(_ reason: RefusalReason, _ family: String) -> Judgement {
        Judgement(verdict: .refused(reason), family: family)
    }
}
