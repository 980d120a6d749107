import Engagement
import Foundation
import GRDB

/// A copy of a whole database as it is at one moment, without what must not be kept: the hashes of visitors.
///
/// It is read on a connection of its own that SQLite opened read-only, beside a writer that goes on. That keeps the rule
/// that makes SQLite before 3.51.3 safe (one connection writes, and the same one alone checkpoints; a checkpoint beside
/// another writer can corrupt): `VACUUM INTO` only reads the database, in one snapshot, and a connection that may not
/// write does not checkpoint either, not even when it is closed last. It cannot be `query_only`, which would forbid it the
/// copy. While it lasts the write-ahead log grows, since what is being read cannot be written back.
enum StoreCopy {
    /// Copies a database to a path where nothing is of worth, strips and checks the copy, and puts it on disk.
    ///
    /// - Parameters:
    ///   - target: made with mode 0600; removed again where anything fails.
    ///   - made: noted in the copy as the time of the backup; nil leaves what it says.
    /// - Throws: `StoreError` where the source is no database of ours or damaged, or the disk is full.
    static func make(of source: String, at target: String, made: Timestamp?) throws {
        unlink(target)
        do {
            let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw StoreError(
                    .storage, "writing \(target)",
                    hint: "\(String(cString: strerror(errno))); choose a folder that can be written to")
            }
            close(descriptor)
            try translating("copying \(source)") { try read(source, into: target) }
            try strip(target, made: made)
            try FileSync.file(target)
        } catch {
            for end in ["", "-journal"] { unlink(target + end) }
            throw error
        }
    }

    private static func read(_ source: String, into target: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "sharetrail.copy"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 0") }
        let queue = try DatabaseQueue(path: source, configuration: configuration)
        let migrator = Schema.migrator()
        try queue.inDatabase { database in
            try Schema.refuseNewer(database, migrator, path: source)
            guard try !migrator.appliedIdentifiers(database).isEmpty else {
                throw StoreError(.invalid, "copying \(source)", hint: "it is no database of ShareTrail; name another")
            }
            // An empty file is taken like none.
            try database.execute(sql: Query.copyInto, arguments: [target])
        }
        try queue.close()
    }

    private static func strip(_ path: String, made: Timestamp?) throws {
        var configuration = Configuration()
        configuration.label = "sharetrail.stripping"
        configuration.prepareDatabase { database in
            // What is undone is thrown away whole, so no journal is put on disk; hashes would stand in it.
            try database.execute(sql: "PRAGMA journal_mode = MEMORY")
            try database.execute(sql: "PRAGMA synchronous = OFF")
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        try translating("checking \(path)") {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { try $0.execute(sql: Query.forgetAllSeen) }
            let migrator = Schema.migrator()
            let isOfNow = try queue.read { try migrator.hasCompletedMigrations($0) }
            if isOfNow, let made {
                try queue.write { try $0.execute(sql: Query.noteBackup, arguments: [made.seconds]) }
            }
            let check = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } ?? "no answer"
            guard check == "ok" else {
                throw StoreError(
                    .storage, "checking the copy \(path)",
                    hint:
                        "quick_check says \(check); the database is damaged: see «sharetrail doctor», or restore a backup"
                )
            }
            if isOfNow, try queue.read(Schema.objects) != Schema.expected() {
                throw StoreError(
                    .invalid, "checking the copy \(path)",
                    hint: "its schema differs from schema.sql; somebody changed the database by hand")
            }
            try queue.close()
        }
    }
}

/// Puts files and folders on disk.
enum FileSync {
    /// Waits until a file's content is on disk.
    static func file(_ path: String) throws { try sync(path, O_RDONLY | O_CLOEXEC) }

    /// Waits until a folder's names are on disk.
    static func folder(_ path: String) throws { try sync(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }

    private static func sync(_ path: String, _ flags: Int32) throws {
        let descriptor = open(path, flags)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw StoreError(
                .storage, "putting \(path) on disk",
                hint: "\(String(cString: strerror(errno))); check the disk, and try again")
        }
    }

    /// Gives a file another name, in place of whatever had it.
    static func move(_ path: String, to other: String) throws {
        guard rename(path, other) == 0 else {
            throw StoreError(
                .storage, "moving \(path) to \(other)",
                hint: "\(String(cString: strerror(errno))); check the folder, and try again")
        }
    }
}

/// Room on a disk, in bytes.
public enum DiskRoom {
    /// What is free for us where a file or folder is.
    public static func free(at path: String) -> Int64? {
        var about = statvfs()
        guard statvfs(path, &about) == 0 else { return nil }
        return Int64(clamping: UInt64(about.f_bavail) * UInt64(about.f_frsize))
    }

    /// The size of a file; 0 where there is none.
    public static func size(of path: String) -> Int64 {
        var about = stat()
        return stat(path, &about) == 0 ? Int64(about.st_size) : 0
    }

    /// Such as `12 MB`.
    public static func text(_ bytes: Int64) -> String {
        bytes < 10_000_000 ? "\((bytes + 999) / 1000) kB" : "\((bytes + 999_999) / 1_000_000) MB"
    }
}
