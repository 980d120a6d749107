import Engagement
import Foundation
import GRDB

/// How the tallies compare with the log.
public struct Comparison: Hashable, Sendable {
    /// How many tallies, sums and marks of shares there are on either side.
    public var compared: Int64 = 0
    /// How many of them are not the same on both.
    public var different: Int64 = 0
    /// The articles that they belong to.
    public var articles: [Int64] = []
}

extension StoreReader {
    /// Adds up every unsealed day again from the log, and compares: tallies, sums of requests, and what shares say of
    /// their first preview and visit.
    ///
    /// All of it is one reading beside the writer: no request waits for it, and what is written meanwhile is not seen.
    /// While it lasts the write-ahead log grows, since what is being read cannot be written back. Cost: linear in the
    /// events kept; they are sorted in temporary files.
    public func compareTallies() throws -> Comparison {
        try translating("comparing tallies with the log") {
            try queue.read { database in
                // The more is sorted in memory, the less in temporary files.
                try database.execute(sql: "PRAGMA cache_size = -64000")
                defer { try? database.execute(sql: "PRAGMA cache_size = -2000") }
                var comparison = Comparison()
                var articles: Set<Int64> = []
                for sql in [Query.compareTallies, Query.compareRequests, Query.compareShares] {
                    for row in try Row.fetchAll(database, sql: sql) {
                        comparison.compared += row["tallies"]
                        let different: Int64 = row["different"]
                        comparison.different += different
                        if different > 0 { articles.insert(row["article"]) }
                    }
                }
                comparison.articles = articles.sorted()
                return comparison
            }
        }
    }
}

extension StoreWriter {
    /// Folds the unsealed days of articles again, in one transaction. Cost: linear in the events kept.
    public func refold(_ articles: [Int64]) throws {
        try translating("folding articles again") {
            try transaction { database in
                try database.execute(sql: Query.refoldTable)
                let statement = try database.cachedStatement(sql: Query.refoldArticle)
                for article in Set(articles) { try statement.execute(arguments: [article]) }
                try refold(database)
            }
        }
    }

    /// Folds the unsealed days of all articles again, in one transaction, and whatever was not folded yet.
    public func rebuild() throws {
        try translating("rebuilding the tallies") {
            try transaction { database in
                try database.execute(sql: Query.refoldTable)
                try database.execute(sql: Query.refoldAll)
                try refold(database)
            }
        }
        try fold()
    }

    /// Folds what is in the table `refolding` again.
    func refold(_ database: Database) throws {
        try database.execute(sql: Query.unfoldArticles)
        try database.execute(sql: Query.foldClear)
        try database.execute(sql: Query.foldCollectArticles)
        try addFolding(database, since: Seal.before(database))
        try database.execute(sql: Query.foldClear)
        try database.execute(sql: Query.refoldTable)
    }

    /// Keeps the day tallies in another zone from now on.
    ///
    /// Where the zone's days begin with hours of UTC they are put together from the tallies of hours, sealed ones too.
    /// Elsewhere the log is folded again, which sealed days do not allow.
    func changeZone(_ database: Database, from old: String) throws {
        let row = try Row.fetchOne(database, sql: Query.range)
        let now = clock.now()
        let first = (row?["first"] as Int64?).map(Timestamp.init(seconds:)) ?? now
        let last = (row?["last"] as Int64?).map(Timestamp.init(seconds:)) ?? now
        let all = Period(from: first.advanced(by: -3600), to: max(first, last).advanced(by: 7200), zone: zone)
        days.forget()
        if zone.keepsWholeHours(in: all) {
            try database.execute(sql: Query.forgetDays, arguments: ["zone": zone.identifier])
            try addDays(database, from: all.from, to: all.to)
            try database.execute(sql: Query.daysFromHours)
            return
        }
        if let sealed = try Seal.before(database) {
            throw StoreError(
                .invalid, "changing the time zone to \(zone.identifier)",
                hint:
                    "days before \(LocalDay.name(of: sealed, zone: zone)) are sealed, and their hours cannot be divided; "
                    + "set «timeZone» back to \(old), and ask for reports with --tz \(zone.identifier)")
        }
        try database.execute(sql: Query.resetFold, arguments: ["zone": zone.identifier])
        // The view of what is not folded needs the days of all of it.
        try addDays(database, from: all.from, to: all.to)
    }
}
