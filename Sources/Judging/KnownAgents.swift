import Synchronization

/// A bounded memory of agents that were judged. Safe to use from several threads.
final class KnownAgents: Sendable {
    /// When it is full it starts afresh: whoever sends made-up agents only costs us the time to judge them.
    static let limit = 4096
    /// A longer agent is judged each time, so that the memory stays small.
    static let maxBytes = 512

    private let judgements = Mutex<[String: Judgement]>([:])

    func judgement(of agent: String) -> Judgement? {
        judgements.withLock { $0[agent] }
    }

    func note(_ judgement: Judgement, of agent: String) {
        guard agent.utf8.count <= Self.maxBytes else { return }
        judgements.withLock { judgements in
            if judgements.count >= Self.limit { judgements.removeAll(keepingCapacity: true) }
            judgements[agent] = judgement
        }
    }
}
