import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// What `doctor` finds out about the database, its files and its backup.
final class StoreExamination {
    /// One thing that was looked at.
    struct Finding {
        var isWell: Bool
        var text: String
    }

    private let home: String
    private let zone: TimeZone
    private let now: Timestamp
    /// What is good to know besides.
    private(set) var notes: [String] = []

    /// How old the last backup may be.
    static let backupSeconds: Int64 = 7 * 86_400
    /// A write-ahead log beyond this was not written back for long: somebody has been reading without an end.
    static let journalLimit: Int64 = 256_000_000

    init(home: String, zone: TimeZone, now: Timestamp) {
        self.home = home
        self.zone = zone
        self.now = now
    }

    /// Looks at everything. Reads the whole database.
    func findings() -> [Finding] {
        notes = []
        do {
            let reader = try StoreReader(folder: home)
            let statistics = try reader.statistics()
            let restores = try reader.restores()
            try reader.close()
            describe(statistics, restores)
            return [
                Finding(isWell: statistics.check == "ok", text: "database: quick_check says \(statistics.check)"),
                Finding(
                    isWell: statistics.danglingTable == nil,
                    text: statistics.danglingTable.map {
                        "database: a row of «\($0)» names one that is not there; restore a backup, and tell us"
                    } ?? "database: every row that is named is there"),
                Finding(
                    isWell: statistics.schemaIsOurs,
                    text: statistics.schemaIsOurs
                        ? "schema: that of schema.sql"
                        : "schema: differs from schema.sql; somebody changed the database by hand"),
            ] + archive(statistics.halfArchive) + [
                backup(statistics.lastBackup, first: statistics.since), room(), journal(),
            ] + files()
        } catch {
            return [Finding(isWell: false, text: "database: \(error)")] + files()
        }
    }

    private func archive(_ name: String?) -> [Finding] {
        guard let name else { return [] }
        return [
            Finding(
                isWell: false,
                text: "archive: \(ScreenText.clean(name)) was taken over in part only; run its import again to the end")
        ]
    }

    private func text(_ moment: Timestamp) -> String { LocalTime(moment, zone: zone).iso8601 }

    private func describe(_ statistics: StoreReader.Statistics, _ restores: [RestoreRecord]) {
        notes.append(
            "\(statistics.articles) articles, \(statistics.shares) shares, \(statistics.events) events, "
                + "\(statistics.unfolded) not folded yet; days in \(statistics.zone)")
        notes.append(
            statistics.sealedBefore.map { "days before \(text($0)) are sealed: their events were removed" }
                ?? "no day is sealed: all events are kept; «sharetrail prune» removes old ones")
        let version = statistics.sqliteVersion
        notes.append(
            "SQLite \(version), "
                + (SQLiteVersion(version).hasResetBug
                    ? "which has the WAL-reset bug (3.7.0 to 3.51.2); one connection alone writes and checkpoints here, so it "
                        + "cannot strike as long as no other program writes to the database"
                    : "without the WAL-reset bug"))
        for restore in restores {
            notes.append(
                "on \(text(restore.at)) the backup of \(text(restore.made)) was restored; since then articles have "
                    + "numbers from \(restore.article), events from \(restore.event)")
        }
        for name in MigrationCopy.left(in: home) {
            notes.append("\(name) is the database as it was before an upgrade; remove it when all is well")
        }
    }

    /// A new newsroom is asked; one that has something to lose must.
    private func backup(_ last: Timestamp?, first: Timestamp?) -> Finding {
        let limit = now.advanced(by: -Self.backupSeconds)
        let remedy = "run «sharetrail backup --home \(home)», best once a day"
        if let last {
            let age = max(0, now.seconds - last.seconds)
            let days = age / 86_400
            let text = "backup: the last was made \(text(last)), \(days) day\(days == 1 ? "" : "s") ago"
            return Finding(isWell: last > limit, text: last > limit ? text : "\(text); \(remedy)")
        }
        if let first, first < limit {
            return Finding(
                isWell: false,
                text: "backup: there is none, and there is something to lose since \(text(first)); \(remedy)")
        }
        return Finding(isWell: true, text: "backup: there is none yet; \(remedy)")
    }

    /// Half as much again as the database is what a backup beside it, or an upgrade, needs.
    private func room() -> Finding {
        let path = home + "/" + StoreWriter.fileName
        let size = DiskRoom.size(of: path)
        guard let free = DiskRoom.free(at: path) else {
            return Finding(isWell: false, text: "disk: what is free cannot be told; check that \(path) is there")
        }
        let isWell = free >= size + size / 2 && free >= 100_000_000
        let text = "disk: the database has \(DiskRoom.text(size)), \(DiskRoom.text(free)) are free"
        return Finding(isWell: isWell, text: isWell ? text : "\(text); free some space, or prune")
    }

    private func journal() -> Finding {
        let size = DiskRoom.size(of: home + "/" + StoreWriter.fileName + "-wal")
        let text = "journal: \(DiskRoom.text(size))"
        return Finding(
            isWell: size < Self.journalLimit,
            text: size < Self.journalLimit
                ? text : "\(text) are not written back; close whatever has been reading the database for long")
    }

    private func files() -> [Finding] {
        var about = stat()
        let names = [StoreWriter.fileName, StoreWriter.fileName + "-wal", StoreWriter.fileName + "-shm", KeyFile.name]
        let open = (names + ["visitors.salt"] + MigrationCopy.left(in: home)).filter {
            stat("\(home)/\($0)", &about) == 0 && about.st_mode & 0o077 != 0
        }
        guard open.isEmpty else {
            let paths = open.map { "\(home)/\($0)" }.joined(separator: " ")
            return [
                Finding(
                    isWell: false,
                    text: "files: others can read \(open.joined(separator: ", ")); run: chmod 600 \(paths)")
            ]
        }
        return [Finding(isWell: true, text: "files: only their owner can read them")]
    }
}

/// A version such as 3.40.1.
struct SQLiteVersion {
    private let parts: [Int]

    init(_ text: String) { parts = text.split(separator: ".").map { Int($0) ?? 0 } }

    /// Whether a checkpoint beside another connection's write can corrupt a database.
    var hasResetBug: Bool {
        !parts.lexicographicallyPrecedes([3, 7, 0]) && parts.lexicographicallyPrecedes([3, 51, 3])
    }
}
