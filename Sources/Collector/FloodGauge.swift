import Engagement
import EventStore
import Synchronization

/// Tells which refused requests are kept one by one, and which are only added up, since anyone can send them without
/// end. Safe to use from several threads.
final class FloodGauge: Sendable {
    /// Refused requests of one article that are kept in a minute.
    static let perArticle = 600
    /// And of all articles together.
    static let inAll = 6_000

    /// Sums of a minute that tell article, channel and so on; beyond them only kind and reason are told.
    static let sums = 1_000

    /// What is kept of a refused request.
    enum Admission {
        case event
        case sum(RefusedSum.Key)
        case sumWithoutArticle
    }

    private struct Minute {
        var number: Int64 = -1
        var all = 0
        var articles: [Int64: Int] = [:]
        var keys: Set<RefusedSum.Key> = []
    }

    private let minute = Mutex(Minute())

    /// What is kept of one more refused request.
    func admit(_ event: EventEntry) -> Admission {
        minute.withLock { minute in
            let number = event.at.seconds / 60
            if number != minute.number { minute = Minute(number: number) }
            if minute.all < Self.inAll, minute.articles[event.article, default: 0] < Self.perArticle {
                minute.all += 1
                minute.articles[event.article, default: 0] += 1
                return .event
            }
            let key = RefusedSum.Key(event)
            if minute.keys.contains(key) { return .sum(key) }
            guard minute.keys.count < Self.sums else { return .sumWithoutArticle }
            minute.keys.insert(key)
            return .sum(key)
        }
    }
}
