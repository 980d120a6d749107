import Foundation
import GRDB

/// A copy of a database before its schema is changed, since programs are upgraded with nobody looking on.
public enum MigrationCopy {
    /// Such as `sharetrail.db.before-2`.
    static func path(of database: String, before version: Int) -> String { "\(database).before-\(version)" }

    /// Copies a database that is of an older version. One that is new, or up to date, is left alone.
    ///
    /// A copy that is there already is replaced: the migration after it never came to its end.
    /// - Throws: `StoreError` with the code `storage` where there is no room for it.
    static func make(_ queue: DatabaseQueue, _ migrator: DatabaseMigrator, path: String) throws {
        let pending = try queue.read { database -> Int? in
            let done = try migrator.appliedIdentifiers(database)
            return done.isEmpty ? nil : Schema.migrations.first { !done.contains($0.name) }.flatMap { Int($0.name) }
        }
        guard let pending else { return }
        let size = DiskRoom.size(of: path) + DiskRoom.size(of: path + "-wal")
        // An earlier try left the same behind.
        let target = Self.path(of: path, before: pending)
        try? FileManager.default.removeItem(atPath: target)
        // Version 5 writes the log anew, and the old one's pages stay until then.
        try refuse(needed: pending <= 5 ? size * 23 / 10 : size, free: DiskRoom.free(at: path), path)
        try StoreCopy.make(of: path, at: target + ".partial", made: nil)
        try FileSync.move(target + ".partial", to: target)
        try FileSync.folder((path as NSString).deletingLastPathComponent)
    }

    static func refuse(needed: Int64, free: Int64?, _ path: String) throws {
        guard let free, free < needed + needed / 10 else { return }
        throw StoreError(
            .storage, "bringing \(path) up to date",
            hint:
                "it is copied first, and written anew, which takes \(DiskRoom.text(needed)), and \(DiskRoom.text(free)) are free; free "
                + "some space, or make a backup elsewhere and set SHARETRAIL_MIGRATION_COPY=off once")
    }

    /// The copies that earlier upgrades have left in a home folder.
    public static func left(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.wholeMatch(of: /sharetrail\.db\.before-[0-9]+/) != nil }.sorted()
    }
}
