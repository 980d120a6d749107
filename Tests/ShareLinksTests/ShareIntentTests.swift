import Testing

@testable import ShareLinks

@Suite("A channel's own address carries exactly what is shared")
struct ShareIntentTests {
    static let url = "https://go.news.example/SGAS1oefPCp7EFXTbEifvp__"
    static let image = "https://news.example/anh/1.jpg?w=600&h=400"
    static let summary = "Mưa lớn & gió: 100% “nguy hiểm”, C++?"

    static let titles = [
        "Lũ quét miền núi: Người dân được sơ tán", "Te\u{302}\u{301}t \u{110}o\u{300}an vie\u{302}n",
        "Giá vàng tăng 100% 😀👩‍👩‍👧🇻🇳",
        "a&b=c&url=https://evil.example/", "1 + 1 = 2", "100%", "%41%zz%", "#hashtag", "\"quoted\" 'single' “Tết”",
        "<script>alert(1)</script>", "مرحبا بالعالم \u{202E}gnp.exe", "a?b/c\\d:e@f;g,h", "{url} {title} {text}",
        "~-._*!()",
        "\u{0}\u{7}\u{1B}[31m", "x\u{FFFD}\u{10FFFF}",
    ]

    static let text = ["text": "text"]
    static let share = ["url": "url", "title": "title"]
    static let mail = ["subject": "title", "body": "mail"]

    static let parameters: [(String, String, [String: String])] = [
        ("facebook", "https://www.facebook.com/sharer/sharer.php", ["u": "url", "hashtag": "=#LũQuét"]),
        (
            "facebook-dialog", "https://www.facebook.com/dialog/share",
            ["app_id": "=12345", "display": "=popup", "href": "url", "hashtag": "=#LũQuét"]
        ),
        (
            "x", "https://x.com/intent/tweet",
            ["text": "title", "url": "url", "hashtags": "=LũQuét,RD", "via": "=TinViet"]
        ),
        ("threads", "https://www.threads.com/intent/post", ["text": "title", "url": "url"]),
        ("bluesky", "https://bsky.app/intent/compose", text),
        ("mastodon", "https://share.joinmastodon.org/", text),
        ("linkedin", "https://www.linkedin.com/sharing/share-offsite/", ["url": "url"]),
        (
            "pinterest", "https://www.pinterest.com/pin/create/button/",
            ["url": "url", "media": "image", "description": "title"]
        ),
        ("reddit", "https://www.reddit.com/submit", share),
        (
            "tumblr", "https://www.tumblr.com/widgets/share/tool",
            [
                "canonicalUrl": "url", "title": "title", "caption": "summary", "tags": "=LũQuét,RD",
                "posttype": "=link",
            ]
        ),
        ("hackernews", "https://news.ycombinator.com/submitlink", ["u": "url", "t": "title"]),
        ("vk", "https://vk.com/share.php", ["url": "url", "title": "title", "image": "image"]),
        ("ok", "https://connect.ok.ru/offer", ["url": "url", "title": "title", "imageUrl": "image"]),
        (
            "weibo", "https://service.weibo.com/share/share.php",
            ["url": "url", "title": "title", "pic": "image"]
        ),
        ("naver", "https://share.naver.com/web/shareView", share),
        ("google-classroom", "https://classroom.google.com/share", share),
        (
            "flipboard", "https://share.flipboard.com/bookmarklet/popout",
            ["v": "=2", "title": "title", "url": "url"]
        ),
        (
            "instapaper", "https://www.instapaper.com/edit",
            ["url": "url", "title": "title", "description": "summary"]
        ),
        ("raindrop", "https://app.raindrop.io/add", ["link": "url", "title": "title"]),
        ("hatena", "https://b.hatena.ne.jp/add", ["mode": "=confirm", "url": "url", "title": "title"]),
        ("zalo", "https://button-share.zalo.me/share_external", ["d": "zalo"]),
        ("whatsapp", "https://wa.me/", text),
        ("telegram", "https://t.me/share/url", ["url": "url", "text": "title"]),
        ("viber", "viber://forward", text),
        ("line", "https://social-plugins.line.me/lineit/share", ["url": "url", "text": "title"]),
        ("messenger", "fb-messenger://share", ["link": "url", "app_id": "=12345"]),
        ("threema", "threema://compose", text),
        ("teams", "https://teams.microsoft.com/share", ["href": "url", "msgText": "title"]),
        ("sms", "sms:", ["body": "text"]),
        ("email", "mailto:", mail),
        ("gmail", "https://mail.google.com/mail/", ["view": "=cm", "fs": "=1", "su": "title", "body": "mail"]),
        ("outlook", "https://outlook.live.com/mail/0/deeplink/compose", mail),
        ("yahoo-mail", "https://compose.mail.yahoo.com/", mail),
        ("diaspora", "https://share.diasporafoundation.org/", share),
        ("evernote", "https://www.evernote.com/clip.action", share),
        ("buffer", "https://buffer.com/add", ["text": "title", "url": "url"]),
        ("kakaostory", "https://story.kakao.com/share", ["url": "url"]),
        (
            "mailru", "https://connect.mail.ru/share",
            ["url": "url", "title": "title", "description": "summary", "image_url": "image"]
        ),
        ("livejournal", "https://www.livejournal.com/update.bml", ["subject": "title", "event": "url"]),
        ("qzone", "https://sns.qzone.qq.com/cgi-bin/qzshare/cgi_qzshare_onekey", share),
        ("xing", "https://www.xing.com/spi/shares/new", ["url": "url"]),
    ]

    static let whole = ShareContent(
        url: url, summary: summary, image: image, hashtags: ["#LũQuét", "R&D", "+"], via: "@TinViet", app: "12345")

    @Test("Every parameter of every channel decodes to the very words", arguments: parameters.indices, titles)
    func exact(index: Int, title: String) throws {
        let (name, front, parameters) = Self.parameters[index]
        var content = Self.whole
        content.title = title
        let intent = try #require(try ChannelTable.standard.channel(name).intent(for: content))
        let read = try #require(IntentReader(intent.address))
        #expect(read.front == front)
        #expect(Set(read.names) == Set(parameters.keys))
        for (parameter, meaning) in parameters {
            let value = try #require(read.values[parameter])
            let expected =
                switch meaning {
                case "url": Self.url
                case "title": title
                case "image": Self.image
                case "summary": Self.summary
                case "text": "\(title) \(Self.url)"
                case "mail": "\(Self.summary)\r\n\r\n\(Self.url)"
                case "zalo": "{\"url\":\"\(Self.url)\"}"
                default: String(meaning.dropFirst())
                }
            let given = meaning == "zalo" ? IntentReader.base64(value) : value
            #expect(given.map { Array($0.utf8) } == Array(expected.utf8), "\(name) \(parameter)")
        }
    }

    @Test("Every channel that has an address is in this table; the others have none")
    func complete() {
        let table = ChannelTable.standard.all
        #expect(Self.parameters.map(\.0).sorted() == table.filter { !$0.forms.isEmpty }.map(\.name).sorted())
        #expect(table.filter(\.forms.isEmpty).map(\.name) == ["copy", "wechat", "web-share", "print", "qr"])
        for channel in table where channel.forms.isEmpty {
            #expect(channel.intent(for: Self.whole) == nil)
        }
    }

    @Test("Parameters without a value are left out", arguments: ChannelTable.standard.all)
    func empty(channel: Channel) throws {
        guard let intent = channel.intent(for: ShareContent(url: Self.url))?.address else { return }
        let read = try #require(IntentReader(intent))
        #expect(!read.values.values.contains(""))
        #expect(!intent.contains("{"))
        #expect(!intent.hasSuffix("&"))
        #expect(!intent.contains("&&"))
    }

    static let bare: [(Channel, String)] = [
        (.x, "https://x.com/intent/tweet?url=https%3A%2F%2Fa.example%2Fb"),
        (.pinterest, "https://www.pinterest.com/pin/create/button/?url=https%3A%2F%2Fa.example%2Fb"),
        (.sms, "sms:?&body=https%3A%2F%2Fa.example%2Fb"), (.email, "mailto:?body=https%3A%2F%2Fa.example%2Fb"),
        (.gmail, "https://mail.google.com/mail/?view=cm&fs=1&body=https%3A%2F%2Fa.example%2Fb"),
        (.whatsapp, "https://wa.me/?text=https%3A%2F%2Fa.example%2Fb"),
    ]

    @Test("With an address alone", arguments: bare)
    func addressAlone(channel: Channel, intent: String) {
        #expect(channel.intent(for: ShareContent(url: "https://a.example/b"))?.address == intent)
        #expect(channel.intent(for: ShareContent(url: "https://a.example/b", title: " \n\t "))?.address == intent)
    }

    @Test("An address stays within its bound, and the shared address whole", arguments: ChannelTable.standard.all)
    func bound(channel: Channel) throws {
        let content = ShareContent(
            url: Self.url, title: String(repeating: "Ũ ", count: 900), summary: String(repeating: "ế ", count: 900),
            image: "https://news.example/" + String(repeating: "%E1%BA%BF", count: 200),
            hashtags: (0..<400).map { "Tết\($0)" }, via: "TinViet", app: "1")
        guard let intent = channel.intent(for: content, within: 3000) else { return }
        #expect(intent.address.utf8.count <= 3000)
        let values = try #require(IntentReader(intent.address)).values.values
        let whole = values.contains { value in
            value.contains(Self.url) || IntentReader.base64(value)?.contains(Self.url) == true
        }
        #expect(whole, "\(intent.address)")
    }

    @Test("Zalo's parameter is Base64 with its padding encoded")
    func zalo() {
        #expect(
            Channel.zalo.intent(for: ShareContent(url: "https://tin.example/ab.html"))?.address
                == "https://button-share.zalo.me/share_external?d="
                + "eyJ1cmwiOiJodHRwczovL3Rpbi5leGFtcGxlL2FiLmh0bWwifQ%3D%3D")
    }

    @Test(
        "A line end or any white space in a title becomes one space",
        arguments: [
            "a\nb", "a\r\nb", "a\rb", "a\tb", "a  b", " a b ", "a\u{2028}b", "a\u{85}b", "a\u{A0}b", "\n\na\n\r\n b\n",
        ])
    func lineEnds(title: String) throws {
        for channel in [Channel.email, .gmail, .x, .sms, .whatsapp] {
            let intent = try #require(channel.intent(for: ShareContent(url: Self.url, title: title))).address
            let read = try #require(IntentReader(intent))
            let values = [read.values["subject"], read.values["su"], read.values["text"], read.values["body"]]
            #expect(values.contains { $0 == "a b" || $0 == "a b \(Self.url)" }, "\(channel.name)")
            #expect(!intent.contains("%0A") && !intent.contains("%0D"))
        }
    }

    @Test("Every line of a mail's body ends in CR LF", arguments: ["one\ntwo", "one\rtwo", "one\r\ntwo"])
    func mailBody(summary: String) throws {
        for (channel, name) in [(Channel.email, "body"), (.gmail, "body")] {
            let intent = try #require(
                channel.intent(for: ShareContent(url: Self.url, title: "t", summary: summary))
            ).address
            let read = try #require(IntentReader(intent))
            #expect(read.values[name].map { Array($0.utf8) } == Array("one\r\ntwo\r\n\r\n\(Self.url)".utf8))
        }
    }

    @Test("Only unreserved letters are left as they are")
    func percentEncoding() {
        for value in UInt8(0)..<128 {
            let text = String(UnicodeScalar(value))
            let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".contains(text)
            let hex = String(value, radix: 16, uppercase: true)
            #expect(PercentEncoding.encode(text) == (unreserved ? text : "%" + (hex.count < 2 ? "0" : "") + hex))
        }
    }
}
