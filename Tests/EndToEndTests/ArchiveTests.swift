import Foundation
import Testing

@Suite("Everything out and in again, from the command line")
struct ArchiveCommandTests {
    private func newsroom() throws -> Newsroom {
        let newsroom = try Newsroom()
        let made = try newsroom.run([
            "simulate", "--events", "4000", "--days", "5", "--articles", "8", "--seed", "5", "--until", "2026-11-22",
        ])
        try #require(made.code == 0, "\(made.errors)")
        return newsroom
    }

    /// An empty newsroom with the same configuration and keys.
    private func empty(like newsroom: Newsroom) throws -> Newsroom {
        let other = try Newsroom()
        for name in ["sharetrail.yaml", "sharetrail.keys"] {
            try FileManager.default.removeItem(atPath: "\(other.home)/\(name)")
            try FileManager.default.copyItem(atPath: "\(newsroom.home)/\(name)", toPath: "\(other.home)/\(name)")
        }
        return other
    }

    private static let reports = [
        ["top"], ["channels"], ["trend", "--by", "hour"], ["sections"], ["authors"], ["referrers"], ["devices"],
        ["drift"],
        ["counts"], ["counts", "--by", "machine"], ["table", "--by", "day,article,channel,origin", "--origin", "all"],
        ["article", "--article", "3", "--tz", "America/New_York"],
    ]

    private func answers(_ newsroom: Newsroom) throws -> [String] {
        try Self.reports.map { words in
            let result = try newsroom.run(["report"] + words + ["--format", "json"])
            try #require(result.code == 0, "\(words): \(result.errors)")
            return result.output
        }
    }

    @Test("Lines and tables make the same newsroom, whose links go on; imported again they change nothing")
    func same() throws {
        let newsroom = try newsroom()
        let truth = try answers(newsroom)
        let link = try newsroom.run(["mint", "--article", "3", "--channel", "zalo"]).output
        let file = newsroom.home + "/all.ndjson"
        let lines = try newsroom.run(["export", "ndjson"])
        #expect(lines.code == 0 && lines.output.hasPrefix("{\"type\":\"archive\",\"archive\":{"))
        try Data(lines.output.utf8).write(to: URL(fileURLWithPath: file))
        let folder = newsroom.home + "/all"
        let tables = try newsroom.run(["export", "csv", "--to", folder])
        #expect(tables.code == 0 && tables.output.contains(" events, "), "\(tables)")
        #expect(try newsroom.run(["export", "csv", "--to", folder]).code == 74)
        for words in [["ndjson", file], ["csv", folder]] {
            let other = try empty(like: newsroom)
            let first = try other.run(["import"] + words)
            #expect(first.code == 0 && first.output.contains("every report tells the same"), "\(first)")
            #expect(try answers(other) == truth)
            let again = try other.run(["import"] + words)
            #expect(again.code == 0 && again.output.contains("imported before"), "\(again)")
            #expect(try answers(other) == truth)
            let rebuilt = try other.run(["rebuild"])
            #expect(rebuilt.code == 0 && rebuilt.output.contains(" 0 differ"), "\(rebuilt)")
            try other.serve()
            let path = link.split(separator: "/").last.map { "/\($0.trimmingCharacters(in: .newlines))" } ?? ""
            #expect(try other.get(path).status == 302)
            let busy = try other.run(["import"] + words)
            #expect(busy.code == 75 && busy.errors.contains("stop it, then import again"), "\(busy)")
        }
        let piped = try empty(like: newsroom)
        #expect(try piped.run(["import", "ndjson", "-"], input: lines.output).code == 0)
        #expect(try answers(piped) == truth)
    }

    @Test("A text with marks that join the letter before them comes back as it was, in tables too")
    func joined() throws {
        let newsroom = try Newsroom()
        let titles = ["a\"\u{301}b", "\"\u{200D}", "=\u{FE0F};\u{301}=1"]
        let feed = titles.enumerated().map { place, title in
            "{\"url\":\"https://news.example/\(place).html\",\"title\":\"\(title.unicodeScalars.map { $0 == "\"" ? "\\\"" : String($0) }.joined())\"}"
        }.joined(separator: "\n")
        try #require(try newsroom.run(["articles", "import", "-"], input: feed).code == 0)
        let folder = newsroom.home + "/all"
        try #require(try newsroom.run(["export", "csv", "--to", folder]).code == 0)
        let other = try empty(like: newsroom)
        let result = try other.run(["import", "csv", folder])
        #expect(result.code == 0, "\(result)")
        let list = ["articles", "list", "--format", "json"]
        #expect(try other.run(list).output == newsroom.run(list).output)
    }

    @Test("What is no archive, or goes into a newsroom that is used, ends with one line that says what to do")
    func refused() throws {
        let newsroom = try newsroom()
        let lines = try newsroom.run(["export", "ndjson"]).output
        let used = try newsroom.run(["import", "ndjson", "-"], input: lines)
        #expect(used.code == 64 && used.errors.contains("make an empty one with «sharetrail init»"), "\(used)")
        let cut = String(lines.prefix(lines.count / 2))
        for (text, says) in [
            ("", "there is nothing in it"), ("{\"type\":\"event\"}\n", "is not the beginning of an archive"),
            (cut, "is no JSON object; the archive is cut short or was changed"),
            (lines.split(separator: "\n").dropLast().joined(separator: "\n"), "it is cut short"),
            (lines.replacing("\"title\":", with: "\"titel\":"), "has «titel», which articles have not"),
            (lines.replacing("\"type\":\"shares\"", with: "\"type\":\"likes\""), "that this version knows"),
            (lines.replacing("\"kind\":\"press\"", with: "\"kind\":\"poke\""), "«poke» is no «kind»"),
            (lines.replacing("\"number\":2,", with: "\"number\":\"two\","), "has another kind of value than «number»"),
            (lines.replacing("\"number\":2,", with: "\"number\":2,\"number\":2,"), "has a key twice"),
        ] {
            let other = try empty(like: newsroom)
            let result = try other.run(["import", "ndjson", "-"], input: text)
            #expect(result.code == 65 && result.errors.contains(says), "\(says): \(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
        // What was cut at the end of a line goes on once it is whole, and nothing starts in between.
        let half = try empty(like: newsroom)
        let third = lines.split(separator: "\n").prefix(1_000).joined(separator: "\n") + "\n"
        #expect(try half.run(["import", "ndjson", "-"], input: third).code == 65)
        let early = try half.run(["mint", "--article", "3", "--channel", "zalo"])
        #expect(early.code == 64 && early.errors.contains("taken over in part only"), "\(early)")
        let doctor = try half.run(["doctor"])
        #expect(doctor.code != 0 && doctor.output.contains("was taken over in part only"), "\(doctor)")
        #expect(try half.run(["import", "ndjson", "-"], input: lines).code == 0)
        #expect(try answers(half) == answers(newsroom))
        let nowhere = try empty(like: newsroom).run(["import", "csv", newsroom.home])
        #expect(nowhere.code == 65 && nowhere.errors.contains("archive.json"), "\(nowhere)")
    }
}

@Suite("Views and the long form, from the command line")
struct ViewsCommandTests {
    private func newsroom() throws -> Newsroom {
        let newsroom = try Newsroom()
        let feed = """
            {"url":"https://news.example/tin/a.html","id":"a1","title":"A","section":"Giáo dục"}
            {"url":"https://news.example/tin/b.html","id":"b2","title":"B"}
            """
        try #require(try newsroom.run(["articles", "import", "-"], input: feed).code == 0)
        return newsroom
    }

    @Test(
        "An address, a path or an id says which article, whatever separates the columns",
        arguments: [
            "url,day,views\nhttps://news.example/tin/a.html,2026-11-20,700\nhttps://m.news.example/tin/a.html?utm_source=x,2026-11-20,300\n",
            "# Google Analytics\n#\nPage path;Date;Views\n/tin/a.html;20261120;400\n/tin/a.html?fbclid=1;20261120;600\n",
            "\u{FEFF}id\tday\tviews\na1\t2026-11-20\t1000\n",
            "articleId,ngày,\"lượt xem\"\n1,2026-11-20T00:00:00,\"1000\"\n",
        ])
    func forms(table: String) throws {
        let newsroom = try newsroom()
        let file = newsroom.home + "/views.csv"
        try Data(table.utf8).write(to: URL(fileURLWithPath: file))
        for changed in [1, 0] {
            let result = try newsroom.run(["import", "views", file])
            #expect(result.code == 0 && result.errors.isEmpty, "\(result)")
            #expect(
                result.output.contains("1 articles and days (\(changed) new or changed), 0 of unknown"),
                "\(result.output)")
        }
        let report = try newsroom.run([
            "report", "top", "--from", "2026-11-20", "--to", "2026-11-20", "--format", "json",
        ])
        #expect(report.output.contains("\"views\": 1000"), "\(report.output)")
    }

    @Test("Rows that cannot be used are named, and the others count; beside a running collector too")
    func problems() throws {
        let newsroom = try newsroom()
        try newsroom.serve()
        let table = """
            url,day,views
            https://news.example/tin/a.html,20/11/2026,5
            https://news.example/tin/a.html,2026-11-20,-5
            https://news.example/tin/a.html,2026-11-20
            https://news.example/tin/fremd.html,2026-11-20,77
            https://other.example/tin/a.html,2026-11-20,8
            https://news.example/tin/b.html,2026-11-20,9

            """
        let result = try newsroom.run(["import", "views", "-"], input: table)
        #expect(result.code == 0)
        #expect(
            result.output == "-: 6 rows, 1 articles and days (1 new or changed), 2 of unknown articles with 85 views, "
                + "3 that could not be read\n", "\(result)")
        for says in ["line 2", "line 3", "line 4", "fremd.html", "other.example"] {
            #expect(result.errors.contains(says), "\(says)")
        }
        for text in ["", "a,b\n1,2\n", "url,day\nx,2026-11-20\n"] {
            let empty = try newsroom.run(["import", "views", "-"], input: text)
            #expect(empty.code == 65 && empty.errors.contains("url,day,views"), "\(empty)")
        }
        #expect(try newsroom.run(["import", "views", "-"], input: "url,day,views\n/x,2026-11-20,1\n").code == 65)
    }

    @Test("Options that do not belong together are refused with what does")
    func options() throws {
        let newsroom = try newsroom()
        for (words, says) in [
            (["table"], "say by what with --by"), (["table", "--by", "day,mood"], "--by knows no «mood»"),
            (["table", "--by", "day,day"], "names a key twice"), (["trend", "--sort", "visits"], "--sort belongs to"),
            (["top", "--by", "day"], "--by belongs to trend, counts and table"),
            (["table", "--by", "place,article"], "kept for all articles together"),
        ] {
            let result = try newsroom.run(["report"] + words)
            #expect(result.code == 64 && result.errors.contains(says), "\(words): \(result.errors)")
        }
        for words in [["table", "--by", "day,channel"], ["top", "--sort", "pressesPerThousandViews"]] {
            #expect(try newsroom.run(["report"] + words).code == 0)
        }
    }
}
