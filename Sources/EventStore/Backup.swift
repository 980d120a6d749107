import Engagement
import Foundation
import GRDB

/// A backup: a copy of the database, and beside it the files without which it is of little use, such as the keys.
///
/// The three have one stem: `sharetrail-20261123T080405Z.db`, `….keys`, `….yaml`. The database gets its name last, so
/// where it is, the others are too. The salt of visitors' hashes and the hashes themselves are in no backup.
public struct Backup: Sendable {
    /// The home folder.
    public var home: String
    /// The files to be copied beside the database, by their names in the home folder.
    public var beside: [String]

    /// What was done.
    public struct Outcome: Sendable {
        /// The copy of the database.
        public var path: String
        /// Its size in bytes.
        public var bytes: Int64
        /// What it holds is what was committed at about this time.
        public var made: Timestamp
        /// Older backups that were removed.
        public var removed: [String]
    }

    /// Describes a backup.
    public init(home: String, beside: [String]) {
        self.home = home
        self.beside = beside
    }

    /// Makes a backup in a folder, under a name of its own, or as a file whose name ends in `.db`.
    ///
    /// Needs no lock, and no collector waits for it: it only reads. Cost: linear in the size of the database.
    /// - Parameter keep: how many backups of ours stay in the folder, this one included; the oldest others are removed
    ///   once this one is safe. Nil removes none.
    public func make(to target: String, at now: Timestamp, keep: Int?) throws -> Outcome {
        let isFile = target.hasSuffix(".db")
        let url = URL(fileURLWithPath: target)
        let folder = isFile ? url.deletingLastPathComponent().path : url.path
        let stem = isFile ? String(url.lastPathComponent.dropLast(3)) : "sharetrail-" + Self.stamp(now)
        try makeFolder(folder)
        let turn = try takeTurn(in: folder)
        defer { close(turn) }
        Self.removeLeftovers(in: folder, stem: stem)
        let path = "\(folder)/\(stem).db"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.invalid, "making the backup \(path)", hint: "it is there already; choose another name")
        }
        let partial = Self.partial(folder, stem + ".db")
        try StoreCopy.make(of: home + "/" + StoreWriter.fileName, at: partial, made: now)
        do {
            for name in beside { try copy(name, folder, stem) }
            try FileSync.move(partial, to: path)
            try FileSync.folder(folder)
        } catch {
            Self.removeLeftovers(in: folder, stem: stem)
            throw error
        }
        let removed = isFile ? [] : keep.map { Self.removeOld(in: folder, keep: $0) } ?? []
        return Outcome(path: path, bytes: DiskRoom.size(of: path), made: now, removed: removed)
    }

    /// Such as `20261123T080405Z`, so that names sort by time.
    static func stamp(_ moment: Timestamp) -> String {
        let date = Date(moment)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        return String(
            format: "%04d%02d%02dT%02d%02d%02dZ", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
            parts.minute ?? 0, parts.second ?? 0)
    }

    private func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(
                .storage, "making the folder \(folder)", hint: "check that the folder above it can be written to")
        }
    }

    /// One backup into a folder at a time: what another one has not finished would be taken for a leftover.
    private func takeTurn(in folder: String) throws -> Int32 {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if descriptor >= 0 { close(descriptor) }
            throw StoreError(
                .locked, "making a backup in \(folder)", hint: "another backup is being made there; wait for it")
        }
        return descriptor
    }

    private static func partial(_ folder: String, _ name: String) -> String { "\(folder)/.\(name).partial" }

    /// A backup that was cut short may hold the hashes of visitors.
    private static func removeLeftovers(in folder: String, stem: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasSuffix(".partial") {
            if name.hasPrefix(".\(stem).") || name.hasPrefix(".sharetrail-") { unlink("\(folder)/\(name)") }
        }
    }

    private func copy(_ name: String, _ folder: String, _ stem: String) throws {
        let ending = (name as NSString).pathExtension
        let partial = Self.partial(folder, "\(stem).\(ending)")
        unlink(partial)
        try SecretFile.copy("\(home)/\(name)", to: partial)
        try FileSync.move(partial, to: "\(folder)/\(stem).\(ending)")
    }

    /// The names of backups of ours in a folder, the oldest first.
    private static func ours(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.wholeMatch(of: /sharetrail-[0-9]{8}T[0-9]{6}Z\.db/) != nil }.sorted()
    }

    /// The newest backup of ours in a folder.
    public static func newest(in folder: String) -> String? { ours(in: folder).last.map { "\(folder)/\($0)" } }

    /// Copies a file that stands beside a backup, with mode 0600, to where there is none.
    public static func copySecret(_ source: String, to target: String) throws {
        try SecretFile.copy(source, to: target)
    }

    /// Removes the oldest backups of ours beyond a number: the database first, so that no half of one is left.
    private static func removeOld(in folder: String, keep: Int) -> [String] {
        let old = ours(in: folder).dropLast(max(1, keep))
        for name in old {
            unlink("\(folder)/\(name)")
            for ending in ["keys", "yaml"] { unlink("\(folder)/\(name.dropLast(2))\(ending)") }
        }
        return Array(old)
    }
}

/// Small files for their owner's eyes only.
enum SecretFile {
    /// Copies a file with mode 0600, and puts it on disk.
    static func copy(_ source: String, to target: String) throws {
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard let content = FileManager.default.contents(atPath: source), descriptor >= 0 else {
            if descriptor >= 0 { close(descriptor) }
            throw StoreError(
                .storage, "copying \(source) to \(target)", hint: "check that the one can be read and the other written"
            )
        }
        defer { close(descriptor) }
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw StoreError(.storage, "writing \(target)", hint: "the disk is full or failing; free some space")
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            throw StoreError(.storage, "putting \(target) on disk", hint: "check the disk, and try again")
        }
    }
}

extension StoreWriter {
    /// Notes when the last backup was made.
    ///
    /// It stands in the database and not in a file beside it: it is read with everything else that is watched, and a
    /// backup that is restored brings the time along at which it was made.
    public func noteBackup(made: Timestamp) throws {
        try translating("noting the backup") {
            try transaction(keepsPending: true) { try $0.execute(sql: Query.noteBackup, arguments: [made.seconds]) }
        }
    }
}

extension StoreReader {
    /// When the last backup was made; nil where none ever was.
    public func lastBackup() throws -> Timestamp? {
        try readLastBackup(queue)
    }
}

extension StoreWriter {
    /// When the last backup was made; nil where none ever was.
    public func lastBackup() throws -> Timestamp? {
        try readLastBackup(queue)
    }
}

private func readLastBackup(_ connection: some DatabaseReader) throws -> Timestamp? {
    try translating("reading when the last backup was made") {
        try connection.read { try Int64.fetchOne($0, sql: Query.lastBackup).map(Timestamp.init(seconds:)) }
    }
}
