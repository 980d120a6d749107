import Engagement
import Foundation
import Testing

@testable import Imports

@Suite("Text and addresses of feeds")
struct FeedTextTests {
    @Test(
        "HTML gives the text that a reader sees",
        arguments: [
            ("Phở", "Phở"), ("<b>Ph</b>ở", "Phở"), ("a<br>b", "a b"), ("<p>a</p><p>b</p>", "a b"),
            ("a&nbsp;&nbsp;b", "a b"), ("&quot;a&quot; &amp; &#39;b&#39; &apos;c&apos;", "\"a\" & 'b' 'c'"),
            ("&#x1EBF;&#X1ebf;&#7871;", "ếếế"), ("&eacute;&Agrave;&yuml;&szlig;&times;", "éÀÿß×"),
            ("&ldquo;a&rdquo; &ndash; &hellip;", "“a” – …"), ("&abreve;&dstrok;", "ăđ"), ("&#150;&#128;", "–€"),
            ("&lt;b&gt;", "<b>"), ("&amp;lt;b&amp;gt;", "&lt;b&gt;"), ("1 < 2 > 0", "1 < 2 > 0"), ("a <3 b", "a <3 b"),
            ("&unknown; & &; &#; &#x; &#xZZ;", "&unknown; & &; &#; &#x; &#xZZ;"), ("&copy=1&amp", "&copy=1&amp"),
            ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#4294967295;", "\u{FFFD}"),
            ("<a title=\"x>y\" href='>'>z</a>", "z"), ("<a title=it's>z</a> 'q'", "z 'q'"),
            ("<!-- a > b -->c", "c"), ("a<!-- never closed", "a"),
            ("<script>if (a > b) {}</script>c", "c"), ("<STYLE>p{}</STYLE >c", "c"), ("a<script>never closed", "a"),
            ("a <b", "a <b"), ("<a \"<b>c", "c"), ("&#8;a&#27;b", "ab"),
        ])
    func html(source: String, text: String) {
        #expect(FeedHTML.plain(source) == text)
    }

    @Test(
        "HTML with tags and quotes that never end takes time in line with its length", .timeLimit(.minutes(1)),
        arguments: ["<a ", "<a b=\"", "<a b=\">\" ", "<!-", "<script", "</", "&#1", "<a b='>"])
    func openHTML(piece: String) {
        let text = String(repeating: piece, count: 600_000 / piece.utf8.count)
        #expect((FeedHTML.plain(text)?.utf8.count ?? 0) <= FeedText.limit)
    }

    @Test("HTML without any text is nothing", arguments: ["", " ", "<p></p>", "&nbsp;", "<!---->", "\u{0}"])
    func nothing(source: String) {
        #expect(FeedHTML.plain(source) == nil)
    }

    @Test(
        "text becomes one line without control characters",
        arguments: [
            ("  a \t\r\n b\u{A0}\u{2003}c  ", "a b c"), ("a\u{0}\u{1B}[31mb\u{7F}\u{9B}", "a[31mb"),
            ("a\u{202E}b\u{2066}c\u{FEFF}", "abc"), ("👨‍👩‍👧", "👨‍👩‍👧"), ("a\u{85}b\u{2028}c", "a b c"), ("a  b", "a b"),
        ])
    func plain(source: String, text: String) {
        #expect(FeedText.plain(source).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test("text is composed")
    func composed() throws {
        let apart = "Tiê\u{301}ng Viê\u{323}t".decomposedStringWithCanonicalMapping
        #expect(
            try Array(#require(FeedText.plain(apart)).utf8)
                == Array("Tiếng Việt".precomposedStringWithCanonicalMapping.utf8))
        let article = try FeedSample.only(FeedSample.item("<title>\(apart)</title>"))
        #expect(article.title?.unicodeScalars.count == 10)
    }

    @Test(
        "a long text is cut between whole characters",
        arguments: [
            (String(repeating: "a", count: 4096), 4096), (String(repeating: "a", count: 4097), 4096),
            (String(repeating: "ế", count: 2000), 4095), (String(repeating: "👨‍👩‍👧", count: 300), 4086),
            (String(repeating: "a", count: 4095) + " b", 4095), (String(repeating: "ab ", count: 100_000), 4096),
        ])
    func cut(source: String, bytes: Int) throws {
        let text = try #require(FeedText.plain(source))
        #expect(text.utf8.count == bytes)
        #expect(source.hasPrefix(text))
    }

    @Test("a single character without end is left out")
    func endlessCharacter() {
        #expect(FeedText.plain("a" + String(repeating: "\u{301}", count: 10_000)) == nil)
    }

    @Test(
        "an address keeps its spelling, without fragment and white space",
        arguments: [
            ("https://a.example", "https://a.example"), (" http://a.example/b?c=d#e\n", "http://a.example/b?c=d"),
            ("HTTPS://A.example:8443/", "HTTPS://A.example:8443/"), ("https://[::1]:80/x", "https://[::1]:80/x"),
            ("https://báo.example/giáo-dục", "https://báo.example/giáo-dục"),
            ("https://a.example/%E1%BA%BF", "https://a.example/%E1%BA%BF"),
        ])
    func address(source: String, url: String) {
        #expect(FeedAddress.absolute(source) == url)
    }

    @Test(
        "what is no web address with a host is refused",
        arguments: [
            "", "/a", "a.example/b", "//a.example/b", "ftp://a.example/", "javascript:alert(1)", "data:text/html,x",
            "mailto:a@a.example", "https://", "https:///a", "https:a.example", "https://?a", "https://#a",
            "https://:80/",
            "https://a.example:/", "https://a.example:x/", "https://a.example:99999/", "https://a.example:-1/",
            "https://user@a.example/", "https://a.example\\@b.example/", "https://a.example/a b",
            "https://a.example/a\nb",
            "https://a.example/\u{0}", "https://a.example/\u{202E}b", "https://a.example/<b>", "https://a.example/\"",
            "https://[::1", "https://[]/", "https://[::1]x/", "https://./", "http//a.example",
            "https://a.example/" + String(repeating: "a", count: 4096),
        ])
    func noAddress(source: String) {
        #expect(FeedAddress.absolute(source) == nil)
    }

    @Test(
        "the section is the first of at least two segments",
        arguments: [
            ("https://a.example/giao-duc/bai-1.html", "giao-duc"), ("https://a.example/bai-1.html", nil),
            ("https://a.example/giao-duc/", nil), ("https://a.example", nil), ("https://a.example/?a/b/c", nil),
            ("https://a.example/gi%C3%A1o%20d%E1%BB%A5c/a/b", "giáo dục"), ("https://a.example/%FF/a", "%FF"),
            ("https://a.example//a//b", "a"), ("https://a.example/a%00%0Ab/c", "a b"),
        ] as [(String, String?)])
    func section(url: String, name: String?) throws {
        #expect(try FeedSample.only("{\"url\":\"\(url)\"}").section == name)
    }

    @Test("a section that is given comes before the path's")
    func givenSection() throws {
        #expect(try FeedSample.only("{\"url\":\"https://a.example/b/c\",\"section\":\"D\"}").section == "D")
        #expect(try FeedSample.only("{\"url\":\"https://a.example/b/c\",\"section\":\" \"}").section == "b")
    }
}
