import Engagement
import Foundation
import Imports
import Testing

@Suite("RSS")
struct FeedRSSTests {
    @Test("an item gives all that it says")
    func whole() throws {
        let article = try FeedSample.only(
            FeedSample.rss(
                """
                <item>
                  <description><![CDATA[<p>Sáng nay,&nbsp;<b>học sinh</b></p><p>trở lại trường.</p>]]></description>
                  <pubDate>Fri, 31 Jan 2025 08:00:00 +0700</pubDate>
                  <dc:creator>Nguyễn Văn A</dc:creator><dc:creator>Trần B</dc:creator><author>x@bao.example</author>
                  <category>Giáo dục</category><category>Hà Nội</category>
                  <enclosure url="https://bao.example/a.mp3" type="audio/mpeg" length="1"/>
                  <enclosure url="https://bao.example/a.jpg" type="image/jpeg" length="1"/>
                  <guid isPermaLink="false">bai-20250131</guid>
                  <title><![CDATA[Học sinh <i>trở lại</i> &quot;trường&quot; &amp; lớp]]></title>
                  <link>
                    https://bao.example/giao-duc/bai-1.html?a=1&amp;b=2#top
                  </link>
                </item>
                """))
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/giao-duc/bai-1.html?a=1&b=2", cmsID: "bai-20250131",
                    title: "Học sinh trở lại \"trường\" & lớp", section: "Giáo dục", author: "Nguyễn Văn A, Trần B",
                    published: FeedSample.morning, image: "https://bao.example/a.jpg",
                    summary: "Sáng nay, học sinh trở lại trường."))
    }

    @Test("items of RDF stand beside their channel")
    func rdf() throws {
        let article = try FeedSample.only(
            """
            <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:d="http://purl.org/dc/elements/1.1/">
            <channel r:about="https://bao.example/"><title>Báo</title><link>https://bao.example/</link></channel>
            <item r:about="https://bao.example/1"><title>Bài một</title><link>https://bao.example/1</link>
            <d:date>2025-01-31T01:00Z</d:date><d:creator>An</d:creator><d:subject>Văn hoá</d:subject></item></r:RDF>
            """)
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/1", title: "Bài một", section: "Văn hoá", author: "An",
                    published: FeedSample.morning))
    }

    @Test(
        "a guid is the address, the id, or nothing",
        arguments: [
            ("<guid>https://a.example/1</guid>", "https://a.example/1", nil),
            ("<guid isPermaLink=\"true\">https://a.example/1</guid>", "https://a.example/1", nil),
            ("<link/><guid>https://a.example/1</guid>", "https://a.example/1", nil),
            ("<link>https://a.example/2</link><guid>https://a.example/1</guid>", "https://a.example/2", nil),
            ("<link>https://a.example/2</link><guid isPermaLink=\"false\">4711</guid>", "https://a.example/2", "4711"),
            ("<link>https://a.example/2</link><guid>4711</guid>", "https://a.example/2", "4711"),
            ("<link>https://a.example/2</link><guid isPermaLink=\"true\">4711</guid>", "https://a.example/2", nil),
            (
                "<link>https://a.example/2</link><guid isPermaLink=\"false\">https://a.example/?p=1</guid>",
                "https://a.example/2", nil
            ),
            (
                "<link>https://a.example/2</link><guid isPermaLink=\"false\">tag:a.example,2025:1</guid>",
                "https://a.example/2", nil
            ),
            (
                "<link>https://a.example/2</link><guid isPermaLink=\"false\">\(String(repeating: "9", count: 64))</guid>",
                "https://a.example/2", String(repeating: "9", count: 64)
            ),
            (
                "<link>https://a.example/2</link><guid isPermaLink=\"false\">\(String(repeating: "9", count: 65))</guid>",
                "https://a.example/2", nil
            ),
        ] as [(String, String, String?)])
    func guid(inside: String, url: String, id: String?) throws {
        let article = try FeedSample.only(FeedSample.rss("<item>\(inside)</item>"))
        #expect(article.url == url)
        #expect(article.cmsID == id)
    }

    @Test("a guid that is no permalink is not taken for the address")
    func guidIsNoLink() throws {
        let feed = FeedSample.rss("<item><guid isPermaLink=\"false\">https://a.example/1</guid></item>")
        let result = try FeedSample.read(feed)
        #expect(result.articles.isEmpty)
        #expect(result.problems.map(\.item) == [1])
    }

    @Test(
        "an image is found wherever it is attached",
        arguments: [
            ("<media:content url=\"https://a.example/c\" medium=\"image\"/>", "https://a.example/c"),
            ("<media:content url=\"https://a.example/c.webp?w=1\"/>", "https://a.example/c.webp?w=1"),
            ("<media:content url=\"https://a.example/c.mp4\"/>", nil),
            ("<media:content url=\"https://a.example/c\" type=\"video/mp4\"/>", nil),
            ("<media:thumbnail url=\"https://a.example/t.jpg\"/>", "https://a.example/t.jpg"),
            (
                "<media:group><media:content url=\"https://a.example/c\" type=\"image/png\"/></media:group>",
                "https://a.example/c"
            ),
            (
                "<media:content url=\"https://a.example/c.mp4\"><media:thumbnail url=\"https://a.example/t\"/></media:content>",
                "https://a.example/t"
            ),
            (
                "<media:thumbnail url=\"https://a.example/t\"/><enclosure url=\"https://a.example/e.PNG\"/>",
                "https://a.example/e.PNG"
            ),
        ] as [(String, String?)])
    func image(inside: String, address: String?) throws {
        #expect(try FeedSample.only(FeedSample.item(inside)).image == address)
    }

    @Test("names are told apart by their URI, not by their prefix")
    func namespaces() throws {
        let article = try FeedSample.only(
            """
            <rss xmlns:title="http://search.yahoo.com/mrss/" xmlns:dc="urn:other" xmlns:m="http://purl.org/dc/elements/1.1/">
            <channel><item><title:title>Tên ảnh</title:title><link>https://a.example/1</link><dc:creator>Không</dc:creator>
            <m:creator>Có</m:creator><title>Tên bài</title></item></channel></rss>
            """)
        #expect(article.title == "Tên bài")
        #expect(article.author == "Có")
    }

    @Test(
        "of an author's address and name the name is kept",
        arguments: [("x@bao.example (Lê C)", "Lê C"), ("Lê C", "Lê C"), ("Lê C (ảnh: D)", "Lê C (ảnh: D)")])
    func author(text: String, name: String) throws {
        #expect(try FeedSample.only(FeedSample.item("<author>\(text)</author>")).author == name)
    }

    @Test("an item without an address, or with a wrong one, is skipped and numbered")
    func skipped() throws {
        let result = try FeedSample.read(
            FeedSample.rss(
                "<item><title>A</title></item><item><link>/bai</link></item><item><link>https://a.example/3</link></item>"
            ))
        #expect(result.articles.map(\.url) == ["https://a.example/3"])
        #expect(result.problems.map(\.item) == [1, 2])
        #expect(result.problems.first?.description.hasPrefix("1: has no address") == true)
        #expect(result.problems.last?.message.contains("absolute") == true)
    }

    @Test("a date that cannot be read leaves the article standing")
    func wrongDate() throws {
        let result = try FeedSample.read(FeedSample.item("<title>A</title><pubDate>hôm qua</pubDate>"))
        #expect(result.articles.map(\.title) == ["A"])
        #expect(result.articles.first?.published == nil)
        #expect(result.problems.map(\.item) == [1])
        #expect(result.problems.first?.message.contains("date") == true)
        #expect(result.problems.first?.message.contains("hôm qua") == false)
    }

    @Test("an image that is no web address is left out with a problem")
    func wrongImage() throws {
        let result = try FeedSample.read(FeedSample.item("<media:thumbnail url=\"javascript:alert(1)\"/>"))
        #expect(result.articles.count == 1)
        #expect(result.articles.first?.image == nil)
        #expect(result.problems.count == 1)
    }

    @Test("HTML's names are read even where XML does not know them")
    func undeclaredNames() throws {
        let article = try FeedSample.only(
            FeedSample.item("<title>Caf&eacute;&nbsp;&amp;&nbsp;ph&#x1EDF; &hellip;</title>"))
        #expect(article.title == "Café & phở …")
    }

    @Test("markup that is not escaped gives its text")
    func bareMarkup() throws {
        let article = try FeedSample.only(
            FeedSample.item("<description>Một <b>hai</b><br/>ba<script>x()</script></description>"))
        #expect(article.summary == "Một hai ba")
    }
}
