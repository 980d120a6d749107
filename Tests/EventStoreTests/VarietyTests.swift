import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Caps on what anyone can send without end")
struct VarietyTests {
    private func visit(_ article: Int64, _ about: Circumstances, day: Int64 = 0, verdict: Verdict = .counted)
        -> EventEntry
    {
        var event = EventEntry.visit(
            article, share: 1, at: TemporaryStore.now.advanced(by: day * 86_400), verdict: verdict)
        event.circumstances = about
        return event
    }

    @Test("An article has at most 1,000 referring hosts a day; the rest is (other), and nothing of it is kept")
    func referrers() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let other = try store.article("https://news.example/2.html")
        var events = (0..<1_500).map { visit(article, Circumstances(referrerHost: "r\($0).example")) }
        events.append(visit(other, Circumstances(referrerHost: "r1400.example")))
        // What the article had today stands.
        events.append(visit(article, Circumstances(referrerHost: "r7.example")))
        // Another day begins anew.
        events.append(visit(article, Circumstances(referrerHost: "r1450.example"), day: 1))
        _ = try store.open().append(events, first: 1)
        let distinct = """
            SELECT count(DISTINCT host) FROM events JOIN referrers ON number = referrer
             WHERE article = ? AND host <> '(other)' AND id <= 1500
            """
        #expect(try store.value(distinct, [article]) == 1_000)
        #expect(
            try store.value("SELECT count(*) FROM events JOIN referrers ON number = referrer WHERE host = '(other)'")
                == 500)
        #expect(
            try store.value("SELECT host FROM events JOIN referrers ON number = referrer WHERE id = 1501")
                == "r1400.example")
        #expect(
            try store.value("SELECT host FROM events JOIN referrers ON number = referrer WHERE id = 1502")
                == "r7.example")
        #expect(
            try store.value("SELECT host FROM events JOIN referrers ON number = referrer WHERE id = 1503")
                == "r1450.example")
        #expect(try store.value("SELECT count(*) FROM referrers") == 1_003)
    }

    @Test("Places are capped alike, agents are kept as families with system and device")
    func placesAndAgents() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let events = (0..<1_200).map {
            visit(article, Circumstances(place: Place(name: "com.example.app\($0)", appID: "com.example.app\($0)")))
        }
        let long = String(repeating: "x", count: 500)
        let odd = visit(
            article,
            Circumstances(agentFamily: long, system: long, device: .phone, place: Place(name: long, appID: long)))
        _ = try store.open().append(events + [odd], first: 1)
        #expect(try store.value("SELECT count(DISTINCT place) FROM events") == 1_001)
        #expect(
            try store.value(
                "SELECT family || '/' || system || '/' || device FROM agents ORDER BY number DESC LIMIT 1")
                == "(other)/(other)/phone")
    }

    @Test("The agent of a refused machine is kept, a person's never, and each at most 512 letters")
    func machines() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let about = Circumstances(agentFamily: "curl", machineAgent: "curl/8.1")
        var events = [
            visit(article, about, verdict: .refused(.library)), visit(article, about, verdict: .counted),
            visit(article, about, verdict: .refused(.repeat)), visit(article, about, verdict: .refused(.internal)),
            visit(article, about, verdict: .refused(.prefetch)),
        ]
        events.append(
            visit(
                article, Circumstances(machineAgent: String(repeating: "ữ", count: 2_000)), verdict: .refused(.crawler))
        )
        _ = try store.open().append(events, first: 1)
        #expect(try store.value("SELECT group_concat(event) FROM machine_events") == "1,6")
        #expect(try store.value("SELECT max(length(agent)) FROM machines") ?? 999 <= 512)
        #expect(try store.value("SELECT agent FROM machines WHERE number = 1") == "curl/8.1")
    }

    @Test("Agents of machines go after 30 days, with the requests they came from untouched")
    func machinesGo() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let events = [-29, -1].map {
            visit(article, Circumstances(machineAgent: "bot\($0)"), day: $0, verdict: .refused(.crawler))
        }
        let writer = try store.open()
        _ = try writer.append(events, first: 1)
        try writer.forgetMachines(at: TemporaryStore.now)
        #expect(try store.value("SELECT count(*) FROM machines") == 2)
        try writer.forgetMachines(at: TemporaryStore.now.advanced(by: 2 * 86_400))
        #expect(try store.value("SELECT group_concat(agent) FROM machines") == "bot-1")
        #expect(try store.value("SELECT count(*) FROM events") == 2)
        // The number of the machine that went may be given to another one.
        let late = visit(article, Circumstances(machineAgent: "bot-29"), verdict: .refused(.crawler))
        _ = try writer.append([late], first: 3)
        #expect(
            try store.value("SELECT agent FROM machine_events JOIN machines ON number = machine WHERE event = 3")
                == "bot-29")
    }

    @Test("Floods of refused requests are sums, and reports add them up with the rest", arguments: [false, true])
    func floods(folded: Bool) throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let event = EventEntry.visit(article, share: 1, verdict: .refused(.crawler))
        let writer = try store.open()
        let sum = RefusedSum(key: RefusedSum.Key(event), requests: 250)
        _ = try writer.append([event], first: 1, refused: [sum])
        _ = try writer.append([], first: 2, refused: [sum])
        if folded { try writer.fold() }
        let zones = ["Asia/Ho_Chi_Minh", "Asia/Kolkata"].compactMap { TimeZone(identifier: $0) }
        for zone in zones {
            let period = Period.today(at: TemporaryStore.now.advanced(by: 3_600), zone: zone)
            for division in [ReportQuestion.Division.none, .hour, .day, .article, .channel, .agent, .place, .mangle] {
                let answer = try store.reader().answer(ReportQuestion(.counts(by: division), period: period))
                #expect(answer.total.last == .count(501), "\(zone.identifier) \(division)")
            }
        }
    }

    @Test("Made-up ids of apps do not push the name of an app that is known into (other)")
    func knownPlaces() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        var events = (0..<1_100).map {
            visit(article, Circumstances(place: Place(name: "Zalo", channel: "zalo", appID: "com.example.a\($0)")))
        }
        events.append(visit(article, Circumstances(place: Place(name: "Facebook", channel: "facebook"))))
        events.append(visit(article, Circumstances(place: Place(name: "com.example.x", appID: "com.example.x"))))
        _ = try store.open().append(events, first: 1)
        let names = """
            SELECT group_concat(name || ' ' || n, ', ') FROM (
            SELECT name, count(*) AS n FROM events JOIN places ON number = place GROUP BY name ORDER BY name)
            """
        #expect(try store.value(names) == "(other) 1, Facebook 1, Zalo 1100")
        #expect(try store.value("SELECT count(*) FROM places") == 1_003)
    }

    @Test("Of machines' requests at most so many keep their agent, the newest, at any time of day")
    func machinesTrimmed() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let writer = try store.open()
        _ = try writer.append(
            (0..<30).map { _ in visit(article, Circumstances(machineAgent: "bot/1"), verdict: .refused(.crawler)) },
            first: 1)
        try writer.trimMachines(to: 10)
        #expect(try store.value("SELECT min(event) || '-' || count(*) FROM machine_events") == "21-10")
    }
}
