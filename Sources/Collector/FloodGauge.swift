import Engagement
import Synchronization

/// Tells which refused requests are kept one by one, and which are only added up, since anyone can send them without
/// end. Safe to use from several threads.
final class FloodGauge: Sendable {
    /// Refused requests of one article that are kept in a minute.
    static let perArticle = 600
    /// And of all articles together.
    static let inAll = 6_000

    private struct Minute {
        var number: Int64 = -1
        var all = 0
        var articles: [Int64: Int] = [:]
    }

    private let minute = Mutex(Minute())

    /// Whether one more refused request of an article is kept by itself.
    func admits(_ article: Int64, at now: Timestamp) -> Bool {
        minute.withLock { minute in
            let number = now.seconds / 60
            if number != minute.number { minute = Minute(number: number) }
            guard minute.all < Self.inAll, minute.articles[article, default: 0] < Self.perArticle else { return false }
            minute.all += 1
            minute.articles[article, default: 0] += 1
            return true
        }
    }
}
