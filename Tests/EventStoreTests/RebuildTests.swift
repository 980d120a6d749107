import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Tallies are proved by the log, and follow the zone")
struct RebuildTests {
    private static let newYork = TimeZone(identifier: "America/New_York") ?? .gmt
    private static let katmandu = TimeZone(identifier: "Asia/Kathmandu") ?? .gmt

    private func store(zone: TimeZone = TemporaryStore.zone) throws -> TemporaryStore {
        let store = try TemporaryStore(zone: zone)
        for (number, url) in ["https://news.example/a.html", "https://news.example/b.html"].enumerated() {
            let article = try store.article(url)
            let events = MadeUpEvents.make(400, article: article, seed: UInt64(number + 1))
            _ = try store.open().append(events, first: try store.open().nextEvent())
        }
        return store
    }

    private func boundary(_ zone: TimeZone = TemporaryStore.zone) -> Timestamp {
        Seal.boundary(keepDays: 5, at: TemporaryStore.now, zone: zone)
    }

    private func days(_ store: TemporaryStore, zone: TimeZone) throws -> [ReportAnswer] {
        let period = Period.last(days: 20, before: TemporaryStore.now.advanced(by: 86_400), zone: zone)
        return try [.trend(by: .day), .channels, .counts(by: .day)].map { (subject: ReportQuestion.Subject) in
            try store.reader().answer(ReportQuestion(subject, period: period))
        }
    }

    @Test("Nothing differs at any point of the fold, nor after pruning")
    func nothingDiffers() throws {
        let store = try store()
        for _ in 0..<3 {
            _ = try store.open().foldOnce(limit: 190)
            let comparison = try store.reader().compareTallies()
            #expect(comparison.different == 0 && comparison.compared > 100)
        }
        _ = try store.open().prune(before: boundary())
        let comparison = try store.reader().compareTallies()
        #expect(comparison.different == 0 && comparison.compared > 1_000)
    }

    static let damages = [
        "UPDATE tallies SET visits = visits + 1 WHERE span = 3600 AND article = 1 AND start = (SELECT max(start) FROM tallies WHERE span = 3600 AND article = 1)",
        "DELETE FROM tallies WHERE span = 86400 AND article = 1 AND start = (SELECT max(start) FROM tallies WHERE span = 86400 AND article = 1)",
        "INSERT INTO tallies SELECT 3600, start, article, -1, origin, 1, 0, 0, 0, 0, 0, 0, 0 FROM tallies WHERE span = 3600 AND article = 1 ORDER BY start DESC LIMIT 1",
        "DELETE FROM refused_tallies WHERE article = 1 AND span = 3600",
        "UPDATE tallies SET fetches = fetches + 1 WHERE span = 86400 AND start = (SELECT max(start) FROM tallies WHERE span = 86400)",
        "UPDATE shares SET opened = opened - 1 WHERE article = 1 AND opened > 1794793260 - 86400",
        "UPDATE shares SET previewed = NULL WHERE article = 1 AND previewed > 1794793260 - 4 * 86400",
        "UPDATE article_tallies SET presses = presses + 1 WHERE span = 86400 AND start = (SELECT max(start) FROM article_tallies WHERE span = 86400)",
        "UPDATE article_tallies SET arrivals = arrivals + 1 WHERE span = 2592000",
        "DELETE FROM article_tallies WHERE span = 604800 AND start = (SELECT max(start) FROM article_tallies WHERE span = 604800)",
        "DELETE FROM channel_tallies WHERE span = 3600 AND start > 1794793260 - 86400",
        "UPDATE channel_tallies SET unhashed = unhashed + 1 WHERE span = 2592000",
        "UPDATE request_sums SET requests = requests + 1 WHERE span = 86400",
        "DELETE FROM request_sums WHERE span = 2592000",
        "UPDATE circumstances SET visits = visits + 1 WHERE span = 3600 AND about = 1 AND start > 1794793260 - 86400",
        "UPDATE circumstances SET value = value + 900 WHERE span = 86400 AND about = 3 AND start > 1794793260 - 2 * 86400",
        "DELETE FROM circumstances WHERE span = 2592000 AND about = 2",
        "UPDATE openings SET visits = visits + 1 WHERE start > 1794793260 - 86400",
    ]

    @Test("Each damage to what is folded is found and mended", arguments: damages.indices)
    func damageIsMended(index: Int) throws {
        let store = try store()
        try store.open().fold()
        _ = try store.open().prune(before: boundary())
        let before = try days(store, zone: TemporaryStore.zone)
        try store.open().queue.write { try $0.execute(sql: Self.damages[index]) }
        let comparison = try store.reader().compareTallies()
        #expect(comparison.different > 0)
        try store.open().rebuild()
        #expect(try store.reader().compareTallies().different == 0)
        // The deletion of all sums took sealed ones along: those cannot come back.
        if index != 3 { #expect(try days(store, zone: TemporaryStore.zone) == before) }
    }

    @Test("Sealed tallies are not touched by a rebuild, though their events are gone")
    func sealedStay() throws {
        let store = try store()
        _ = try store.open().prune(before: boundary())
        let before = try days(store, zone: TemporaryStore.zone)
        try store.open().rebuild()
        #expect(try days(store, zone: TemporaryStore.zone) == before)
        #expect(try store.reader().compareTallies().different == 0)
    }

    @Test("In another zone of whole hours days are right at once, sealed ones too, and stay right in a rebuild")
    func zoneOfWholeHours() throws {
        let plain = try store(zone: Self.newYork)
        try plain.open().fold()
        let right = try days(plain, zone: Self.newYork)
        for prunes in [false, true] {
            let store = try store()
            try store.open().fold()
            if prunes { _ = try store.open().prune(before: boundary()) }
            let writer = try store.reopen(zone: Self.newYork)
            #expect(try store.value("SELECT watermark FROM fold") == 800)
            #expect(try days(store, zone: Self.newYork) == right)
            try writer.rebuild()
            #expect(try days(store, zone: Self.newYork) == right)
            #expect(try store.reader().compareTallies().different == 0)
        }
    }

    @Test(
        "A zone off the hour is folded anew, right at every moment; with sealed days it is refused, and nothing changes"
    )
    func zoneOffTheHour() throws {
        let plain = try store(zone: Self.katmandu)
        try plain.open().fold()
        let right = try days(plain, zone: Self.katmandu)
        let store = try store()
        try store.open().fold()
        _ = try store.reopen(zone: Self.katmandu)
        repeat { #expect(try days(store, zone: Self.katmandu) == right) } while try store.open().foldOnce(limit: 170)
        #expect(try days(store, zone: Self.katmandu) == right)
        _ = try store.reopen()
        _ = try store.open().prune(before: boundary())
        let before = try days(store, zone: TemporaryStore.zone)
        #expect { try store.reopen(zone: Self.katmandu) } throws: { error in
            "\(error)".contains("set «timeZone» back to Asia/Ho_Chi_Minh")
        }
        _ = try store.reopen()
        #expect(try days(store, zone: TemporaryStore.zone) == before)
    }
}
