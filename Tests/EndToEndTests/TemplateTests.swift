import Foundation
import ShareLinks
import Testing

@Suite("Templates in other languages")
struct TemplateTests {
    static let languages: [(name: String, interpreters: [String], ending: String)] = [
        ("php", ["php"], "php"), ("python", ["python3"], "py"), ("node", ["node", "nodejs"], "mjs"),
        ("shell", ["sh"], "sh"),
    ]

    static let titles = [
        "Lũ quét miền núi: Người dân được sơ tán", "L'Été & “Tết”: 100% C++ #1", "A + B = C; D? (E) *F* !",
        "שלום עולם", "👩‍👩‍👧 gia đình", "Lu\u{303} que\u{301}t", "x%20y%2Bz", "",
    ]

    @Test("Press links made in PHP, Python, Node and shell, each in its own habits of encoding, are counted")
    func snippets() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        var pressed = 0
        for language in Self.languages {
            guard let interpreter = Program.interpreter(language.interpreters) else { continue }
            let snippet = try newsroom.run(["keys", "cms", "--for", language.name])
            #expect(snippet.code == 0)
            let path = newsroom.home + "/snippet." + language.ending
            try Data(snippet.output.utf8).write(to: URL(fileURLWithPath: path))
            for title in Self.titles {
                let url = "https://news.example/tin/\(pressed).html?a=1&b=2"
                var article = ["url": url, "title": title]
                if pressed % 2 == 0 { article["id"] = "id+\(pressed)" }
                let json = String(decoding: try JSONSerialization.data(withJSONObject: article), as: UTF8.self)
                let arguments = language.name == "shell" ? [path, "facebook", url, title] : [path, json, "facebook"]
                let made = try Program.run(arguments, program: interpreter)
                let link = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(link.hasPrefix(newsroom.base + "/s?"), "\(language.name): \(made.errors)\(link)")
                let answer = try newsroom.get(
                    String(link.dropFirst(newsroom.base.count)), reader: "203.0.113.\(pressed)")
                #expect(answer.status == 303 && answer.isRecorded, "\(language.name): \(title): \(link)")
                let check = try newsroom.run(["check-link", link])
                #expect(check.code == 0, "\(check.errors)")
                pressed += 1
            }
        }
        newsroom.stop()
        #expect(pressed >= 7)
        print("TEMPLATES: \(pressed) press links of other languages pressed and counted")
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 1 AND reason = 0") == pressed)
        // The titles arrived as they were, white space collapsed.
        for title in Self.titles where !title.isEmpty {
            #expect(
                try newsroom.value(
                    "SELECT count(*) > 0 FROM articles WHERE title = '\(title.replacing("'", with: "''"))'") == true,
                "\(title)")
        }
    }

    @Test("The newspaper's page has the box: a heading, six buttons that work, and a way to close it")
    func newspaper() throws {
        let newsroom = try Newsroom(arguments: ["--site", "caonguyen.example", "--base-url", "https://go.news.example"])
        try newsroom.serve()
        let ring = try newsroom.ring()
        let page = try Program.run(
            [], program: "newspaper",
            environment: [
                "SHARETRAIL_LINK_KEY": try #require(ring.linkKey(of: 1)), "SHARETRAIL_KEY_ID": "1",
                "SHARETRAIL_BASE_URL": newsroom.base,
            ])
        #expect(page.code == 0)
        #expect(page.output.contains("Chia sẻ với bạn bè") && page.output.contains("Đóng lại"))
        #expect(!page.output.contains("<script") && !page.output.contains("{{"))
        let buttons = page.output.matches(of: /<a href="(https:\/\/go\.news\.example[^"]+)"[^>]*>([^<]+)<\/a>/)
        #expect(
            buttons.map { String($0.output.2) } == ["Facebook", "Twitter", "Google", "Pinterest", "Tin nhắn", "Email"])
        for button in buttons {
            let link = button.output.1.replacing("&amp;", with: "&").dropFirst(newsroom.base.count)
            #expect(try newsroom.get(String(link)).isRecorded)
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(DISTINCT channel) FROM events WHERE reason = 0") == 6)
        #expect(try newsroom.value("SELECT cms_id FROM articles") == "10482")
        let bare = try Program.run([], program: "newspaper")
        #expect(bare.code == 64 && bare.errors.contains("SHARETRAIL_LINK_KEY"))
    }

    static let mistakes: [(change: @Sendable (String) -> String, says: String)] = [
        ({ $0 }, "good: key 1"), ({ $0.replacing("&", with: "&amp;") }, "&amp;"),
        ({ $0.replacing("k=1", with: "k=7") }, "names no key"),
        ({ $0.replacing("c=facebook", with: "c=orkut") }, "no channel «orkut»"),
        ({ $0.replacing("t=L", with: "t=M") }, "not that of these values"),
        ({ $0 + "&t=x" }, "twice"),
        ({ $0.replacing("go.news", with: "old.news") }, "begin with https://go.news.example/s"),
        ({ String($0.dropLast(1)) }, "32 lower-case"), ({ $0 + "&from=abc" }, "no landing token"),
        ({ $0.replacing("?", with: "") }, "no «?»"),
    ]

    @Test("check-link finds what is wrong with a link, in one line")
    func checkLink() throws {
        let newsroom = try Newsroom()
        let link = newsroom.base + (try newsroom.press())
        for mistake in Self.mistakes {
            let result = try newsroom.run(["check-link", mistake.change(link)])
            let text = result.output + result.errors
            #expect(text.contains(mistake.says), "\(text)")
            #expect(text.split(separator: "\n").count == 1)
            #expect(result.code == (mistake.says.hasPrefix("good") ? 0 : 65))
        }
        let key = try #require(try newsroom.ring().linkKey(of: 1))
        // What a template that reads the key from a file is prone to.
        let script =
            "import hashlib,hmac,sys;print(hmac.new((sys.argv[1]+'\\n').encode(),b'press/1\\nu=https://news.example/\\n',hashlib.sha256).hexdigest()[:32])"
        if let python = Program.interpreter(["python3"]) {
            let signature = try Program.run(["-c", script, key], program: python).output.trimmingCharacters(
                in: .whitespacesAndNewlines)
            let result = try newsroom.run([
                "check-link", "\(newsroom.base)/s?k=1&c=x&u=https%3A%2F%2Fnews.example%2F&s=\(signature)",
            ])
            #expect(result.errors.contains("line end"), "\(result.errors)")
        }
        let foreign = try newsroom.run(["links", "--url", "https://evil.example/", "--title", "x"])
        #expect(foreign.code == 65 && foreign.errors.contains("«hosts»"))
    }
}
