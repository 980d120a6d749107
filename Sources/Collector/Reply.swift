import Engagement
import EventStore

/// What is to be done about a request.
enum Reply: Sendable {
    /// Answer now; there is nothing to record, or it is summed up.
    case now(Answer)
    /// Record the event, then answer; the answer says so if the record came in time.
    case record(EventEntry, Answer)
    /// The article is new: put it into the store, then ask again; if that takes too long, answer otherwise.
    case learn(ArticleFacts, again: @Sendable () -> Reply, otherwise: Answer)
}

/// What a listener serves.
protocol Site: Sendable {
    func reply(to request: Request) -> Reply
}
