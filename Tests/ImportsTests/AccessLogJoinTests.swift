import Engagement
import EventStore
import Foundation
import Testing

@testable import Imports

@Suite("Joining access logs with what was recorded")
struct AccessLogJoinTests {
    typealias Room = LogNewsroom

    /// A day, split at random into hours in which the collector was there and hours in which it was not.
    private struct Trial {
        let room: Room
        let day: AccessLogDay
        let lines: [(at: Int64, line: String)]
        let isUp: (Int64) -> Bool
        var recorded = 0

        init(seed: UInt64) throws {
            var generator = LogNumbers(state: seed)
            room = try Room()
            let seconds = Int64.random(in: 300...4_000, using: &generator)
            day = try AccessLogDay(room, requests: 400, seconds: seconds, generator: &generator)
            var cuts = (0..<([0, 2, 6, 200].randomElement(using: &generator) ?? 0)).map { _ in
                Room.start + Int64.random(in: 0..<seconds, using: &generator)
            }
            cuts.sort()
            let first = Bool.random(using: &generator)
            isUp = { at in (cuts.count { $0 <= at } % 2 == 0) == first }
            lines = day.log(generator: &generator)
            let live = day.live(isUp)
            recorded = live.count
            let refused = try room.writer.append(live, first: 1)
            guard refused.isEmpty else { throw Spoiled() }
        }

        struct Spoiled: Error {}
    }

    @Test(
        "After the import the counts are those of the day without a gap; imported again, nothing changes",
        arguments: 1...12)
    func uninterrupted(seed: UInt64) throws {
        let trial = try Trial(seed: seed)
        let lines = trial.lines.map(\.line)
        let first = try trial.room.run(lines)
        #expect(try trial.room.counts() == trial.day.counts)
        #expect(first.known == Int64(trial.recorded))
        #expect(first.added == Int64(trial.day.requests.count - trial.recorded))
        let again = try trial.room.run(lines, steps: (7, 50))
        #expect(again.added == 0 && again.known == Int64(lines.count))
        #expect(try trial.room.counts() == trial.day.counts)
        #expect(try trial.room.value("SELECT coalesce(sum(events), 0) FROM filled_hours") == first.added)
    }

    @Test("Steps however small find the same", arguments: 41...48)
    func steps(seed: UInt64) throws {
        let trial = try Trial(seed: seed)
        let summary = try trial.room.run(trial.lines.map(\.line), steps: (1, Int(seed % 5) * 10 + 1))
        #expect(summary.known == Int64(trial.recorded))
        #expect(try trial.room.counts() == trial.day.counts)
    }

    /// Where a log can be cut so that no double click lies across the cut.
    private func quietCut(_ lines: [(at: Int64, line: String)], from: Int) -> Int? {
        lines.indices.dropFirst(from).first { $0 > 0 && lines[$0].at - lines[$0 - 1].at > 12 }
    }

    @Test("Logs that overlap give the day in either order, and together", arguments: 61...70)
    func overlapping(seed: UInt64) throws {
        for order in 0..<3 {
            let trial = try Trial(seed: seed)
            let second = quietCut(trial.lines, from: trial.lines.count / 3) ?? 0
            let end = trial.lines.count * 2 / 3
            let lines = trial.lines.map(\.line)
            let halves = [Array(lines[..<max(end, second)]), Array(lines[second...])]
            switch order {
            case 0: for half in halves { try trial.room.run(half) }
            case 1: for half in halves.reversed() { try trial.room.run(half) }
            default: try trial.room.run(halves[0], halves[1])
            }
            #expect(try trial.room.counts() == trial.day.counts, "order \(order)")
            for half in halves { #expect(try trial.room.run(half).added == 0) }
            #expect(try trial.room.counts() == trial.day.counts)
        }
    }

    @Test("A log that says nothing of agents adds nothing to what was recorded with them")
    func withoutAgents() throws {
        let trial = try Trial(seed: 7)
        let room = try Room()
        let day = trial.day
        // The same keys and articles: the tokens verify in both.
        for name in ["1", "2"] { _ = try room.article(name) }
        _ = try room.writer.append(day.live { _ in true }, first: 1)
        let common = trial.lines.map { $0.line.components(separatedBy: " \"-\" ")[0] }
        for _ in 0..<2 {
            let summary = try room.run(common)
            #expect(summary.added == 0 && summary.known == Int64(common.count))
        }
    }

    @Test("Several logs of servers side by side are told apart from logs that overlap")
    func sideBySide() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let (a, b) = (Room.line(path, address: "203.0.113.1"), Room.line(path, address: "203.0.113.2"))
        #expect(try room.run([a, b], [b]).added == 2)
        let other = try Room()
        _ = try other.article()
        #expect(try other.run([a], [b]).added == 2)
    }

    @Test("A double click across two logs of one run is a repeat")
    func acrossLogs() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let summary = try room.run([Room.line(path)], [Room.line(path, at: Room.start + 4)])
        #expect(summary.added == 2 && summary.refused == [.repeat: 1])
    }
}
