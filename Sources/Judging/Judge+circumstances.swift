import Engagement

extension Judge {
    /// What is kept of a request beside its verdict.
    ///
    /// The whole agent is kept only where it alone gave a machine away: one that a header told may be a person's.
    /// - Parameter wantsPrivacy: `Sec-GPC` or `DNT`: no agent is kept, whoever it is.
    public func circumstances(
        of signals: Signals, _ judgement: Judgement, mangles: Mangles = [], wantsPrivacy: Bool = false
    ) -> Circumstances {
        var about = judgement.circumstances
        if let host = signals.referrer.flatMap(ReferrerHost.read) {
            about.referrerHost = host
            about.referrerNetwork = network(ofReferrerHost: host)?.name
        }
        if !mangles.isEmpty { about.mangles = mangles }
        if case .refused(let reason) = judgement.verdict, reason.isOfMachine, !wantsPrivacy, let agent = signals.agent,
            judge(agent: agent).verdict == judgement.verdict
        {
            about.machineAgent = agent
        }
        return about
    }
}
