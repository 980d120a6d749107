import Testing

@testable import ShareLinks

@Suite("Only an address of the site can be an article's")
struct ArticleAddressTests {
    static let hosts = [
        "news.example", "www.news.example", "xn--bo-hoa-5fd.example", "dev.news.example:8443", "kenh.example",
    ]

    static func error(of text: String) -> AddressError? {
        do throws(AddressError) {
            _ = try ArticleAddress(text, hosts: hosts)
            return nil
        } catch {
            return error
        }
    }

    static let refused: [(String, AddressError)] = [
        ("", .notHTTPS), ("/", .notHTTPS), ("news.example", .notHTTPS), ("//news.example/", .notHTTPS),
        ("//evil.example", .notHTTPS), ("/\\evil.example", .badCharacter), ("\\\\evil.example", .badCharacter),
        ("https:\\\\evil.example", .badCharacter), ("https:/\\news.example/", .badCharacter),
        ("https:/news.example/", .notHTTPS), ("https:news.example/", .notHTTPS), ("https:", .notHTTPS),
        ("https://", .emptyHost), ("https:///news.example/", .emptyHost), ("https://?news.example", .emptyHost),
        ("https://#news.example", .emptyHost), ("http://news.example/", .notHTTPS),
        ("HTTPS://news.example/", .notHTTPS), ("Https://news.example/", .notHTTPS),
        ("httpſ://news.example/", .notHTTPS), ("https：//news.example/", .notHTTPS),
        ("ftp://news.example/", .notHTTPS), ("javascript:alert(1)", .notHTTPS),
        ("javascript://news.example/%0Aalert(1)", .notHTTPS), ("data:text/html,x", .notHTTPS),
        ("blob:https://news.example/x", .notHTTPS), ("view-source:https://news.example/", .notHTTPS),
        ("ht\ttps://news.example/", .badCharacter), ("https\n://news.example/", .badCharacter),
        (" https://news.example/", .badCharacter), ("\thttps://news.example/", .badCharacter),
        ("\nhttps://news.example/", .badCharacter), ("https://news.example/ ", .badCharacter),
        ("\u{FEFF}https://news.example/", .notHTTPS), ("\u{200B}https://news.example/", .notHTTPS),
        ("https://good@evil.example/", .credentials), ("https://news.example@evil.example/", .credentials),
        ("https://@news.example/", .credentials), ("https://a:b@news.example/", .credentials),
        ("https://news.example:80@evil.example/", .credentials), ("https://evil.example@news.example/", .credentials),
        ("https://evil.example/", .hostNotListed("evil.example")),
        ("https://news.example.evil.example/", .hostNotListed("news.example.evil.example")),
        ("https://evil-news.example/", .hostNotListed("evil-news.example")),
        ("https://m.news.example/", .hostNotListed("m.news.example")),
        ("https://news.exampl/", .hostNotListed("news.exampl")),
        ("https://evil.example#news.example", .hostNotListed("evil.example")),
        ("https://evil.example?news.example", .hostNotListed("evil.example")),
        ("https://evil.example/@news.example", .hostNotListed("evil.example")),
        ("https://evil.example#@news.example/", .hostNotListed("evil.example")),
        ("https://EVIL.example/", .hostNotListed("evil.example")),
        ("https://news.example./", .hostNotListed("news.example.")), ("https://./", .hostNotListed(".")),
        ("https://news..example/", .hostNotListed("news..example")),
        ("https://127.0.0.1/", .hostNotListed("127.0.0.1")), ("https://2130706433/", .hostNotListed("2130706433")),
        ("https://news.example:443/", .port), ("https://news.example:8443/", .port),
        ("https://news.example:/", .port), ("https://dev.news.example:8444/", .port),
        ("https://dev.news.example/", .hostNotListed("dev.news.example")), ("https://:443/", .port),
        ("https://[::1]/", .badHost), ("https://[::1]:443/", .badHost), ("https://[::ffff:127.0.0.1]/", .badHost),
        ("https://evil%00.news.example/", .badHost), ("https://news.example%00/", .badHost),
        ("https://news.example%2F@evil.example/", .credentials), ("https://news.example%2Fevil.example/", .badHost),
        ("https://news%2Eexample/", .badHost), ("https://news。example/", .badHost),
        ("https://news．example/", .badHost), ("https://news｡example/", .badHost),
        ("https://nеws.example/", .badHost), ("https://ｎews.example/", .badHost),
        ("https://news.example\u{AD}/", .badHost), ("https://news.example\u{200B}/", .badHost),
        ("https://news.example\u{202E}/", .badHost), ("https://news.example\u{301}/", .badHost),
        ("https://news_.example/", .badHost), ("https://news.example,evil.example/", .badHost),
        ("https://news.example;evil.example/", .badHost), ("https://news.example&evil.example/", .badHost),
        ("https://báo.example/", .badHost), ("https://news.example⁄evil.example/", .badHost),
        ("https://news.example／evil.example/", .badHost), ("https://℀.news.example/", .badHost),
        ("https://news.example\\@evil.example/", .badCharacter),
        ("https://evil.example\\.news.example/", .badCharacter),
        ("https://news.example/\\..\\", .badCharacter), ("https://news.example/a b", .badCharacter),
        ("https://news.example/a\tb", .badCharacter), ("https://news.example/\r\nSet-Cookie: a=b", .badCharacter),
        ("https://news.example/\0", .badCharacter), ("https://news.example/\u{7F}", .badCharacter),
        ("https://news.example/\u{85}", .badCharacter), ("https://news.example/\u{A0}", .badCharacter),
        ("https://news.example/\u{2028}", .badCharacter), ("https://news.example/\u{2029}", .badCharacter),
        ("https://news.example/\u{3000}", .badCharacter), ("https://news.example/?q=a b", .badCharacter),
        ("https://news.example/#a b", .badCharacter), ("https://\u{3000}news.example/", .badCharacter),
    ]

    @Test("Tricks with scheme, host, port, user and letters", arguments: refused)
    func tricks(text: String, error: AddressError) {
        #expect(Self.error(of: text) == error)
        #expect(!error.description.isEmpty)
    }

    @Test("A host's letter that only looks like, or is folded to, a letter of ASCII")
    func foldedLetters() {
        // U+212A KELVIN SIGN becomes «k» in lower case.
        #expect(Self.error(of: "https://\u{212A}enh.example/") == .badHost)
        #expect(Self.error(of: "https://new\u{17F}.example/") == .badHost)
        #expect(Self.error(of: "https://\u{FF4B}enh.example/") == .badHost)
    }

    @Test("2,048 bytes are read, 2,049 are not, and bytes count, not letters")
    func length() {
        let start = "https://news.example/"
        let room = ArticleAddress.maxBytes - start.utf8.count
        #expect(Self.error(of: start + String(repeating: "a", count: room)) == nil)
        #expect(Self.error(of: start + String(repeating: "a", count: room + 1)) == .tooLong)
        #expect(Self.error(of: start + String(repeating: "é", count: room / 2 + 1)) == .tooLong)
        #expect(Self.error(of: start + "#" + String(repeating: "a", count: room)) == .tooLong)
    }

    static let good: [(String, String, String)] = [
        ("https://news.example", "https://news.example", "news.example"),
        ("https://news.example/", "https://news.example/", "news.example"),
        ("https://NEWS.Example/A", "https://NEWS.Example/A", "news.example"),
        ("https://www.news.example/a?b=c&d=e", "https://www.news.example/a?b=c&d=e", "www.news.example"),
        ("https://news.example?b=c", "https://news.example?b=c", "news.example"),
        ("https://news.example#top", "https://news.example", "news.example"),
        ("https://news.example/a#b?c", "https://news.example/a", "news.example"),
        ("https://news.example/a?b#c#d", "https://news.example/a?b", "news.example"),
        ("https://news.example/#", "https://news.example/", "news.example"),
        ("https://dev.news.example:8443/a", "https://dev.news.example:8443/a", "dev.news.example:8443"),
        ("https://xn--bo-hoa-5fd.example/", "https://xn--bo-hoa-5fd.example/", "xn--bo-hoa-5fd.example"),
        ("https://news.example/@user:80/\u{1EBF}", "https://news.example/@user:80/\u{1EBF}", "news.example"),
        ("https://news.example//evil.example/", "https://news.example//evil.example/", "news.example"),
        ("https://news.example/%0d%0a%00", "https://news.example/%0d%0a%00", "news.example"),
        (
            "https://news.example/?u=https://evil.example/", "https://news.example/?u=https://evil.example/",
            "news.example"
        ),
        ("https://news.example/\u{301}x", "https://news.example/\u{301}x", "news.example"),
        ("https://news.example/a#\u{301}x", "https://news.example/a", "news.example"),
    ]

    @Test("Addresses of the site are read, without their fragment", arguments: good)
    func accepted(text: String, kept: String, host: String) throws {
        let address = try ArticleAddress(text, hosts: Self.hosts)
        #expect(Array(address.text.utf8) == Array(kept.utf8))
        #expect(address.host == host)
    }

    @Test("Without any listed host nothing is read")
    func noHosts() {
        #expect(throws: AddressError.hostNotListed("news.example")) {
            try ArticleAddress("https://news.example/", hosts: [])
        }
    }

    @Test("A host in the list with a letter in front is no ending to match")
    func noSuffixes() {
        for host in ["xnews.example", "x.news.example", "news.examplex", "ws.example"] {
            #expect(Self.error(of: "https://\(host)/") == .hostNotListed(host))
        }
    }
}
