import Engagement
import EventStore
import Judging
import ShareLinks

/// What an import of access logs must know of the site, as the collector knows it.
public struct AccessLogSite: Sendable {
    /// The keys that links verify with.
    public var ring: KeyRing
    /// The site's hosts, lower case.
    public var hosts: [String]
    /// The path of the base URL: empty, or with a slash in front and none behind.
    public var basePath: String
    /// The channels that can be pressed.
    public var channels: ChannelTable
    /// Every article.
    public var articles: [Article]
    /// The newsroom's own links.
    public var newsroomShares: [NewsroomShare]
    /// Addresses that articles had before, with their numbers.
    public var formerAddresses: [String: Int64] = [:]
    /// Who tells people from machines.
    public var judge = Judge()
    /// Whether an address is the newsroom's own.
    public var isInternal: @Sendable (String) -> Bool = { _ in false }

    /// Describes a site.
    public init(
        ring: KeyRing, hosts: [String], basePath: String, channels: ChannelTable = .standard, articles: [Article],
        newsroomShares: [NewsroomShare] = []
    ) {
        self.ring = ring
        self.hosts = hosts
        self.basePath = basePath
        self.channels = channels
        self.articles = articles
        self.newsroomShares = newsroomShares
    }
}

/// The articles by all that a link can name them by, found as the collector finds them.
struct AccessLogArticles {
    private var byNumber: [Int64: Article] = [:]
    private var byID: [String: Int64] = [:]
    private var byURL: [String: Int64] = [:]
    private let newsroom: Set<ShareKey>
    private let formerly: [String: Int64]

    init(_ articles: [Article], shares: [NewsroomShare], formerAddresses: [String: Int64]) {
        newsroom = Set(shares.map(\.key))
        formerly = formerAddresses
        for article in articles { update(article) }
    }

    mutating func update(_ article: Article) {
        byNumber[article.number] = article
        if let id = article.facts.cmsID { byID[id] = article.number }
        // The oldest where several have one address.
        if byURL[article.facts.url].map({ article.number < $0 }) ?? true { byURL[article.facts.url] = article.number }
    }

    /// An article that leads to another one is withdrawn with that one.
    func article(_ number: Int64) -> Article? {
        guard var article = byNumber[number] else { return nil }
        if let alias = article.aliasOf, let target = byNumber[alias] {
            article.facts.url = target.facts.url
            article.withdrawn = article.withdrawn ?? target.withdrawn
        }
        return article
    }

    func article(cmsID: String?, url: String) -> Article? {
        let number = cmsID.map { byID[$0] } ?? byURL[url] ?? formerly[url]
        return number.flatMap { article($0) }
    }

    func isNewsroom(article: Int64, share: Int64) -> Bool { newsroom.contains(ShareKey(article: article, id: share)) }
}
