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

    static let parameters: [(Channel, String, [String: String])] = [
        (.facebook, "https://www.facebook.com/sharer/sharer.php", ["u": "url"]),
        (.x, "https://x.com/intent/tweet", ["text": "title", "url": "url"]),
        (.zalo, "https://button-share.zalo.me/share_external", ["d": "zalo"]),
        (.gmail, "https://mail.google.com/mail/", ["view": "=cm", "fs": "=1", "su": "title", "body": "mail"]),
        (
            .pinterest, "https://www.pinterest.com/pin/create/button/",
            ["url": "url", "media": "image", "description": "title"]
        ),
        (.sms, "sms:", ["body": "text"]), (.email, "mailto:", ["subject": "title", "body": "mail"]),
        (.whatsapp, "https://wa.me/", ["text": "text"]),
        (.telegram, "https://t.me/share/url", ["url": "url", "text": "title"]),
        (.linkedin, "https://www.linkedin.com/sharing/share-offsite/", ["url": "url"]),
    ]

    @Test("Every parameter of every channel decodes to the very words", arguments: parameters.indices, titles)
    func exact(index: Int, title: String) throws {
        let (channel, front, parameters) = Self.parameters[index]
        let content = ShareContent(url: Self.url, title: title, summary: Self.summary, image: Self.image)
        let intent = try #require(channel.intent(for: content))
        let read = try #require(IntentReader(intent))
        #expect(read.front == front)
        #expect(Set(read.names) == Set(parameters.keys))
        for (name, meaning) in parameters {
            let value = try #require(read.values[name])
            let expected =
                switch meaning {
                case "url": Self.url
                case "title": title
                case "image": Self.image
                case "text": "\(title) \(Self.url)"
                case "mail": "\(Self.summary)\r\n\r\n\(Self.url)"
                case "zalo": "{\"url\":\"\(Self.url)\"}"
                default: String(meaning.dropFirst())
                }
            let given = meaning == "zalo" ? IntentReader.base64(value) : value
            #expect(given.map { Array($0.utf8) } == Array(expected.utf8), "\(channel.name) \(name)")
        }
    }

    @Test("Every channel but copy is in this table, and copy has no address")
    func complete() {
        #expect(Set(Self.parameters.map(\.0.number) + [0]) == Set(Channel.all.map(\.number)))
        #expect(Channel.copy.intent(for: ShareContent(url: Self.url)) == nil)
    }

    @Test("Parameters without a value are left out", arguments: Channel.all)
    func empty(channel: Channel) throws {
        guard let intent = channel.intent(for: ShareContent(url: Self.url)) else { return }
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
        #expect(channel.intent(for: ShareContent(url: "https://a.example/b")) == intent)
        #expect(channel.intent(for: ShareContent(url: "https://a.example/b", title: " \n\t ")) == intent)
    }

    @Test("Zalo's parameter is Base64 with its padding encoded")
    func zalo() {
        #expect(
            Channel.zalo.intent(for: ShareContent(url: "https://tin.example/ab.html"))
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
            let intent = try #require(channel.intent(for: ShareContent(url: Self.url, title: title)))
            let read = try #require(IntentReader(intent))
            let values = [read.values["subject"], read.values["su"], read.values["text"], read.values["body"]]
            #expect(values.contains { $0 == "a b" || $0 == "a b \(Self.url)" }, "\(channel.name)")
            #expect(!intent.contains("%0A") && !intent.contains("%0D"))
        }
    }

    @Test("Every line of a mail's body ends in CR LF", arguments: ["one\ntwo", "one\rtwo", "one\r\ntwo"])
    func mailBody(summary: String) throws {
        for (channel, name) in [(Channel.email, "body"), (.gmail, "body")] {
            let intent = try #require(channel.intent(for: ShareContent(url: Self.url, title: "t", summary: summary)))
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
