import Foundation
import ShareLinks
import Testing

@Suite("The editors' pages, as a process of their own")
struct PagesTests {
    private static func served(_ newsroom: Newsroom, _ arguments: [String] = []) throws -> (ChildProcess, UInt16) {
        let process = try ChildProcess(
            Program.folder.appendingPathComponent("sharetrail").path,
            ["pages", "--home", newsroom.home, "--listen", "127.0.0.1:0"] + arguments,
            errors: newsroom.home + "/pages.err")
        let line = process.firstLine()
        let port = line.firstMatch(of: /^pages on http:\/\/127\.0\.0\.1:([0-9]+)$/).flatMap { UInt16($0.output.1) }
        return (process, try #require(port, "\(line)"))
    }

    @Test("The API tells byte for byte what the command line tells, beside a collector that writes")
    func equal() throws {
        let newsroom = try Newsroom()
        let made = try newsroom.run([
            "simulate", "--events", "2000", "--days", "3", "--articles", "8", "--seed", "5", "--until", "2026-11-22",
        ])
        try #require(made.code == 0, "\(made.errors)")
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        let (process, port) = try Self.served(newsroom)
        let period = ["from": "2026-11-20", "to": "2026-11-22"]
        for (name, more) in [
            ("top", [:]), ("top", ["compare": "on", "limit": "3", "sort": "presses"]), ("channels", [:]),
            ("trend", ["by": "hour"]),
            ("sections", ["channel": "facebook"]), ("authors", ["origin": "all"]), ("referrers", [:]), ("devices", [:]),
            ("drift", [:]),
            ("counts", ["by": "day"]), ("table", ["by": "day,section"]), ("article", ["article": "1"]),
        ] {
            let keys = period.merging(more) { $1 }
            let query = keys.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
            let answer = try RawClient(port: port).ask("/api/report/\(name)?\(query)", fields: ["Host: localhost"])
            let options = keys.flatMap { $0.value == "on" ? ["--\($0.key)"] : ["--\($0.key)", $0.value] }
            let told = try newsroom.run(["report", name] + options + ["--format", "json"])
            #expect(answer.status == 200 && answer.body == told.output, "\(name) \(options)")
        }
        // What was recorded since stands on the page at once.
        let before = try RawClient(port: port).ask("/api/report/channels", fields: ["Host: localhost"]).body
        #expect(try newsroom.get(try newsroom.press(.zalo), reader: "203.0.113.77").isRecorded)
        #expect(try RawClient(port: port).ask("/api/report/channels", fields: ["Host: localhost"]).body != before)
        kill(process.identifier, SIGTERM)
        #expect(process.wait() == 0)
        newsroom.stop()
    }

    @Test("A token is shown once, listed by name, asked for by the pages, and taken away while they run")
    func editors() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let (process, port) = try Self.served(newsroom)
        func status(_ fields: [String]) throws -> Int {
            try RawClient(port: port).ask("/definitions", fields: ["Host: localhost"] + fields).status
        }
        #expect(try status([]) == 200)
        let added = try newsroom.run(["editors", "add", "Lan"])
        let token = added.output.trimmingCharacters(in: .newlines)
        #expect(added.code == 0 && token.count == 43)
        #expect(try status([]) == 401)
        #expect(try status(["Authorization: Bearer \(token)"]) == 200)
        let password = Data("x:\(token)".utf8).base64EncodedString()
        #expect(try status(["Authorization: Basic \(password)"]) == 200)
        let list = try newsroom.run(["editors", "list", "--format", "csv"])
        #expect(list.output.hasPrefix("editor,made\r\nLan,2") && !list.output.contains(token))
        #expect(try newsroom.run(["editors", "add", "Lan"]).code == 64)
        #expect(try newsroom.run(["editors", "remove", "Minh"]).code == 64)
        #expect(try newsroom.run(["editors", "add", "Minh"]).code == 0)
        #expect(try newsroom.run(["editors", "remove", "Lan"]).code == 0)
        #expect(try status(["Authorization: Bearer \(token)"]) == 401)
        kill(process.identifier, SIGTERM)
        #expect(process.wait() == 0)
        newsroom.stop()
    }

    @Test("A report link is made, listed and revoked from the command line, while the pages run")
    func links() throws {
        let newsroom = try Newsroom()
        let made = try newsroom.run([
            "simulate", "--events", "1000", "--days", "3", "--articles", "8", "--seed", "5", "--until", "2026-11-22",
        ])
        try #require(made.code == 0, "\(made.errors)")
        let (process, port) = try Self.served(newsroom)
        #expect(try newsroom.run(["editors", "add", "Lan"]).code == 0)
        let link = try newsroom.run([
            "report-link", "make", "article", "--article", "1", "--name", "Chị Hoa", "--base",
            "https://reports.news.example",
        ])
        let path = try #require(
            link.output.firstMatch(of: /^https:\/\/reports\.news\.example(\/r\/[A-Za-z0-9_-]{40})\n$/)?.output.1)
        func status(_ path: Substring) throws -> Int {
            try RawClient(port: port).ask(String(path), fields: ["Host: localhost"]).status
        }
        #expect(try status(path) == 200 && status(path + ".json") == 200 && status("/") == 401)
        let list = try newsroom.run(["report-link", "list", "--format", "csv"]).output
        #expect(list.contains("1,Chị Hoa,article,article=1,2") && !list.contains(path.dropFirst(3)))
        #expect(try newsroom.run(["report-link", "revoke", "2"]).code == 64)
        #expect(try newsroom.run(["report-link", "revoke", "1"]).code == 0)
        #expect(try status(path) == 410)
        for wrong in [
            ["article", "--name", "x"], ["top", "--name", "x", "--days", "401"], ["top", "--name", "x", "--last", "x"],
        ] {
            #expect(try newsroom.run(["report-link", "make"] + wrong).code == 64, "\(wrong)")
        }
        kill(process.identifier, SIGTERM)
        #expect(process.wait() == 0)
    }

    @Test("A link made on the page is recorded by the running collector, and its visits are the newsroom's")
    func mint() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        let (process, port) = try Self.served(newsroom)
        let form = "article=1&channel=facebook&campaign=xuan"
        let client = try RawClient(port: port)
        try client.send(
            "POST /mint HTTP/1.1\r\nHost: localhost:\(port)\r\nOrigin: http://localhost:\(port)\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
        )
        let answer = try client.answer()
        let path = try #require(
            answer.body.firstMatch(of: /go\.news\.example(\/S[A-Za-z0-9_-]{23})/)?.output.1, "\(answer)")
        let visit = try newsroom.get(String(path), reader: "203.0.113.9")
        #expect(visit.isRecorded && visit.location.contains("utm_campaign=xuan"))
        let told = try newsroom.report(["channels", "--origin", "newsroom"])["total"] as? [String: Any]
        #expect(told?["visits"] as? Int == 1)
        kill(process.identifier, SIGTERM)
        #expect(process.wait() == 0)
        newsroom.stop()
    }

    @Test("Open to the network without a token, the pages refuse to start and say what to do")
    func network() throws {
        let newsroom = try Newsroom()
        let refused = try newsroom.run(["pages", "--listen", "0.0.0.0:0"])
        #expect(refused.code == 78 && refused.errors.contains("sharetrail editors add NAME"), "\(refused.errors)")
        let (process, port) = try Self.served(newsroom)
        let taken = try newsroom.run(["pages", "--listen", "127.0.0.1:\(port)"])
        #expect(taken.code == 69 && taken.errors.contains("name another with --listen"), "\(taken.errors)")
        kill(process.identifier, SIGTERM)
        #expect(process.wait() == 0)
        try newsroom.configure("pages:\n  hosts: [\"bad host\"]")
        let misnamed = try newsroom.run(["pages", "--listen", "127.0.0.1:0"])
        #expect(misnamed.code == 78 && misnamed.errors.contains("«pages.hosts»"), "\(misnamed.errors)")
    }
}
