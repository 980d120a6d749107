import Engagement
import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// How a writer treats others at the database, and its log.
public struct WriterManner: Sendable {
    /// Milliseconds that it waits for a foreign lock. While it opens the database for the first time it waits longer.
    public var busyMilliseconds = 5_000
    /// Whether its owner calls `relieveLog` between batches; else SQLite writes the log back inside commits.
    public var checkpointsApart = false
    /// Whether it keeps 128 MB of the database in memory, for whoever writes a whole history at once, in place of 16.
    public var keepsManyPages = false
    /// Whether it is there to take an archive over to its end: nobody else may write to a newsroom that has half of one.
    public var takesArchive = false
    /// What is let go where the disk is full.
    public var ballast: Ballast?

    /// Five seconds, checkpoints inside commits, no ballast.
    public init() {}
}

extension StoreWriter {
    /// Closes the connection, if there is one, and opens it anew; the lock stays. What was known of the database is
    /// forgotten, and its schema and tables are brought up to date as at a start.
    ///
    /// A database that was closed is read back from its log: a commit that failed may have come back to life.
    /// - Throws: `StoreError`; the database is closed then, and this can be called again.
    public func reopen() throws {
        let old = connection.withLock { connection in
            defer { connection = nil }
            return connection
        }
        try? old?.close()
        forgetCaches()
        relations.beginAnew()
        do {
            try open(busyMilliseconds: old == nil ? max(1_000, manner.busyMilliseconds) : manner.busyMilliseconds)
        } catch let error as StoreError where error.trouble == .full && manner.ballast?.release() ?? false {
            try open(busyMilliseconds: manner.busyMilliseconds)
        }
    }

    /// Whether there is a connection.
    public var isOpen: Bool { connection.withLock { $0 != nil } }

    /// The ballast beside the database.
    public var ballast: Ballast? { manner.ballast }

    private func open(busyMilliseconds: Int) throws {
        let path = path
        let pages = manner.keepsManyPages ? "PRAGMA cache_size = -128000" : "PRAGMA cache_size = -16000"
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(Double(busyMilliseconds) / 1000)
        configuration.label = "sharetrail.writer"
        configuration.prepareDatabase { database in
            try database.execute(sql: pages)
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // Rows that move within the file leave no copy where they stood; see `forgetVisitors`.
            try database.execute(sql: "PRAGMA secure_delete = FAST")
        }
        let queue = try translating("opening \(path)") {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = Schema.migrator()
            try queue.read { database in
                try Schema.refuseNewer(database, migrator, path: path)
            }
            if copiesBeforeMigration { try MigrationCopy.make(queue, migrator, path: path) }
            try migrator.migrate(queue)
            try queue.writeWithoutTransaction { database in
                // After the migration: GRDB sets NORMAL as it turns the log on.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                if manner.checkpointsApart { watchLog(database) }
            }
            return queue
        }
        chmod(path, 0o600)
        try translating("preparing \(path)") {
            try queue.inTransaction(.immediate) { database in
                try prepare(database, channels: channels)
                return .commit
            }
            queue.writeWithoutTransaction { database in
                _ = sqlite3_busy_timeout(database.sqliteConnection, Int32(manner.busyMilliseconds))
            }
        }
        connection.withLock { $0 = queue }
    }

    /// What was learned in a transaction that was undone, or of a file that is opened anew, means nothing.
    func forgetCaches() {
        names.forget()
        traits.forget()
        days.forget()
        stretches.forget()
        relations.forget()
        pending.invalidate()
    }

    /// Refuses to give a newsroom's own number or name another meaning: events would change theirs.
    func refuseRenumbering(_ database: Database, _ channels: [NamedChannel]) throws {
        for row in try Row.fetchAll(database, sql: Query.ownChannels) {
            let kept = NamedChannel(number: row["number"], name: row["name"])
            guard let now = channels.first(where: { $0.number == kept.number || $0.name == kept.name }),
                now.number != kept.number || now.name != kept.name
            else { continue }
            throw StoreError(
                .invalid, "taking over the channels",
                hint: "number \(kept.number) is «\(kept.name)» in this database, and cannot change its meaning; give "
                    + "«\(now.name)» a free number in sharetrail.yaml, or its old name back")
        }
    }

    /// Takes channels over that came or changed while the collector runs.
    ///
    /// - Throws: `StoreError` with the code `invalid`, where one's number or name would change its meaning.
    public func adopt(_ channels: [NamedChannel]) throws {
        try translating("taking over the channels") {
            try transaction(keepsPending: true) { database in
                if try take(database, channels) { try database.execute(sql: Query.rollUp) }
            }
        }
    }

    /// - Returns: whether previews of a channel can be seen now that could not, or the other way round.
    @discardableResult
    private func take(_ database: Database, _ channels: [NamedChannel]) throws -> Bool {
        try refuseRenumbering(database, channels)
        let blind = try Set(Int.fetchAll(database, sql: Query.blindChannels))
        let known = try Set(Int.fetchAll(database, sql: "SELECT number FROM channels"))
        for channel in [NamedChannel(number: -1, name: "unknown", showsPreviews: false)] + channels {
            try database.execute(
                sql: Query.addChannel, arguments: [channel.number, channel.name, channel.showsPreviews ? 1 : 0])
        }
        return try Set(Int.fetchAll(database, sql: Query.blindChannels)).symmetricDifference(blind)
            .intersection(known).isEmpty == false
    }

    func prepare(_ database: Database, channels: [NamedChannel]) throws {
        if !manner.takesArchive, let name = try String.fetchOne(database, sql: Query.halfArchive) {
            throw StoreError(
                .invalid, "opening \(path)",
                hint: "the archive \(name) was taken over in part only; run its import again, which goes on where it "
                    + "stopped, or begin with an empty newsroom")
        }
        let changesPreviews = try take(database, channels)
        try database.execute(sql: Query.addReason, arguments: [0, "counted", "A person did this."])
        for reason in RefusalReason.allCases {
            try database.execute(sql: Query.addReason, arguments: [reason.rawValue, reason.name, reason.meaning])
        }
        let kept = try String.fetchOne(database, sql: "SELECT zone FROM fold")
        if try !Schema.isTakenOver(database) {
            try takeOver(database, zone: kept.flatMap(TimeZone.init(identifier:)) ?? zone)
        } else if changesPreviews {
            try database.execute(sql: Query.rollUp)
        }
        if kept == nil {
            try database.execute(
                sql: "INSERT INTO fold (one, watermark, zone) VALUES (1, 0, ?)", arguments: [zone.identifier])
        } else if let kept, kept != zone.identifier {
            try changeZone(database, from: kept)
        }
        try coverDays(database, around: clock.now())
    }

    /// A database of version 1 or 2 has no tallies but those of articles and channels, in the zone it was kept in. One of
    /// version 3 or 4 lacks sums that follow from others.
    private func takeOver(_ database: Database, zone: TimeZone) throws {
        guard let row = try Row.fetchOne(database, sql: "SELECT min(starts), max(starts) FROM days"),
            let first = row[0] as Int64?, let last = row[1] as Int64?
        else { return }
        let period = Period(from: Timestamp(seconds: first), to: Timestamp(seconds: last + 1), zone: zone)
        let lacksMonths = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM months)") == true
        try addLongSpans(database, of: period)
        guard lacksMonths else { return try database.execute(sql: Query.rollUp) }
        var spans = LocalSpans(zone: zone)
        try refold(database, &spans)
    }
}
