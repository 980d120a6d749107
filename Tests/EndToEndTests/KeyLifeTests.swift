import Engagement
import Foundation
import ShareLinks
import Synchronization
import Testing

/// What the readers of a newsroom do while its keys change.
private final class Crowd: Sendable {
    private struct State {
        var links: [String]
        var tokens: [String] = []
        var answered = 0
        var refused: [String] = []
        var reader: UInt32 = 0
        var isOver = false
    }

    private let state: Mutex<State>
    private let answers = DispatchSemaphore(value: 0)

    init(links: [String]) { state = Mutex(State(links: links)) }

    /// Links that pages carry from now on, beside the older ones in caches.
    func add(_ link: String) { state.withLock { $0.links.append(link) } }

    /// Sends everybody home.
    func end() { state.withLock { $0.isOver = true } }

    /// Waits for so many more answers, not for time.
    func wait(for count: Int) -> Bool {
        (0..<count).allSatisfy { _ in answers.wait(timeout: .now() + 60) == .success }
    }

    var result: (answered: Int, refused: [String]) { state.withLock { ($0.answered, $0.refused) } }

    /// One reader after the other over one connection: a press of any link, then a visit of any share.
    func press(port: UInt16, base: String) {
        guard var client = try? RawClient(port: port) else { return note(false, "no connection") }
        var requests = 0
        while true {
            let (link, token, reader, isOver) = state.withLock { state in
                state.reader += 1
                let reader = "10.\(state.reader >> 16 & 255).\(state.reader >> 8 & 255).\(state.reader & 255)"
                return (state.links.randomElement() ?? "", state.tokens.randomElement(), reader, state.isOver)
            }
            if isOver { return }
            // The collector closes a connection after 1,000 requests.
            if requests > 900, let fresh = try? RawClient(port: port) {
                client = fresh
                requests = 0
            }
            requests += 2
            guard let answer = try? client.ask(link, reader: reader, fields: ["Accept: application/json"]) else {
                return note(false, "no answer to \(link)")
            }
            let landing = answer.body.firstMatch(of: /"landing":"([^"]+)"/).map { String($0.output.1) } ?? ""
            let fresh = landing.hasPrefix(base + "/") ? String(landing.dropFirst(base.count + 1)) : nil
            note(
                answer.status == 200 && answer.isRecorded && fresh != nil, "\(answer.status) to \(link): \(answer.body)"
            )
            if let fresh { state.withLock { $0.tokens.append(fresh) } }
            guard let token else { continue }
            guard let visit = try? client.ask("/" + token, reader: reader) else { return note(false, "no answer") }
            note(visit.status == 302 && visit.isRecorded, "\(visit.status) to /\(token)")
        }
    }

    private func note(_ isGood: Bool, _ what: String) {
        state.withLock { state in
            state.answered += 1
            if !isGood { state.refused.append(what) }
        }
        answers.signal()
    }
}

@Suite("Keys in life")
struct KeyLifeTests {
    /// The target of a press link under a slot's key.
    static func link(_ newsroom: Newsroom, slot: UInt8, channel: ShareLinks.Channel = .zalo) throws -> String {
        let signer = try PressLinkSigner(
            keyText: try #require(newsroom.ring().linkKey(of: slot)), keyID: slot, base: newsroom.base)
        let values = PressValues(url: Newsroom.article, title: Newsroom.title)
        return String(try signer.links(values, channels: [channel])[0].dropFirst(newsroom.base.count))
    }

    @Test("Four rotations under load refuse no good link, of any age")
    func rotationUnderLoad() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let (port, base) = (newsroom.port, newsroom.base)
        let crowd = Crowd(links: [try Self.link(newsroom, slot: 1)])
        let threads = DispatchGroup()
        for _ in 0..<32 {
            threads.enter()
            Thread.detachNewThread {
                crowd.press(port: port, base: base)
                threads.leave()
            }
        }
        let started = ContinuousClock.now
        for slot in UInt8(2)...5 {
            #expect(crowd.wait(for: 500))
            let result = try newsroom.run(["keys", "new"])
            #expect(result.code == 0 && result.output.contains("The running collector knows it"), "\(result.errors)")
            crowd.add(try Self.link(newsroom, slot: slot))
        }
        #expect(crowd.wait(for: 500))
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        crowd.end()
        threads.wait()
        let (answered, refused) = crowd.result
        let rate = Int(Double(answered) / seconds)
        print("ROTATION: 4 new keys under \(rate) requests/s: \(answered) good requests, \(refused.count) refused")
        #expect(refused.isEmpty, "\(refused.prefix(3))")
        #expect(answered >= 2500)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason <> 0") == 0)
    }

    @Test("A leaked template key is retired alone: no posted link is touched, and its presses count nothing")
    func leakedTemplateKey() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let old = try Self.link(newsroom, slot: 1)
        let posted = try LinkTests.token(in: newsroom.get(old), base: newsroom.base)
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "link"]).code == 64)
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        let retired = try newsroom.run(["keys", "retire", "1", "--purpose", "link"])
        #expect(retired.code == 0 && retired.output.contains("The running collector knows it"))
        // The reader of an old page still gets to the channel, with the article's own address.
        let press = try newsroom.get(old, reader: "203.0.113.7")
        #expect(press.status == 303 && press.location.hasPrefix("https://button-share.zalo.me/"))
        let visit = try newsroom.get("/" + posted, reader: "203.0.113.8")
        #expect(visit.status == 302 && visit.isRecorded)
        #expect(try newsroom.get(try Self.link(newsroom, slot: 2), reader: "203.0.113.9").isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 1 AND reason = 0") == 2)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 2 AND reason = 0") == 1)
        #expect(
            try newsroom.value(
                "SELECT count(*) FROM events JOIN reasons ON number = reason WHERE name = 'retired' AND share IS NULL")
                == 1)
    }

    @Test("A landing key that was retired makes no parents")
    func retiredParent() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let parent = try LinkTests.token(in: newsroom.get(try Self.link(newsroom, slot: 1)), base: newsroom.base)
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        let link = try Self.link(newsroom, slot: 2)
        #expect(try newsroom.get(link + "&from=" + parent, reader: "203.0.113.2").isRecorded)
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "land"]).code == 0)
        #expect(try newsroom.get(link + "&from=" + parent, reader: "203.0.113.3").isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM shares") == 3)
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE parent IS NOT NULL") == 1)
    }

    @Test("Three commands at once make three keys")
    func keysAtOnce() throws {
        let newsroom = try Newsroom()
        let results = Mutex<[Int32]>([])
        let home = newsroom.home
        DispatchQueue.concurrentPerform(iterations: 3) { _ in
            let code = (try? Program.run(["keys", "new", "--home", home]))?.code ?? -1
            results.withLock { $0.append(code) }
        }
        #expect(results.withLock { $0 } == [0, 0, 0])
        #expect(try newsroom.ring().slots.map(\.id) == [1, 2, 3, 4])
    }

    @Test("A ninth key needs a slot whose landing key was retired, and ends the links that were in it")
    func fullRing() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let first = try LinkTests.token(in: newsroom.get(try Self.link(newsroom, slot: 1)), base: newsroom.base)
        for _ in 0..<7 { #expect(try newsroom.run(["keys", "new"]).code == 0) }
        let full = try newsroom.run(["keys", "new"])
        #expect(full.code == 64 && full.errors.contains("all eight slots"))
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "land"]).code == 0)
        // Retired, it still leads there.
        #expect(try newsroom.get("/" + first, reader: "203.0.113.2").status == 302)
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        #expect(try newsroom.get("/" + first, reader: "203.0.113.3").status == 404)
        #expect(try newsroom.get(try Self.link(newsroom, slot: 1), reader: "203.0.113.4").isRecorded)
    }

    @Test("A hang-up makes the collector read the keys again; a file that cannot be used leaves the old ones")
    func hangUp() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let path = newsroom.home + "/" + KeyFile.name
        let old = try newsroom.ring()
        try Data("site news.example\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try newsroom.run(["keys", "list"]).code == 78)
        kill(try #require(newsroom.process).identifier, SIGHUP)
        // The file is good again before the collector is asked anything; what it read in between does not matter.
        let signer = try PressLinkSigner(
            keyText: try #require(old.linkKey(of: 1)), keyID: 1, base: newsroom.base)
        let link = try signer.links(PressValues(url: Newsroom.article), channels: [.zalo])[0]
        #expect(try newsroom.get(String(link.dropFirst(newsroom.base.count))).isRecorded)
        let fresh = try old.adding(root: (0..<32).map { UInt8($0 + 7) }, made: Timestamp(seconds: 7))
        try KeyFile.write(fresh, path: path)
        kill(try #require(newsroom.process).identifier, SIGHUP)
        // A signal is taken some time later: asked until it was.
        var isKnown = false
        for _ in 0..<200 where !isKnown {
            isKnown = try newsroom.run(["links", "--url", Newsroom.article, "--channel", "x"]).code == 0
        }
        #expect(isKnown)
        #expect(newsroom.log.contains("keeping the old keys"))
    }
}
