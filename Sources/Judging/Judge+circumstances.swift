import Engagement

extension Judge {
    /// What is kept of a request beside its verdict.
    ///
    /// The whole agent is kept only where it alone gave a machine away: one that a header told may be a person's.
    /// - Parameter wantsPrivacy: `Sec-GPC` or `DNT`: no agent is kept, whoever it is.
    public func circumstances(
        of signals: Signals, _ judgement: Judgement, mangles: Mangles = [], wantsPrivacy: Bool = false
    ) -> Circumstances {
        let host = signals.referrer.flatMap(ReferrerHost.read)
        var about = Circumstances(
            referrerHost: host, referrerNetwork: host.flatMap(network(ofReferrerHost:))?.name,
            agentFamily: judgement.family, system: judgement.system, device: judgement.device,
            place: judgement.place, mangles: mangles)
        if case .refused(let reason) = judgement.verdict, reason.isOfMachine, !wantsPrivacy, let agent = signals.agent,
            judge(agent: agent).verdict == judgement.verdict
        {
            about.machineAgent = agent
        }
        return about
    }
}
