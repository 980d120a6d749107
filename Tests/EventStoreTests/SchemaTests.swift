import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("The schema")
struct SchemaTests {
    @Test("Migrations lead to schema.sql, to the letter")
    func migrationsLeadToSchema() throws {
        let migrated = try DatabaseQueue()
        try Schema.migrator().migrate(migrated)
        let written = try DatabaseQueue()
        try written.write { try $0.execute(sql: Schema.text) }
        let ours = try migrated.read(Schema.objects)
        let theirs = try written.read(Schema.objects)
        #expect(ours.count >= 20)
        #expect(ours == theirs)
    }

    @Test("schema.sql at the top of the repository is the one that is embedded")
    func schemaIsEmbedded() throws {
        let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        #expect(try String(contentsOf: top.appendingPathComponent("schema.sql"), encoding: .utf8) == Schema.text)
    }

    @Test("All tables are STRICT, and foreign keys are on")
    func tablesAreStrict() throws {
        let store = try TemporaryStore()
        let loose: Int? = try store.value(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
                + "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'")
        #expect(loose == 0)
        let writer = try store.open()
        #expect(try writer.queue.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
    }

    @Test("The writer syncs each commit fully, and writes ahead")
    func pragmas() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        #expect(try writer.queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try writer.queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test("A database of a newer version is refused by writer and reader")
    func newerIsRefused() throws {
        let store = try TemporaryStore()
        try store.open().queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9999')")
        }
        #expect { try store.reader() } throws: { ($0 as? StoreError)?.code == .newer }
        #expect { try store.reopen() } throws: { ($0 as? StoreError)?.code == .newer }
    }

    @Test("A migration brings an older database up to date and keeps its data, also from several versions back")
    func migrationKeepsData() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator([Schema.migrations[0]]).migrate(queue)
        try queue.write { try $0.execute(sql: "INSERT INTO reasons VALUES (0, 'counted', 'yes')") }
        let later =
            Schema.migrations + [
                ("9001", "ALTER TABLE reasons ADD COLUMN colour TEXT"), ("9002", "UPDATE reasons SET colour = 'green'"),
            ]
        try Schema.migrator(later).migrate(queue)
        #expect(try queue.read { try String.fetchOne($0, sql: "SELECT name || colour FROM reasons") } == "countedgreen")
        // A migration that fails leaves the version before it.
        #expect(throws: DatabaseError.self) {
            try Schema.migrator(later + [("9003", "UPDATE reasons SET name = NULL")]).migrate(queue)
        }
        #expect(try queue.read { try String.fetchOne($0, sql: "SELECT name FROM reasons") } == "counted")
    }

    static let nonsense: [(String, StatementArguments)] = [
        ("INSERT INTO traits (kind, channel, origin, reason, rules) VALUES (3, 1, 0, 0, 1)", []),
        ("INSERT INTO traits (kind, channel, origin, reason, rules) VALUES (1, 1, 0, 99, 1)", []),
        ("INSERT INTO traits (kind, channel, origin, reason, rules) VALUES (1, 9, 0, 0, 1)", []),
        ("INSERT INTO traits (kind, channel, origin, reason, rules, arrival) VALUES (1, 1, 0, 0, 1, 2)", []),
        // Twice the same, also where most of it is unknown.
        ("INSERT INTO traits (kind, channel, origin, reason, rules) VALUES (1, 1, 0, 0, 1), (1, 1, 0, 0, 1)", []),
        ("INSERT INTO event_log (id, at, article, traits) SELECT 1, 1, 99, number FROM traits", []),
        ("INSERT INTO event_log (id, at, article, traits) VALUES (1, 1, 1, 99)", []),
        ("INSERT INTO event_log (id, at, article, share, traits) SELECT 1, 1, 1, 5, number FROM traits", []),
        ("INSERT INTO event_log (id, at, article, traits) SELECT 1, 'now', 1, number FROM traits", []),
        ("INSERT INTO shares (article, id, channel, origin, made) VALUES (1, -1, 1, 0, 1)", []),
        ("INSERT INTO shares (article, id, channel, origin, made, parent) VALUES (1, 5, 1, 0, 1, 3)", []),
        ("INSERT INTO articles (number, url, source, added) VALUES (536870912, 'https://a.example/', 1, 1)", []),
        ("INSERT INTO articles (number, url, source, added) VALUES (2, 'not an address', 1, 1)", []),
        ("INSERT INTO fold VALUES (2, 0, 'UTC')", []),
        ("INSERT INTO unattributed VALUES (61, 1, 12, 1)", []),
    ]

    @Test("Nonsense is refused by the schema itself", arguments: nonsense.indices)
    func nonsenseIsRefused(index: Int) throws {
        let store = try TemporaryStore()
        _ = try store.open().append([.press(store.article(), share: 4, channel: 3)], first: 100)
        // A writer that has just appended does not look relations up.
        try store.reopen()
        let (sql, arguments) = Self.nonsense[index]
        #expect { try store.open().queue.write { try $0.execute(sql: sql, arguments: arguments) } } throws: { error in
            (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        }
    }

    @Test("Channels and reasons are named for people who open the file")
    func namesAreKept() throws {
        let store = try TemporaryStore()
        #expect(try store.value("SELECT name FROM channels WHERE number = 3") == "zalo")
        #expect(try store.value("SELECT name FROM reasons WHERE number = 3") == "preview")
        #expect(try store.value("SELECT count(*) FROM reasons") == RefusalReason.allCases.count + 1)
    }
}

@Suite("SQL is never put together from values")
struct BoundParameterTests {
    @Test("No source builds SQL by interpolation, and every query file is used and says its reason")
    func noInterpolation() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        let index = try String(contentsOf: sources.appendingPathComponent("EventStore/Query.swift"), encoding: .utf8)
        var swift = 0
        var queries = 0
        for case let file as URL in files {
            if file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                #expect(text.firstMatch(of: /sql: *"[^"\n]*\\\(/) == nil, "\(file.lastPathComponent)")
                #expect(text.firstMatch(of: /literal: *"/) == nil, "\(file.lastPathComponent)")
                swift += 1
            } else if file.pathExtension == "sql", file.path.contains("/Queries/") {
                let text = try String(contentsOf: file, encoding: .utf8)
                #expect(text.hasPrefix("-- "), "\(file.lastPathComponent)")
                #expect(
                    index.contains("\(file.deletingPathExtension().lastPathComponent)_sql"), "\(file.lastPathComponent)"
                )
                queries += 1
            }
        }
        #expect(swift > 80 && queries > 35)
    }
}
