import Foundation
import GRDB
import ShareLinks
import Testing

@Suite("Limits, and a database that another program holds")
struct LimitTests {
    /// A newsroom whose collector has other limits.
    static func newsroom(_ limits: String) throws -> Newsroom {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "\nlimits: {\(limits)}\n").utf8).write(to: URL(fileURLWithPath: path))
        try newsroom.serve()
        return newsroom
    }

    @Test("A header that never ends is cut off, also when bytes keep coming; others are not held up")
    func slowHeader() throws {
        let newsroom = try Self.newsroom("headerSeconds: 1")
        let silent = try newsroom.client()
        let slow = try newsroom.client()
        try slow.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
        #expect(try newsroom.get("/healthz").status == 200)
        // More bytes never lengthen the time: this ends by the other side closing, or not at all.
        var sent = 0
        let begun = Date()
        while sent < 1_000_000, Date().timeIntervalSince(begun) < 20, (try? slow.send("a")) != nil {
            sent += 1
            _ = try newsroom.get("/healthz")
        }
        #expect(Date().timeIntervalSince(begun) < 20)
        #expect(silent.isClosed())
        #expect(slow.isClosed())
    }

    @Test("A connection that asks nothing more is closed")
    func idle() throws {
        let newsroom = try Self.newsroom("idleSeconds: 1")
        let client = try newsroom.client()
        #expect(try client.ask("/healthz").status == 200)
        #expect(client.isClosed())
    }

    @Test("A second request's header has its own time, also when it begins while the first is answered")
    func slowSecond() throws {
        let newsroom = try Self.newsroom("headerSeconds: 1")
        let client = try newsroom.client()
        try client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\n")
        #expect(try client.answer().status == 200)
        #expect(client.isClosed())
    }

    @Test("Beyond the limit of connections, new ones wait until others are closed")
    func connections() throws {
        let newsroom = try Self.newsroom("connections: 4")
        var held = try (0..<4).map { _ in try newsroom.client() }
        for client in held { #expect(try client.ask("/healthz").status == 200) }
        let waiting = try newsroom.client()
        try waiting.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        held.removeAll()
        #expect(try waiting.answer().status == 200)
    }

    @Test("An offer to upgrade is passed over: the connection goes on as it was")
    func upgrade() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        let answer = try client.ask(
            "/healthz", fields: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"])
        #expect(answer.status == 200)
        #expect(answer.fields["upgrade"] == nil)
        #expect(try client.ask("/healthz").status == 200)
    }

    @Test("While another program holds the database, readers go on without a promise, and nothing is lost")
    func foreignLock() throws {
        let newsroom = try Newsroom()
        // Known before the lock is held: this takes as long as it takes.
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        newsroom.stop()
        try newsroom.serve(recordMilliseconds: 250)
        // A collector that has just started looks through its house first.
        var patience = Configuration()
        patience.busyMode = .timeout(20)
        let foreign = try DatabaseQueue(path: newsroom.home + "/sharetrail.db", configuration: patience)
        var answers: [RawAnswer] = []
        try foreign.inTransaction(.exclusive) { _ in
            answers.append(try newsroom.get("/" + token, reader: "203.0.113.2"))
            answers.append(try newsroom.get(try newsroom.press(.zalo), reader: "203.0.113.3"))
            // An article that is not known yet: the channel gets the article's own address.
            answers.append(
                try newsroom.get(try newsroom.press(.x, url: "https://news.example/moi.html"), reader: "203.0.113.4"))
            return .rollback
        }
        try foreign.close()
        #expect(answers.map(\.status) == [302, 303, 303])
        #expect(answers.allSatisfy { !$0.isRecorded })
        #expect(answers[2].location.contains("news.example%2Fmoi.html"))
        // What waits is written when the lock is gone, and a stop writes what is left.
        let metrics = try newsroom.operate("/metrics").body
        #expect(metrics.contains("\nsharetrail_events_late_total 2\n"))
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 0") == 3)
        #expect(try newsroom.value("SELECT count(*) = count(DISTINCT id) FROM events") == true)
    }

    @Test("A leaked template key that was retired can write nothing about articles that are not known")
    func retiredKeyWritesNothing() throws {
        let newsroom = try Newsroom()
        let link = try newsroom.press(.facebook, url: "https://news.example/made-up.html")
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "link"]).code == 0)
        try newsroom.serve()
        let answer = try newsroom.get(link)
        #expect(answer.status == 303 && !answer.isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM articles") == 0)
        #expect(try newsroom.value("SELECT requests FROM unattributed WHERE reason = 13") == 1)
        let rows = try #require(try newsroom.report(["counts"])["rows"] as? [[String: Any]])
        #expect(rows.count == 1 && rows[0]["reason"] as? String == "retired")
    }
}
