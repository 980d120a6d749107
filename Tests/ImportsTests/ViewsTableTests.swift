import Engagement
import Foundation
import Testing

@testable import Imports

@Suite("Which article a page of web analytics is")
struct KnownAddressesTests {
    private static let articles = [
        article(1, "https://news.example/tin/a.html", id: "a1"), article(2, "https://sport.example/tin/a.html"),
        article(3, "https://news.example/tin/b.html"), article(4, "https://www.news.example/tin/b.html", aliasOf: 3),
        article(5, "https://news.example/"), article(6, "https://news.example/doc?so=7"),
    ]

    private static func article(_ number: Int64, _ url: String, id: String? = nil, aliasOf: Int64? = nil) -> Article {
        Article(number: number, facts: ArticleFacts(url: url, cmsID: id), source: .feed, aliasOf: aliasOf)
    }

    @Test(
        "Campaign parameters, fragments and the hosts of phones are the same page; another host or parameter is not",
        arguments: [
            ("https://news.example/tin/a.html", 1), ("http://m.news.example/tin/a.html#top", 1),
            ("https://amp.news.example/tin/a.html?utm_source=x&fbclid=y", 1), ("https://sport.example/tin/a.html", 2),
            ("https://shop.news.example/tin/a.html", nil), ("https://evil.example/tin/a.html", nil),
            // Two articles have this path.
            ("/tin/a.html", nil),
            // Two numbers of one article do.
            ("/tin/b.html", 3), ("https://news.example/tin/b.html", 3), ("https://news.example/?p=99", nil),
            ("https://news.example/?utm_medium=x", 5), ("/doc?so=7&zarsrc=30", 6), ("/doc?so=8", nil), ("/doc", nil),
            ("/cu.html", 1), ("", nil), ("?", nil), ("#", nil), ("a1", nil),
        ] as [(String, Int64?)])
    func pages(address: String, number: Int64?) {
        let known = KnownAddresses(articles: Self.articles, former: ["https://news.example/cu.html": 1])
        let found = known.article(of: .address(address))
        #expect(found == number || (number == 3 && found == 4), "\(address)")
    }

    @Test("An id is one of the CMS, and a number one of ours")
    func ids() {
        let known = KnownAddresses(articles: Self.articles, former: [:])
        #expect(known.article(of: .cmsID("a1")) == 1)
        #expect(known.article(of: .cmsID("1")) == nil)
        #expect(known.article(of: .number(4)) == 4)
        #expect(known.article(of: .number(7)) == nil)
    }
}

@Suite("Tables of CSV, row by row")
struct TableRowsTests {
    private func rows(_ text: String, _ separators: [UInt8] = [UInt8(ascii: ",")]) throws -> [[String]] {
        let path = NSTemporaryDirectory() + UUID().uuidString
        defer { unlink(path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        var table = try TableRows(path: path, separators: separators)
        var fields: [TableRows.Field] = []
        var rows: [[String]] = []
        while let count = try table.next(into: &fields) { rows.append(fields[..<count].map(\.text)) }
        return rows
    }

    @Test("Quotes hold separators, line ends and quotes; line ends are of any system, and empty lines are none")
    func quotes() throws {
        #expect(
            try rows("a,\"b,\"\"c\"\"\r\nd\",\r\n\r\ne\rf,g\n") == [["a", "b,\"c\"\r\nd", ""], ["e"], ["f", "g"]])
        #expect(try rows("").isEmpty)
        #expect(try rows("\u{FEFF}\"a\",b") == [["a", "b"]])
        for text in ["a,\"b", "a,\"b\"c\n"] { #expect(throws: TableError.self) { try rows(text) } }
    }

    @Test("A field that lies across two pieces of a file is whole, plain and in quotes")
    func pieces() throws {
        for length in [65_530, 65_535, 65_536, 65_537, 131_072] {
            let long = String(repeating: "ư", count: length / 2) + String(repeating: "x", count: length % 2)
            #expect(try rows("\(long),b\n\"\(long)\",\"\"\"\"\n") == [[long, "b"], [long, "\""]])
        }
    }

    @Test("The separator is that of the first line which is no remark")
    func separators() throws {
        let all = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        #expect(try rows("# a,b\nc;d,e\n", all)[1] == ["c", "d,e"])
        #expect(try rows("a\tb;c\n", all) == [["a", "b;c"]])
        #expect(try rows("\u{FEFF}# x\na;b\n", all)[1] == ["a", "b"])
    }
}
