import Foundation
import ShareLinks
import Testing

@Suite("Articles that change while their links are out there")
struct ChangedArticleTests {
    private static let moved = "https://news.example/tin/lu-quet-cap-nhat-4821.html"

    private func token(_ newsroom: Newsroom) throws -> String {
        try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
    }

    /// The codes and numbers of the notes of an article's report.
    private func changes(_ newsroom: Newsroom, _ article: String) throws -> [String] {
        let notes = try #require(try newsroom.report(["article", "--article", article])["notes"] as? [[String: Any]])
        return notes.filter { $0["code"] as? String == "changed" }.map { note in
            "\(note["change"] ?? "") \(note["before"] ?? "")/\(note["after"] ?? "")"
        }
    }

    @Test(
        "A correction is followed at once by links that were posted, and after a restart; old press links stay good",
        arguments: [false, true])
    func correct(restart: Bool) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try token(newsroom)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.2").location.hasPrefix(Newsroom.article + "?"))
        let result = try newsroom.run(["articles", "correct", Newsroom.article, "--url", Self.moved, "--title", "Mới"])
        #expect(result.code == 0 && result.output.contains(Self.moved), "\(result.errors)")
        if restart {
            newsroom.stop()
            try newsroom.serve()
        }
        #expect(try newsroom.get("/" + token, reader: "203.0.113.3").location.hasPrefix(Self.moved + "?"))
        // A cached page still has the old address in its buttons.
        #expect(try newsroom.get(try newsroom.press(), reader: "203.0.113.4").isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM articles") == 1)
        // A visit of the very second of the change is counted with those after it.
        #expect([["corrected 1/1"], ["corrected 0/2"]].contains(try changes(newsroom, Self.moved)))
    }

    @Test("A foreign or plain address is refused with the site's hosts")
    func foreign() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        _ = try token(newsroom)
        for url in ["https://evil.example/", "http://news.example/", "javascript:alert(1)"] {
            let result = try newsroom.run(["articles", "correct", Newsroom.article, "--url", url])
            #expect(result.code == 65 && result.errors.contains("news.example"), "\(result.errors)")
        }
        #expect(try newsroom.run(["articles", "correct", Newsroom.article]).code == 64)
    }

    @Test("A redirected article's links lead to the other one, and both are counted as one until that is undone")
    func redirect() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try token(newsroom)
        _ = try newsroom.get(try newsroom.press(url: Self.moved, title: "Khác"), reader: "203.0.113.2")
        #expect(try newsroom.run(["articles", "redirect", Newsroom.article, Self.moved]).code == 0)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.3").location.hasPrefix(Self.moved + "?"))
        // The old page may be in a cache: its press belongs to the old number, and shares the new address.
        let press = try newsroom.get(try newsroom.press(), reader: "203.0.113.5")
        #expect(press.isRecorded)
        let child = try LinkTests.token(in: press, base: newsroom.base)
        #expect(try newsroom.get("/" + child, reader: "203.0.113.6").location.hasPrefix(Self.moved + "?"))
        let rows = try #require(try newsroom.report(["top"])["rows"] as? [[String: Any]])
        #expect(rows.count == 1 && rows[0]["visits"] as? Int == 2 && rows[0]["presses"] as? Int == 3)
        #expect(try changes(newsroom, Self.moved) == ["redirected 0/2"])
        #expect(try newsroom.run(["articles", "redirect", Newsroom.article, "--undo"]).code == 0)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.7").location.hasPrefix(Newsroom.article + "?"))
        newsroom.stop()
        #expect(try (newsroom.report(["top"])["rows"] as? [Any])?.count == 2)
    }

    @Test("What was withdrawn and what was never there answer differently and gently")
    func withdrawn() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try token(newsroom)
        #expect(try newsroom.run(["articles", "withdraw", Newsroom.article]).code == 0)
        let gone = try newsroom.get("/" + token, reader: "203.0.113.2")
        let unknown = try newsroom.get("/SAAAAAAAAAAAAAAAAAAAAAAA", reader: "203.0.113.2")
        #expect(gone.status == 410 && unknown.status == 404)
        for page in [gone, unknown] { #expect(page.body.contains("https://news.example/")) }
        #expect(gone.body != unknown.body)
        #expect(try newsroom.run(["articles", "withdraw", Newsroom.article, "--undo"]).code == 0)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.3").status == 302)
        newsroom.stop()
        #expect(try changes(newsroom, Newsroom.article) == ["withdrawn 0/2", "restored 0/1"])
    }
}

@Suite("The page for machines that draw link previews")
struct PreviewPageTests {
    private static let machine = ["User-Agent: facebookexternalhit/1.1"]
    private static let title = "Lũ quét <script>alert(1)</script> \"miền\" & 'núi'\u{202E}"

    private func newsroom() throws -> (Newsroom, String) {
        let newsroom = try Newsroom()
        let settings = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        try (text + "\npreviews: page\n").write(toFile: settings, atomically: true, encoding: .utf8)
        try newsroom.serve()
        let press = try newsroom.get(try newsroom.press(title: Self.title))
        return (newsroom, try LinkTests.token(in: press, base: newsroom.base))
    }

    @Test("It carries the article's data, escaped, and the landing link as its address; people get the article")
    func page() throws {
        let (newsroom, token) = try newsroom()
        let feed = newsroom.home + "/feed.ndjson"
        try #"{"url":"\#(Newsroom.article)","summary":"Hai\ndòng <b>","image":"https://news.example/a.jpg?x=1&y='2'"}"#
            .write(toFile: feed, atomically: true, encoding: .utf8)
        #expect(try newsroom.run(["articles", "import", feed]).code == 0)
        let answer = try newsroom.get("/" + token, fields: Self.machine)
        #expect(answer.status == 200 && answer.isRecorded && answer.fields["cache-control"] == "no-store")
        let body = answer.body
        #expect(body.contains(#"<meta property="og:url" content="https://go.news.example/\#(token)">"#))
        #expect(
            body.contains(
                #"<meta property="og:title" content="Lũ quét &lt;script&gt;alert(1)&lt;/script&gt; &quot;miền&quot; &amp; "#
            ))
        #expect(body.contains(#"<meta property="og:description" content="Hai dòng &lt;b&gt;">"#))
        #expect(body.contains(#"<meta name="twitter:card" content="summary_large_image">"#))
        #expect(!body.contains("<script") && !body.contains("<b>"))
        #expect(
            body.contains(#"<meta property="og:image" content="https://news.example/a.jpg?x=1&amp;y=&#39;2&#39;">"#))
        #expect(try newsroom.get("/" + token, reader: "203.0.113.9").status == 302)
        // HEAD answers alike, without a body.
        #expect(try newsroom.get("/" + token, fields: Self.machine, method: "HEAD").status == 302)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 3") == 1)
    }

    @Test("A correction that would leave no headline is refused, and the error names the command that helps")
    func emptyTitle() throws {
        let (newsroom, _) = try newsroom()
        let result = try newsroom.run(["articles", "correct", "1", "--title", " "])
        #expect(result.code == 64, "\(result.errors)")
        #expect(
            result.errors.contains("headline; «sharetrail articles correct --help» shows the options"),
            "\(result.errors)")
    }

    @Test("An article without a title, and a crawler, get the redirect; a word that is neither stops the start")
    func others() throws {
        let (newsroom, token) = try newsroom()
        let other = try newsroom.get(
            try newsroom.press(url: "https://news.example/khong-tua.html", title: nil), reader: "203.0.113.3")
        let bare = try LinkTests.token(in: other, base: newsroom.base)
        #expect(try newsroom.get("/" + bare, fields: Self.machine).status == 302)
        #expect(
            try newsroom.get("/" + token, fields: ["User-Agent: Googlebot/2.1 (+http://google.com/bot.html)"]).status
                == 302)
        newsroom.stop()
        let settings = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        for (key, value) in [("previews", "cards"), ("uniques", "maybe"), ("rules", "missing.tsv")] {
            try text.replacing("previews: page", with: "\(key): \(value)")
                .write(toFile: settings, atomically: true, encoding: .utf8)
            let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
            #expect([66, 78].contains(result.code) && result.errors.contains(value), "\(key): \(result.errors)")
            #expect(result.errors.contains("«\(key)»"), "\(result.errors)")
        }
    }
}
