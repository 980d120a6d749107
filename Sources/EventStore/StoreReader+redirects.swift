import Engagement
import GRDB

/// Where the links of one article lead.
public struct Redirect: Hashable, Sendable {
    /// The article's number, which is in the links.
    public var article: Int64
    /// The address of the article, or of the one that it is the same as.
    public var url: String
    /// Whether one of the two is withdrawn.
    public var isWithdrawn: Bool
}

/// A share as far as its link needs it.
public struct PostedShare: Hashable, Sendable {
    /// The article and the random id.
    public var key: ShareKey
    /// The channel's number.
    public var channel: Int
}

extension StoreReader {
    /// How many articles there are.
    public func articleCount() throws -> Int {
        try translating("counting the articles") {
            try queue.read { try Int.fetchOne($0, sql: Query.countArticles) ?? 0 }
        }
    }

    /// Goes through all articles in the order of their numbers, in one reading of the database; few are in memory at
    /// once.
    ///
    /// - Parameters:
    ///   - now: from when on a withdrawal holds.
    ///   - body: gets where an article's links lead, and a way to ask for its shares, in the order of their ids.
    public func redirects(
        at now: Timestamp, _ body: (_ redirect: Redirect, _ shares: () throws -> [PostedShare]) throws -> Void
    ) throws {
        try translating("reading where links lead") {
            try queue.read { database in
                let rows = try Row.fetchCursor(database, sql: Query.redirects, arguments: ["now": now.seconds])
                while let row = try rows.next() {
                    let redirect = Redirect(article: row["number"], url: row["url"], isWithdrawn: row["withdrawn"])
                    try body(redirect) {
                        try Row.fetchAll(
                            database.cachedStatement(sql: Query.sharesOfArticle), arguments: [redirect.article]
                        ).map {
                            PostedShare(
                                key: ShareKey(article: redirect.article, id: $0["id"]), channel: $0["channel"])
                        }
                    }
                }
            }
        }
    }
}
