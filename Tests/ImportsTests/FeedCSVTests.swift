import Engagement
import Foundation
import Imports
import Testing

@Suite("CSV of articles")
struct FeedCSVTests {
    @Test(
        "a row gives all that it says, whichever the separator",
        arguments: [",", ";"], ["\n", "\r\n", "\r"])
    func whole(separator: String, end: String) throws {
        let text =
            [
                ["URL", "id", "title", "section", "author", "published", "image", "summary", "clicks"],
                [
                    "https://bao.example/1", "7", "\"Bài, \"\"một\"\"; hai\"", "Sống", "An",
                    "2025-01-31T08:00:00+07:00",
                    "https://bao.example/a.jpg", "\"Dòng một\(end)dòng hai\"", "5",
                ],
            ].map { $0.joined(separator: separator) }.joined(separator: end) + end
        for data in [Data(text.utf8), Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)] {
            let result = try FeedReader.read(data)
            #expect(result.problems.isEmpty)
            #expect(
                result.articles == [
                    ArticleFacts(
                        url: "https://bao.example/1", cmsID: "7", title: "Bài, \"một\"; hai", section: "Sống",
                        author: "An", published: FeedSample.morning, image: "https://bao.example/a.jpg",
                        summary: "Dòng một dòng hai")
                ])
        }
    }

    @Test("faults carry the line on which their row begins")
    func faults() throws {
        let result = try FeedSample.read(
            """
            title,url
            "một
            hai",https://a.example/2
            ba,https://a.example/4,thừa
            thiếu

            "năm"x,https://a.example/7
            sáu,
            "bảy" ,https://a.example/9
            """)
        #expect(result.articles.map(\.url) == ["https://a.example/2", "https://a.example/9"])
        #expect(result.articles.map(\.title) == ["một hai", "bảy"])
        #expect(result.problems.map(\.item) == [4, 5, 7, 8])
        #expect(result.problems.first?.message.contains("3 fields where the header has 2") == true)
    }

    @Test("a quote that never closes is refused with its line")
    func openQuote() {
        let error = #expect(throws: FeedError.self) {
            try FeedSample.read("url,title\nhttps://a.example/1,a\nhttps://a.example/2,\"b\n\n\n")
        }
        #expect(error?.description.hasPrefix("Line 3: A quote opens") == true)
    }

    @Test("a header without url, or with a name twice, is refused")
    func headers() {
        let missing = #expect(throws: FeedError.self) { try FeedSample.read("title\nA", as: .csv) }
        #expect(missing?.description.contains("no column \"url\"") == true)
        let double = #expect(throws: FeedError.self) { try FeedSample.read("url,title,Title\n", as: .csv) }
        #expect(double?.description.contains("\"title\" twice") == true)
    }

    @Test("a row that is not UTF-8 is skipped")
    func notUnicode() throws {
        let data = Data("url,title\nhttps://a.example/1,".utf8) + Data([0xE9]) + Data("\nhttps://a.example/2,b".utf8)
        let result = try FeedReader.read(data)
        #expect(result.articles.map(\.url) == ["https://a.example/2"])
        #expect(result.problems.map(\.item) == [2])
    }

    @Test("a table with nothing but its header has no articles")
    func empty() throws {
        let result = try FeedSample.read("url;title\n")
        #expect(result.articles.isEmpty)
        #expect(result.problems.isEmpty)
    }

    @Test(
        "seconds since 1970 are read, a bare day's digits are not",
        arguments: [("1738285200", true), ("20250131", false)])
    func seconds(value: String, isRead: Bool) throws {
        let result = try FeedSample.read("url,published\nhttps://a.example/1,\(value)\n")
        #expect(result.articles.first?.published == (isRead ? FeedSample.morning : nil))
        #expect(result.problems.isEmpty == isRead)
    }
}
