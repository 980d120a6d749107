import Testing

@testable import ShareLinks

@Suite("The share box")
struct ShareBoxTests {
    static func box(_ language: String) -> ShareBox {
        let buttons = Channel.newspaperBox.map { channel in
            ShareBox.Button(
                channel: channel, href: "https://go.example/s?k=1&c=\(channel.name)&u=x&s=0",
                label: channel == .gmail ? "Google" : nil)
        }
        return ShareBox(buttons: buttons, words: BoxWords.of(language) ?? .english)
    }

    static let labels = [
        ("vi", ["Facebook", "X (Twitter)", "Google", "Pinterest", "Tin nhắn", "Email"]),
        ("en", ["Facebook", "X (Twitter)", "Google", "Pinterest", "Text message", "Email"]),
    ]

    @Test("Six buttons, in the newspaper's order, in either language", arguments: labels)
    func buttons(language: String, labels: [String]) {
        let html = Self.box(language).html
        let shown = html.matches(of: /<li><a [^>]*>([^<]*)<\/a><\/li>/).map { String($0.output.1) }
        #expect(shown == labels)
        let channels = html.matches(of: /c=([a-z]+)&amp;/).map { String($0.output.1) }
        #expect(channels == ["facebook", "x", "gmail", "pinterest", "sms", "email"])
        #expect(html.contains("lang=\"\(language)\""))
    }

    @Test(
        "A heading, and a way to close without a script",
        arguments: [("vi", "Chia sẻ với bạn bè", "Đóng lại"), ("en", "Share with friends", "Close")])
    func headingAndClose(language: String, heading: String, close: String) {
        let html = Self.box(language).html
        #expect(html.contains("<h2 id=\"st-heading\">\(heading)</h2>"))
        #expect(html.contains("aria-labelledby=\"st-heading\""))
        #expect(html.contains("<a href=\"#st-closed\">\(close)</a>"))
        #expect(html.contains("<span id=\"st-closed\"></span>"))
        #expect(ShareBox.style.contains("[id$=\"-closed\"]:target+.st-box{display:none}"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("onclick"))
    }

    @Test("Every button says that crawlers shall not follow it")
    func rel() {
        let html = Self.box("vi").html
        #expect(html.matches(of: /rel="nofollow noopener"/).count == 6)
        #expect(html.matches(of: /href="https:/).count == 6)
    }

    @Test("What a screen reader says holds what is shown", arguments: ["vi", "en"])
    func accessibleName(language: String) {
        for match in Self.box(language).html.matches(of: /aria-label="([^"]*)">([^<]*)</) {
            #expect(match.output.1.lowercased().contains(match.output.2.lowercased()))
        }
    }

    static let hostile = [
        "\"><script>alert(1)</script>", "' onmouseover='x", "</a></li></ul></section>", "&lt;&amp;&quot;",
        "a&b<c>d\"e'f",
        "\"\u{301}x", "<\u{338}b>",
    ]

    @Test("Hostile addresses and labels stay text", arguments: hostile)
    func escaped(text: String) throws {
        let plain = ShareBox(buttons: [.init(channel: .facebook, href: "x", label: "0")]).html
        let html = ShareBox(buttons: [.init(channel: .facebook, href: text, label: text)]).html
        // Byte by byte: a combining mark makes another character of a quote, and no other byte of it.
        for mark in "<>\"'".utf8 {
            #expect(html.utf8.filter { $0 == mark }.count == plain.utf8.filter { $0 == mark }.count)
        }
        #expect(html.contains("href=\"\(HTMLEscaping.escape(text))\""))
        #expect(html.contains(">\(HTMLEscaping.escape(text))</a>"))
    }

    @Test("The five marks are escaped, and nothing else is touched")
    func escaping() {
        #expect(HTMLEscaping.escape("& < > \" '") == "&amp; &lt; &gt; &quot; &#39;")
        #expect(HTMLEscaping.escape("&amp;") == "&amp;amp;")
        let words = "Tết \u{202E}😀 e\u{301}\n\0/`="
        #expect(Array(HTMLEscaping.escape(words).utf8) == Array(words.utf8))
    }

    @Test("A box without buttons still stands, and hostile words stay text")
    func corners() {
        #expect(ShareBox(buttons: []).html.contains("<h2"))
        var words = BoxWords.english
        words.language = "\"><script>"
        words.heading = "<script>"
        words.copied = "\"><script>"
        words.close = "<script>"
        #expect(!ShareBox(buttons: [], words: words).html.contains("<script"))
        #expect(!ShareBox(buttons: [], id: "\"><script>").html.contains("<script"))
    }

    @Test("Words of any language")
    func otherLanguage() {
        var words = BoxWords.english
        words.language = "fr"
        words.heading = "Partager avec des amis"
        words.post = "Partager cet article sur {}"
        let html = ShareBox(buttons: [.init(channel: .facebook, href: "x")], words: words, id: "duoi").html
        #expect(html.contains("lang=\"fr\"") && html.contains("<h2 id=\"duoi-heading\">Partager avec des amis</h2>"))
        #expect(html.contains("aria-label=\"Partager cet article sur Facebook\""))
        #expect(html.contains("href=\"#duoi-closed\""))
    }

    @Test("The share sheet's button is hidden until a script shows it")
    func shareSheet() {
        let html = ShareBox(buttons: [.init(channel: .webShare, href: "x"), .init(channel: .copy, href: "y")]).html
        #expect(html.contains("<li hidden><a href=\"x\""))
        #expect(html.contains("<li><a href=\"y\""))
    }

    @Test("Style and script ask nobody for anything, and the script is small")
    func files() {
        for text in [ShareBox.style, ShareBox.script] {
            #expect(!text.contains("http:") && !text.contains("//www") && !text.contains("@import"))
            #expect(!text.contains("url(") && !text.contains("innerHTML") && !text.contains("eval"))
        }
        #expect(ShareBox.script.contains("\"web-share\""))
        #expect(ShareBox.script.utf8.count < 8000)
    }
}
