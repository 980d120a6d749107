import Engagement
import EventStore
import Judging
import ShareLinks

/// Events as the collector records them.
enum EventStoreSamples {
    /// A counted visit by a Firefox.
    static func visit(_ article: Int64, _ token: LandingToken, at: Int64, agent: String = LogNewsroom.browser)
        -> EventEntry
    {
        let judgement = Judge().judge(agent: agent)
        return EventEntry(
            at: Timestamp(seconds: at), kind: .visit, article: article, share: Int64(token.share),
            channel: Int(token.channel), verdict: judgement.verdict, rules: Judge.rulesVersion,
            circumstances: Circumstances(agentFamily: judgement.family))
    }
}
