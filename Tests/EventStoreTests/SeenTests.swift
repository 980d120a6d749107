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

    /// How many of many hashes stand anywhere in database or log.
    private func onDisk(_ hashes: [Int64], _ store: TemporaryStore) throws -> Int {
        let wanted = Set(hashes)
        var found: Set<Int64> = []
        for suffix in ["", "-wal"] {
            let path = store.folder + "/" + StoreWriter.fileName + suffix
            guard FileManager.default.fileExists(atPath: path) else { continue }
            var last: UInt64 = 0
            for (place, byte) in try Data(contentsOf: URL(fileURLWithPath: path)).enumerated() {
                last = last << 8 | UInt64(byte)
                let number = Int64(bitPattern: last)
                if place >= 7, wanted.contains(number) { found.insert(number) }
            }
        }
        return found.count
    }

    @Test("Not one hash of a day stays, day after day, however many batches and restarts it came in")
    func allForgotten() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        var random = SplitMix(state: 29)
        for day in 0..<3 as Range<Int64> {
            let today = TemporaryStore.now.advanced(by: day * 86_400)
            var hashes: [Int64] = []
            // The table grows from one page to a tree, and copies of rows could be left where they stood before.
            for batch in 0..<60 {
                let events = (0..<(batch % 7 * 20 + 1)).map { _ in
                    var event = EventEntry.visit(article, share: 1, arrival: true)
                    // Small numbers take fewer than eight bytes.
                    let number = Int64(random.next() >> 2 | 1 << 62)
                    hashes.append(number)
                    event.seen = SeenVisitor(day: today, visitor: number)
                    return event
                }
                _ = try store.open().append(events, first: try store.open().nextEvent())
                if day == 0, batch % 20 == 10 { _ = try store.reopen() }
            }
            #expect(try onDisk(hashes, store) == hashes.count)
            // A visitor of the new day comes before the old one is forgotten, and shares a page with it.
            var event = EventEntry.visit(article, share: 1, arrival: true)
            event.seen = SeenVisitor(day: today.advanced(by: 86_400), visitor: day)
            let writer = try store.open()
            _ = try writer.append([event], first: try writer.nextEvent())
            #expect(try writer.forgetVisitors(exceptOf: today.advanced(by: 86_400)))
            #expect(try onDisk(hashes, store) == 0, "day \(day)")
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
        #expect(try store.reader().seen(on: yesterday).count == 2_000)
        var event = EventEntry.visit(article, share: 1)
        event.seen = SeenVisitor(day: today, visitor: 42)
        _ = try writer.append([event], first: try writer.nextEvent())
        #expect(try writer.forgetVisitors(exceptOf: today))
        #expect(try !isOnDisk(store))
        #expect(try store.reader().seen(on: yesterday).isEmpty && store.reader().seen(on: today) == [42])
        #expect(try store.value("SELECT count(*) FROM events WHERE arrival = 1") == 2_000)
        // Back to what costs no more writing.
        #expect(try writer.queue.read { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 2)
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
