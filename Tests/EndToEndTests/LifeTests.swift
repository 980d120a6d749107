import Foundation
import ShareLinks
import Testing

@Suite("Starting, stopping, and sharing the database")
struct LifeTests {
    @Test(
        "SIGTERM ends the collector well, with all that was answered on disk and no socket left",
        arguments: [SIGTERM, SIGINT])
    func stops(signal: Int32) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let idle = try newsroom.client()
        _ = try idle.ask("/robots.txt")
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        #expect(newsroom.stop(signal) == 0)
        #expect(idle.isClosed())
        #expect(try newsroom.value("SELECT count(*) FROM events") == 1)
        #expect(!FileManager.default.fileExists(atPath: newsroom.home + "/control.sock"))
        // The file alone holds everything.
        let log = try FileManager.default.attributesOfItem(atPath: newsroom.home + "/sharetrail.db-wal")
        #expect(log[.size] as? Int == 0)
    }

    @Test("A second collector on the same folder refuses to start, and says why")
    func secondCollector() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let second = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(second.code == 75)
        #expect(second.errors.contains("in use"))
        #expect(try newsroom.get("/healthz").status == 200)
    }

    @Test("A port that is taken is named, with what to do")
    func takenPort() throws {
        let first = try Newsroom()
        try first.serve()
        let second = try Newsroom()
        let result = try second.run(["serve", "--listen", "127.0.0.1:\(first.port)"])
        #expect(result.code == 69)
        #expect(result.errors.contains("Address already in use") && result.errors.contains("«listen»"))
    }

    @Test("After a kill, the next start needs no help")
    func afterKill() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        newsroom.stop(SIGKILL)
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press(.zalo), reader: "203.0.113.2").isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT group_concat(id) FROM events") == "1,2")
    }

    @Test("Imports go through the running collector, and reports read beside it")
    func importsBeside() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let feed = newsroom.home + "/feed.xml"
        let example = Program.repository.appendingPathComponent("examples/newspaper/feed.xml")
        try Data(
            String(contentsOf: example, encoding: .utf8).replacing("caonguyen.example", with: "news.example").utf8
        ).write(to: URL(fileURLWithPath: feed))
        let imported = try newsroom.run(["articles", "import", feed])
        #expect(imported.code == 0 && imported.output.contains("2 articles, 0 problems"), "\(imported.errors)")
        let clicks = newsroom.home + "/clicks.json"
        try Data(
            "{\"t\":1331923247,\"u\":\"http://a.gov/\",\"a\":\"\(RawClient.browser)\",\"c\":\"US\",\"r\":\"direct\"}\n"
                .utf8
        )
        .write(to: URL(fileURLWithPath: clicks))
        for expected in ["1 clicks (1 counted, 0 refused)", "nothing changed"] {
            let result = try newsroom.run(["import", "usagov", clicks])
            #expect(result.code == 0 && result.output.contains(expected), "\(result.output)\(result.errors)")
        }
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        let rows = try #require(try newsroom.report(["top"])["rows"] as? [[String: Any]])
        #expect(rows.count == 2)
        newsroom.stop()
        #expect(try newsroom.value("SELECT group_concat(id) FROM events") == "1,2")
        #expect(try newsroom.run(["doctor"]).code == 0)
    }

    static let keyFiles: [(change: @Sendable (String) -> String, says: String)] = [
        ({ _ in "" }, "empty"),
        ({ $0.replacing("\n", with: "\r\n") }, "CR LF"),
        ({ text in text.split(separator: "\n").dropLast().joined(separator: "\n") }, "no key"),
        ({ text in text + (text.split(separator: "\n").last ?? "") + "\n" }, "twice"),
        ({ $0.replacing(/[0-9a-f]{64}/, with: { $0.output.dropLast(2) }) }, "31 bytes"),
        ({ $0.replacing(/[0-9a-f]{64}/, with: { _ in String(repeating: "0", count: 64) }) }, "all zero"),
    ]

    @Test("A key file that is spoiled stops the start, says why, and shows no key")
    func spoiledKeys() throws {
        for (number, spoiled) in Self.keyFiles.enumerated() {
            let newsroom = try Newsroom()
            let path = newsroom.home + "/" + KeyFile.name
            let good = try String(contentsOfFile: path, encoding: .utf8)
            let root = try #require(good.firstMatch(of: /[0-9a-f]{64}/)).output
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(spoiled.change(good).utf8))
            let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
            #expect(result.code == 78, "case \(number)")
            #expect(result.errors.contains(spoiled.says), "case \(number): \(result.errors)")
            #expect(!(result.errors + result.output).contains(root.prefix(16)))
        }
    }

    @Test("A key file that is missing or that others can read stops the start")
    func exposedKeys() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/" + KeyFile.name
        for mode in [0o644, 0o640, 0o604] {
            chmod(path, mode_t(mode))
            let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
            #expect(result.code == 77 && result.errors.contains("chmod 600"))
        }
        unlink(path)
        let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(result.code == 66 && result.errors.contains("no key file"))
    }

    static let settings: [(line: String, says: String)] = [
        ("timeZone: Mars/Olympus", "«timeZone» is «Mars/Olympus»"), ("language: fr", "«language»"),
        ("utm: maybe", "«utm»"),
        ("baseURL: http://go.news.example", "«baseURL»"), ("operator: {listen: 8081}", "«operator.listen»"),
        ("limits: {headerSeconds: -1}", "«limits.headerSeconds»"), ("hosts: []", "«hosts»"),
        ("threads: many", "«threads»"), ("trustedProxies: [ten]", "«trustedProxies»"), ("hosts: [a, b", "YAML"),
        ("operator: {listen: \"0.0.0.0:1\"}", "«operator.listen»"),
    ]

    @Test("A malformed setting stops the start and names its key")
    func malformedSettings() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let good = try String(contentsOfFile: path, encoding: .utf8)
        for setting in Self.settings {
            let key = setting.line.prefix { $0 != ":" }
            // Without the setting as it was, which may be several lines long.
            var lines: [Substring] = []
            var skips = false
            for line in good.split(separator: "\n") {
                if !line.hasPrefix(" ") { skips = line.hasPrefix("\(key):") }
                if !skips { lines.append(line) }
            }
            try Data((lines.joined(separator: "\n") + "\n" + setting.line + "\n").utf8).write(
                to: URL(fileURLWithPath: path))
            let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
            #expect(result.code == 78, "\(setting.line): \(result.errors)")
            #expect(result.errors.contains(setting.says), "\(setting.line): \(result.errors)")
        }
        try Data(good.utf8).write(to: URL(fileURLWithPath: path))
        let fromEnvironment = try Program.run(
            ["serve", "--home", newsroom.home, "--listen", "127.0.0.1:0"],
            environment: ["SHARETRAIL_TIME_ZONE": "Nowhere"])
        #expect(fromEnvironment.code == 78 && fromEnvironment.errors.contains("«timeZone» is «Nowhere»"))
    }

    @Test("Landing links live below a path when the base URL has one")
    func basePath() throws {
        let newsroom = try Newsroom(arguments: ["--site", "news.example", "--base-url", "https://news.example/go"])
        try newsroom.serve()
        let ring = try newsroom.ring()
        let signer = try PressLinkSigner(
            keyText: try #require(ring.linkKey(of: 1)), keyID: 1, base: "https://news.example/go")
        let link = try signer.links(PressValues(url: Newsroom.article), channels: [.facebook])[0]
        // A front server may pass the path on, or take it off.
        for (number, target) in [
            link.dropFirst("https://news.example".count), link.dropFirst("https://news.example/go".count),
        ].enumerated() {
            let press = try newsroom.get(String(target), reader: "203.0.113.\(number)")
            #expect(press.status == 303)
            let token = try LinkTests.token(in: press, base: "https://news.example/go")
            #expect(try newsroom.get("/go/" + token, reader: "203.0.113.8\(number)").status == 302)
        }
        #expect(try newsroom.get("/robots.txt").body.contains("Disallow: /go/s?"))
    }
}
