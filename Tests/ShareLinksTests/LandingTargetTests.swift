import Testing

@testable import ShareLinks

@Suite("Where a landing link leads")
struct LandingTargetTests {
    static let tags = CampaignTags(source: "zalo", medium: "social", campaign: "share")
    static let token = "SGAS1oefPCp7EFXTbEifvp__"

    static func target(_ text: String, tags: CampaignTags? = tags) throws -> String {
        try ArticleAddress(text, hosts: ["news.example"]).landingTarget(tags: tags, token: token)
    }

    static let campaign = "utm_source=zalo&utm_medium=social&utm_campaign=share"

    static let targets: [(String, String)] = [
        ("https://news.example", "https://news.example?\(campaign)"),
        ("https://news.example/a", "https://news.example/a?\(campaign)"),
        ("https://news.example/a?b=c", "https://news.example/a?b=c&\(campaign)"),
        ("https://news.example/a#part", "https://news.example/a?\(campaign)"),
        ("https://news.example/a?b=c#d?e", "https://news.example/a?b=c&\(campaign)"),
        (
            "https://news.example/a?utm_source=feed",
            "https://news.example/a?utm_source=feed&utm_medium=social&utm_campaign=share"
        ),
        (
            "https://news.example/a?b=c&utm_medium=rss&utm_campaign=x",
            "https://news.example/a?b=c&utm_medium=rss&utm_campaign=x&utm_source=zalo"
        ),
        (
            "https://news.example/a?utm_source=&utm_medium=m&utm_campaign=c",
            "https://news.example/a?utm_source=&utm_medium=m&utm_campaign=c"
        ),
        ("https://news.example/a?xutm_source=b", "https://news.example/a?xutm_source=b&\(campaign)"),
    ]

    @Test("Campaign parameters are added once, and the address's own are kept", arguments: targets)
    func campaigns(text: String, target: String) throws {
        #expect(try Self.target(text) == "\(target)#st=\(Self.token)")
    }

    @Test("Without campaign parameters only the token is added")
    func off() throws {
        #expect(
            try Self.target("https://news.example/a?b=c#d", tags: nil) == "https://news.example/a?b=c#st=\(Self.token)")
    }

    @Test("A campaign of any words is encoded")
    func encoded() throws {
        let tags = CampaignTags(source: "a&b=c", medium: "x\r\nSet-Cookie: y", campaign: "Tết #1 100%")
        #expect(
            try Self.target("https://news.example/", tags: tags)
                == "https://news.example/?utm_source=a%26b%3Dc&utm_medium=x%0D%0ASet-Cookie%3A%20y"
                + "&utm_campaign=T%E1%BA%BFt%20%231%20100%25#st=\(Self.token)")
    }

    static let ascii: [(String, String)] = [
        ("https://news.example/tết", "https://news.example/t%E1%BA%BFt"),
        ("https://news.example/te\u{302}\u{301}t", "https://news.example/te%CC%82%CC%81t"),
        ("https://news.example/😀?q=é", "https://news.example/%F0%9F%98%80?q=%C3%A9"),
        ("https://news.example/a%20b%2fc", "https://news.example/a%20b%2fc"),
        ("https://news.example/\"<>^`{|}", "https://news.example/%22%3C%3E%5E%60%7B%7C%7D"),
        ("https://news.example/100%", "https://news.example/100%"),
        ("https://news.example/a'b(c)!*;,$+~[]", "https://news.example/a'b(c)!*;,$+~[]"),
        ("https://news.example/\u{202E}x\u{200B}", "https://news.example/%E2%80%AEx%E2%80%8B"),
    ]

    @Test("The ASCII form encodes what a header cannot hold and leaves escapes as they are", arguments: ascii)
    func asciiForm(text: String, written: String) throws {
        #expect(try ArticleAddress(text, hosts: ["news.example"]).ascii == written)
    }

    @Test(
        "Whatever scalar stands in a path, the target holds no line end, no space, nothing but ASCII, and one fragment")
    func everyScalar() throws {
        var numbers = SeededNumbers(seed: 4)
        var scalars = (0...0x2FF).compactMap { UnicodeScalar($0 as UInt32) }
        scalars += (0..<2000).compactMap { _ in UnicodeScalar(UInt32(truncatingIfNeeded: numbers.next()) % 0x110000) }
        scalars += ["\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}", "\u{FFFF}", "\u{10FFFF}"]
        var read = 0
        for scalar in scalars {
            var path = "https://news.example/"
            path.unicodeScalars.append(scalar)
            guard let address = try? ArticleAddress(path, hosts: ["news.example"]) else { continue }
            read += 1
            let target = address.landingTarget(tags: Self.tags, token: Self.token)
            #expect(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(target.utf8.filter { $0 == UInt8(ascii: "#") }.count == 1)
            #expect(target.hasPrefix("https://news.example/"))
        }
        #expect(read > 2000)
    }
}
