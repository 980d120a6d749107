import Engagement
import Foundation
import Testing

@testable import ShareLinks

@Suite("The table of redirects for front servers")
struct RedirectTableTests {
    static let hosts = ["news.example", "www.news.example:8443"]

    static func table(
        _ format: RedirectTable.Format = .nginx, path: String = "", _ rows: [(UInt32, String?)] = []
    ) throws -> String {
        let table = RedirectTable(format: format, path: path, hosts: hosts, count: rows.count)
        return try table.head
            + rows.map { table.row(article: $0, address: try $1.map { try ArticleAddress($0, hosts: hosts) }) }.joined()
            + table.foot
    }

    static func front(path: String = "", _ rows: [(UInt32, String?)] = []) throws -> FrontServer {
        try FrontServer(table(path: path, rows))
    }

    @Test("The key that a front server reads from a link is its article's, for any article, key, channel and share")
    func property() throws {
        var numbers = SeededNumbers(seed: 11)
        var rows: [UInt32: String] = [:]
        var tokens: [(text: String, article: UInt32)] = []
        // Each value of each bit, and plenty between.
        let edges = (0..<29).map { UInt32(1) << $0 } + [0, LandingToken.maxArticle]
        for place in 0..<400 {
            let article =
                place < edges.count
                ? edges[place] : UInt32(truncatingIfNeeded: numbers.next()) & LandingToken.maxArticle
            for profile in LandingToken.Profile.allCases {
                let token = LandingToken(
                    profile: profile, key: UInt8(numbers.next() % 8), channel: UInt8(numbers.next() % 64),
                    article: article, share: numbers.next() >> UInt64(64 - profile.shareBits))
                tokens.append((try token.signed(with: SampleKeys.landingKey()), article))
            }
            rows[article] = "https://news.example/\(article)"
        }
        let front = try Self.front(rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        for token in tokens {
            #expect(front.article("/" + token.text) == "https://news.example/\(token.article)", "\(token.text)")
        }
    }

    @Test("Each letter of the alphabet at each place of the article is told from each other one")
    func letters() throws {
        // Letter 1 holds one bit of the article, letters 2 to 5 six each, letter 6 four.
        var articles: [UInt32] = [0x123_4567, 1 << 28 | 0x123_4567]
        for shift: UInt32 in [22, 16, 10, 4] { articles += (0..<64).map { (value: UInt32) in value << shift } }
        articles += (0..<16).map { (value: UInt32) in 0xABC_DEF0 | value }
        let numbers = Set(articles).sorted()
        let front = try Self.front(numbers.map { ($0, "https://news.example/\($0)") })
        for article in numbers {
            for share: UInt64 in [0, 0xFF_FFFF_FFFF] {
                for channel: UInt8 in [0, 63] {
                    let token = LandingToken(key: 1, channel: channel, article: article, share: share)
                    let text = try SampleKeys.ring.sign(token)
                    #expect(front.article("/" + text) == "https://news.example/\(article)", "\(text)")
                }
            }
        }
    }

    @Test(
        "A key is read off the letters as the documents say",
        arguments: [
            // Articles 1234567 and 2^29 - 1 of the published vectors: SGAS1oefPCp7…, f____________3w….
            (UInt32(1_234_567), "uull0AS1o7"), (LandingToken.maxArticle, "llll1____f"), (0, "uuuu0AAAA0"),
        ])
    func vectors(article: UInt32, key: String) {
        #expect(RedirectKey(article: article).text == key)
    }

    @Test("Keys of different articles differ also for a program that does not tell cases apart")
    func cases() {
        var numbers = SeededNumbers(seed: 5)
        var articles = Set((0..<70_000).map { UInt32($0) })
        for _ in 0..<30_000 { articles.insert(UInt32(truncatingIfNeeded: numbers.next()) & LandingToken.maxArticle) }
        #expect(Set(articles.map { RedirectKey(article: $0).text.lowercased() }).count == articles.count)
    }

    static let token = "SGAS1oefPCp7EFXTbEifvp__"
    static let long = "iGAS1oefPCp7EKtU7ecKSOYcBL_I"

    @Test("A link with what sentences, chats and networks add leads on", arguments: [token, long])
    func mangled(token: String) throws {
        let url = "https://news.example/tin/lu-quet-4821.html"
        let front = try Self.front([(1_234_567, url)])
        let behind = LandingLetters.behind.flatMap { [$0, $0.lowercased(), "." + $0, $0 + $0] }
        for junk in behind + ["?fbclid=x", "&amp=1", "#st=x", "?", ").?x", "%20", "%0A."] {
            // A raw «?» or «#» would begin something else, and is taken for that.
            #expect(front.article("/" + token + junk) == url, "\(junk)")
        }
        for space in LandingLetters.inside {
            for place in 0...token.utf8.count {
                let (head, tail) = (token.prefix(place), token.dropFirst(place))
                #expect(front.article("/\(head)\(space)\(space.lowercased())\(tail)") == url, "\(space) at \(place)")
            }
        }
    }

    @Test("What has not the shape of a link leads nowhere")
    func shapeless() throws {
        let front = try Self.front([(1_234_567, "https://news.example/a")])
        let (token, long) = (Self.token, Self.long)
        var paths = [token, "//" + token, "/a/" + token, "/?x=/" + token, "/go/" + token, "/", ""]
        paths += ["A", "AAAA", "~", "\n."].map { "/" + token + $0 }
        paths += ["A", "_", "w"].map { "/" + $0 + token.dropFirst() }
        paths += ["o": "%6F", "1": "+", "S": "é"].map { "/" + token.replacing($0, with: $1) }
        paths += ["/" + token.dropLast(), "/" + long.dropLast(4)]
        for path in paths {
            #expect(front.article(path) == "", "\(path)")
        }
        // Another article's.
        #expect(front.article("/" + token.replacing("AS1", with: "As1")) == "")
    }

    @Test("The path of the base URL may be there or taken off, and is no pattern")
    func basePath() throws {
        let front = try Self.front(path: "/g.o+", [(1_234_567, "https://news.example/a")])
        for path in ["/", "/g.o+/"] { #expect(front.article(path + Self.token) == "https://news.example/a") }
        for path in ["/gxo+/", "/g.o/", "/g.oo/"] { #expect(front.article(path + Self.token) == "") }
    }

    @Test("An address is written so that each format reads back the same", arguments: RedirectTable.Format.allCases)
    func escaping(format: RedirectTable.Format) throws {
        let address = "https://news.example/a,b;c'd(e)!*&=+/Lũ\"{x}$y?z=$1&q=[`]|^<>"
        let row = try Self.table(format, [(1_234_567, address)]).split(separator: "\n").first { $0.contains("/a,b") }
        let written = try #require(row)
        let ascii = "https://news.example/a,b;c'd(e)!*&=+/L%C5%A9%22%7Bx%7D$y?z=$1&q=[%60]%7C%5E%3C%3E"
        switch format {
        case .nginx: #expect(written == "    \"uull0AS1o7\" \"\(ascii.replacing("$", with: "%24"))\";")
        case .caddy: #expect(written == "\t\"uull0AS1o7\" \"\(ascii)\"")
        case .csv: #expect(written == "1234567,uull0AS1o7,\"\(ascii)\"")
        }
        #expect(!written.contains("\\") && !written.contains("{"))
    }

    @Test("An article that was withdrawn is there, and leads nowhere")
    func withdrawn() throws {
        let front = try Self.front([(1_234_567, nil)])
        #expect(front.article("/" + Self.token) == "gone")
        #expect(try Self.table(.caddy, [(1_234_567, nil)]).contains("\"gone\""))
        #expect(try Self.table(.csv, [(1_234_567, nil)]).hasSuffix(",\n"))
        #expect(RedirectTable.row(landing: "https://go.news.example/x", address: nil) == "https://go.news.example/x,\n")
    }

    @Test("An empty table is still one that a front server takes", arguments: RedirectTable.Format.allCases)
    func empty(format: RedirectTable.Format) throws {
        let text = try Self.table(format)
        #expect(text.hasSuffix(format == .csv ? "articleUrl\n" : "}\n"))
        if format == .nginx { #expect(try FrontServer(text).article("/" + Self.token) == "") }
    }

    @Test(
        "The sizes of nginx's tables grow with the articles",
        arguments: [(0, 4096), (1024, 4096), (1025, 8192), (100_000, 524_288)])
    func sizes(count: Int, size: Int) {
        let head = RedirectTable(format: .nginx, path: "", hosts: Self.hosts, count: count).head
        #expect(head.contains("\nmap_hash_max_size \(size);\n"))
    }

    @Test("The table says what it does not do", arguments: [RedirectTable.Format.nginx, .caddy])
    func remarks(format: RedirectTable.Format) throws {
        let text = try Self.table(format)
        #expect(text.contains("# Nothing is verified here") && text.contains("no open redirect"))
    }
}
