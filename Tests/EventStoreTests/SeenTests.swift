import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("What is kept of visitors for a day")
struct SeenTests {
    private static let planted: Int64 = 0x5EC2_E715_A9D8_7C31

    /// Whether the eight bytes of the planted hash stand anywhere in database or log.
    private func isOnDisk(_ store: TemporaryStore) throws -> Bool {
        let pattern = withUnsafeBytes(of: Self.planted.bigEndian) { Data($0) }
        return try ["", "-wal"].contains { suffix in
            let path = store.folder + "/" + StoreWriter.fileName + suffix
            guard FileManager.default.fileExists(atPath: path) else { return false }
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: pattern) != nil
        }
    }

    private func fill(_ writer: StoreWriter, _ article: Int64, day: Timestamp) throws {
        let events = (0..<2_000).map { number in
            var event = EventEntry.visit(article, share: 1)
            event.arrival = true
            event.seen = SeenVisitor(day: day, visitor: number == 1_000 ? Self.planted : Int64(number))
            return event
        }
        _ = try writer.append(events, first: try writer.nextEvent())
    }

    @Test("Hashes of earlier days leave nothing in the file or its log, those of the day stay")
    func forgotten() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let article = try store.article()
        let today = TemporaryStore.now
        let yesterday = today.advanced(by: -86_400)
        try fill(writer, article, day: yesterday)
        #expect(try isOnDisk(store))
        #expect(try writer.seen(on: yesterday).count == 2_000)
        var event = EventEntry.visit(article, share: 1)
        event.seen = SeenVisitor(day: today, visitor: 42)
        _ = try writer.append([event], first: try writer.nextEvent())
        #expect(try writer.forgetVisitors(exceptOf: today))
        #expect(try !isOnDisk(store))
        #expect(try writer.seen(on: yesterday).isEmpty && writer.seen(on: today) == [42])
        #expect(try store.value("SELECT count(*) FROM events WHERE arrival = 1") == 2_000)
        // Without it a deletion leaves the bytes in free pages: the check can fail.
        #expect(try writer.queue.read { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 0)
    }

    @Test("While somebody reads, the log cannot be cut off, and it is said that something is left")
    func readerHolds() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let article = try store.article()
        try fill(writer, article, day: TemporaryStore.now.advanced(by: -86_400))
        let reader = try store.reader()
        try reader.queue.read { database in
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM seen")
            #expect(try !writer.forgetVisitors(exceptOf: TemporaryStore.now))
        }
        #expect(try writer.forgetVisitors(exceptOf: TemporaryStore.now))
        #expect(try !isOnDisk(store))
    }
}
