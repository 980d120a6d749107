import Engagement
import GRDB

/// What people do to articles by hand, each noted with its time.
extension StoreWriter {
    /// Changes an article from a moment on.
    ///
    /// - Returns: every article that changed, as it stands then.
    public func change(_ article: Int64, _ change: ArticleChange, at: Timestamp) throws -> [Article] {
        try translating("changing article \(article)") {
            try transaction { database in
                let known = try self.article(database, article)
                var concerned = article
                switch change {
                case .withdraw:
                    try database.execute(
                        sql: Query.withdrawArticle, arguments: ["number": article, "at": at.seconds])
                    try note(database, article, at, "withdrawn", nil)
                case .restore:
                    try database.execute(sql: Query.withdrawArticle, arguments: ["number": article, "at": nil])
                    try note(database, article, at, "restored", nil)
                case .correct(let correction):
                    try correct(database, known, correction, at: at)
                case .redirect(let target):
                    concerned = try redirect(database, known, to: target, at: at)
                case .separate:
                    try database.execute(sql: Query.separateArticle, arguments: [article])
                    guard database.changesCount > 0 else {
                        throw StoreError(
                            .invalid, "separating article \(article)", hint: "it leads to no other article")
                    }
                    try database.execute(
                        sql: Query.returnAliases, arguments: ["number": article, "target": known.aliasOf])
                    try note(database, article, at, "separated", known.aliasOf.map(String.init))
                }
                return try Row.fetchAll(
                    database, sql: Query.articleWithAliases, arguments: ["number": concerned]
                ).map(Article.init(row:))
            }
        }
    }

    private func article(_ database: Database, _ number: Int64) throws -> Article {
        let row = try Row.fetchOne(database, sql: Query.findArticle, arguments: ["number": number, "text": nil])
        guard let row else {
            throw StoreError(
                .invalid, "changing article \(number)",
                hint: "there is none of this number; «sharetrail articles list» shows them")
        }
        return Article(row: row)
    }

    private func note(_ database: Database, _ article: Int64, _ at: Timestamp, _ change: String, _ detail: String?)
        throws
    {
        try database.execute(sql: Query.addArticleChange, arguments: [article, at.seconds, change, detail])
    }

    private func correct(_ database: Database, _ known: Article, _ correction: ArticleCorrection, at: Timestamp) throws
    {
        if let url = correction.url, url != known.facts.url {
            let taken = try Row.fetchOne(
                database, sql: Query.articleByURL, arguments: ["url": url, "cms_id": nil]
            ).map(Article.init(row:))
            // One that only had it before gives way: two articles can swap their addresses.
            if let taken, taken.number != known.number, taken.facts.url == url {
                throw StoreError(
                    .invalid, "correcting article \(known.number)",
                    hint: "article \(taken.number) has this address; to count both as one, use «articles redirect»")
            }
            try database.execute(sql: Query.addFormerAddress, arguments: [known.number])
        }
        try database.execute(
            sql: Query.correctArticle,
            arguments: [
                "number": known.number, "url": correction.url, "title": correction.title,
                "section": correction.section, "author": correction.author,
                "published": correction.published?.seconds, "image": correction.image, "summary": correction.summary,
            ])
        let facts = known.facts
        let before: [(String, String?, Bool)] = [
            ("url", facts.url, correction.url != nil), ("title", facts.title, correction.title != nil),
            ("section", facts.section, correction.section != nil), ("author", facts.author, correction.author != nil),
            ("published", facts.published.map { "\($0.seconds)" }, correction.published != nil),
            ("image", facts.image, correction.image != nil), ("summary", facts.summary, correction.summary != nil),
        ]
        let detail = before.filter(\.2).map { "\($0.0): \($0.1 ?? "")" }.joined(separator: "\n")
        try note(database, known.number, at, "corrected", detail)
    }

    /// Leads an article to another one, or to whatever that one leads to.
    private func redirect(
        _ database: Database, _ known: Article, to number: Int64, at: Timestamp
    ) throws -> Int64 {
        let named = try article(database, number)
        let target = try named.aliasOf.map { try article(database, $0) } ?? named
        guard target.number != known.number else {
            throw StoreError(
                .invalid, "redirecting article \(known.number)",
                hint: number == known.number
                    ? "it cannot lead to itself"
                    : "article \(number) leads to it already; undo that first with «articles redirect \(number) --undo»"
            )
        }
        try database.execute(
            sql: Query.redirectArticle, arguments: ["number": known.number, "target": target.number])
        try note(database, known.number, at, "redirected", "\(target.number)")
        return target.number
    }
}
