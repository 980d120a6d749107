import Engagement
import Foundation
import Testing

@testable import ShareLinks

@Suite("Press links at a front server whose collector is away")
struct RedirectPressTests {
    static let home = "https://news.example/"

    @Test(
        "A plain address leads to the article, in any spelling of its escapes",
        arguments: [
            "https://news.example/tin/lu-quet-4821.html", "https://news.example/",
            "https://news.example/a/b/c/d/e/f/g/h",
            "https://news.example/x/", "https://www.news.example:8443/tin/1.html", "https://news.example/?p=123",
            "https://news.example/tin?id=7&trang=2&x=", "https://news.example/tìm/Lũ-quét",
        ])
    func plain(address: String) throws {
        let front = try RedirectTableTests.front()
        let ascii = try ArticleAddress(address, hosts: RedirectTableTests.hosts).ascii
        let all = PercentEncoding.encode(address)
        #expect(front.press(all) == ascii)
        #expect(
            front.press(all.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }).lowercased() == ascii.lowercased())
        // Raw as far as a query may hold it.
        #expect(front.press(ArticleAddress.ascii(address).replacing("&", with: "%26")) == ascii)
    }

    @Test(
        "An address that cannot be put together leads to the front page, never to half of it",
        arguments: [
            "https://news.example/a%20b", "https://news.example/a%2520b", "https://news.example/a,b",
            "https://news.example/a?b",
            "https://news.example/a?b=1&c=2&d=3&e=4", "https://news.example/1/2/3/4/5/6/7/8/9", "https://news.example",
            "",
            "https://news.example/a?b=c=d",
        ])
    func odd(address: String) throws {
        let front = try RedirectTableTests.front()
        #expect(front.press(PercentEncoding.encode(address)) == Self.home)
        #expect(front.press(address) == Self.home)
    }

    static let attacks = [
        "//evil.example", "/\\evil.example", "https:\\\\evil.example", "https://news.example@evil.example",
        "https://news.example.evil.example", "https://evil.example#https://news.example",
        "https://evil.example\u{0}.news.example",
        " https://evil.example", "\thttps://evil.example", "\nhttps://evil.example", "javascript:alert(1)",
        "data:text/html,x",
        "ht\ttps://evil.example", "https://nеws.example/", "https://news.example:80@evil.example",
        "https://news.example./",
        "https://[::1]/", "https:///evil.example", "https://evil．example/",
        "https://news.example\r\nLocation: https://evil.example",
        "https://news.example\\.evil.example/", "http://news.example/", "https://newsXexample/",
        "https://news.example:8443/",
        "https://news.example:443/", "https://evil.example/https://news.example/",
        "https://evil.example?https://news.example/",
        "https://news.examplehttps://evil.example/", "https://www.news.example/", "https://news.example\u{2028}/",
    ]

    @Test("No address of an attacker leads off the site or breaks a line", arguments: attacks)
    func attack(address: String) throws {
        let front = try RedirectTableTests.front()
        for spelling in [
            address, PercentEncoding.encode(address), PercentEncoding.encode(PercentEncoding.encode(address)),
            PercentEncoding.encode(address).lowercased(),
        ] {
            #expect(front.press(spelling) == Self.home, "\(spelling)")
        }
        for behind in [
            "//evil.example", "/..//evil.example", "/%0d%0aLocation:%20https://evil.example", "/@evil.example",
        ] {
            let target = front.press("https://news.example" + behind)
            #expect(target.hasPrefix(Self.home) && target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(target)")
        }
    }
}
