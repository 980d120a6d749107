import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Joining lines of logs with events")
struct LogJoinTests {
    private static let now = TemporaryStore.now.seconds

    /// Events and lines as seconds after `now`, each with the verdict's code.
    private func line(
        _ offset: Int64, code: Int = 0, family: String? = "Firefox", share: Int64 = 7, rules: Int = 1,
        isAgentKnown: Bool = true, wasAnswered: Bool = true
    ) -> LogLine {
        LogLine(
            event: event(offset, code: code, family: family, share: share, rules: rules), source: 1,
            isAgentKnown: isAgentKnown, wasAnswered: wasAnswered)
    }

    private func event(
        _ offset: Int64, code: Int = 0, family: String? = "Firefox", share: Int64 = 7, rules: Int = 1
    ) -> EventEntry {
        var event = EventEntry(
            at: Timestamp(seconds: Self.now + offset), kind: .visit, article: 1, share: share, channel: 1,
            verdict: .counted, rules: rules, circumstances: Circumstances(agentFamily: family))
        event.code = code
        return event
    }

    /// A store with an article, an import and these events.
    private func store(_ events: [EventEntry] = []) throws -> TemporaryStore {
        let store = try TemporaryStore()
        _ = try store.article()
        _ = try store.open().beginImport(format: "accesslog", digest: String(repeating: "a", count: 64), name: "a")
        _ = try store.open().append(events, first: 1)
        return store
    }

    private func join(_ store: TemporaryStore, _ lines: [LogLine]) throws -> LogOutcome {
        try store.open().join(LogStep(lines: lines))
    }

    @Test("Nearest first would leave a line over: events at 9 and 10, lines at 10 and 11")
    func notNearest() throws {
        let store = try store([event(9), event(10)])
        #expect(try join(store, [line(10), line(11)]).added.isEmpty)
    }

    @Test("A line takes an event within one second and no further, once, and of its own link and family")
    func window() throws {
        for offset in -3...3 {
            #expect(try join(try store([event(0)]), [line(Int64(offset))]).added.isEmpty == (abs(offset) <= 1))
        }
        #expect(try join(try store([event(0)]), [line(0), line(0)]).added == [1])
        #expect(try join(try store([event(0)]), [line(0, share: 8)]).added == [0])
        #expect(try join(try store([event(0)]), [line(0, family: "Chrome")]).added == [0])
        #expect(try join(try store([event(0)]), [line(0, family: nil)]).added == [0])
    }

    @Test("Verdicts decide between events that are equal else, and never make a line new")
    func verdicts() throws {
        let store = try store([event(0)])
        // The HEAD request comes a second before, and must not take the visit's place.
        #expect(try join(store, [line(-1, code: 1), line(1)]).added == [0])
        #expect(try store.value("SELECT group_concat(reason) FROM (SELECT reason FROM events ORDER BY id)") == "0,1")
        #expect(try join(try self.store([event(0, code: 11)]), [line(0)]).added.isEmpty)
    }

    @Test("Imported again, a line finds an event though others took the one it had")
    func movesOver() throws {
        // The first import: the line at 1 is the refused event at 0, the line at 2 is new.
        let store = try store([event(0, code: 11)])
        #expect(try join(store, [line(1), line(2)]).added == [1])
        // Now the line at 1 would rather be the new event at 2.
        #expect(try join(store, [line(1), line(2)]).added.isEmpty)
    }

    @Test(
        "Whatever events there are, an import repeated adds nothing, and finds as many as can be found",
        arguments: 1...60)
    func maximum(seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        func random(_ count: Int) -> [(Int64, Int, String?)] {
            (0..<count).map { _ in
                (
                    Int64.random(in: 0...6, using: &generator), [0, 11][Int.random(in: 0...1, using: &generator)],
                    ["Firefox", nil][Int.random(in: 0...1, using: &generator)]
                )
            }.sorted { $0.0 < $1.0 }
        }
        let events = random(Int.random(in: 0...6, using: &generator))
        let lines = random(Int.random(in: 1...6, using: &generator)).map { line($0.0, code: $0.1, family: $0.2) }
        let store = try store(events.map { event($0.0, code: $0.1, family: $0.2) })
        let added = try join(store, lines).added.count
        #expect(lines.count - added == Self.most(lines[...], events.map { ($0.0 + Self.now, $0.2) }))
        #expect(try join(store, lines).added.isEmpty)
    }

    /// The most lines that can find an event, by trying all ways.
    private static func most(_ lines: ArraySlice<LogLine>, _ events: [(at: Int64, family: String?)]) -> Int {
        guard let line = lines.first else { return 0 }
        var best = most(lines.dropFirst(), events)
        for (place, event) in events.enumerated()
        where abs(event.at - line.event.at.seconds) <= 1 && event.family == line.event.circumstances.agentFamily {
            var rest = events
            rest.remove(at: place)
            best = max(best, 1 + most(lines.dropFirst(), rest))
        }
        return best
    }

    @Test("Events that an earlier step took or made are not taken again, and are told to the next")
    func steps() throws {
        let store = try store([event(0)])
        let first = try join(store, [line(0), line(0)])
        #expect(first.added == [1] && first.taken.count == 2)
        let second = try store.open().join(LogStep(lines: [line(1)], taken: first.taken))
        #expect(second.added == [0])
        #expect(second.taken.count == 3)
        let third = try store.open().join(LogStep(lines: [line(5)], taken: second.taken))
        #expect(third.taken.count == 1)
    }

    @Test("Without an agent in the log, and under other rules, any family will do; else not")
    func anyFamily() throws {
        #expect(try join(try store([event(0)]), [line(0, family: nil, isAgentKnown: false)]).added.isEmpty)
        #expect(try join(try store([event(0, family: "Facebook", rules: 1)]), [line(0, rules: 2)]).added.isEmpty)
        let store = try store([event(0, rules: 1), event(0, family: "Facebook", rules: 1)])
        #expect(try join(store, [line(0, family: "Facebook", rules: 2), line(0, rules: 2)]).added.isEmpty)
    }

    @Test(
        "What reached nobody is never an event, takes none from those that reached somebody, and is noted by the hour")
    func unanswered() throws {
        let store = try store([event(0)])
        let lines = [line(-1, wasAnswered: false), line(0), line(1, wasAnswered: false)]
        #expect(try join(store, lines) == LogOutcome(failed: [0, 2], taken: [1]))
        #expect(try join(try self.store([event(0)]), [line(0, wasAnswered: false)]).failed.isEmpty)
        let hour = Self.now - Self.now % 3600
        for failures in [3, 2] {
            _ = try store.open().join(
                LogStep(failures: [hour: Int64(failures)], finished: [.init(source: 1, lines: 9)]))
        }
        #expect(try store.value("SELECT start || ' ' || events || ' ' || failures FROM filled_hours") == "\(hour) 0 3")
        #expect(try store.value("SELECT lines FROM imports WHERE finished IS NOT NULL") == 9)
    }

    @Test("A line that breaks a rule of the schema is left out and named; the others are recorded")
    func rejected() throws {
        let store = try store()
        var strange = line(0, share: 8)
        strange.event.channel = 42
        let outcome = try join(store, [strange, line(0), line(1)])
        #expect(outcome.rejected == [0] && outcome.added == [1, 2])
        #expect(try store.value("SELECT count(*) FROM events") == 2)
        #expect(try store.value("SELECT sum(events) FROM filled_hours") == 2)
    }

    @Test(
        "Reports name the runs of hours that logs filled, in local time, and what reached nobody; other periods do not")
    func notes() throws {
        let store = try store()
        let hour = Self.now - Self.now % 3600
        let offsets: [Int64] = [0, 1, 2, 5, 8, 11, 14].map { $0 * 3600 }
        _ = try join(store, offsets.map { line(hour - Self.now + $0) })
        _ = try store.open().join(LogStep(failures: [hour: 4, hour + 86_400 * 3: 1]))
        func period(_ from: Int64, _ to: Int64) -> Period {
            Period(from: Timestamp(seconds: from), to: Timestamp(seconds: to), zone: TemporaryStore.zone)
        }
        for subject in [ReportQuestion.Subject.channels, .counts(by: .none), .top(limit: 5), .trend(by: .hour)] {
            let answer = try store.reader().answer(ReportQuestion(subject, period: period(hour, hour + 86_400)))
            let runs =
                [period(hour, hour + 3 * 3600)] + [5, 8].map { period(hour + $0 * 3600, hour + ($0 + 1) * 3600) }
            #expect(answer.notes.contains(.filledFromLogs(runs, more: 2, events: 7)), "\(answer.notes)")
            #expect(answer.notes.contains(.reachedNobody(4)))
            let before = try store.reader().answer(ReportQuestion(subject, period: period(hour - 86_400, hour)))
            #expect(before.notes.isEmpty, "\(before.notes)")
        }
    }
}
