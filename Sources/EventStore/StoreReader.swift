import Engagement
import Foundation
import GRDB

/// A connection that can only read: SQLite itself refuses it every change, and it never checkpoints.
public final class StoreReader: Sendable {
    let queue: DatabaseQueue

    /// Opens the database of a home folder, beside a running collector or alone.
    public init(folder: String) throws {
        let path = folder + "/" + StoreWriter.fileName
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(
                .missing, "there is no database at \(path)",
                hint: "name the folder with --home, or make one with «sharetrail init»")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "sharetrail.reader"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA query_only = ON")
            try database.execute(sql: "PRAGMA mmap_size = 0")
        }
        queue = try translating("opening \(path)") {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = Schema.migrator()
            try queue.read { database in
                try Schema.refuseNewer(database, migrator, path: path)
                guard try migrator.hasCompletedMigrations(database), try Schema.isTakenOver(database) else {
                    throw StoreError(
                        .missing, "opening \(path)",
                        hint: "it is of an older version; start the collector once to bring it up to date")
                }
            }
            return queue
        }
    }

    /// Closes the connection; nothing can be read after that.
    public func close() throws {
        try translating("closing the database") { try queue.close() }
    }

    /// The article of a number.
    public func article(number: Int64) throws -> Article? {
        try translating("looking for an article") {
            try queue.read {
                try Row.fetchOne($0, sql: Query.findArticle, arguments: ["number": number, "text": nil])
                    .map(Article.init(row:))
            }
        }
    }

    /// Every article, in no order.
    public func allArticles() throws -> [Article] {
        try translating("reading the articles") {
            try queue.read { try Row.fetchAll($0, sql: Query.allArticles).map(Article.init(row:)) }
        }
    }

    /// The newsroom's own links.
    public func newsroomShares() throws -> [NewsroomShare] {
        try translating("reading the newsroom's links") {
            try queue.read { database in
                try Row.fetchAll(database, sql: Query.newsroomShares).map { row in
                    NewsroomShare(
                        key: ShareKey(article: row["article"], id: row["id"]), channel: row["channel"],
                        campaign: row["campaign"], made: Timestamp(seconds: row["made"]))
                }
            }
        }
    }

    /// Addresses that articles had before they were corrected, with their numbers.
    public func formerAddresses() throws -> [String: Int64] {
        try translating("reading former addresses") {
            try queue.read { database in
                let rows = try Row.fetchAll(database, sql: Query.formerAddresses)
                return Dictionary(rows.map { ($0["url"], $0["article"]) }) { $1 }
            }
        }
    }

    /// The newest articles.
    public func articles(limit: Int) throws -> [Article] {
        try translating("reading the articles") {
            try queue.read {
                try Row.fetchAll($0, sql: Query.listArticles, arguments: [limit]).map(Article.init(row:))
            }
        }
    }

    /// The article that a person names by its number, its id in the CMS or its address.
    public func article(named text: String) throws -> Article? {
        try translating("looking for an article") {
            let id = text.hasPrefix("id:") ? String(text.dropFirst(3)) : nil
            let found = try queue.read {
                try Row.fetchAll(
                    $0, sql: Query.findArticle,
                    arguments: ["number": id == nil ? Int64(text) : nil, "text": id ?? text]
                ).map(Article.init(row:))
            }
            if found.count > 1, found.contains(where: { $0.number == Int64(text) }),
                found.contains(where: { $0.facts.cmsID == text })
            {
                throw StoreError(
                    .invalid, "looking for an article",
                    hint:
                        "«\(text)» is the number of one and the id in the CMS of another; write id:\(text), or an address"
                )
            }
            return found.first
        }
    }

    /// The first and the last moment that something was recorded of; nil while there is nothing.
    public func range() throws -> (from: Timestamp, to: Timestamp)? {
        try translating("reading the range of times") {
            try queue.read { database in
                guard let row = try Row.fetchOne(database, sql: Query.range), let from = row["first"] as Int64?,
                    let to = row["last"] as Int64?
                else { return nil }
                return (Timestamp(seconds: from), Timestamp(seconds: to))
            }
        }
    }

    /// What the database holds.
    public struct Statistics: Sendable {
        /// How many articles.
        public var articles: Int64
        /// How many shares.
        public var shares: Int64
        /// How many events are kept.
        public var events: Int64
        /// How many events are not folded into the tallies yet.
        public var unfolded: Int64
        /// Before which moment days are sealed; nil where none are.
        public var sealedBefore: Timestamp?
        /// When the first article was added; nil while there is none.
        public var since: Timestamp?
        /// When the last backup was made; nil where none ever was.
        public var lastBackup: Timestamp?
        /// The zone of the day tallies.
        public var zone: String
        /// The version of SQLite in use.
        public var sqliteVersion: String
        /// Whether the schema is to the letter that of `schema.sql`.
        public var schemaIsOurs: Bool
        /// What `PRAGMA quick_check` says: `ok`, or the first fault.
        public var check: String
        /// A table with a row that names one which is not there; nil where there is none.
        public var danglingTable: String?
        /// An archive that was not taken over to its end; nil where there is none.
        public var halfArchive: String?
    }

    /// Counts what the database holds and checks it. Reads the whole file.
    public func statistics() throws -> Statistics {
        try translating("checking the database") {
            let expected = try Schema.expected()
            return try queue.read { database in
                guard let row = try Row.fetchOne(database, sql: Query.statistics) else {
                    throw StoreError(.storage, "checking the database", hint: "SQLite gave no row back")
                }
                return Statistics(
                    articles: row["articles"], shares: row["shares"], events: row["events"], unfolded: row["unfolded"],
                    sealedBefore: try Seal.before(database),
                    since: (row["since"] as Int64?).map(Timestamp.init(seconds:)),
                    lastBackup: try Int64.fetchOne(database, sql: Query.lastBackup).map(Timestamp.init(seconds:)),
                    zone: row["zone"] ?? "", sqliteVersion: row["version"],
                    schemaIsOurs: try Schema.objects(database) == expected,
                    check: try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer",
                    danglingTable: try String.fetchOne(database, sql: Query.danglingTable),
                    halfArchive: try String.fetchOne(database, sql: Query.halfArchive))
            }
        }
    }
}

extension StoreWriter {
    /// The version of SQLite in use.
    public static var sqliteVersion: String {
        (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? "unknown"
    }
}

extension StoreReader {
    /// The hashes of the visitors of a day, as far as they are kept.
    public func seen(on day: Timestamp) throws -> [Int64] {
        try translating("reading the visitors of the day") {
            try queue.read { try Int64.fetchAll($0, sql: Query.seenToday, arguments: [day.seconds]) }
        }
    }
}
