import Engagement
import Imports
import Testing

@Suite("Sitemaps")
struct FeedSitemapTests {
    @Test("a page of a news sitemap gives all that it says")
    func whole() throws {
        let article = try FeedSample.only(
            FeedSample.sitemap(
                """
                <url><i:image><i:loc>https://bao.example/a.jpg</i:loc><i:title>Ảnh</i:title></i:image>
                <n:news><n:publication><n:name>Báo</n:name><n:language>vi</n:language></n:publication>
                <n:publication_date>2025-01-31T08:00+07:00</n:publication_date><n:title>Giá vàng &amp; đô la</n:title></n:news>
                <lastmod>2025-02-02</lastmod><loc> https://bao.example/kinh-te/vang.html </loc></url>
                """))
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/kinh-te/vang.html", title: "Giá vàng & đô la", section: "kinh-te",
                    published: FeedSample.morning, image: "https://bao.example/a.jpg"))
    }

    @Test("a plain sitemap gives addresses, with or without its namespace")
    func plain() throws {
        for start in ["<urlset>", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"] {
            let text = start + "<url><loc>https://a.example/1</loc><lastmod>2025-01-01</lastmod></url><url/></urlset>"
            let result = try FeedSample.read(text)
            #expect(result.articles == [ArticleFacts(url: "https://a.example/1")])
            #expect(result.problems.map(\.item) == [2])
        }
    }

    @Test("the address of an image is not the page's")
    func imageOnly() throws {
        let page = "<url><i:image><i:loc>https://a.example/a.jpg</i:loc></i:image></url>"
        #expect(try FeedSample.read(FeedSample.sitemap(page)).articles.isEmpty)
    }

    @Test("an index says to import what it lists")
    func index() {
        let text =
            "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"
        let error = #expect(throws: FeedError.sitemapIndex) { try FeedSample.read(text) }
        #expect(error?.description.contains("import the sitemaps that it lists") == true)
    }
}
