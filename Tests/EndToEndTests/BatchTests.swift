import Foundation
import Testing

@Suite("Batches: a line in, a line out")
struct BatchTests {
    static func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("intent --batch answers each line, and says what is wrong with a channel")
    func intents() throws {
        let input = """
            {"channel":"x","url":"https://news.example/a?b=c&d","title":"C++ & 100%","hashtags":["R&D","#Tết"],"via":"@TinViet"}
            {"channel":"pocket","url":"https://news.example/"}
            {"channel":"orkut","url":"https://news.example/"}
            {"channel":"xing","url":"https://news.example/"}

            {"channel":"copy","url":"https://news.example/"}
            {"channel":"sms","url":"https://news.example/","platform":"ios"}
            {"channel":"facebook-dialog","url":"https://news.example/"}
            """
        let result = try Program.run(["intent", "--batch"], input: input)
        #expect(result.code == 0, "\(result.errors)")
        let answers = try Self.objects(result.output)
        #expect(
            answers.map { $0["channel"] as? String } == [
                "x", "pocket", "orkut", "xing", "copy", "sms", "facebook-dialog",
            ])
        #expect(
            answers[0]["href"] as? String
                == "https://x.com/intent/tweet?text=C%2B%2B%20%26%20100%25&url=https%3A%2F%2Fnews.example%2Fa%3Fb%3Dc%26d&hashtags=RD%2CT%E1%BA%BFt&via=TinViet"
        )
        #expect((answers[1]["error"] as? String)?.contains("use «instapaper»") == true)
        #expect((answers[2]["error"] as? String)?.contains("no channel «orkut»") == true)
        #expect(answers[3]["status"] as? String == "unverified" && answers[3]["href"] != nil)
        #expect((answers[4]["error"] as? String)?.contains("no address of its own") == true)
        #expect(answers[5]["href"] as? String == "sms:&body=https%3A%2F%2Fnews.example%2F")
        #expect((answers[6]["error"] as? String)?.contains("share.app") == true)
    }

    @Test("A line that is no object is answered too, and the exit code tells")
    func brokenLines() throws {
        let input =
            "{\"channel\":\"x\",\"url\":\"https://a.example/\"}\r\nnot json\n[]\n{\"channel\":\"x\"}\n{\"channel\":1,\"url\":\"u\"}"
        let result = try Program.run(["intent", "--batch"], input: input)
        #expect(result.code == 65 && result.errors.contains("4"))
        let errors = try Self.objects(result.output).map { $0["error"] as? String ?? "" }
        #expect(errors.count == 5)
        #expect(errors[0].isEmpty && errors[1].contains("line 2 is not JSON") && errors[2].contains("no JSON object"))
        #expect(errors[3].contains("no «url»") && errors[4].contains("«channel» of the wrong type"))
    }

    @Test("links --batch makes the links that links makes")
    func links() throws {
        let newsroom = try Newsroom()
        let input = """
            {"url":"https://news.example/a.html","title":"Lũ quét & «bão»","id":"7","hashtags":["Tết"],"channels":["zalo"]}
            {"url":"https://evil.example/"}
            {"url":"https://news.example/b.html","title":"x\\ny"}
            {"url":"https://news.example/c.html"}
            """
        let result = try newsroom.run(["links", "--batch", "--channel", "x", "--channel", "twitter"], input: input)
        #expect(result.code == 0, "\(result.errors)")
        let answers = try Self.objects(result.output)
        let links = try #require(answers[0]["links"] as? [[String: String]])
        #expect(links.map { $0["channel"] } == ["zalo"] && links[0]["label"] == "Zalo")
        let single = try newsroom.run([
            "links", "--url", "https://news.example/a.html", "--title", "Lũ quét & «bão»", "--id", "7", "--hashtag",
            "Tết", "--channel", "zalo", "--format", "csv",
        ])
        #expect(single.output.contains(try #require(links[0]["href"])))
        #expect((answers[1]["error"] as? String)?.contains("evil.example") == true)
        // As every template does.
        #expect((answers[2]["links"] as? [[String: String]])?[0]["href"]?.contains("&t=x%20y&") == true)
        #expect((answers[3]["links"] as? [Any])?.count == 2)
    }

    @Test("fit measures a text, or a line of them")
    func fit() throws {
        #expect(try Program.run(["fit", "x", "Tiếng Việt"]).output == "{\"weightedLength\":12,\"valid\":true}\n")
        #expect(
            try Program.run(["fit", "sms", "Tiếng Việt"]).output
                == "{\"encoding\":\"UCS-2\",\"units\":10,\"segments\":1}\n")
        let lines = try Program.run(["fit", "x"], input: "{\"text\":\"a\"}\n{\"text\":\"\"}\n{}\n")
        #expect(lines.code == 65)
        #expect(
            lines.output
                == "{\"weightedLength\":1,\"valid\":true}\n{\"weightedLength\":0,\"valid\":false}\n{\"error\":\"line 3 has no «text»\"}\n"
        )
    }

    @Test("A newsroom's number keeps its meaning, whatever the configuration says later")
    func renumbered() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        func channels(_ lines: String) throws {
            try Data((text + "channels:\n" + lines).utf8).write(to: URL(fileURLWithPath: path))
        }
        try channels("  own: [gapo]\n  gapo: {number: 48, template: \"https://a.example/?u={url}\"}\n")
        try newsroom.serve()
        newsroom.stop()
        for lines in [
            "  own: [mocha]\n  mocha: {number: 48, template: \"https://a.example/?u={url}\"}\n",
            "  own: [gapo]\n  gapo: {number: 49, template: \"https://a.example/?u={url}\"}\n",
        ] {
            try channels(lines)
            let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
            #expect(result.code == 64 && result.errors.contains("number 48 is «gapo»"), "\(result.errors)")
        }
        // Left out, it is still there for the links that were posted.
        try channels("  own: []\n")
        try newsroom.serve()
    }

    @Test("A configuration that cannot be read is told in one line, with the cause")
    func unreadable() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(result.code == 66)
        #expect(
            result.errors
                == "sharetrail: \(path) cannot be read: Is a directory; look at its owner, its mode and its disk\n",
            "\(result.errors)")
    }

    @Test("A configuration that is wrong stops every command, and says where")
    func configuration() throws {
        for (text, says) in [
            ("channels:\n  own: [gapo]\n", "«gapo» needs a number"),
            (
                "channels:\n  own: [gapo]\n  gapo: {number: 48, template: \"http://a.example/?u={url}\"}\n",
                "template of «gapo»"
            ),
            ("channels:\n  facebook: {number: 50}\n", "«facebook» needs a number from 48 to 62"),
            ("channels:\n  own: gapo\n", "«channels.own» must be a list"),
            ("share:\n  mastodon: [evil.example/x]\n", "«evil.example/x» is no host"),
        ] {
            let newsroom = try Newsroom()
            let path = newsroom.home + "/sharetrail.yaml"
            try Data((String(contentsOfFile: path, encoding: .utf8) + text).utf8).write(
                to: URL(fileURLWithPath: path))
            for command in [["channels"], ["serve", "--listen", "127.0.0.1:0"]] {
                let result = try newsroom.run(command)
                #expect(result.code == 78 && result.errors.contains(says), "\(result.errors)")
            }
        }
    }
}
