import ShareLinks
import Synchronization

/// Where the links of an article lead, by channel, up to the token: put together once. Safe to use from several threads.
final class LandingTargets: Sendable {
    /// Beyond so many it begins anew; each takes about 200 bytes.
    static let limit = 50_000

    private struct Key: Hashable {
        var article: Int64
        var channel: UInt8
    }

    private struct Known {
        var entry: ArticleIndex.Entry
        var target: String
    }

    private let known = Mutex<[Key: Known]>([:])

    /// The target of a reader's link.
    ///
    /// - Parameter tags: makes the parameters, where they are not known yet.
    func target(
        of token: LandingToken, text: String, _ entry: ArticleIndex.Entry, address: ArticleAddress,
        tags: () -> CampaignTags?
    ) -> String {
        let key = Key(article: Int64(token.article), channel: token.channel)
        // An article that has changed has another entry.
        let found = known.withLock { known in known[key].flatMap { $0.entry === entry ? $0.target : nil } }
        var target = found ?? address.landingTarget(tags: tags(), token: "")
        if found == nil {
            known.withLock { known in
                if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
                known[key] = Known(entry: entry, target: target)
            }
        }
        target.reserveCapacity(target.utf8.count + text.utf8.count)
        target += text
        return target
    }
}
