import Engagement
import Foundation
import GRDB

/// Puts a backup in place of a database.
///
/// All is made ready beside it first: copied, checked, brought up to date, folded, its numbers moved on. Then the old
/// database gets names in a folder of its own, and the new one takes its place by one rename. Whoever is stopped before
/// that has the old database still, and begins again.
public struct StoreRestore: Sendable {
    /// How many numbers of articles are passed over: landing links made after the backup name articles that are lost, and
    /// must never lead to others. A counter has 24 bits, so that is room for over a hundred restores.
    public static let skippedArticles: Int64 = 100_000
    /// How many numbers of events are passed over. Few enough that numbers stay short in the file.
    public static let skippedEvents: Int64 = 100_000_000

    /// The home folder.
    public var home: String
    /// The newsroom's zone.
    public var zone: TimeZone
    /// The newsroom's channels.
    public var channels: [NamedChannel]
    /// Tells when it happens.
    public var clock: Clock

    /// What was done.
    public struct Outcome: Sendable {
        /// When the backup was made, and from which numbers on it goes on.
        public var record: RestoreRecord
        /// The folder that the old database was moved to; nil where there was none.
        public var aside: String?
    }

    /// Describes where to restore.
    public init(home: String, zone: TimeZone, channels: [NamedChannel], clock: Clock) {
        self.home = home
        self.zone = zone
        self.channels = channels
        self.clock = clock
    }

    private static let stagingName = ".restoring"
    private static let ends = ["", "-wal", "-shm"]

    /// Restores a copy of a database.
    ///
    /// - Parameter replaces: whether a database that is there is moved aside; it is never deleted.
    /// - Throws: `StoreError`: `locked` while a collector runs, `invalid` where a database is there, `storage` where the
    ///   backup is damaged. The database is as it was then.
    public func run(backup: String, replaces: Bool) throws -> Outcome {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw StoreError(.missing, "reading \(backup)", hint: "there is no such file; name a backup")
        }
        let lock = try StoreLock(path: home + "/sharetrail.lock")
        defer { withExtendedLifetime(lock) {} }
        let path = home + "/" + StoreWriter.fileName
        let isThere = Self.ends.contains { FileManager.default.fileExists(atPath: path + $0) }
        guard replaces || !isThere else {
            throw StoreError(
                .invalid, "restoring to \(home)",
                hint: "there is a database already; --force moves it aside, into a "
                    + "folder beside it")
        }
        let staging = home + "/" + Self.stagingName
        try? FileManager.default.removeItem(atPath: staging)
        defer { try? FileManager.default.removeItem(atPath: staging) }
        do {
            try FileManager.default.createDirectory(
                atPath: staging, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.storage, "making the folder \(staging)", hint: "check that \(home) can be written to")
        }
        let old = isThere ? Self.settle(path) : (articles: 0, events: 0)
        let ready = staging + "/" + StoreWriter.fileName
        try StoreCopy.make(of: backup, at: ready, made: nil)
        let record = try prepare(staging, backup: backup, old: old)
        try FileSync.file(ready)
        let aside = try isThere ? moveAside(path) : nil
        try FileSync.move(ready, to: path)
        try FileSync.folder(home)
        return Outcome(record: record, aside: aside)
    }

    /// Writes the old database's log back into it, as far as it can be read, and looks at its last numbers.
    private static func settle(_ path: String) -> (articles: Int64, events: Int64) {
        guard let queue = try? DatabaseQueue(path: path) else { return (0, 0) }
        // We hold the lock, so that nobody else writes while this checkpoints.
        _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        let articles = try? queue.read { try Int64.fetchOne($0, sql: Query.lastArticle) ?? 0 }
        let next = try? queue.read { try Int64.fetchOne($0, sql: Query.nextEventOfAny) ?? 1 }
        try? queue.close()
        return (articles ?? 0, (next ?? 1) - 1)
    }

    private func prepare(
        _ staging: String, backup: String, old: (articles: Int64, events: Int64)
    ) throws -> RestoreRecord {
        let writer = try StoreWriter(
            folder: staging, zone: zone, clock: clock, channels: channels, copiesBeforeMigration: false)
        // The watermark is moved on below, so nothing may be left before it.
        try writer.fold()
        let made = try writer.lastBackup() ?? Self.changed(backup) ?? clock.now()
        let record = try writer.skipAhead(made: made, old: old)
        try writer.close()
        return record
    }

    private static func changed(_ path: String) -> Timestamp? {
        var about = stat()
        return stat(path, &about) == 0 ? Timestamp(seconds: Int64(about.st_mtim.tv_sec)) : nil
    }

    /// Gives the old database names in a folder of its own, and takes its log away, which would spoil the new one.
    private func moveAside(_ path: String) throws -> String {
        let folder = "\(home)/replaced-\(Backup.stamp(clock.now()))"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.storage, "making the folder \(folder)", hint: "wait a second, and try again")
        }
        for end in Self.ends where FileManager.default.fileExists(atPath: path + end) {
            guard link(path + end, "\(folder)/\(StoreWriter.fileName)\(end)") == 0 else {
                throw StoreError(
                    .storage, "moving \(path)\(end) aside", hint: "\(String(cString: strerror(errno))); try again")
            }
        }
        try FileSync.folder(folder)
        for end in Self.ends.dropFirst() { unlink(path + end) }
        return folder
    }
}

extension StoreWriter {
    /// Moves the numbers of articles and events on behind whatever was given since a backup was made.
    func skipAhead(made: Timestamp, old: (articles: Int64, events: Int64)) throws -> RestoreRecord {
        try translating("moving numbers on") {
            try transaction { database in
                let at = clock.now()
                let row = try Row.fetchOne(
                    database, sql: Query.addRestore,
                    arguments: [
                        "at": at.seconds, "made": made.seconds, "articles": old.articles, "events": old.events,
                        "skip": StoreRestore.skippedArticles, "leap": StoreRestore.skippedEvents,
                    ])
                guard let row else {
                    throw StoreError(.storage, "moving numbers on", hint: "SQLite gave no row back")
                }
                let record = RestoreRecord(at: at, made: made, article: row["article"], event: row["event"])
                // The next event is one more than the watermark.
                try database.execute(sql: Query.foldMove, arguments: [record.event - 1])
                return record
            }
        }
    }
}
