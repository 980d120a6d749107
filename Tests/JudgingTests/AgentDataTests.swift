import Engagement
import Foundation
import Testing

@testable import Judging

/// The public agents with their labels, which lie beside the repository where they were fetched.
enum AgentData {
    struct Row: Sendable {
        var isHuman: Bool
        var kind: String
        var agent: String
    }

    static let rows: [Row]? = {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let file = folder.appendingPathComponent("../shared/data/user-agents.tsv")
        guard let data = try? Data(contentsOf: file) else {
            print("SKIPPED: the agents of user-agents.tsv are not in ../shared/data")
            return nil
        }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 4, ["human", "bot"].contains(fields[0]) else { return nil }
            return Row(isHuman: fields[0] == "human", kind: fields[1], agent: fields[3])
        }
    }()

    struct Share: CustomStringConvertible {
        var wrong = 0
        var all = 0
        var percent: Double { all == 0 ? 0 : 100 * Double(wrong) / Double(all) }
        var description: String {
            let hundredths = Int((percent * 100).rounded())
            return "\(wrong) of \(all) = \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
        }
    }

    struct Outcome {
        var byKind: [String: Share] = [:]
        var people = Share()
        var bots = Share()
        var familiesOfRefused: [String: Int] = [:]
    }

    static func judged(_ rows: [Row]) -> Outcome {
        var outcome = Outcome()
        for row in rows {
            let judgement = PeopleTests.judge.judge(agent: row.agent)
            let isWrong = (judgement.verdict == .counted) != row.isHuman
            let kind = "\(row.isHuman ? "people" : "bots") \(row.kind)"
            outcome.byKind[kind, default: Share()].all += 1
            outcome.byKind[kind]?.wrong += isWrong ? 1 : 0
            if row.isHuman {
                outcome.people.all += 1
                outcome.people.wrong += isWrong ? 1 : 0
                if isWrong {
                    outcome.familiesOfRefused["\(judgement.verdict) \(judgement.family ?? "–")", default: 0] += 1
                }
            } else {
                outcome.bots.all += 1
                outcome.bots.wrong += isWrong ? 1 : 0
            }
        }
        return outcome
    }
}

@Suite("The judge against 15,786 labelled agents")
struct AgentDataTests {
    /// Bounds of the first rules; they are to be tightened with every change of the rules.
    static let peopleRefused = 1.5
    static let inAppRefused = 0.5
    static let botsCounted = 35.0

    @Test("Few people are refused and most machines are not counted", .enabled(if: AgentData.rows != nil))
    func shares() throws {
        let rows = try #require(AgentData.rows)
        #expect(rows.count > 15_000)
        let outcome = AgentData.judged(rows)
        for (kind, share) in outcome.byKind.sorted(by: { $0.key < $1.key }) {
            print("JUDGE \(kind): wrong \(share)")
        }
        print("JUDGE people refused: \(outcome.people); bots counted: \(outcome.bots)")
        for (family, count) in outcome.familiesOfRefused.sorted(by: { $0.value > $1.value }).prefix(15) {
            print("JUDGE people refused as \(family): \(count)")
        }
        #expect(outcome.people.percent < Self.peopleRefused)
        #expect(outcome.bots.percent < Self.botsCounted)
        let inApp = try #require(outcome.byKind["people inapp"])
        #expect(inApp.percent < Self.inAppRefused)
    }
}
