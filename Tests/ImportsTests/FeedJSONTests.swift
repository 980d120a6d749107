import Engagement
import Foundation
import Imports
import Testing

@Suite("JSON Feed")
struct FeedJSONTests {
    private static func feed(_ items: String, more: String = "") -> String {
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Báo\",\(more)\n\"items\": [\(items)]}"
    }

    @Test("an item gives all that it says")
    func whole() throws {
        let article = try FeedSample.only(
            Self.feed(
                """
                {"id": 77, "url": "https://bao.example/a/1#x", "title": "Bài <b> \\"một\\"", "tags": ["Đời sống", "b"],
                 "authors": [{"name": "An"}, {"url": "https://a.example"}, {"name": "Bình"}], "author": {"name": "Cũ"},
                 "date_published": "2025-01-31T08:00:00+07:00", "image": "https://bao.example/a.jpg", "summary": "Tóm\\ntắt"}
                """))
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/a/1", cmsID: "77", title: "Bài <b> \"một\"", section: "Đời sống",
                    author: "An, Bình", published: FeedSample.morning, image: "https://bao.example/a.jpg",
                    summary: "Tóm tắt"))
    }

    @Test(
        "an author is the item's, of either version, or else the feed's",
        arguments: [
            ("\"author\": {\"name\": \"Cũ\"}", "Cũ"), ("\"authors\": []", "Toà soạn"), ("\"author\": null", "Toà soạn"),
        ])
    func authors(member: String, name: String) throws {
        let item = "{\"url\": \"https://a.example/1\", \(member)}"
        let article = try FeedSample.only(Self.feed(item, more: "\"authors\": [{\"name\": \"Toà soạn\"}],"))
        #expect(article.author == name)
    }

    @Test("an id that is an address is not the CMS's")
    func addressAsID() throws {
        let item = "{\"url\": \"https://a.example/1\", \"id\": \"https://a.example/1\"}"
        #expect(try FeedSample.only(Self.feed(item)).cmsID == nil)
    }

    @Test("faulty items are skipped and the others stand")
    func faults() throws {
        let result = try FeedSample.read(
            Self.feed(
                """
                5, {"id": "1"}, {"url": 7}, {"url": "ftp://a.example/1"}, {"url": "https://a.example/5", "tags": "x"},
                {"url": "https://a.example/6", "date_published": {}}
                """))
        #expect(result.articles.map(\.url) == ["https://a.example/5", "https://a.example/6"])
        #expect(result.problems.map(\.item) == [1, 2, 3, 4, 6])
    }

    @Test("JSON that breaks off is refused")
    func brokenOff() {
        let error = #expect(throws: FeedError.self) {
            try FeedSample.read("{\n\"version\": \"https://jsonfeed.org/version/1\",\n\"items\": [{]}")
        }
        #expect(error?.description.contains("not sound JSON") == true)
    }

    @Test("a feed that is not UTF-8 is refused")
    func notUnicode() {
        let data =
            Data("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"url\": \"".utf8) + Data([0xE9])
        #expect(throws: FeedError.unknownEncoding) { try FeedReader.read(data + Data("\"}]}".utf8)) }
    }

    @Test("a feed without items is refused")
    func noItems() {
        let error = #expect(throws: FeedError.self) {
            try FeedSample.read("{\"version\": \"https://jsonfeed.org/version/1\"}")
        }
        #expect(error?.description.contains("\"items\"") == true)
    }

    @Test("nesting without end is refused and does not crash")
    func nesting() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: FeedError.self) { try FeedSample.read(Self.feed(deep), as: .jsonFeed) }
    }
}
