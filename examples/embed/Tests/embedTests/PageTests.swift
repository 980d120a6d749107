import Foundation
import Hummingbird
import ShareLinks
import Testing

@testable import embed

@Suite("Pages")
struct PageTests {
    @Test("The front page leads to each article")
    func front() async throws {
        let answer = try await Newsroom().get("/")
        #expect(answer.status == .ok)
        for article in Article.all { #expect(answer.page.contains("<a href=\"/tin/\(article.slug)\">")) }
    }

    @Test("An article's page says what networks and browsers need", arguments: Article.all.map(\.slug))
    func article(slug: String) async throws {
        let answer = try await Newsroom().get("/tin/\(slug)")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        for part in [
            "<html lang=\"vi\">", "<meta charset=\"utf-8\">", "<meta name=\"viewport\"",
            "<link rel=\"canonical\" href=\"https://news.example/tin/\(slug)\">",
            "<meta property=\"og:url\" content=\"https://news.example/tin/\(slug)\">",
            "<meta property=\"og:type\" content=\"article\">", "<meta property=\"og:title\" content=\"",
            "<meta property=\"og:description\" content=\"",
            "<link rel=\"stylesheet\" href=\"https://go.news.example/box.css\">",
            "<script src=\"https://go.news.example/box.js\" defer></script>",
        ] { #expect(answer.page.contains(part)) }
    }

    @Test("Other addresses are answered with 404 and a page", arguments: ["/tin/khong-co", "/a/b/c"])
    func missing(path: String) async throws {
        let answer = try await Newsroom().get(path)
        #expect(answer.status == .notFound)
        #expect(HTML.element("h1", of: answer.page) == "Không tìm thấy bài viết")
        #expect(!answer.page.contains("canonical"))
    }

    @Test("The policy allows the collector's style and script, and no others", arguments: ["/", "/tin/khong-co"])
    func policy(path: String) async throws {
        let policy = try await Newsroom().get(path).headers[.contentSecurityPolicy]
        #expect(
            policy == """
                default-src 'none'; style-src https://go.news.example/box.css; \
                script-src https://go.news.example/box.js; connect-src https://go.news.example/s; base-uri 'none'; \
                form-action 'none'; frame-ancestors 'none'
                """)
    }

    @Test("Each link verifies, and says what the article says", arguments: Article.all.map(\.slug))
    func links(slug: String) async throws {
        let newsroom = try Newsroom()
        let links = try newsroom.verified(try await newsroom.get("/tin/\(slug)").page)
        #expect(links.map(\.channel) == Site.channels.map(\.name))
        let article = try #require(Article.all.first { $0.slug == slug })
        for link in links {
            #expect(link.values.url == "https://news.example/tin/\(slug)")
            #expect(link.values.title == article.title)
        }
    }

    static let hostileTitles = [
        "</title></h1><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)",
        "\"\u{301} onmouseover=\"alert(1)", "<\u{301}b>", "{{base}} {{{box}}}", "&lt;b&gt; &amp;amp; %3Cb%3E",
    ]

    @Test("A hostile title stays text", arguments: hostileTitles)
    func hostile(title: String) async throws {
        let newsroom = try Newsroom([Article(slug: "x", title: title, summary: title, text: [title])])
        let page = try await newsroom.get("/tin/x").page
        #expect(HTML.element("h1", of: page) == title[...])
        #expect(HTML.element("title", of: page) == title[...])
        #expect(page.matches(of: /<script/).count == 1)
        // By scalars: a quote with a mark on it still ends an attribute.
        let quotes = page.unicodeScalars.count { $0 == "\"" }
        let plain = try await Newsroom([Article(slug: "x", title: "x", summary: "x", text: ["x"])]).get("/tin/x").page
        #expect(quotes == plain.unicodeScalars.count { $0 == "\"" })
        #expect(try newsroom.verified(page).map(\.values.title) == Site.channels.map { _ in title })
    }

    @Test("Line ends in a title are spaces in its links")
    func lineEnds() async throws {
        let newsroom = try Newsroom([Article(slug: "x", title: " Một\r\n\u{7}hai\u{85} ", summary: "", text: [])])
        let links = try newsroom.verified(try await newsroom.get("/tin/x").page)
        #expect(links.first?.values.title == "Một hai")
    }

    @Test("An article whose title is too long for a link is shown without a box")
    func tooLong() async throws {
        let title = String(repeating: "ư", count: 2_000)
        let newsroom = try Newsroom([Article(slug: "x", title: title, summary: "", text: ["Bài."])])
        let answer = try await newsroom.get("/tin/x")
        #expect(answer.status == .ok)
        #expect(answer.page.contains("<p>Bài.</p>"))
        #expect(!answer.page.contains("st-box"))
    }
}

@Suite("Settings")
struct SettingsTests {
    static let good = [
        "SHARETRAIL_LINK_KEY": String(repeating: "k", count: 43), "SHARETRAIL_KEY_ID": "1",
        "SHARETRAIL_BASE_URL": "https://go.news.example",
    ]

    @Test("What is missing is named", arguments: good.keys)
    func missing(name: String) {
        var environment = Self.good
        environment[name] = nil
        let error = #expect(throws: SettingsError.self) { try Settings(environment) }
        #expect(error?.description == "\(name) is not set; «sharetrail keys cms» prints what it should be")
    }

    @Test(
        "An address that would end a policy or a header is refused",
        arguments: ["go.news.example", "https://go.news.example; script-src *", "https://a/\r\nX: y", "https://"])
    func address(text: String) {
        var environment = Self.good
        environment["SHARETRAIL_BASE_URL"] = text
        #expect(throws: SettingsError.self) { try Settings(environment) }
    }

    @Test("Without a key the program ends with exit code 64")
    func exitCode() async {
        let result = await #expect(processExitsWith: .exitCode(64), observing: [\.standardErrorContent]) {
            unsetenv("SHARETRAIL_LINK_KEY")
            try await Embed.main()
        }
        let said = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) }
        #expect(said == "embed: SHARETRAIL_LINK_KEY is not set; «sharetrail keys cms» prints what it should be\n")
    }
}
