import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Events of old days go, and figures stay")
struct PruneTests {
    static let katmandu = TimeZone(identifier: "Asia/Kathmandu") ?? .gmt
    static let newYork = TimeZone(identifier: "America/New_York") ?? .gmt

    /// A store with a fortnight of events, folded in odd steps, with sums of refused requests and a change by hand.
    private func store(zone: TimeZone = TemporaryStore.zone, seed: UInt64 = 1) throws -> TemporaryStore {
        let store = try TemporaryStore(zone: zone)
        let first = try store.article("https://news.example/a.html")
        let second = try store.article("https://news.example/b.html")
        let all =
            MadeUpEvents.make(900, article: first, seed: seed)
            + MadeUpEvents.make(400, article: second, seed: seed + 10)
        let sums = (0..<300).map { number in
            RefusedSum(
                key: RefusedSum.Key(
                    .visit(
                        first, share: nil, at: TemporaryStore.now.advanced(by: -Int64(number) * 3971),
                        verdict: .refused(.preview))), requests: Int64(number % 5 + 1))
        }
        #expect(try store.open().append(all, first: 1, refused: sums).isEmpty)
        for hours in [1, 100, 250] {
            var correction = ArticleCorrection()
            correction.title = "\(hours)"
            _ = try store.open().change(
                first, .correct(correction),
                at: TemporaryStore.now.advanced(by: -Int64(hours) * 3600 - 1234))
        }
        while try store.open().foldOnce(limit: 137) {}
        return store
    }

    private static let subjects: [ReportQuestion.Subject] = [
        .top(limit: 10), .channels, .trend(by: .hour), .trend(by: .day), .trend(by: .week), .article,
        .counts(by: .none), .counts(by: .hour), .counts(by: .day), .counts(by: .article), .counts(by: .channel),
    ]

    private func answers(
        _ store: TemporaryStore, zone: TimeZone, _ subjects: [ReportQuestion.Subject] = subjects, from days: Int = 20
    ) throws -> [ReportAnswer] {
        let reader = try store.reader()
        let period = Period.last(days: days, before: TemporaryStore.now.advanced(by: 86_400), zone: zone)
        return try subjects.map { subject in
            var filter = ReportFilter()
            if case .article = subject { filter.article = 1 }
            return try reader.answer(ReportQuestion(subject, period: period, filter: filter))
        }
    }

    private func boundary(_ keepDays: Int, zone: TimeZone = TemporaryStore.zone) -> Timestamp {
        Seal.boundary(keepDays: keepDays, at: TemporaryStore.now, zone: zone)
    }

    @Test(
        "Every report that whole hours or days can answer is the same before, in every step of, and after pruning",
        arguments: [TemporaryStore.zone, newYork])
    func reportsStay(zone: TimeZone) throws {
        let store = try store(zone: zone)
        let before = try answers(store, zone: zone)
        let writer = try store.open()
        let sealed = try writer.seal(before: boundary(5, zone: zone))
        #expect(try answers(store, zone: zone) == before)
        var number: Int64 = .min
        var removed = 0
        while let through = try writer.removeSealed(after: number, limit: 411).through {
            number = through
            #expect(try answers(store, zone: zone) == before)
        }
        while try writer.foldRefused(limit: 57) { #expect(try answers(store, zone: zone) == before) }
        removed = try #require(try store.value("SELECT 1300 - count(*) FROM events"))
        #expect(removed > 600 && removed < 1100)
        #expect(try store.value("SELECT count(*) FROM events WHERE at < ?", [sealed.seconds]) == 0)
        #expect(try store.value("SELECT count(*) FROM refused_sums WHERE minute < ?", [sealed.seconds]) == 0)
        // Shares, and what is known of them, stay.
        #expect(try store.value("SELECT count(*) > 300 FROM shares") == true)
        #expect(try store.open().nextEvent() == 1301)
    }

    @Test("Stopped after any step, pruning goes on where it is run again, and a restart changes nothing")
    func stopsAnywhere() throws {
        let store = try store()
        let before = try answers(store, zone: TemporaryStore.zone)
        _ = try store.open().seal(before: boundary(5))
        _ = try store.open().removeSealed(after: 0, limit: 300)
        #expect(try answers(store, zone: TemporaryStore.zone) == before)
        let writer = try store.reopen()
        let outcome = try writer.prune(before: boundary(5))
        #expect(outcome.sealed == boundary(5) && outcome.removed > 300)
        #expect(try writer.prune(before: boundary(5)).removed == 0)
        #expect(try answers(store, zone: TemporaryStore.zone) == before)
        // Fewer days than before stay sealed; today cannot be.
        #expect(try writer.prune(before: boundary(9)).sealed == boundary(5))
        #expect { try writer.seal(before: boundary(-1)) } throws: { ($0 as? StoreError)?.code == .invalid }
    }

    @Test("Numbers do not restart where all events went")
    func numbersGoOn() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let old = TemporaryStore.now.advanced(by: -20 * 86_400)
        _ = try store.open().append([.press(article, share: 1, at: old), .visit(article, share: 1, at: old)], first: 1)
        // Not folded yet: pruning folds first.
        #expect(try store.open().prune(before: boundary(5)).removed == 2)
        #expect(try store.open().nextEvent() == 3)
        #expect(try store.reopen().nextEvent() == 3)
        #expect(try store.value("SELECT sum(visits) FROM tallies WHERE span = 3600") == 1)
    }

    @Test("What is not folded is not removed, even of sealed days")
    func unfoldedStays() throws {
        let store = try store()
        let writer = try store.open()
        _ = try writer.prune(before: boundary(5))
        let late = boundary(5).advanced(by: -100)
        _ = try writer.append([.visit(1, share: nil, at: late)], first: 1301)
        #expect(try writer.removeSealed(after: 0, limit: 5000).removed == 0)
        let visits: Int? = try store.value("SELECT sum(visits) FROM tallies WHERE span = 86400")
        try writer.fold()
        #expect(try store.value("SELECT sum(visits) FROM tallies WHERE span = 86400") == (visits ?? 0) + 1)
        #expect(try writer.removeSealed(after: 0, limit: 5000).removed == 1)
    }

    @Test("A share that was opened in a sealed day is not opened again", arguments: [false, true])
    func openedOnce(rebuilds: Bool) throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let old = TemporaryStore.now.advanced(by: -20 * 86_400)
        let events: [EventEntry] = [
            .press(article, share: 7, at: old), .visit(article, share: 7, at: old, verdict: .refused(.preview)),
            .visit(article, share: 7, at: old), .visit(article, share: 7),
            .visit(article, share: 7, verdict: .refused(.preview)),
        ]
        _ = try store.open().append(events, first: 1)
        let writer = try store.open()
        _ = try writer.prune(before: boundary(5))
        if rebuilds { try writer.rebuild() }
        _ = try writer.append([.visit(article, share: 7)], first: 6)
        let rows = try answers(store, zone: TemporaryStore.zone, [.top(limit: 1)], from: 40)[0]
        let opened = rows.columns.firstIndex { $0.key == "opened" } ?? 0
        let previewed = rows.columns.firstIndex { $0.key == "previewed" } ?? 0
        #expect(rows.rows[0][opened] == .count(1) && rows.rows[0][previewed] == .count(1))
        // Event by event, from the seal on: it was opened before.
        let now = TemporaryStore.now
        let minute = Period(from: now.advanced(by: -70), to: now.advanced(by: 5), zone: TemporaryStore.zone)
        let single = try store.reader().answer(ReportQuestion(.top(limit: 1), period: minute))
        #expect(single.rows[0][opened] == .count(0) && single.rows[0][previewed] == .count(0))
        #expect(single.rows[0][rows.columns.firstIndex { $0.key == "visits" } ?? 0] == .count(2))
    }

    @Test("What needs single events is refused beyond the seal, or says from when on it is told")
    func singleEvents() throws {
        let store = try store()
        _ = try store.open().prune(before: boundary(5))
        let reader = try store.reader()
        func ask(_ subject: ReportQuestion.Subject, _ from: Int64, _ to: Int64) throws -> ReportAnswer {
            try reader.answer(
                ReportQuestion(
                    subject,
                    period: Period(
                        from: boundary(5).advanced(by: from), to: boundary(5).advanced(by: to), zone: Self.katmandu)))
        }
        // Days in Nepal begin a quarter of an hour off: sums over the seal would have a hole.
        for subject in [.top(limit: 3), .channels, .counts(by: .none), .counts(by: .hour)] as [ReportQuestion.Subject] {
            #expect { try ask(subject, -90_000 - 900, 90_000) } throws: { error in
                "\(error)".contains("removed by «prune»")
            }
            #expect(
                try ask(subject, 900, 90_000).notes.allSatisfy { note in
                    if case .eventsRemoved = note { false } else { true }
                })
        }
        let places = try ask(.counts(by: .agent), -90_000, 90_000)
        #expect(places.notes.contains(.eventsRemoved(before: boundary(5), zone: Self.katmandu)))
        #expect { try ask(.counts(by: .agent), -90_000, 0) } throws: { ($0 as? StoreError)?.code == .invalid }
        // Its end is in the middle of a sealed hour, and nothing after it is kept: no reason to take the whole hour.
        #expect { try ask(.channels, -7200 - 1800, -1800) } throws: { ($0 as? StoreError)?.code == .invalid }
    }

    @Test("Days off the hour: the hour that the seal divides is whole, and a rebuild leaves it")
    func offTheHour() throws {
        let store = try store(zone: Self.katmandu)
        let before = try answers(store, zone: Self.katmandu, [.trend(by: .day), .channels, .counts(by: .day)])
        let hours = try answers(store, zone: .gmt, [.trend(by: .hour), .counts(by: .hour)])
        let writer = try store.open()
        _ = try writer.prune(before: boundary(5, zone: Self.katmandu))
        #expect(boundary(5, zone: Self.katmandu).seconds % 3600 == 900)
        for round in 0..<2 {
            #expect(
                try answers(store, zone: Self.katmandu, [.trend(by: .day), .channels, .counts(by: .day)]) == before)
            #expect(try answers(store, zone: .gmt, [.trend(by: .hour), .counts(by: .hour)]) == hours)
            let comparison = try store.reader().compareTallies()
            #expect(comparison.different == 0 && comparison.compared > 500, "round \(round)")
            try writer.rebuild()
        }
    }

    @Test("Access logs of sealed days are refused, and so is the second that their events could reach into")
    func logsAreRefused() throws {
        let store = try store()
        let writer = try store.open()
        _ = try writer.prune(before: boundary(5))
        let source = try writer.beginImport(format: "accesslog", digest: String(repeating: "a", count: 64), name: "x")
        let lines = [-7200, -1, 0, 1, 600].map { (offset: Int64) in
            LogLine(event: .visit(1, share: nil, at: boundary(5).advanced(by: offset)), source: source.number)
        }
        let events: Int? = try store.value("SELECT count(*) FROM events")
        let outcome = try writer.join(LogStep(lines: lines))
        #expect(outcome.sealed == [0, 1, 2] && outcome.added == [3, 4])
        #expect(outcome.sealedBefore == boundary(5))
        #expect(try store.value("SELECT count(*) FROM events") == (events ?? 0) + 2)
        #expect(try writer.join(LogStep(lines: Array(lines.prefix(2)))).sealed == [0, 1])
    }

    @Test("Sealed days are not judged again, and that is said")
    func notJudgedAgain() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        var events: [EventEntry] = []
        for days in [20, 1] as [Int64] {
            var event = EventEntry.visit(
                article, share: nil, at: TemporaryStore.now.advanced(by: -days * 86_400))
            event.circumstances = Circumstances(agentFamily: "Strange")
            events.append(event)
        }
        _ = try store.open().append(events, first: 1)
        let writer = try store.open()
        _ = try writer.seal(before: boundary(5))
        // Sealed and not removed yet is as good as gone.
        let outcome = try writer.rejudge(
            NewVerdicts(rules: 2, machines: [], families: ["Strange": RefusalReason.crawler.rawValue]), apply: true)
        #expect(outcome.changes.map(\.requests) == [1] && outcome.sealedBefore == boundary(5))
        #expect(try store.value("SELECT sum(visits) FROM tallies WHERE span = 86400") == 1)
        _ = try writer.prune(before: boundary(5))
        #expect(try store.value("SELECT sum(visits) FROM tallies WHERE span = 86400") == 1)
        #expect(try store.reader().compareTallies().different == 0)
    }

    @Test("What is kept of machines goes with their events")
    func machinesGo() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        var event = EventEntry.visit(
            article, share: nil, at: TemporaryStore.now.advanced(by: -6 * 86_400), verdict: .refused(.crawler))
        event.circumstances = Circumstances(agentFamily: "Bot", machineAgent: "Bot/1")
        _ = try store.open().append([event], first: 1)
        #expect(try store.value("SELECT count(*) FROM machine_events") == 1)
        _ = try store.open().prune(before: boundary(5))
        #expect(try store.value("SELECT count(*) FROM machine_events") == 0)
    }
}
