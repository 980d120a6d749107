import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Appending to the log")
struct AppendTests {
    @Test("Events are numbered one after another, also after a restart")
    func numbering() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        #expect(try store.open().nextEvent() == 1)
        _ = try store.open().append([.press(article, share: 7), .visit(article, share: 7)], first: 1)
        #expect(try store.reopen().nextEvent() == 3)
        #expect(try store.value("SELECT group_concat(id) FROM events") == "1,2")
    }

    @Test("Numbers go on behind the watermark when old events were removed")
    func numbersNeverRestart() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 7), .visit(article, share: 7)], first: 1)
        try store.open().fold()
        try store.open().queue.write { try $0.execute(sql: "DELETE FROM event_log") }
        #expect(try store.reopen().nextEvent() == 3)
    }

    @Test("A batch that is written again with the same numbers is there once")
    func retryIsExactlyOnce() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let batch: [EventEntry] = [.press(article, share: 7), .visit(article, share: 7)]
        _ = try store.open().append(batch, first: 1)
        _ = try store.open().append(batch, first: 1)
        #expect(try store.value("SELECT count(*) FROM events") == 2)
        #expect(try store.value("SELECT count(*) FROM shares") == 1)
    }

    @Test("A visit whose share is missing creates it")
    func visitCreatesShare() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let refused = try store.open().append([.visit(article, share: 42, channel: 3)], first: 1)
        #expect(refused.isEmpty)
        #expect(try store.value("SELECT channel FROM shares WHERE id = 42") == 3)
        // The press that comes later fills in what the visit could not know.
        _ = try store.open().append([.press(article, share: 41), .press(article, share: 42, parent: 41)], first: 2)
        #expect(try store.value("SELECT parent FROM shares WHERE id = 42") == 41)
    }

    @Test("A press with a parent that was never written creates the parent")
    func parentIsCreated() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 2, parent: 1)], first: 1)
        #expect(try store.value("SELECT parent FROM shares WHERE id = 2") == 1)
        #expect(try store.value("SELECT count(*) FROM shares") == 2)
    }

    @Test("One event that breaks a rule is left out, the others of its batch are kept")
    func badEventAlone() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let refused = try store.open().append(
            [.press(article, share: 1), .visit(999, share: nil), .visit(article, share: 5)], first: 1)
        #expect(refused == [1])
        #expect(try store.value("SELECT group_concat(id) FROM events") == "1,3")
    }

    @Test("Sums of unverified requests add up, and belong to their minute")
    func unverifiedSums() throws {
        let store = try TemporaryStore()
        let minute = Timestamp(seconds: TemporaryStore.now.seconds.floored(to: 60))
        let sum = UnattributedSum(minute: minute, kind: .visit, reason: .unverified, requests: 3)
        _ = try store.open().append([], first: 1, sums: [sum])
        _ = try store.open().append([], first: 1, sums: [sum])
        #expect(try store.value("SELECT requests FROM unattributed WHERE kind = 2") == 6)
    }

    @Test(
        "Whatever a referrer or a title holds is stored as it is, by bound parameters",
        arguments: [
            "'; DROP TABLE events; --", "\" OR 1=1", "%_\\", "Tiếng Việt", "e\u{301}", "👩‍👩‍👧", "\u{202E}x",
            String(repeating: "x", count: 10_240),
        ])
    func hostileText(text: String) throws {
        let store = try TemporaryStore()
        let facts = ArticleFacts(
            url: "https://news.example/a.html", cmsID: text, title: text, section: text, author: text, summary: text)
        let article = try store.open().record([facts], source: .feed)[0]
        #expect(article.facts == facts)
        #expect(try store.reader().article(named: text)?.number == article.number)
        var event = EventEntry.visit(article.number, share: 9)
        event.circumstances = Circumstances(referrerHost: text, agentFamily: text, country: nil)
        #expect(try store.open().append([event], first: 1).isEmpty)
        let answer = try store.reader().answer(
            ReportQuestion(
                .top(limit: 5),
                period: Period(from: Timestamp(seconds: 0), to: Timestamp(seconds: 1 << 32), zone: .gmt),
                filter: ReportFilter(section: text, author: text)))
        #expect(answer.rows.count == 1)
        #expect(try store.value("SELECT count(*) FROM events") == 1)
    }

    @Test("NUL, at which SQLite ends a text, is replaced")
    func nul() throws {
        let store = try TemporaryStore()
        let facts = ArticleFacts(url: "https://news.example/a.html", title: "a\u{0}b")
        #expect(try store.open().record([facts], source: .feed)[0].facts.title == "a\u{FFFD}b")
    }

    @Test("Beyond the cap of all articles together, new referrers become (other)")
    func variety() throws {
        let store = try TemporaryStore()
        let articles = try (0...(NameCache.limit / 900 + 1)).map { try store.article("https://news.example/\($0)") }
        let events = (0..<(NameCache.limit + 500)).map { number in
            var event = EventEntry.visit(articles[number / 900], share: nil)
            event.circumstances.referrerHost = "host\(number).example"
            return event
        }
        #expect(try store.open().append(events, first: 1).isEmpty)
        #expect(try store.value("SELECT count(*) FROM referrers") == NameCache.limit + 1)
        let other: Int? = try store.value(
            "SELECT count(*) FROM events e JOIN referrers r ON r.number = e.referrer WHERE r.host = '(other)'")
        #expect(other == 500)
    }

    @Test("A second writer on the same folder is refused while the first one lives")
    func oneWriter() throws {
        let store = try TemporaryStore()
        #expect {
            try StoreWriter(
                folder: store.folder, zone: TemporaryStore.zone, clock: store.clock, channels: TemporaryStore.channels)
        } throws: { ($0 as? StoreError)?.code == .locked }
        _ = try store.reopen()
    }

    @Test("A reader can change nothing, and never checkpoints")
    func readerIsReadOnly() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 1)], first: 1)
        let size = try FileManager.default.attributesOfItem(atPath: store.folder + "/sharetrail.db-wal")[.size] as? Int
        do {
            let reader = try store.reader()
            #expect(throws: (any Error).self) {
                try reader.queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM event_log") }
            }
            #expect(throws: (any Error).self) {
                try reader.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            try reader.queue.close()
        }
        let after = try FileManager.default.attributesOfItem(atPath: store.folder + "/sharetrail.db-wal")[.size] as? Int
        #expect(size == after)
        #expect((size ?? 0) > 0)
        #expect(try store.value("SELECT count(*) FROM events") == 1)
    }

    @Test("A folder without a database says what to do")
    func missing() throws {
        #expect { try StoreReader(folder: "/nonexistent") } throws: { error in
            (error as? StoreError)?.code == .missing && "\(error)".contains("sharetrail init")
        }
    }
}
