import Engagement
import Imports
import Testing

@Suite("Atom")
struct FeedAtomTests {
    @Test("an entry gives all that it says")
    func whole() throws {
        let article = try FeedSample.only(
            FeedSample.atom(
                """
                <entry>
                  <updated>2025-02-01T00:00:00Z</updated><published>2025-01-31T08:00:00.5+07:00</published>
                  <id>8812</id>
                  <link rel="self" href="https://bao.example/api/1"/>
                  <link rel="enclosure" type="image/png" href="https://bao.example/a.png"/>
                  <link href="https://bao.example/the-thao/1"/>
                  <title type="html">Đội tuyển &lt;em&gt;thắng&lt;/em&gt; 2&amp;#8211;0</title>
                  <category term="the-thao" label="Thể thao"/><category term="b"/>
                  <author><name>Phạm D</name><email>d@bao.example</email></author><author><name>Hồ E</name></author>
                  <summary>Một   trận hay.</summary>
                </entry>
                """))
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/the-thao/1", cmsID: "8812", title: "Đội tuyển thắng 2–0",
                    section: "Thể thao", author: "Phạm D, Hồ E", published: FeedSample.morning,
                    image: "https://bao.example/a.png",
                    summary: "Một trận hay."))
    }

    @Test(
        "a title is read by its type",
        arguments: [
            ("<title>a &lt;b&gt; &amp;amp; c</title>", "a <b> &amp; c"),
            ("<title type=\"text\">1 &lt; 2</title>", "1 < 2"),
            ("<title><![CDATA[a &amp; &nbsp;]]> &nbsp;b</title>", "a &amp; &nbsp; b"),
            ("<title type=\"html\">a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title>", "a b & c"),
            ("<title type=\"html\"><![CDATA[a<br>b]]></title>", "a b"),
            (
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Phở <b>b</b>ò<br/>&lt;ngon&gt;</div></title>",
                "Phở bò <ngon>"
            ),
        ])
    func titles(element: String, title: String) throws {
        let entry = "<entry><link href=\"https://a.example/1\"/>\(element)</entry>"
        #expect(try FeedSample.only(FeedSample.atom(entry)).title == title)
    }

    @Test(
        "the address is the alternate link",
        arguments: [
            ("<link href=\"https://a.example/1\"/>", "https://a.example/1"),
            (
                "<link rel=\"edit\" href=\"https://a.example/e\"/><link rel=\"alternate\" href=\"https://a.example/1\"/>",
                "https://a.example/1"
            ),
            (
                "<link type=\"application/pdf\" href=\"https://a.example/p\"/><link type=\"text/html\" href=\"https://a.example/1\"/>",
                "https://a.example/1"
            ),
        ])
    func links(inside: String, url: String) throws {
        #expect(try FeedSample.only(FeedSample.atom("<entry>\(inside)</entry>")).url == url)
    }

    @Test("an entry with no alternate link is skipped, though its id be an address")
    func noLink() throws {
        let result = try FeedSample.read(
            FeedSample.atom(
                "<entry><id>https://a.example/1</id><link rel=\"self\" href=\"https://a.example/s\"/></entry>"))
        #expect(result.articles.isEmpty)
        #expect(result.problems.map(\.item) == [1])
    }

    @Test("without a time of publication the time of the last change is taken")
    func updated() throws {
        let entry = "<entry><link href=\"https://a.example/1\"/><updated>2025-01-31T01:00:00Z</updated></entry>"
        #expect(try FeedSample.only(FeedSample.atom(entry)).published == FeedSample.morning)
    }

    @Test("a category without a label gives its term, and an address is no id")
    func term() throws {
        let article = try FeedSample.only(
            FeedSample.atom(
                """
                <entry><link href="https://a.example/1"/><category term="kinh-te"/><id>urn:uuid:1</id>
                <m:thumbnail url="https://a.example/t.jpg"/></entry>
                """))
        #expect(article.section == "kinh-te")
        #expect(article.cmsID == nil)
        #expect(article.image == "https://a.example/t.jpg")
    }

    @Test("what stands in an entry's source is not the entry's")
    func source() throws {
        let article = try FeedSample.only(
            FeedSample.atom(
                """
                <entry><source><title>Khác</title><link href="https://b.example/"/><author><name>Gốc</name></author></source>
                <link href="https://a.example/1"/><title>Đây</title></entry>
                """))
        #expect(article.url == "https://a.example/1")
        #expect(article.title == "Đây")
        #expect(article.author == "Gốc")
    }
}
