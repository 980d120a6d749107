import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("A database of version 1 is brought up to date")
struct MigrationTests {
    /// A folder with a database as version 0.1.0 left it: two articles, a share, events on either side of the watermark.
    private final class OldStore {
        let folder = NSTemporaryDirectory() + "old-\(UUID().uuidString)"
        var path: String { folder + "/sharetrail.db" }

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try Schema.migrator([Schema.migrations[0]]).migrate(queue)
            let now = TemporaryStore.now.seconds
            try queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO channels VALUES (-1, 'unknown', 0), (1, 'facebook', 1);
                        INSERT INTO reasons VALUES (0, 'counted', 'yes'), (3, 'preview', 'no');
                        INSERT INTO articles (number, url, source, added) VALUES (1, 'https://a.example/1', 1, 1), (2, 'https://a.example/2', 1, 1);
                        INSERT INTO shares (article, id, channel, origin, made) VALUES (1, 7, 1, 0, 1);
                        INSERT INTO seen VALUES (1, 6836972525454056162);
                        INSERT INTO fold VALUES (1, 0, 'Asia/Ho_Chi_Minh');
                        """)
                for number in 1...6 {
                    try database.execute(
                        sql: """
                            INSERT INTO events (id, at, kind, article, share, channel, origin, reason, rules)
                            VALUES (?, ?, 2, 1, 7, 1, 0, ?, 1)
                            """, arguments: [number, now - 86_400 * Int64(number), number == 1 ? 3 : 0])
                }
            }
            try queue.close()
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func open(copies: Bool = true) throws -> StoreWriter {
            try StoreWriter(
                folder: folder, zone: TemporaryStore.zone, clock: Clock { TemporaryStore.now },
                channels: TemporaryStore.channels, copiesBeforeMigration: copies)
        }
    }

    @Test("Its data stays and is counted, and a copy from before is left beside it, without hashes")
    func migrates() throws {
        let old = try OldStore()
        let writer = try old.open()
        try writer.fold()
        let reader = try StoreReader(folder: old.folder)
        #expect(try reader.statistics().schemaIsOurs && reader.sealedBefore() == nil && reader.lastBackup() == nil)
        #expect(try reader.compareTallies().different == 0)
        let period = Period.last(days: 30, before: TemporaryStore.now, zone: TemporaryStore.zone)
        let answer = try reader.answer(ReportQuestion(.channels, period: period))
        let visits = answer.columns.firstIndex { $0.key == "visits" } ?? 0
        let opened = answer.columns.firstIndex { $0.key == "opened" } ?? 0
        #expect(answer.total[visits] == .count(5) && answer.total[opened] == .count(1))
        #expect(try writer.record([ArticleFacts(url: "https://a.example/3")], source: .press)[0].number == 3)
        // The copy is a database of version 1, for its owner alone.
        #expect(MigrationCopy.left(in: old.folder) == ["sharetrail.db.before-2"])
        let copy = old.path + ".before-2"
        var about = stat()
        #expect(stat(copy, &about) == 0 && about.st_mode & 0o777 == 0o600)
        let queue = try DatabaseQueue(path: copy)
        #expect(try queue.read { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations") } == ["0001"])
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") } == 6)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM seen") } == 0)
        #expect(!FileManager.default.fileExists(atPath: copy + ".partial"))
    }

    @Test("A new database, and one that is up to date, is not copied; nor is any where that is switched off")
    func noCopy() throws {
        let store = try TemporaryStore()
        _ = try store.reopen()
        #expect(MigrationCopy.left(in: store.folder).isEmpty)
        let old = try OldStore()
        _ = try old.open(copies: false)
        #expect(MigrationCopy.left(in: old.folder).isEmpty)
    }

    @Test("Without room for the copy nothing is changed, and the error names the way out")
    func noRoom() throws {
        #expect { try MigrationCopy.refuse(needed: 1_000_000_000, free: 1_000_000_000, "x.db") } throws: { error in
            "\(error)".contains("1000 MB") && "\(error)".contains("SHARETRAIL_MIGRATION_COPY=off")
        }
        try MigrationCopy.refuse(needed: 1_000, free: 2_000, "x.db")
        try MigrationCopy.refuse(needed: 1_000, free: nil, "x.db")
    }

    @Test("A backup of version 1 is restored, and brought up to date")
    func restoresOld() throws {
        let old = try OldStore()
        let home = NSTemporaryDirectory() + "home-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: home) }
        let outcome = try StoreRestore(
            home: home, zone: TemporaryStore.zone, channels: TemporaryStore.channels,
            clock: Clock { TemporaryStore.now }
        ).run(backup: old.path, replaces: false)
        #expect(outcome.aside == nil && outcome.record.event == 7 + StoreRestore.skippedEvents)
        #expect(try StoreReader(folder: home).statistics().schemaIsOurs)
        // No copy of a copy.
        #expect(MigrationCopy.left(in: home).isEmpty)
    }
}
