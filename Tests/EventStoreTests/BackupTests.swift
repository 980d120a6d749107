import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Backups, and going back to one")
struct BackupTests {
    /// A store with its other files, as a newsroom has them.
    private func store() throws -> TemporaryStore {
        let store = try TemporaryStore()
        for name in ["sharetrail.keys", "sharetrail.yaml", "visitors.salt"] {
            try Data("of \(name)".utf8).write(to: URL(fileURLWithPath: store.folder + "/" + name))
        }
        let article = try store.article()
        var seen = EventEntry.visit(article, share: 5)
        seen.seen = SeenVisitor(day: TemporaryStore.now, visitor: 0x5EE2_5EE2_5EE2_5EE2)
        _ = try store.open().append(
            [.press(article, share: 5), seen] + MadeUpEvents.make(200, article: article, seed: 4), first: 1)
        return store
    }

    private func backup(
        _ store: TemporaryStore, to target: String? = nil, at offset: Int64 = 0, keep: Int? = nil
    ) throws -> Backup.Outcome {
        try Backup(home: store.folder, beside: ["sharetrail.keys", "sharetrail.yaml"]).make(
            to: target ?? store.folder + "/backups", at: TemporaryStore.now.advanced(by: offset), keep: keep)
    }

    private func restore(_ home: String, _ path: String, force: Bool = false, at offset: Int64 = 3600) throws
        -> StoreRestore.Outcome
    {
        let now = TemporaryStore.now.advanced(by: offset)
        return try StoreRestore(
            home: home, zone: TemporaryStore.zone, channels: TemporaryStore.channels, clock: Clock { now }
        ).run(backup: path, replaces: force)
    }

    private func mode(_ path: String) -> Int {
        var about = stat()
        return stat(path, &about) == 0 ? Int(about.st_mode & 0o777) : -1
    }

    @Test("A backup beside a writer holds what was committed, no visitor's hash and no salt, for its owner alone")
    func content() throws {
        let store = try store()
        let outcome = try backup(store)
        let folder = store.folder + "/backups"
        #expect(mode(folder) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["db", "keys", "yaml"].map { "sharetrail-20261116T014100Z.\($0)" })
        for name in names { #expect(mode("\(folder)/\(name)") == 0o600) }
        var needle = Int64(0x5EE2_5EE2_5EE2_5EE2).bigEndian
        let hash = Data(bytes: &needle, count: 8)
        #expect(try Data(contentsOf: URL(fileURLWithPath: outcome.path)).range(of: hash) == nil)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: store.folder + "/sharetrail.db")).range(of: hash) != nil
                || Data(contentsOf: URL(fileURLWithPath: store.folder + "/sharetrail.db-wal")).range(of: hash) != nil)
        let copy = try DatabaseQueue(path: outcome.path)
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") } == 202)
        #expect(try copy.read { try Int64.fetchOne($0, sql: Query.lastBackup) } == TemporaryStore.now.seconds)
        #expect(try copy.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        // The writer goes on as if nothing had been.
        _ = try store.open().append([.visit(1, share: 5)], first: 203)
        try store.open().noteBackup(made: outcome.made)
        #expect(try store.reader().lastBackup() == TemporaryStore.now)
        #expect(try store.value("SELECT count(*) FROM events") == 203)
    }

    @Test("Only the newest are kept, foreign files stay, and what a killed backup left behind goes")
    func keeping() throws {
        let store = try store()
        let folder = store.folder + "/backups"
        for number in 0..<4 { _ = try backup(store, at: Int64(number)) }
        for name in ["mine.db", "sharetrail-mine.db", ".sharetrail-20261116T010000Z.db.partial"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let outcome = try backup(store, at: 10, keep: 2)
        #expect(outcome.removed.count == 3)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.filter { $0.hasPrefix("sharetrail-2026") }.count == 6)
        #expect(names.contains("mine.db") && names.contains("sharetrail-mine.db"))
        #expect(!names.contains { $0.hasSuffix(".partial") })
        #expect(Backup.newest(in: folder) == outcome.path)
    }

    @Test("A backup that cannot be made leaves nothing, removes nothing, and says why")
    func failing() throws {
        let store = try store()
        let folder = store.folder + "/backups"
        let first = try backup(store)
        #expect { try backup(store) } throws: { "\($0)".contains("there already") }
        unlink(store.folder + "/sharetrail.keys")
        #expect { try backup(store, at: 1, keep: 1) } throws: { "\($0)".contains("sharetrail.keys") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
        #expect(FileManager.default.fileExists(atPath: first.path))
        let file = store.folder + "/no-database.db"
        try Data("no database at all, but long enough to be looked at".utf8).write(to: URL(fileURLWithPath: file))
        #expect { try StoreCopy.make(of: file, at: folder + "/x.db", made: nil) } throws: {
            ($0 as? StoreError)?.code == .storage
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/x.db"))
    }

    @Test("A restored database goes on behind every number that can have been given, folded and with its figures")
    func numbersSkip() throws {
        let store = try store()
        let made = try backup(store)
        // After the backup: articles and events that will be lost, and whose numbers are out in the world.
        let lost = try store.article("https://news.example/lost.html")
        _ = try store.open().append([.press(lost, share: 9)], first: 203)
        try store.close()
        let outcome = try restore(store.folder, made.path, force: true)
        #expect(outcome.record.made == TemporaryStore.now)
        #expect(outcome.record.article == lost + 1 + StoreRestore.skippedArticles)
        #expect(outcome.record.event == 204 + StoreRestore.skippedEvents)
        _ = try store.reopen()
        #expect(try store.open().nextEvent() == outcome.record.event)
        #expect(try store.open().unfolded() == 0)
        #expect(try store.reader().compareTallies().different == 0)
        #expect(try store.article("https://news.example/new.html") == outcome.record.article)
        #expect(try store.article("https://news.example/newer.html") == outcome.record.article + 1)
        _ = try store.open().append([.visit(1, share: 5)], first: outcome.record.event)
        try store.open().fold()
        let reader = try store.reader()
        let period = Period(
            from: TemporaryStore.now.advanced(by: -20 * 86_400), to: TemporaryStore.now.advanced(by: 7200), zone: .gmt)
        let answer = try reader.answer(ReportQuestion(.channels, period: period))
        #expect(
            answer.notes.contains(
                .lost(Period(from: TemporaryStore.now, to: TemporaryStore.now.advanced(by: 3600), zone: .gmt))))
        #expect(try reader.restores().map(\.event) == [outcome.record.event])
        // The old one is aside, whole.
        let aside = try #require(outcome.aside)
        let old = try DatabaseQueue(path: aside + "/sharetrail.db")
        #expect(try old.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") } == 203)
        // Once more from the same backup: further on still.
        try old.close()
        try store.close()
        let again = try restore(store.folder, made.path, force: true, at: 7200)
        #expect(again.record.article > outcome.record.article + StoreRestore.skippedArticles)
        #expect(again.record.event > outcome.record.event + StoreRestore.skippedEvents)
    }

    @Test("Restoring refuses beside a collector, over a database without being told, and what is no whole backup")
    func refusing() throws {
        let store = try store()
        let made = try backup(store)
        #expect { try restore(store.folder, made.path, force: true) } throws: { ($0 as? StoreError)?.code == .locked }
        try store.close()
        #expect { try restore(store.folder, made.path) } throws: { "\($0)".contains("--force") }
        // A page in the middle is spoiled.
        let handle = try #require(FileHandle(forUpdatingAtPath: made.path))
        try handle.seek(toOffset: 8192)
        try handle.write(contentsOf: Data(repeating: 0xAA, count: 4096))
        try handle.close()
        #expect { try restore(store.folder, made.path, force: true) } throws: { error in
            (error as? StoreError)?.code == .storage
        }
        #expect(!FileManager.default.fileExists(atPath: store.folder + "/.restoring"))
        _ = try store.reopen()
        #expect(try store.value("SELECT count(*) FROM events") == 202)
    }
}
