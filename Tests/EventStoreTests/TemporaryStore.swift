import Engagement
import Foundation
import GRDB

@testable import EventStore

/// A store in a folder of its own, removed at the end of the test.
final class TemporaryStore {
    let folder: String
    let clock: Clock
    private(set) var writer: StoreWriter?

    static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    static let channels = [
        NamedChannel(number: 0, name: "copy"), NamedChannel(number: 1, name: "facebook"),
        NamedChannel(number: 3, name: "zalo"),
    ]
    /// 2026-11-16 08:41 in Viet Nam.
    static let now = Timestamp(seconds: 1_794_793_260)

    init(zone: TimeZone = zone, now: Timestamp = now) throws {
        folder = NSTemporaryDirectory() + "store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        clock = Clock { now }
        writer = try StoreWriter(folder: folder, zone: zone, clock: clock, channels: Self.channels)
    }

    deinit {
        writer = nil
        try? FileManager.default.removeItem(atPath: folder)
    }

    func open() throws -> StoreWriter {
        guard let writer else { throw StoreError(.missing, "the test", hint: "the store is closed") }
        return writer
    }

    /// Changes the database behind the writer's back, as no other program should.
    func execute(_ statements: String...) throws {
        try DatabaseQueue(path: folder + "/" + StoreWriter.fileName).writeWithoutTransaction { database in
            for sql in statements { try database.execute(sql: sql) }
        }
    }

    /// Writes the closed store anew as version 4 of the schema had it.
    func becomeVersion4() throws {
        let path = folder + "/" + StoreWriter.fileName
        let old = path + ".old"
        try FileManager.default.moveItem(atPath: path, toPath: old)
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try Schema.migrator(Array(Schema.migrations.prefix(4))).migrate(queue)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "ATTACH ? AS old", arguments: [old])
            for table in try String.fetchAll(
                database, sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'grdb_%'")
            where table != "article_tallies" {
                let source = table == "request_tallies" ? "(SELECT * FROM old.requests WHERE span > 0)" : "old." + table
                let columns = try database.columns(in: table).map(\.name).joined(separator: ", ")
                try database.execute(sql: "DELETE FROM main." + table)
                try database.execute(sql: "INSERT INTO main." + table + " SELECT " + columns + " FROM " + source)
            }
            try database.execute(sql: "DETACH old")
        }
        try queue.close()
        try FileManager.default.removeItem(atPath: old)
    }

    /// Closes the store and opens it again, as after a restart.
    @discardableResult
    func reopen(zone: TimeZone = zone, manner: WriterManner = WriterManner()) throws -> StoreWriter {
        try close()
        let opened = try StoreWriter(
            folder: folder, zone: zone, clock: clock, channels: Self.channels, manner: manner)
        writer = opened
        return opened
    }

    /// Closes the store and lets its lock go.
    func close() throws {
        try writer?.close()
        writer = nil
    }

    func reader() throws -> StoreReader { try StoreReader(folder: folder) }

    /// Any query, for looking at the file from outside.
    func value<Value: DatabaseValueConvertible>(_ sql: String, _ arguments: StatementArguments = []) throws -> Value? {
        try reader().queue.read { try Value.fetchOne($0, sql: sql, arguments: arguments) }
    }

    func article(_ url: String = "https://news.example/tin/1.html") throws -> Int64 {
        try open().record([ArticleFacts(url: url)], source: .press)[0].number
    }
}

extension EventEntry {
    static func press(
        _ article: Int64, share: Int64?, at: Timestamp = TemporaryStore.now, channel: Int = 1, parent: Int64? = nil,
        verdict: Verdict = .counted
    ) -> EventEntry {
        EventEntry(
            at: at, kind: .press, article: article, share: share,
            parent: parent.map { Parent(id: $0, channel: channel) },
            channel: channel, verdict: verdict, rules: 1)
    }

    static func visit(
        _ article: Int64, share: Int64?, at: Timestamp = TemporaryStore.now, channel: Int = 1,
        verdict: Verdict = .counted, arrival: Bool? = nil
    ) -> EventEntry {
        EventEntry(
            at: at, kind: .visit, article: article, share: share, channel: channel, verdict: verdict, rules: 1,
            arrival: arrival)
    }
}

/// A sequence of numbers that is the same each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
