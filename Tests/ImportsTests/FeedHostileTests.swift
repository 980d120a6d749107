import Engagement
import Foundation
import Imports
import Testing

@Suite("Hostile and careless feeds")
struct FeedHostileTests {
    private static let laughs: String = {
        let levels = (1...9).map { level in
            "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">"
        }
        return "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">" + levels.joined() + "]>"
            + "<rss><channel><item><link>https://a.example/1</link><title>&l9;</title></item></channel></rss>"
    }()

    @Test("entities that multiply are refused", .timeLimit(.minutes(1)))
    func billionLaughs() {
        #expect(throws: FeedError.unsafeDeclaration) { try FeedSample.read(Self.laughs) }
        #expect(throws: FeedError.unsafeDeclaration) { try FeedSample.read(Self.laughs, as: .rss) }
    }

    @Test("declarations are found behind UTF-16 and comments too", .timeLimit(.minutes(1)))
    func hiddenLaughs() throws {
        let wide = try #require(Self.laughs.data(using: .utf16))
        #expect(throws: FeedError.unsafeDeclaration) { try FeedReader.read(wide) }
        let commented = Self.laughs.replacing("<!DOCTYPE", with: "<!-- > --><?x y?>\n<!DOCTYPE")
        #expect(throws: FeedError.unsafeDeclaration) { try FeedSample.read(commented) }
    }

    @Test("an encoding that could hide declarations is refused", arguments: ["UTF-7", "UTF-32", "IBM037", "x"])
    func encodings(name: String) {
        let text = FeedSample.rss("").replacing("UTF-8", with: name)
        #expect(throws: FeedError.unknownEncoding) { try FeedSample.read(text) }
    }

    @Test("a file that an entity names is not read")
    func externalEntity() throws {
        let secret = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)")
        try Data("bí mật".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let body = FeedSample.item("<title>&x;</title>").split(separator: "\n").dropFirst().joined(separator: "\n")
        let inside = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"\(secret.absoluteString)\">]>" + body
        #expect(throws: FeedError.unsafeDeclaration) { try FeedSample.read(inside) }
        let outside = "<!DOCTYPE rss SYSTEM \"\(secret.absoluteString)\">" + body
        let titles = (try? FeedSample.read(outside))?.articles.compactMap(\.title) ?? []
        #expect(!titles.contains { $0.contains("bí mật") })
    }

    @Test("a DOCTYPE without declarations does no harm")
    func harmlessDoctype() throws {
        let body = FeedSample.item("<title>A</title>").split(separator: "\n").dropFirst().joined(separator: "\n")
        let text =
            "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://a.invalid/rss.dtd\">" + body
        #expect(try FeedSample.only(text).title == "A")
    }

    @Test("XML nested without end is refused and does not crash")
    func nesting() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: FeedError.self) { try FeedSample.read(FeedSample.item(deep)) }
        let fair = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        let error = #expect(throws: FeedError.self) { try FeedSample.read(FeedSample.item(fair)) }
        #expect(error?.description.contains("nested more than") == true)
    }

    @Test("XML that is all marks takes time in line with its length", .timeLimit(.minutes(1)))
    func openMarks() {
        for piece in ["&", "<", "<![CDATA[", "<![CDATA[&", "&nbsp", "<!--", "<a b='"] {
            let text = FeedSample.item("<title>" + String(repeating: piece, count: 600_000 / piece.utf8.count))
            #expect(throws: FeedError.self) { try FeedSample.read(text) }
        }
    }

    @Test("a title of ten megabytes is cut and costs little", .timeLimit(.minutes(1)))
    func longTitle() throws {
        let title = String(repeating: "Tin nóng ", count: 900_000)
        let article = try FeedSample.only("{\"url\":\"https://a.example/1\",\"title\":\"\(title)\"}")
        #expect((4080...4096).contains(article.title?.utf8.count ?? 0))
        let many = String(repeating: "<![CDATA[Tin nóng ]]>", count: 100_000)
        #expect(
            try (4080...4096).contains(
                FeedSample.only(FeedSample.item("<title>\(many)</title>")).title?.utf8.count ?? 0))
    }

    @Test("an id that is too long is left out, for a cut id is another id")
    func longID() throws {
        let id = String(repeating: "7", count: 4097)
        let result = try FeedSample.read("{\"url\":\"https://a.example/1\",\"id\":\"\(id)\"}")
        #expect(result.articles.first?.cmsID == nil)
        #expect(result.problems.map(\.item) == [1])
    }

    @Test("of two items with one address the last facts count, in the first place")
    func doubles() throws {
        let result = try FeedSample.read(
            """
            {"url":"https://a.example/1","title":"Cũ","author":"An"}
            {"url":"https://a.example/2"}
            {"url":"https://a.example/1#x","title":"Mới"}
            """)
        #expect(result.articles.map(\.url) == ["https://a.example/1", "https://a.example/2"])
        #expect(result.articles.first?.title == "Mới")
        #expect(result.articles.first?.author == nil)
        #expect(result.problems.isEmpty)
    }

    @Test("control characters do not reach a terminal", arguments: ["title", "section", "author", "summary", "id"])
    func controls(name: String) throws {
        let article = try FeedSample.only(
            "{\"url\":\"https://a.example/1\",\"\(name)\":\"a\\u001b]0;x\\u0007\\u0000b\"}")
        let values = [article.title, article.section, article.author, article.summary, article.cmsID].compactMap { $0 }
        #expect(values == ["a]0;xb"])
    }

    @Test("any cut of a feed is read or refused, and never crashes", arguments: FeedFormat.allCases)
    func cuts(format: FeedFormat) {
        let text =
            switch format {
            case .rss:
                FeedSample.item("<title><![CDATA[<b>Phở</b> &amp;]]></title><pubDate>31 Jan 2025 01:00 GMT</pubDate>")
            case .atom:
                FeedSample.atom("<entry><link href=\"https://a.example/1\"/><title type=\"html\">Phở</title></entry>")
            case .sitemap: FeedSample.sitemap("<url><loc>https://a.example/1</loc></url>")
            case .jsonFeed:
                "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"url\":\"https://a.example/1\"}]}"
            case .ndjson: "{\"url\":\"https://a.example/1\",\"title\":\"Phở\",\"author\":[\"An\"]}"
            case .csv: "url,title\n\"https://a.example/1\",\"Ph\"\"ở\"\n"
            }
        let bytes = Data(text.utf8)
        for length in 0...bytes.count {
            let result = try? FeedReader.read(bytes.prefix(length), format: format)
            #expect((result?.articles.count ?? 0) <= 1)
            let mustBeWhole = [.rss, .atom, .sitemap, .jsonFeed].contains(format)
            #expect(!mustBeWhole || (result != nil) == (length == bytes.count))
            _ = try? FeedReader.read(bytes.suffix(length))
        }
    }
}
