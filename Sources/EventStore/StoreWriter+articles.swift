import Engagement
import GRDB

extension StoreWriter {
    /// Adds articles, or what is newly known of them, in one transaction.
    ///
    /// An article is found by its id in the CMS, else by its address. What a source that is believed less says fills
    /// gaps only.
    public func record(_ articles: [ArticleFacts], source: ArticleSource) throws -> [Article] {
        try translating("recording \(articles.count) articles") {
            try transaction(keepsPending: true) { database in
                try articles.map { try record(database, $0.storable, source: source) }
            }
        }
    }

    func record(_ database: Database, _ facts: ArticleFacts, source: ArticleSource) throws -> Article {
        var facts = facts
        var known: Article?
        if let id = facts.cmsID {
            known = try Row.fetchOne(
                database.cachedStatement(sql: Query.articleByCMSID), arguments: [id]
            ).map(Article.init(row:))
        }
        if known == nil {
            known = try Row.fetchOne(
                database.cachedStatement(sql: Query.articleByURL), arguments: ["url": facts.url, "cms_id": facts.cmsID]
            ).map(Article.init(row:))
            // Who knows a former address only says nothing of the address.
            if let known { facts.url = known.facts.url }
        }
        guard let known else { return try add(database, facts, source: source) }
        if source >= known.source, source != .press, facts.url != known.facts.url {
            try database.execute(sql: Query.addFormerAddress, arguments: [known.number])
        }
        // A press is a reader's doing: most say nothing new, and then nothing is written.
        let fills = source < known.source || source == .press
        if fills, known.facts.merged(filling: facts) == known.facts { return known }
        let row = try Row.fetchOne(
            database, sql: Query.updateArticle,
            arguments: Self.arguments(facts) + [
                "number": known.number, "fill": fills ? 1 : 0, "source": source.rawValue,
            ])
        return row.map(Article.init(row:)) ?? known
    }

    private func add(_ database: Database, _ facts: ArticleFacts, source: ArticleSource) throws -> Article {
        let row = try Row.fetchOne(
            database, sql: Query.addArticle,
            arguments: Self.arguments(facts) + ["source": source.rawValue, "added": clock.now().seconds])
        guard let row else {
            throw StoreError(.storage, "adding an article", hint: "SQLite gave no row back; this is a fault of ours")
        }
        return Article(row: row)
    }

    private static func arguments(_ facts: ArticleFacts) -> StatementArguments {
        [
            "url": facts.url, "cms_id": facts.cmsID, "title": facts.title, "section": facts.section,
            "author": facts.author, "published": facts.published?.seconds, "image": facts.image,
            "summary": facts.summary,
        ]
    }

    /// Records a share of the newsroom.
    public func record(_ share: NewsroomShare) throws {
        try translating("recording a newsroom link") {
            try transaction(keepsPending: true) { database in
                try database.execute(
                    sql: Query.appendShare,
                    arguments: [
                        share.key.article, share.key.id, share.channel, Origin.newsroom.rawValue, nil, share.campaign,
                        share.made.seconds,
                    ])
            }
        }
    }
}

extension ArticleFacts {
    /// The facts without NUL, at which SQLite would end a text that it reads back.
    var storable: ArticleFacts {
        func clean(_ text: String?) -> String? { text?.replacing("\u{0}", with: "\u{FFFD}") }
        return ArticleFacts(
            url: clean(url) ?? "", cmsID: clean(cmsID), title: clean(title), section: clean(section),
            author: clean(author), published: published, image: clean(image), summary: clean(summary))
    }

    /// The facts with gaps filled from others.
    func merged(filling other: ArticleFacts) -> ArticleFacts {
        ArticleFacts(
            url: url, cmsID: cmsID ?? other.cmsID, title: title ?? other.title, section: section ?? other.section,
            author: author ?? other.author, published: published ?? other.published, image: image ?? other.image,
            summary: summary ?? other.summary)
    }
}

extension Article {
    /// Reads a row of the table `articles`.
    init(row: Row) {
        let facts = ArticleFacts(
            url: row["url"], cmsID: row["cms_id"], title: row["title"], section: row["section"],
            author: row["author"], published: (row["published"] as Int64?).map(Timestamp.init(seconds:)),
            image: row["image"], summary: row["summary"])
        self.init(
            number: row["number"], facts: facts, source: ArticleSource(rawValue: row["source"]) ?? .press,
            withdrawn: (row["withdrawn"] as Int64?).map(Timestamp.init(seconds:)), aliasOf: row["alias_of"])
    }
}
