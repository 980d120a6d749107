import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Tallies, the tail, and the log agree")
struct FoldTests {
    private func events(_ count: Int, article: Int64, seed: UInt64) -> [EventEntry] {
        MadeUpEvents.make(count, article: article, seed: seed)
    }

    private func answers(_ store: TemporaryStore, zone: TimeZone) throws -> [ReportAnswer] {
        let reader = try store.reader()
        let period = Period.last(days: 20, before: TemporaryStore.now.advanced(by: 86_400), zone: zone)
        let subjects: [ReportQuestion.Subject] = [
            .top(limit: 10), .channels, .trend(by: .hour), .trend(by: .day), .trend(by: .week), .counts(by: .none),
            .counts(by: .hour), .counts(by: .day), .counts(by: .article), .counts(by: .channel),
        ]
        return try subjects.map { subject in
            var answer = try reader.answer(ReportQuestion(subject, period: period))
            answer.notes.removeAll { $0 == .readFromEventLog }
            return answer
        }
    }

    @Test(
        "Every report is the same before, in the middle of, and after the fold, and after a rebuild",
        arguments: [1, 2, 3])
    func foldChangesNothing(seed: UInt64) throws {
        let store = try TemporaryStore()
        let first = try store.article("https://news.example/a.html")
        let second = try store.article("https://news.example/b.html")
        let all = events(700, article: first, seed: seed) + events(300, article: second, seed: seed + 10)
        #expect(try store.open().append(all, first: 1).isEmpty)
        let unfolded = try answers(store, zone: TemporaryStore.zone)
        #expect(unfolded[0].rows.count == 2)
        // What an earlier process left is read from the log, step by step.
        try store.reopen()
        #expect(try store.open().pendingFold == nil)
        var steps = 0
        while try store.open().foldOnce(limit: 137) {
            steps += 1
            if steps % 3 == 1 { #expect(try answers(store, zone: TemporaryStore.zone) == unfolded) }
        }
        #expect(steps > 5)
        #expect(try store.value("SELECT watermark FROM fold") == 1000)
        #expect(try answers(store, zone: TemporaryStore.zone) == unfolded)
        try store.open().rebuild()
        #expect(try answers(store, zone: TemporaryStore.zone) == unfolded)
    }

    @Test("A zone off the whole hour is answered from the log, and its figures add up to the same")
    func offTheHour() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        #expect(try store.open().append(events(500, article: article, seed: 5), first: 1).isEmpty)
        try store.open().fold()
        let kathmandu = try #require(TimeZone(identifier: "Asia/Kathmandu"))
        let reader = try store.reader()
        let period = Period.last(days: 20, before: TemporaryStore.now.advanced(by: 86_400), zone: kathmandu)
        let answer = try reader.answer(ReportQuestion(.trend(by: .hour), period: period))
        #expect(answer.notes.contains(.readFromEventLog))
        let whole = try answers(store, zone: TemporaryStore.zone)[2]
        #expect(answer.total == whole.total)
        #expect(answer.rows != whole.rows)
    }

    @Test("What the log says event by event is what the tallies say")
    func independentSums() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let all = events(800, article: article, seed: 9)
        #expect(try store.open().append(all, first: 1).isEmpty)
        try store.open().fold()
        // Worked out here, from the events alone.
        let presses = all.count { $0.kind == .press && $0.code == 0 }
        let visits = all.count { $0.kind == .visit && $0.code == 0 }
        let opened = Set(all.filter { $0.kind == .visit && $0.code == 0 }.compactMap(\.share)).count
        let previewed = Set(all.filter { $0.code == RefusalReason.preview.rawValue }.compactMap(\.share)).count
        let reshares = all.count { $0.kind == .press && $0.parent != nil }
        #expect(try store.value("SELECT sum(presses) FROM tallies WHERE span = 3600") == presses)
        #expect(try store.value("SELECT sum(visits) FROM tallies WHERE span = 86400") == visits)
        #expect(try store.value("SELECT sum(opened) FROM tallies WHERE span = 3600") == opened)
        #expect(try store.value("SELECT sum(previewed) FROM tallies WHERE span = 86400") == previewed)
        #expect(try store.value("SELECT sum(reshares) FROM tallies WHERE span = 3600") == reshares)
        #expect(try store.value("SELECT sum(requests) FROM requests WHERE span = 3600") == all.count)
        #expect(try store.value("SELECT count(*) FROM shares WHERE opened IS NOT NULL") == opened)
    }

    @Test("Another zone than before rebuilds the days, and only they change")
    func zoneChange() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(events(300, article: article, seed: 3), first: 1)
        try store.open().fold()
        let before: String? = try store.value(
            "SELECT group_concat(day) FROM (SELECT DISTINCT day FROM days ORDER BY day LIMIT 3)")
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        let writer = try store.reopen(zone: newYork)
        try writer.fold()
        #expect(try store.value("SELECT zone FROM fold") == "America/New_York")
        #expect(before != nil)
        let reader = try store.reader()
        let period = Period.last(days: 20, before: TemporaryStore.now.advanced(by: 86_400), zone: newYork)
        let days = try reader.answer(ReportQuestion(.trend(by: .day), period: period))
        let hours = try reader.answer(ReportQuestion(.trend(by: .hour), period: period))
        #expect(days.total == hours.total)
        #expect(!days.notes.contains(.readFromEventLog))
    }

    @Test("A day of 23 and a day of 25 hours are whole in the day tallies")
    func daylightSaving() throws {
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        // 2026-11-01 has 25 hours in New York.
        let store = try TemporaryStore(zone: newYork, now: Timestamp(seconds: 1_793_700_000))
        let article = try store.article()
        let midnight = Timestamp(seconds: 1_793_505_600)
        let visits = (0..<25).map { EventEntry.visit(article, share: nil, at: midnight.advanced(by: Int64($0) * 3600)) }
        _ = try store.open().append(visits, first: 1)
        try store.open().fold()
        let period = Period(from: midnight, to: midnight.advanced(by: 25 * 3600), zone: newYork)
        #expect(period.wholeDays == 1)
        let days = try store.reader().answer(ReportQuestion(.trend(by: .day), period: period))
        let hours = try store.reader().answer(ReportQuestion(.trend(by: .hour), period: period))
        #expect(days.rows.count == 1)
        #expect(days.rows[0][4] == .count(25))
        #expect(hours.rows.count == 25)
        #expect(hours.rows.allSatisfy { $0[4] == .count(1) })
    }
}
