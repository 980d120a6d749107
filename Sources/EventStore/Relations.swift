import Engagement
import GRDB

/// Which articles, shares and channels the database holds, as far as it was asked: what SQLite looks up for the foreign
/// keys of each event, remembered.
///
/// An event names up to eight rows of other tables, and SQLite looks for each of them in its table: nearly half of what
/// an insert costs. The numbers of agents, referrers and places come from their tables in the same transaction; the others
/// are looked up here. Nothing removes rows of these tables while a writer has the database.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class Relations: @unchecked Sendable {
    /// Beyond so many of one kind it begins anew; each takes about 40 bytes.
    static let limit = 100_000

    private var channels: Set<Int> = []
    private var articles: Set<Int64> = []
    private var shares: Set<ShareKey> = []
    /// Whether SQLite enforces foreign keys on the writer's connection at the moment.
    private var isEnforced = true

    /// Whether the database holds all that events and sums name, or will once the events before them are in.
    func hold(_ groups: [[EventEntry]], _ sums: BatchSums, in database: Database) throws -> Bool {
        for events in groups {
            for event in events where try !hold(event, in: database) { return false }
        }
        for sum in sums.refused {
            guard try holds(article: sum.key.article, in: database), try holds(channel: sum.key.channel, in: database)
            else { return false }
        }
        return true
    }

    private func hold(_ event: EventEntry, in database: Database) throws -> Bool {
        guard event.code == 0 || RefusalReason(rawValue: event.code) != nil,
            try holds(channel: event.channel, in: database)
        else { return false }
        guard let share = event.share else { return try holds(article: event.article, in: database) }
        let key = ShareKey(article: event.article, id: share)
        if shares.contains(key) { return true }
        if event.kind == .press {
            guard try holds(article: event.article, in: database) else { return false }
            if let parent = event.parent {
                guard try holds(channel: parent.channel, in: database) else { return false }
                note(ShareKey(article: event.article, id: parent.id))
            }
        } else {
            let statement = try database.cachedStatement(sql: Query.shareExists)
            guard try Bool.fetchOne(statement, arguments: [key.article, key.id]) ?? false else { return false }
        }
        note(key)
        return true
    }

    private func note(_ share: ShareKey) {
        if shares.count >= Self.limit { shares.removeAll(keepingCapacity: true) }
        shares.insert(share)
    }

    private func holds(article: Int64, in database: Database) throws -> Bool {
        if articles.contains(article) { return true }
        let statement = try database.cachedStatement(sql: Query.articleExists)
        guard try Bool.fetchOne(statement, arguments: [article]) ?? false else { return false }
        if articles.count >= Self.limit { articles.removeAll(keepingCapacity: true) }
        articles.insert(article)
        return true
    }

    private func holds(channel: Int, in database: Database) throws -> Bool {
        if channels.contains(channel) { return true }
        guard try Bool.fetchOne(database, sql: Query.channelExists, arguments: [channel]) ?? false else { return false }
        channels.insert(channel)
        return true
    }

    /// Turns SQLite's own check on or off. Not inside a transaction, where SQLite ignores it.
    ///
    /// Cost: each change makes SQLite prepare its statements again as they are next run, about 0.1 ms for a batch.
    func enforce(_ isEnforced: Bool, on database: Database) throws {
        guard isEnforced != self.isEnforced else { return }
        try database.execute(sql: isEnforced ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF")
        self.isEnforced = isEnforced
    }

    /// After a transaction that was undone, what was noted in it means nothing.
    func forget() {
        articles = []
        shares = []
        channels = []
    }

    /// A new connection enforces.
    func beginAnew() {
        forget()
        isEnforced = true
    }
}
