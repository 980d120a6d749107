import Engagement
import EventStore
import ShareLinks
import Synchronization

/// The articles in memory, so that a redirect needs no query. Safe to use from several threads.
///
/// It costs about 300 bytes an article; a newsroom of fifty years has a million.
final class ArticleIndex: Sendable {
    /// An article as it stands; another one takes its place when it changes.
    final class Entry: Sendable {
        let article: Article
        /// The address; nil where it is not on one of the site's hosts, and must not be redirected to.
        let address: ArticleAddress?

        init(article: Article, address: ArticleAddress?) {
            self.article = article
            self.address = address
        }

        /// The number under which reports count it.
        var root: Int64 { article.aliasOf ?? article.number }
    }

    private struct Tables {
        var hosts: [String]
        var byNumber: [Int64: Entry] = [:]
        var byID: [String: Int64] = [:]
        var byURL: [String: Int64] = [:]
        /// Where several articles have one address, those that are not the oldest.
        var others: [String: Set<Int64>] = [:]
        /// Addresses that articles had before they were corrected.
        var formerly: [String: Int64] = [:]
        var newsroom: [ShareKey: String] = [:]

        mutating func give(_ url: String, to number: Int64) {
            guard let holder = byURL[url], holder != number else {
                byURL[url] = number
                return
            }
            byURL[url] = min(holder, number)
            others[url, default: []].insert(max(holder, number))
        }

        mutating func take(_ url: String, from number: Int64) {
            if byURL[url] == number { byURL[url] = others[url]?.min() }
            others[url]?.remove(byURL[url] ?? number)
            others[url]?.remove(number)
            if others[url]?.isEmpty ?? false { others[url] = nil }
        }

        /// The article of an address, by the same rule as the store's: see `articleByURL.sql`.
        func number(ofURL url: String) -> Int64? {
            guard let current = byURL[url] else { return formerly[url] }
            guard let former = formerly[url], former < current else { return current }
            let holders = (others[url] ?? []).union([current])
            return holders.contains { (byNumber[$0]?.article.source ?? .press) > .press } ? current : former
        }
    }

    private let tables: Mutex<Tables>

    init(hosts: [String]) {
        tables = Mutex(Tables(hosts: hosts))
    }

    /// Takes over another list of the site's hosts. Readers wait only while what changes is put in.
    func update(hosts: [String]) {
        let before: [Int64: Entry]? = tables.withLock { tables in
            guard tables.hosts != hosts else { return nil }
            tables.hosts = hosts
            return tables.byNumber
        }
        guard let before else { return }
        var changed: [(number: Int64, url: String, address: ArticleAddress?)] = []
        for (number, entry) in before {
            let url = entry.article.facts.url
            let address = try? ArticleAddress(url, hosts: hosts)
            if (address == nil) != (entry.address == nil) { changed.append((number, url, address)) }
        }
        tables.withLock { tables in
            for (number, url, address) in changed where tables.byNumber[number]?.article.facts.url == url {
                tables.byNumber[number] = tables.byNumber[number].map { Entry(article: $0.article, address: address) }
            }
        }
    }

    /// Takes in articles as they stand in the store.
    func update(_ articles: [Article]) {
        tables.withLock { tables in
            for article in articles {
                let address = try? ArticleAddress(article.facts.url, hosts: tables.hosts)
                if let before = tables.byNumber[article.number]?.article.facts.url, before != article.facts.url {
                    tables.take(before, from: article.number)
                    tables.formerly[before] = article.number
                }
                tables.byNumber[article.number] = Entry(article: article, address: address)
                if let id = article.facts.cmsID { tables.byID[id] = article.number }
                tables.give(article.facts.url, to: article.number)
            }
        }
    }

    func entry(_ number: Int64) -> Entry? {
        tables.withLock { Self.entry(number, in: $0) }
    }

    /// An article that leads to another one has that one's address and facts, and its own number.
    private static func entry(_ number: Int64, in tables: Tables) -> Entry? {
        guard let entry = tables.byNumber[number] else { return nil }
        guard let alias = entry.article.aliasOf, let target = tables.byNumber[alias] else { return entry }
        var article = entry.article
        article.facts = target.article.facts
        article.withdrawn = article.withdrawn ?? target.article.withdrawn
        return Entry(article: article, address: target.address)
    }

    /// Takes in addresses that articles had before.
    func update(formerAddresses: [String: Int64]) {
        tables.withLock { $0.formerly.merge(formerAddresses) { $1 } }
    }

    /// The article of a press: by its id in the CMS where the link carries one, else by its address.
    func entry(cmsID: String?, url: String) -> Entry? {
        tables.withLock { tables in
            let number = cmsID.map { tables.byID[$0] } ?? tables.number(ofURL: url)
            return number.flatMap { Self.entry($0, in: tables) }
        }
    }

    /// Takes in links of the newsroom's own.
    func update(_ shares: [NewsroomShare]) {
        tables.withLock { tables in
            for share in shares { tables.newsroom[share.key] = share.campaign ?? "" }
        }
    }

    /// The campaign of a newsroom's link, empty where it has none; nil for a reader's share.
    func newsroomCampaign(of token: LandingToken) -> String? {
        let key = ShareKey(article: Int64(token.article), id: Int64(token.share))
        return tables.withLock { $0.newsroom.isEmpty ? nil : $0.newsroom[key] }
    }

    var count: Int { tables.withLock { $0.byNumber.count } }
}
