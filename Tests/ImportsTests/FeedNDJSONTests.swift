import Engagement
import Foundation
import Imports
import Testing

@Suite("NDJSON of articles")
struct FeedNDJSONTests {
    private static let url = "\"url\":\"https://a.example/1\""

    @Test("a line gives all that it says")
    func whole() throws {
        let article = try FeedSample.only(
            """
            {"published":"2025-01-31T08:00:00+07:00","url":"https://bao.example/1","id":"b-1","title":"Bài","section":"Sống",\
            "author":["An","Bình"],"image":"https://bao.example/a.jpg","summary":"Tóm tắt"}
            """)
        #expect(
            article
                == ArticleFacts(
                    url: "https://bao.example/1", cmsID: "b-1", title: "Bài", section: "Sống", author: "An, Bình",
                    published: FeedSample.morning, image: "https://bao.example/a.jpg", summary: "Tóm tắt"))
    }

    @Test(
        "an id may be a number, and cmsID comes before id",
        arguments: [
            ("\"id\":12", "12"), ("\"cmsID\":\"a b\"", "a b"), ("\"id\":\"x\",\"cmsID\":\"y\"", "y"),
            ("\"id\":\"x\",\"cmsID\":null", "x"), ("\"id\":1", "1"), ("\"id\":\"x\",\"cmsID\":\"\"", "x"),
        ])
    func identifiers(member: String, id: String) throws {
        #expect(try FeedSample.only("{\(Self.url),\(member)}").cmsID == id)
    }

    @Test(
        "a time is written out or counted in seconds",
        arguments: [
            ("1738285200", 1_738_285_200), ("1738285200.9", 1_738_285_200), ("\"1738285200\"", 1_738_285_200),
            ("0", 0), ("-1.5", -2), ("\"2025-01-31T01:00:00Z\"", 1_738_285_200), ("253402300799", 253_402_300_799),
        ] as [(String, Int64)])
    func times(value: String, seconds: Int64) throws {
        #expect(try FeedSample.only("{\(Self.url),\"published\":\(value)}").published?.seconds == seconds)
    }

    @Test(
        "a time that cannot be one is a problem of its line",
        arguments: [
            "true", "[]", "{}", "1738285200000", "1e300", "\"20250131\"", "\"1738285200000\"", "\"mai\"", "1e999",
        ])
    func wrongTimes(value: String) throws {
        let result = try FeedSample.read("{\(Self.url),\"published\":\(value)}", as: .ndjson)
        #expect(result.articles.allSatisfy { $0.published == nil })
        #expect(result.problems.map(\.item) == [1])
    }

    @Test("faults carry the number of their line, and the other lines stand")
    func faults() throws {
        let result = try FeedSample.read(
            """

            {"url":"https://a.example/2"}\r
            {"url":
            [1]

            {"url":"https://a.example/6","title":5,"author":{"name":"A"}}
            {"title":"A"}
            {"url":"https://a.example/8","title":null,"author":null,"published":null}
            """, as: .ndjson)
        #expect(result.articles.map(\.url) == (["2", "6", "8"].map { "https://a.example/\($0)" }))
        #expect(result.problems.map(\.item) == [3, 4, 6, 6, 7])
    }

    @Test("a line that is not UTF-8 is skipped")
    func notUnicode() throws {
        let data =
            Data("{\"url\":\"https://a.example/1\"}\n{\"url\":\"https://a.example/".utf8) + Data([0xFF])
            + Data("\"}\n{\"url\":\"https://a.example/3\"}".utf8)
        let result = try FeedReader.read(data, format: .ndjson)
        #expect(result.articles.map(\.url) == ["https://a.example/1", "https://a.example/3"])
        #expect(result.problems.map(\.item) == [2])
    }

    @Test("fifty thousand articles are read in seconds", .timeLimit(.minutes(1)))
    func many() throws {
        let lines = (0..<50_000).map {
            "{\"url\":\"https://bao.example/giao-duc/bai-\($0).html\",\"title\":\"Bài viết số \($0)\",\"published\":\($0)}"
        }
        let result = try FeedSample.read(lines.joined(separator: "\n"))
        #expect(result.articles.count == 50_000)
        #expect(result.problems.isEmpty)
        #expect(result.articles.last?.title == "Bài viết số 49999")
    }
}
