import Foundation
import ShareLinks
import Testing

@Suite("The field test that a newsroom does before it starts")
struct FieldTestTests {
    static let channels = [
        "facebook", "x", "zalo", "messenger", "whatsapp", "telegram", "viber", "sms", "line", "email",
    ]

    private func makeLinks(_ newsroom: Newsroom, article: String, page: String) throws -> Program.Result {
        try Program.run(
            [newsroom.home, article, page],
            program: Program.repository.appendingPathComponent("examples/field-test/make-links").path,
            environment: [
                "SHARETRAIL": Program.folder.appendingPathComponent("sharetrail").path,
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            ])
    }

    @Test("A link of the newsroom's own for each network is printed and stands in the page")
    func links() throws {
        let newsroom = try Newsroom()
        let page = newsroom.home + "/field-test.html"
        let result = try makeLinks(newsroom, article: Newsroom.article, page: page)
        #expect(result.code == 0, "\(result.errors)")
        let text = try String(contentsOfFile: page, encoding: .utf8)
        let ring = try newsroom.ring()
        let lines = result.output.split(separator: "\n").prefix(Self.channels.count).map { $0.split(separator: " ") }
        #expect(lines.map { $0.first.map(String.init) } == Self.channels)
        for line in lines {
            let link = String(try #require(line.last))
            let token = try #require(ring.verify(String(link.dropFirst(newsroom.base.count + 1))))
            let channel = try #require(ChannelTable.standard.numbered(token.channel))
            #expect(line.first.map(String.init) == channel.name)
            #expect(text.contains("\"\(channel.name)\": \"\(link)\""))
        }
        #expect(!text.contains("LINK:") && !text.contains(":FILL") && !text.contains("id=\"unfilled\""))
        #expect(text.contains("--home '\(newsroom.home)' --article '\(Newsroom.article)' --by agent"))
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE origin = 1 AND campaign = 'field-test'") == 10)
    }

    @Test("The page needs nothing from elsewhere, and knows every network in both languages")
    func page() throws {
        let text = try String(
            contentsOf: Program.repository.appendingPathComponent("examples/field-test/page.html"), encoding: .utf8)
        #expect(text.matches(of: /(?:src|href|@import|url\()/).isEmpty)
        for channel in Self.channels {
            #expect(text.matches(of: try Regex("\"\(channel)\": \"LINK:\(channel)\"")).count == 1)
            #expect(text.matches(of: try Regex("    \(channel): \\[\"[^\"]+\", \"[^\"]+\", \"[^\"]+\"\\]")).count == 1)
        }
        // Whatever is there in one language is there in the other, besides the page and its switch.
        #expect(text.matches(of: /lang="en"/).count >= 19)
        #expect(text.matches(of: /lang="vi"/).count == text.matches(of: /lang="en"/).count + 1)
    }

    @Test(
        "An address with signs that the shell, HTML and sed read as their own comes out whole, and a foreign one is refused"
    )
    func oddAddress() throws {
        let newsroom = try Newsroom()
        let page = newsroom.home + "/field-test.html"
        let odd = try makeLinks(newsroom, article: "https://news.example/it's?b=1&c=2|3<4", page: page)
        #expect(odd.code == 0, "\(odd.errors)")
        let text = try String(contentsOfFile: page, encoding: .utf8)
        #expect(text.contains("--article 'https://news.example/it'\\''s?b=1&amp;c=2|3&lt;4' --by channel"))
        let foreign = try makeLinks(newsroom, article: "https://evil.example/", page: page + "2")
        #expect(foreign.code != 0 && foreign.errors.contains("hosts"))
        #expect(!FileManager.default.fileExists(atPath: page + "2"))
    }
}
