import Engagement
import GRDB
import Testing

@testable import EventStore

@Suite("What an event names stands in the database")
struct RelationsTests {
    @Test("An event, a parent or a sum that names what is not there is refused, and no other is")
    func refuses() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let now = TemporaryStore.now
        let good = EventEntry.visit(article, share: nil, at: now)
        var strange = good
        strange.code = 77
        let events: [EventEntry] = [
            good, .visit(404, share: nil, at: now), .visit(article, share: nil, at: now, channel: 55),
            .press(article, share: 9, at: now), .visit(article, share: 9, at: now), strange,
            .press(404, share: 10, at: now), .press(article, share: 11, at: now, channel: 55),
        ]
        for round in 0..<2 {
            let refused = try store.open().append(events, first: Int64(1 + round * events.count))
            #expect(refused == [1, 2, 5, 6, 7])
        }
        let sum = RefusedSum.Key(EventEntry.visit(404, share: nil, at: now, verdict: .refused(.repeat)))
        #expect(throws: StoreError.self) {
            try store.open().append(
                [[good]], first: 100, sums: BatchSums(number: nil, refused: [RefusedSum(key: sum, requests: 2)]))
        }
        #expect(try store.value("SELECT count(*) FROM events") == 6)
        #expect(try store.value("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }

    @Test("A visit whose share is missing makes it, and one that is known needs no look at the table")
    func missingShare() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let now = TemporaryStore.now
        #expect(try store.open().append([.visit(article, share: 5, at: now)], first: 1).isEmpty)
        #expect(try store.value("SELECT count(*) FROM shares WHERE id = 5") == 1)
        #expect(try store.open().append([.visit(article, share: 5, at: now)], first: 2).isEmpty)
        #expect(try store.value("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }

    @Test("What was named in a transaction that was undone is looked up again")
    func undone() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let now = TemporaryStore.now
        var impossible = EventEntry.press(article, share: 6, at: now)
        impossible.circumstances.country = "too long"
        #expect(try store.open().append([impossible], first: 1) == [0])
        #expect(try store.value("SELECT count(*) FROM shares WHERE id = 6") == 0)
        #expect(try store.open().append([.visit(article, share: 6, at: now)], first: 2).isEmpty)
        #expect(try store.value("SELECT count(*) FROM shares WHERE id = 6") == 1)
        #expect(try store.value("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }

    @Test("Everything but the append of events and the fold has SQLite itself check what is named")
    func enforced() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let writer = try store.open()
        _ = try writer.append([.visit(article, share: nil, at: TemporaryStore.now)], first: 1)
        #expect(throws: StoreError.self) {
            try writer.record(
                NewsroomShare(key: ShareKey(article: 404, id: 1), channel: 1, campaign: nil, made: TemporaryStore.now))
        }
        _ = try writer.append([.visit(article, share: nil, at: TemporaryStore.now)], first: 2)
        try writer.fold()
        #expect(throws: StoreError.self) {
            try writer.record(
                NewsroomShare(
                    key: ShareKey(article: article, id: 1), channel: 55, campaign: nil, made: TemporaryStore.now))
        }
    }

    @Test("A row that names one which is not there is found")
    func dangling() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 9, at: TemporaryStore.now)], first: 1)
        #expect(try store.reader().statistics().danglingTable == nil)
        try store.execute("PRAGMA foreign_keys = OFF", "DELETE FROM shares")
        #expect(try store.reader().statistics().danglingTable == "event_log")
    }
}
