import Foundation
import ShareLinks
import Testing

@Suite("Templates in other languages")
struct TemplateTests {
    static let names = ["php", "wordpress", "node", "python", "jinja", "go", "ruby", "shell", "hugo", "mustache"]
    /// Those that are given plain text.
    static let plain: Set = ["shell", "mustache"]

    static let titles = [
        "Lũ quét miền núi: Người dân được sơ tán", "L'Été & “Tết”: 100% C++ #1", "A + B = C; D? (E) *F* !",
        "\"'`´‘’“”«»„‹›", "שלום עולם: «חדשות»", "مرحبا بالعالم؟", "👩‍👩‍👧 gia đình 🇻🇳", "Lu\u{303} que\u{301}t",
        "x%20y%2Bz &&& ++ ###", "$HOME `id` \\n %s {{x}}", String(repeating: "nhà ", count: 74) + "ABCD",
        String(repeating: "ữ", count: 300), "",
    ]
    static let spaced = (given: "  Hai\t dòng\n\u{A0}chữ ", stored: "Hai dòng chữ")
    static let escaped = (given: "R&amp;D &#39;x&#39; &#x1F600;&nbsp;!", stored: "R&D 'x' 😀 !")

    static let selfTest = Program.repository.appendingPathComponent("examples/templates/self-test").path

    @Test("Press links made in other languages, each in its own habits of encoding, are counted")
    func snippets() throws {
        guard let python = Program.interpreter(["python3"]) else { return }
        let newsroom = try Newsroom()
        try newsroom.serve()
        let path = newsroom.home + "/snippet"
        let environment = [
            "SHARETRAIL": Program.folder.appendingPathComponent("sharetrail").path, "SHARETRAIL_HOME": newsroom.home,
        ]
        var pressed: [(url: String, title: String)] = []
        for name in Self.names {
            let snippet = try newsroom.run(["keys", "cms", "--for", name])
            #expect(snippet.code == 0 && !snippet.output.contains("KEY-"), "\(name): \(snippet.errors)")
            try Data(snippet.output.utf8).write(to: URL(fileURLWithPath: path))
            var cases = Self.titles.map { (given: $0, stored: $0) } + [Self.spaced]
            if !Self.plain.contains(name) { cases.append(Self.escaped) }
            let articles = cases.enumerated().map { number, title in
                var article = ["url": "https://news.example/\(name)/\(number).html?a=1&b=2", "title": title.given]
                if number % 2 == 0 { article["id"] = "\(name)+\(number)" }
                return article
            }
            let input = try articles.map {
                String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) + "\n"
            }
            let made = try Program.run(
                [Self.selfTest, "--links", name, path], program: python, environment: environment,
                input: input.joined())
            if made.code == 69 {
                print("\(name): \(made.output)")
                continue
            }
            let links = made.output.split(separator: "\n").map(String.init)
            try #require(links.count == cases.count, "\(name): \(made.errors)")
            for (link, (article, title)) in zip(links, zip(articles, cases)) {
                #expect(link.hasPrefix(newsroom.base + "/s?"), "\(name): \(link)")
                let reader = "203.0.\(pressed.count / 250).\(pressed.count % 250 + 1)"
                let answer = try newsroom.get(String(link.dropFirst(newsroom.base.count)), reader: reader)
                #expect(answer.status == 303 && answer.isRecorded, "\(name): \(title.given): \(link)")
                pressed.append((article["url"] ?? "", title.stored))
            }
            let check = try newsroom.run(["check-link", links[0]])
            #expect(check.code == 0, "\(name): \(check.errors)")
        }
        newsroom.stop()
        #expect(pressed.count >= Self.titles.count)
        print("TEMPLATES: \(pressed.count) press links of other languages pressed and counted")
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 1 AND reason = 0") == pressed.count)
        // The titles arrived to the byte; Strings are equal when only their composition differs.
        for (url, title) in pressed {
            let stored: String? = try newsroom.value("SELECT title FROM articles WHERE url = '\(url)'")
            #expect(Array((stored ?? "").utf8) == Array(title.utf8), "\(url): \(stored ?? "") for \(title)")
        }
    }

    @Test("Every template signs the vectors of press links")
    func vectors() throws {
        guard let python = Program.interpreter(["python3"]) else { return }
        let result = try Program.run([Self.selfTest], program: python)
        print("TEMPLATES:\n\(result.output)")
        #expect(result.code == 0, "\(result.output)\(result.errors)")
    }

    @Test("keys cms --for prints every template, and names them all when asked for another")
    func everyName() throws {
        let newsroom = try Newsroom()
        let stencil = try newsroom.run(["keys", "cms", "--for", "stencil"])
        #expect(stencil.code == 0 && stencil.output.contains("sharetrail links --url"))
        let other = try newsroom.run(["keys", "cms", "--for", "cobol"])
        #expect(other.code == 64 && other.errors.contains("mustache, stencil"), "\(other.errors)")
    }

    @Test("The newspaper's page has the box: a heading, nine buttons that work, and a way to close it")
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
        #expect(page.output.contains("<script src=\"\(newsroom.base)/box.js\" defer></script>"))
        #expect(!page.output.contains("{{"))
        let buttons = page.output.matches(of: /<a href="(https:\/\/go\.news\.example[^"]+)"[^>]*>([^<]+)<\/a>/)
        #expect(
            buttons.map { String($0.output.2) } == [
                "Facebook", "Twitter", "Google", "Pinterest", "Tin nhắn", "Email", "Zalo", "Sao chép liên kết",
                "Ứng dụng khác…",
            ])
        for button in buttons {
            let link = button.output.1.replacing("&amp;", with: "&").dropFirst(newsroom.base.count)
            #expect(try newsroom.get(String(link)).isRecorded)
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(DISTINCT channel) FROM events WHERE reason = 0") == 9)
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
