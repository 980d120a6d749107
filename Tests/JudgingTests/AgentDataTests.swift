import Engagement
import Testing

@testable import Judging

/// So many of so many were judged wrongly.
struct WrongShare: CustomStringConvertible {
    var wrong = 0
    var all = 0

    var percent: Double { all == 0 ? 0 : 100 * Double(wrong) / Double(all) }

    var description: String {
        let hundredths = Int((percent * 100).rounded())
        return "\(wrong) of \(all) = \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
    }

    mutating func add(_ isWrong: Bool) {
        all += 1
        wrong += isWrong ? 1 : 0
    }
}

@Suite("The judge against 15,786 labelled agents")
struct AgentDataTests {
    /// The bar, in hundredths of agents judged wrongly. It holds for the half that nobody looked at as for the whole.
    static let machinesCounted = 2.5
    static let peopleRefused = 0.3
    static let inAppRefused = 0.1

    static func isWrong(_ row: AgentData.Row) -> Bool {
        (PeopleTests.judge.judge(agent: row.agent).verdict == .counted) != row.isHuman
    }

    /// Prints the lines that `scripts/check-agents` makes a table of.
    @Test("Machines are refused and people counted, those never seen too", .enabled(if: AgentData.rows != nil))
    func bar() throws {
        let rows = try #require(AgentData.rows)
        #expect(rows.count > 15_000)
        for (half, rows) in [("all", rows), ("never seen", rows.filter { !$0.isSeen })] {
            var shares: [String: WrongShare] = [:]
            for row in rows {
                let isWrong = Self.isWrong(row)
                let label = row.isHuman ? "people" : "machines"
                for name in ["\(label) all", "\(label) \(row.kind)"] {
                    shares[name, default: WrongShare()].add(isWrong)
                }
            }
            for (name, share) in shares.sorted(by: { $0.key < $1.key }) {
                print("AGENTS\t\(half)\t\(name)\t\(share.wrong)\t\(share.all)")
            }
            let machines = try #require(shares["machines all"])
            let people = try #require(shares["people all"])
            let inApp = try #require(shares["people inapp"])
            #expect(machines.percent <= Self.machinesCounted, "\(half): machines counted \(machines)")
            #expect(people.percent <= Self.peopleRefused, "\(half): people refused \(people)")
            #expect(inApp.percent <= Self.inAppRefused, "\(half): people in apps refused \(inApp)")
        }
    }

    @Test("Apps are named as their list names them", .enabled(if: AgentData.inApp != nil))
    func inAppChannels() throws {
        // Names of the lists that are not ours.
        let names = [
            "x": "twitter", "google app": "google-search", "google+": "googleplus", "yahoo japan": "yahoo-japan",
            "apple news": "apple-news", "ok": "okru", "microsoft teams": "teams", "qq browser": "qq",
        ]
        var share = WrongShare()
        var byChannel: [String: WrongShare] = [:]
        for line in try #require(AgentData.inApp) {
            let judgement = PeopleTests.judge.judge(agent: line[2])
            let name = (judgement.place?.name ?? judgement.family ?? "").lowercased()
            let isWrong = judgement.verdict != .counted || (names[name] ?? name) != line[0]
            share.add(isWrong)
            byChannel[line[0], default: WrongShare()].add(isWrong)
        }
        print("AGENTS\tapps named\tchannel\t\(share.wrong)\t\(share.all)")
        for (channel, share) in byChannel.sorted(by: { $0.key < $1.key }) where share.wrong > 0 {
            print("AGENTS\tapps named otherwise\t\(channel)\t\(share.wrong)\t\(share.all)")
        }
        #expect(share.percent <= 5)
    }

    @Test("Client hints are judged as labelled", .enabled(if: AgentData.brands != nil))
    func brands() throws {
        for line in try #require(AgentData.brands) {
            var signals = Signals(agent: PeopleTests.browsers[0].0)
            signals.brands = line[1]
            #expect((PeopleTests.judge.judge(signals).verdict == .counted) == (line[0] == "human"), "\(line[1])")
        }
    }

    @Test("What noisy lists call machines, and what lists dispute, has no bar", .enabled(if: AgentData.weak != nil))
    func withoutBar() throws {
        var weak = WrongShare()
        for row in try #require(AgentData.weak) { weak.add(Self.isWrong(row)) }
        print("AGENTS\tnoisy lists\tmachines all\t\(weak.wrong)\t\(weak.all)")
        var refused: [String: WrongShare] = [:]
        for line in AgentData.disputed ?? [] {
            refused[line[0], default: WrongShare()].add(PeopleTests.judge.judge(agent: line[3]).verdict != .counted)
        }
        for (reason, share) in refused.sorted(by: { $0.value.all > $1.value.all }).prefix(8) {
            print("AGENTS\tdisputed, refused\t\(reason)\t\(share.wrong)\t\(share.all)")
        }
        #expect(weak.all > 2_000)
    }
}
