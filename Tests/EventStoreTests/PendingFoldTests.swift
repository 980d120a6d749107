import Engagement
import Foundation
import Testing

@testable import EventStore

@Suite("What is folded from memory is what the log says")
struct PendingFoldTests {
    /// The tallies up to the watermark, compared with the events up to it.
    private func expectSame(_ store: TemporaryStore, _ moment: String) throws {
        let comparison = try store.reader().compareTallies()
        #expect(comparison.different == 0, "\(moment): \(comparison)")
    }

    @Test(
        "Batches, folds, articles, refusals and other work in any order leave tallies that the log agrees with",
        arguments: [1, 2, 3, 4, 5, 6])
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let store = try TemporaryStore()
        let articles = try (1...3).map { try store.article("https://news.example/\($0).html") }
        var waiting = articles.flatMap { MadeUpEvents.make(400, article: $0, seed: seed * 10 + UInt64($0), days: 3) }
        var next: Int64 = 1
        var fromMemory = 0
        while !waiting.isEmpty {
            var batch = Array(waiting.prefix(Int.random(in: 1...40, using: &random)))
            waiting.removeFirst(batch.count)
            let isSpoiled = Int.random(in: 0..<20, using: &random) == 0
            if isSpoiled { batch.insert(.visit(99_999, share: nil, at: TemporaryStore.now), at: batch.count / 2) }
            let middle = batch.count / 3
            let refused = try store.open().append(
                [Array(batch[..<middle]), Array(batch[middle...])], first: next, sums: BatchSums(number: nil))
            #expect(refused.count == (isSpoiled ? 1 : 0))
            next += Int64(batch.count)
            switch Int.random(in: 0..<14, using: &random) {
            case 0, 1, 2:
                if try store.open().pendingFold != nil { fromMemory += 1 }
                _ = try store.open().foldOnce(limit: 25)
                try expectSame(store, "after a fold")
            case 3, 4:
                if try store.open().pendingFold != nil { fromMemory += 1 }
                try store.open().fold()
            case 5: _ = try store.article("https://news.example/\(next)-more.html")
            case 6: try store.open().rebuild()
            case 7: try store.reopen()
            case 8:
                // A commit whose outcome was unknown is repeated.
                _ = try store.open().append(batch, first: next - Int64(batch.count))
            default: break
            }
        }
        try store.open().fold()
        try expectSame(store, "at the end")
        #expect(try store.open().unfolded() == 0)
        #expect(try store.value("SELECT watermark >= (SELECT max(id) FROM events) FROM fold") == true)
        #expect(
            try store.value("SELECT sum(requests) FROM requests WHERE span = 3600")
                == store.value("SELECT count(*) FROM events") as Int?)
        #expect(fromMemory > 3)
    }

    @Test(
        "Local days that begin within an hour or a quarter of one have what came in them", arguments: [320, -200, 345])
    func oddZones(minutes: Int) throws {
        let zone = try #require(TimeZone(secondsFromGMT: minutes * 60))
        let store = try TemporaryStore(zone: zone)
        let article = try store.article()
        let events = MadeUpEvents.make(1_500, article: article, seed: 21, days: 4)
        for (place, start) in stride(from: 0, to: events.count, by: 100).enumerated() {
            _ = try store.open().append(Array(events[start..<(start + 100)]), first: Int64(start + 1))
            if place % 4 == 3 { try store.open().fold() }
        }
        try store.open().fold()
        try expectSame(store, "UTC+\(minutes) minutes")
    }

    @Test("A backlog is read from the log, and from then on folds come from memory again")
    func begins() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let events = MadeUpEvents.make(300, article: article, seed: 4)
        _ = try store.open().append(Array(events[..<100]), first: 1)
        #expect(try store.open().pendingFold != nil)
        try store.reopen()
        _ = try store.open().append(Array(events[100..<200]), first: 101)
        #expect(try store.open().pendingFold == nil)
        try store.open().fold()
        _ = try store.open().append(Array(events[200...]), first: 201)
        #expect(try store.open().pendingFold ?? 0 > 0)
        try store.open().fold()
        #expect(try store.open().pendingFold == 0)
        try expectSame(store, "after both")
    }

    @Test("A thousand visits of one share in one hour are few entries, and the first of them opens it")
    func fewEntries() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let press = EventEntry.press(article, share: 7, at: TemporaryStore.now)
        let visits = (0..<1_000).map { place in
            EventEntry.visit(article, share: 7, at: TemporaryStore.now, arrival: place % 2 == 0)
        }
        _ = try store.open().append([press] + visits, first: 1)
        #expect(try store.open().pendingFold == 3)
        try store.open().fold()
        #expect(try store.value("SELECT opened FROM tallies WHERE span = 3600") == 1)
        #expect(try store.value("SELECT visits FROM tallies WHERE span = 86400") == 1_000)
        #expect(try store.value("SELECT arrivals FROM tallies WHERE span = 86400") == 500)
        _ = try store.open().append(visits, first: 1_002)
        try store.open().fold()
        #expect(try store.value("SELECT opened FROM tallies WHERE span = 3600") == 1)
        #expect(try store.value("SELECT visits FROM tallies WHERE span = 3600") == 2_000)
    }

    @Test("A watermark that another program moved stops the fold, and nothing is added twice")
    func movedWatermark() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let events = MadeUpEvents.make(60, article: article, seed: 8)
        _ = try store.open().append(Array(events[..<30]), first: 1)
        try store.open().fold()
        _ = try store.open().append(Array(events[30...]), first: 31)
        try store.execute("UPDATE fold SET watermark = 40")
        #expect(throws: StoreError.self) { try store.open().foldOnce(limit: 1_000) }
        #expect(try store.open().pendingFold == nil)
        try store.execute("UPDATE fold SET watermark = 30")
        try store.open().fold()
        try expectSame(store, "after it was put back")
    }
}
