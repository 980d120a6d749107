import Foundation
import ShareLinks
import Testing

@Suite("Redirects for a front server, from the command line")
struct ExportTests {
    private func newsroom() throws -> Newsroom {
        let newsroom = try Newsroom()
        let feed = [
            "{\"url\":\"https://news.example/a.html\",\"title\":\"A\"}",
            "{\"url\":\"https://news.example/b,c.html\",\"title\":\"B\"}",
            "{\"url\":\"https://news.example/d.html\",\"title\":\"D\"}",
        ].joined(separator: "\n")
        let result = try newsroom.run(["articles", "import", "-"], input: feed)
        try #require(result.code == 0, "\(result.errors)")
        try #require(try newsroom.run(["articles", "withdraw", "https://news.example/d.html"]).code == 0)
        return newsroom
    }

    @Test("Each format holds each article once, the same each time, beside a running collector too")
    func formats() throws {
        let newsroom = try newsroom()
        for isServing in [false, true] {
            if isServing { try newsroom.serve() }
            for format in RedirectTable.Format.allCases {
                let result = try newsroom.run(["export", "redirects", "--format", format.rawValue])
                #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
                #expect(result.output.matches(of: /news\.example\/a\.html/).count == 1)
                #expect(
                    result.output == (try newsroom.run(["export", "redirects", "--format", format.rawValue]).output))
            }
        }
        #expect(
            try newsroom.run(["export", "redirects", "--format", "csv"]).output == """
                articleId,key,articleUrl
                1,uuuu0AAAA1,https://news.example/a.html
                2,uuuu0AAAA2,"https://news.example/b,c.html"
                3,uuuu0AAAA3,

                """)
        let nginx = try newsroom.run(["export", "redirects", "--format", "nginx"]).output
        #expect(nginx.hasSuffix("    \"uuuu0AAAA3\" \"gone\";\n}\n"))
        #expect(nginx.contains("default \"https://news.example/\";"))
    }

    @Test("Every link that was posted is in the list of links, under each key, also one that was retired")
    func links() throws {
        let newsroom = try newsroom()
        let minted = try newsroom.run(["mint", "--article", "1", "--channel", "x"]).output
        try newsroom.serve()
        let pressed = try newsroom.get(try newsroom.press(url: "https://news.example/b,c.html", title: "B"))
        let token = try LinkTests.token(in: pressed, base: newsroom.base)
        newsroom.stop()
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        let later = try newsroom.run(["mint", "--article", "3", "--channel", "zalo"]).output
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "land"]).code == 0)
        let result = try newsroom.run(["export", "redirects", "--format", "csv", "--links"])
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "landing,articleUrl")
        #expect(lines.count == 1 + 3 * 2, "\(result.output)\(result.errors)")
        #expect(lines.contains(minted.trimmingCharacters(in: .newlines) + ",https://news.example/a.html"))
        #expect(lines.contains("\(newsroom.base)/\(token),\"https://news.example/b,c.html\""))
        #expect(lines.contains(later.trimmingCharacters(in: .newlines) + ","))
        let ring = try newsroom.ring()
        for line in lines.dropFirst() {
            let text = line.prefix { $0 != "," }.dropFirst(newsroom.base.count + 1)
            #expect(ring.verify(String(text)) != nil)
        }
    }

    @Test("An article off the site's hosts is left out and named, and a wrong use says what to do")
    func refusals() throws {
        let newsroom = try newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
            "- news.example", with: "- other.example")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let result = try newsroom.run(["export", "redirects", "--format", "csv"])
        #expect(result.code == 0 && result.output == "articleId,key,articleUrl\n", "\(result.output)")
        #expect(
            result.errors.contains("left out: 3") && result.errors.contains("news.example is not one of the site's"))
        let wrong = try newsroom.run(["export", "redirects", "--format", "nginx", "--links"])
        #expect(wrong.code == 64 && wrong.errors.contains("--format csv"))
    }
}
