import Engagement
import Foundation
import ShareLinks
import Testing

@Suite("What others could try")
struct AttackTests {
    @Test("A feed cannot turn posted links into dead ones")
    func feedWithForeignAddresses() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press(id: "77")), base: newsroom.base)
        for url in ["http://news.example/b.html", "https://evil.example/b.html"] {
            let feed = "{\"url\":\"\(url)\",\"id\":\"77\",\"title\":\"B\"}\n"
            let result = try newsroom.run(["articles", "import", "-"], input: feed)
            #expect(result.output.contains("0 articles, 1 problems"), "\(result.output)\(result.errors)")
            #expect(result.code == 65 && result.errors.contains("skipped"))
        }
        #expect(try newsroom.get("/" + token, reader: "203.0.113.9").location.hasPrefix(Newsroom.article))
    }

    @Test("A script of another site cannot press or visit in its readers' names; one of ours can press")
    func foreignScripts() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        let foreign = [
            "Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Site: cross-site",
            "Origin: https://evil.example",
        ]
        _ = try newsroom.get("/" + token, reader: "203.0.113.2", fields: foreign)
        _ = try newsroom.get(try newsroom.press(.x), reader: "203.0.113.3", fields: foreign)
        let own = try newsroom.get(
            try newsroom.press(.x), reader: "203.0.113.4",
            fields: ["Sec-Fetch-Dest: empty", "Origin: https://news.example", "Accept: application/json"])
        #expect(own.body.contains(newsroom.base + "/S"))
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 11") == 2)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 0") == 2)
    }

    @Test("A name that could mean two articles is asked about, not guessed")
    func ambiguousNumber() throws {
        let newsroom = try Newsroom()
        let feed =
            "{\"url\":\"https://news.example/a.html\",\"id\":\"2\"}\n{\"url\":\"https://news.example/b.html\",\"id\":\"9\"}\n"
        #expect(try newsroom.run(["articles", "import", "-"], input: feed).code == 0)
        let unclear = try newsroom.run(["articles", "withdraw", "2"])
        #expect(unclear.code == 64 && unclear.errors.contains("id:2"))
        #expect(try newsroom.run(["articles", "show", "id:2", "--format", "csv"]).output.contains("a.html"))
        #expect(try newsroom.run(["articles", "show", "1", "--format", "csv"]).output.contains("a.html"))
    }

    @Test("A key that the running collector does not know yet signs nothing")
    func unknownKey() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        // As if another machine had written the file: no command told the collector.
        let fresh = try newsroom.ring().adding(root: (0..<32).map { UInt8($0) }, made: Timestamp(seconds: 1))
        try KeyFile.write(fresh, path: newsroom.home + "/" + KeyFile.name)
        for command in [
            ["mint", "--article", Newsroom.article, "--channel", "x"], ["links", "--url", Newsroom.article],
        ] {
            let result = try newsroom.run(command)
            #expect(
                result.code == 75 && result.errors.contains("read the keys again"), "\(result.output)\(result.errors)")
        }
        #expect(try newsroom.run(["doctor"]).code == 78)
        newsroom.stop()
        try newsroom.serve()
        #expect(try newsroom.run(["mint", "--article", Newsroom.article, "--channel", "x"]).code == 0)
        #expect(try newsroom.run(["doctor"]).code == 0)
    }

    @Test("Whoever sends no more still gets all answers")
    func halfClosed() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        let requests = try (1...3).map { number in
            "GET \(try newsroom.press(.zalo)) HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.\(number)\r\nUser-Agent: \(RawClient.browser)\r\n\r\n"
        }
        try client.send(requests.joined())
        client.sendNoMore()
        for _ in 1...3 { #expect(try client.answer().isRecorded) }
        #expect(client.isClosed())
    }

    @Test("Long titles and summaries keep redirects short enough for front servers")
    func longTitles() throws {
        let newsroom = try Newsroom()
        let long = String(repeating: "Ũ", count: 2000)
        let feed = "{\"url\":\"\(Newsroom.article)\",\"title\":\"\(long)\",\"summary\":\"\(long)\"}\n"
        #expect(try newsroom.run(["articles", "import", "-"], input: feed).code == 0)
        try newsroom.serve()
        for channel in ChannelTable.standard.pressable {
            let answer = try newsroom.get(try newsroom.press(channel, title: "x"))
            #expect(answer.location.utf8.count < 3500, "\(channel.name)")
            #expect(answer.isRecorded)
        }
    }

    @Test("Control characters in arguments do not reach the terminal")
    func terminal() throws {
        let newsroom = try Newsroom()
        let result = try newsroom.run(["check-link", "\u{1B}]0;pwned\u{7}?a"])
        #expect(result.code == 65)
        #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\u{7}"))
    }

    @Test("With few file descriptors the operator still gets an answer while connections wait")
    func fewDescriptors() throws {
        let newsroom = try Newsroom()
        guard let prlimit = Program.interpreter(["prlimit"]) else { return }
        try newsroom.serve(through: [prlimit, "--nofile=64"])
        let held = try (0..<60).map { _ in try newsroom.client() }
        #expect(held.count == 60)
        #expect(try newsroom.operate("/metrics").status == 200)
    }
}
