import Engagement
import Foundation
import Imports
import Testing

@Suite("Formats of feeds")
struct FeedFormatTests {
    static let starts: [(String, FeedFormat?)] = [
        ("<?xml version=\"1.0\"?><!-- <feed> --><rss version=\"2.0\">", .rss),
        ("<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">", .rss),
        ("<!DOCTYPE rss PUBLIC \"a>b\" \"c\"><rss>", .rss),
        ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", .atom),
        ("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">", .atom),
        ("<urlset>", .sitemap),
        ("<sitemapindex>", .sitemap),
        ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", .jsonFeed),
        ("{\"items\":[]}", .jsonFeed), ("{\"version\":\"https://jsonfeed.org/version/1\"}", .jsonFeed),
        ("{\n \"version\": \"https://jsonfeed.org/version/1\",\n \"items\": []\n}", .jsonFeed),
        ("{\"url\":\"https://a.example/1\"}\n{\"url\":\"https://a.example/2\"}", .ndjson),
        ("{\"url\":\"https://a.example/1\",\"title\":\"jsonfeed.org/version/1\"}\n", .ndjson),
        ("{\"url\":broken}\n{\"url\":\"https://a.example/2\"}", .ndjson),
        ("url,title\n", .csv),
        ("Title;URL\r\n", .csv),
        ("\"id\",\"url\"\n", .csv),
        ("url", .csv),
        ("", nil), ("   \n", nil), ("[]", nil), ("<html><body>", nil), ("title,author\n", nil), ("{\n", nil),
        ("<", nil), ("<!--", nil), ("<?xml", nil), ("\u{0}\u{1}", nil),
    ]

    @Test("the format is found from the start", arguments: starts)
    func detects(start: String, format: FeedFormat?) {
        #expect(FeedFormat.detect(Data(start.utf8)) == format)
    }

    @Test("a byte order mark and leading white space change nothing", arguments: starts)
    func toleratesMarks(start: String, format: FeedFormat?) {
        #expect(FeedFormat.detect(Data([0xEF, 0xBB, 0xBF]) + Data("\r\n\t ".utf8) + Data(start.utf8)) == format)
    }

    @Test("the names of formats are fixed")
    func names() {
        #expect(FeedFormat.allCases.map(\.rawValue) == ["rss", "atom", "jsonfeed", "sitemap", "ndjson", "csv"])
    }

    @Test("UTF-16 is read in both orders of bytes", arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
    func wide(encoding: String.Encoding) throws {
        let text = FeedSample.item("<title>Việt Nam</title>").replacing("UTF-8", with: "UTF-16")
        let bare = try #require(text.data(using: encoding))
        let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
        for data in [bare, Data(mark) + bare] {
            #expect(try FeedReader.read(data).articles.map(\.title) == ["Việt Nam"])
        }
    }

    @Test("an older encoding is read where the XML declares it")
    func latin() throws {
        let text = FeedSample.item("<title>Café</title>").replacing("UTF-8", with: "ISO-8859-1")
            .replacing("Báo Ví Dụ", with: "B")
        let data = try #require(text.data(using: .isoLatin1))
        #expect(try FeedReader.read(data).articles.map(\.title) == ["Café"])
    }

    @Test("bytes that are no feed are refused with the names of formats")
    func unknown() {
        let error = #expect(throws: FeedError.unknownFormat) { try FeedSample.read("Xin chào") }
        #expect(error?.description.contains("jsonfeed") == true)
    }

    @Test(
        "a document of another kind than asked for is named",
        arguments: [
            (FeedFormat.rss, "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "feed"), (.atom, "<rss/>", "rss"),
            (.sitemap, "<rss/>", "rss"), (.rss, "<urlset/>", "urlset"), (.atom, "<feed/>", "feed"),
        ])
    func otherRoot(format: FeedFormat, text: String, found: String) {
        #expect(throws: FeedError.otherRoot(expected: format, found: found)) {
            try FeedSample.read(text, as: format)
        }
    }

    @Test("every format refuses plain words or makes problems of them", arguments: FeedFormat.allCases)
    func words(format: FeedFormat) {
        let result = try? FeedSample.read("Xin chào\ncác bạn", as: format)
        #expect(result?.articles.isEmpty ?? true)
        #expect(result?.problems.isEmpty != true)
    }

    @Test("a malformed document names the line", arguments: [0, 3])
    func malformed(blankLines: Int) {
        let text =
            String(repeating: "\n", count: blankLines) + FeedSample.rss("<item>\n<link>https://a.example/1</item>")
        let error = #expect(throws: FeedError.self) { try FeedSample.read(text) }
        #expect(error?.description.hasPrefix("Line \(5 + blankLines):") == true, "\(String(describing: error))")
    }

    @Test(
        "XML that is not well-formed is refused",
        arguments: [
            "<rss><channel>", "<rss><channel></rss>", "<rss></rss><rss></rss>", "<rss></rss>x",
            "<rss a=\"1\" a=\"2\"/>",
            "<rss>&nothing;</rss>", "<rss>&</rss>", "<rss a=1/>", "<rss><a:b/></rss", "<rss>\u{1}</rss>",
            "<rss><![CDATA[</rss>",
        ])
    func illFormed(text: String) {
        let error = #expect(throws: FeedError.self) { try FeedSample.read(text) }
        #expect(error?.description.contains("not well-formed") == true)
    }

    @Test("XML that is not in the encoding it claims is refused", arguments: ["<?xml version=\"1.0\"?>", ""])
    func wrongEncoding(start: String) {
        let data =
            Data((start + "<rss><channel><item><title>").utf8) + Data([0xE9, 0x20])
            + Data("</title></item></channel></rss>".utf8)
        #expect(throws: FeedError.self) { try FeedReader.read(data) }
    }

    @Test("errors say what to do next")
    func advice() {
        let errors: [FeedError] = [
            .unknownFormat, .otherRoot(expected: .rss, found: "html"), .unsafeDeclaration, .unknownEncoding,
            .sitemapIndex,
        ]
        for error in errors { #expect(error.description.contains(";")) }
        #expect(FeedError.malformed(line: nil, message: "No.").description == "No.")
    }
}
