import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Judging again")
struct RejudgeTests {
    /// Everything that is derived from the events.
    private func derived(_ store: TemporaryStore) throws -> [String] {
        try store.reader().queue.read { database in
            let all = [
                "SELECT * FROM tallies ORDER BY 1, 2, 3, 4, 5",
                "SELECT * FROM refused_tallies ORDER BY 1, 2, 3, 4, 5, 6, 7",
                "SELECT article, id, previewed, opened FROM shares ORDER BY 1, 2",
            ]
            return try all.flatMap { try Row.fetchAll(database, sql: $0).map(\.description) }
        }
    }

    private func figures(_ store: TemporaryStore) throws -> [String] {
        try store.reader().queue.read { database in
            let sql = """
                SELECT span, start, article, channel, origin, sum(presses), sum(previewed), sum(opened), sum(visits),
                       sum(arrivals), sum(unhashed), sum(reshares)
                  FROM figures GROUP BY 1, 2, 3, 4, 5
                HAVING sum(presses) + sum(previewed) + sum(opened) + sum(visits) > 0 ORDER BY 1, 2, 3, 4, 5
                """
            return try Row.fetchAll(database, sql: sql).map(\.description)
        }
    }

    private func total(_ store: TemporaryStore) throws -> Int64? {
        try store.value("SELECT sum(requests) FROM requests WHERE span = 3600")
    }

    private static let machines: [RefusalReason] = [.preview, .crawler, .scanner, .library]

    /// A made-up week with machines and families, in no order of time.
    private func events(_ count: Int, articles: [Int64], _ random: inout SplitMix) -> [EventEntry] {
        var shares: [Int64: [Int64]] = [:]
        return (0..<count).map { _ in
            let at = TemporaryStore.now.advanced(by: Int64.random(in: -7 * 86_400...0, using: &random))
            let article = articles.randomElement(using: &random) ?? 1
            let share = shares[article]?.randomElement(using: &random)
            let channel = [0, 1, 3].randomElement(using: &random) ?? 1
            let machine = Int.random(in: 0..<8, using: &random)
            let isMachine = Bool.random(using: &random)
            let reason = Self.machines[machine % Self.machines.count]
            var event: EventEntry
            switch (Int.random(in: 0..<5, using: &random), isMachine) {
            case (0, true): event = .press(article, share: nil, at: at, channel: channel, verdict: .refused(reason))
            case (0, false):
                let new = Int64.random(in: 1...Int64(1) << 40 - 1, using: &random)
                shares[article, default: []].append(new)
                event = .press(article, share: new, at: at, channel: channel, parent: share)
            case (1, _): event = .visit(article, share: share, at: at, channel: channel, verdict: .refused(.repeat))
            case (_, true): event = .visit(article, share: share, at: at, channel: channel, verdict: .refused(reason))
            case (_, false):
                event = .visit(
                    article, share: share, at: at, channel: channel,
                    arrival: [nil, true, false].randomElement(using: &random) ?? nil)
            }
            event.circumstances = Circumstances(
                agentFamily: "family\(machine)", machineAgent: isMachine ? "agent\(machine)/1" : nil)
            return event
        }
    }

    @Test("Tallies and shares are those of a rebuild, and no request is lost", arguments: 1...12)
    func likeRebuild(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let store = try TemporaryStore()
        let writer = try store.open()
        let articles = try (1...4).map { try store.article("https://news.example/\($0).html") }
        let made = events(600, articles: articles, &random)
        let folded = [0, 250, 599].randomElement(using: &random) ?? 0
        _ = try writer.append(Array(made[..<folded]), first: 1)
        try writer.fold()
        _ = try writer.append(Array(made[folded...]), first: Int64(folded) + 1)
        let requests = try total(store)
        for round in 1...2 {
            let codes = [0] + Self.machines.map(\.rawValue)
            let machines = (0..<8).map {
                NewVerdicts.Machine(
                    agent: "agent\($0)/1", code: codes.randomElement(using: &random) ?? 0,
                    circumstances: Circumstances(agentFamily: "new\($0)"))
            }
            let families = Dictionary(
                uniqueKeysWithValues: (0..<3).map { ("family\($0 + round)", codes[1 + ($0 + round) % 4]) })
            let verdicts = NewVerdicts(rules: 10 + round, machines: machines, families: families)
            let shown = try writer.rejudge(verdicts, apply: false)
            let done = try writer.rejudge(verdicts, apply: true)
            #expect(shown.changes == done.changes && !done.changes.isEmpty)
            #expect(try writer.rejudge(verdicts, apply: true).changes.isEmpty, "what is done is done once")
            #expect(try total(store) == requests)
            let now = try figures(store)
            try writer.fold()
            #expect(try figures(store) == now)
        }
        let kept = try derived(store)
        try writer.rebuild()
        #expect(try derived(store) == kept)
    }

    @Test("A machine that newer rules take for a person was still at the door of a withdrawn article")
    func withdrawn() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let (article, target) = (try store.article(), try store.article("https://news.example/2.html"))
        let at = TemporaryStore.now
        var early = EventEntry.visit(article, share: 1, at: at.advanced(by: -60), verdict: .refused(.library))
        early.circumstances = Circumstances(machineAgent: "reader/1")
        var late = early
        late.at = at
        _ = try writer.append([early, late], first: 1)
        _ = try writer.change(article, .redirect(to: target), at: at.advanced(by: -90))
        _ = try writer.change(target, .withdraw, at: at.advanced(by: -30))
        let verdicts = NewVerdicts(
            rules: 2, machines: [.init(agent: "reader/1", code: 0, circumstances: Circumstances())], families: [:])
        _ = try writer.rejudge(verdicts, apply: true)
        #expect(try store.value("SELECT group_concat(reason) FROM (SELECT reason FROM events ORDER BY id)") == "0,14")
        #expect(try store.value("SELECT count(*) FROM machine_events") == 0)
    }
}
