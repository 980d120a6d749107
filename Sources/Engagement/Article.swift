/// What is known about an article: what a template signed, or what a feed said.
public struct ArticleFacts: Hashable, Codable, Sendable {
    /// The canonical address, without fragment.
    public var url: String
    /// The id in the CMS, where known.
    public var cmsID: String?
    /// The headline.
    public var title: String?
    /// The section, such as `Giáo dục`.
    public var section: String?
    /// The author, several joined with commas.
    public var author: String?
    /// The time of publication.
    public var published: Timestamp?
    /// The address of the lead image.
    public var image: String?
    /// One or two sentences.
    public var summary: String?

    /// Collects what is known; only the address is required.
    public init(
        url: String, cmsID: String? = nil, title: String? = nil, section: String? = nil, author: String? = nil,
        published: Timestamp? = nil, image: String? = nil, summary: String? = nil
    ) {
        self.url = url
        self.cmsID = cmsID
        self.title = title
        self.section = section
        self.author = author
        self.published = published
        self.image = image
        self.summary = summary
    }
}

/// Where the facts about an article came from. A higher one is believed over a lower one.
public enum ArticleSource: Int, Codable, Sendable, Comparable {
    /// The address in an imported click log.
    case clickLog = 0
    /// A press link, signed by the CMS.
    case press = 1
    /// An import of a feed, a sitemap or a list.
    case feed = 2
    /// A person of the newsroom, by hand: no feed that is read again undoes it.
    case newsroom = 3

    /// Whether the left source is believed less.
    public static func < (left: ArticleSource, right: ArticleSource) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// An article as the store holds it.
public struct Article: Hashable, Codable, Sendable {
    /// The number in landing tokens, 1 to 2^29 − 1, never used twice.
    public var number: Int64
    /// What is known about it.
    public var facts: ArticleFacts
    /// Where the facts came from.
    public var source: ArticleSource
    /// When it was withdrawn; nil while it stands.
    public var withdrawn: Timestamp?
    /// The article that its old shares lead to, and with which reports count it; nil mostly.
    public var aliasOf: Int64?

    /// Describes a stored article.
    public init(
        number: Int64, facts: ArticleFacts, source: ArticleSource, withdrawn: Timestamp? = nil, aliasOf: Int64? = nil
    ) {
        self.number = number
        self.facts = facts
        self.source = source
        self.withdrawn = withdrawn
        self.aliasOf = aliasOf
    }
}

/// What a person does to an article after it was shared.
public enum ArticleChange: Hashable, Codable, Sendable {
    /// Its links answer that it was withdrawn.
    case withdraw
    /// Its links lead to it again.
    case restore
    /// Facts of it are put right; nil leaves one as it is. Old links lead to the new address.
    case correct(ArticleCorrection)
    /// Its links lead to another article, with which reports count it from then on.
    case redirect(to: Int64)
    /// It is an article of its own again.
    case separate
}

/// Facts that are put right by hand; nil leaves one as it is.
public struct ArticleCorrection: Hashable, Codable, Sendable {
    /// The canonical address.
    public var url: String?
    /// The headline.
    public var title: String?
    /// The section.
    public var section: String?
    /// The author, several joined with commas.
    public var author: String?
    /// The time of publication.
    public var published: Timestamp?
    /// The address of the lead image.
    public var image: String?
    /// One or two sentences.
    public var summary: String?

    /// Nothing to put right.
    public init() {}

    /// Whether it says nothing.
    public var isEmpty: Bool { self == ArticleCorrection() }
}
