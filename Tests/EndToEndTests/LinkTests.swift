import Foundation
import ShareLinks
import Testing

@Suite("Press links and landing links over HTTP")
struct LinkTests {
    /// The landing link in an answer to a press: in the Location, in Zalo's Base64, or in the small page.
    static func token(in answer: RawAnswer, base: String) throws -> String {
        var text = (answer.location.removingPercentEncoding ?? "") + answer.body
        if let range = text.range(of: "share_external?d="),
            let data = Data(base64Encoded: String(text[range.upperBound...]))
        {
            text = String(decoding: data, as: UTF8.self)
        }
        let start = try #require(text.range(of: base + "/"), "no landing link in \(answer)")
        return String(text[start.upperBound...].prefix(24))
    }

    @Test("Each channel leads where it should, with a landing link that leads to the article")
    func channels() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let ring = try newsroom.ring()
        let apps = [
            "sms": "href=\"sms:?body=", "email": "href=\"mailto:?subject=", "viber": "href=\"viber://forward?text=",
            "messenger": "href=\"fb-messenger://share?link=", "threema": "href=\"threema://compose?text=",
        ]
        let local: Set<String> = ["copy", "web-share", "print", "qr", "wechat", "facebook-dialog"]
        for channel in ChannelTable.standard.pressable {
            let answer = try newsroom.get(try newsroom.press(channel))
            #expect(answer.isRecorded)
            #expect(answer.fields["cache-control"] == "no-store")
            if apps[channel.name] == nil, !local.contains(channel.name) {
                #expect(answer.status == 303)
                #expect(
                    answer.location.hasPrefix(channel.forms.last?.template.prefix { $0 != "?" && $0 != "#" } ?? "?"),
                    "\(answer.location)")
            } else {
                #expect(answer.status == 200)
                #expect(answer.fields["content-type"] == "text/html; charset=utf-8")
                #expect(
                    answer.fields["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-")
                        == true)
                if let scheme = apps[channel.name] { #expect(answer.body.contains(scheme), "\(channel.name)") }
                #expect(answer.body.contains("<svg xmlns=") && answer.body.contains("aria-label=\"Mã QR\""))
                #expect(answer.body.contains(Newsroom.article))
            }
            let token = try Self.token(in: answer, base: newsroom.base)
            let read = try #require(ring.verify(token))
            #expect(read.channel == channel.number)
            let visit = try newsroom.get("/" + token, reader: "203.0.113.2")
            #expect(visit.status == 302)
            #expect(visit.isRecorded)
            #expect(
                visit.location
                    == "\(Newsroom.article)?utm_source=\(channel.name)&utm_medium=\(channel.medium)&utm_campaign=share#st=\(token)"
            )
        }
        newsroom.stop()
        #expect(
            try newsroom.value("SELECT count(*) FROM events WHERE reason = 0") == 2
                * ChannelTable.standard.pressable.count)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason <> 0") == 0)
        #expect(try newsroom.value("SELECT count(*) FROM articles") == 1)
    }

    @Test("The box's script and style are served to be cached, and nothing of them is an event")
    func boxFiles() throws {
        let newsroom = try Newsroom(arguments: ["--site", "news.example", "--base-url", "https://news.example/go"])
        try newsroom.serve()
        for (path, type, text) in [
            ("/box.js", "text/javascript; charset=utf-8", ShareBox.script),
            ("/box.css", "text/css; charset=utf-8", ShareBox.style),
        ] {
            // The front server may take the base's path off, or leave it.
            for target in [path, "/go" + path] {
                let answer = try newsroom.get(target)
                #expect(answer.status == 200 && answer.body == text)
                #expect(answer.fields["content-type"] == type && answer.fields["x-content-type-options"] == "nosniff")
                #expect(answer.fields["cache-control"] == "public, max-age=86400")
                #expect(!answer.isRecorded && answer.fields["x-robots-tag"] == nil)
            }
            let head = try newsroom.get(path, method: "HEAD")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.fields["content-length"] == "\(text.utf8.count)")
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 0)
        #expect(try newsroom.value("SELECT count(*) FROM unattributed") == 0)
    }

    static let agents = [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Version/17.6 Safari/604.1",
            "sms:&amp;body="
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "sms:?body="
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.6 Safari/605.1.15",
            "sms:?&amp;body="
        ),
    ]

    @Test("A text message opens as the reader's platform wants it", arguments: agents)
    func platforms(agent: String, start: String) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        try client.send(
            "GET \(try newsroom.press(.sms)) HTTP/1.1\r\nHost: a\r\nUser-Agent: \(agent)\r\n\r\n")
        let answer = try client.answer()
        #expect(answer.isRecorded && answer.body.contains("href=\"\(start)"))
    }

    @Test(
        "Summary, hashtags, server and name of a press link reach the channel, and the configuration's where it names none"
    )
    func sharedFields() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "share:\n  via: TinViet\n  app: \"123\"\n  mastodon: [mastodon.example, toot.example]\n").utf8)
            .write(
                to: URL(fileURLWithPath: path))
        try newsroom.serve()
        let ring = try newsroom.ring()
        let signer = try PressLinkSigner(keyText: try #require(ring.linkKey(of: 1)), keyID: 1, base: newsroom.base)
        let values = PressValues(
            url: Newsroom.article, title: "T", summary: "Tóm tắt", hashtags: "#Tết,R&D", instance: "toot.example",
            via: "@BaoKhac")
        func location(_ values: PressValues, _ channel: ShareLinks.Channel, _ reader: String) throws -> String {
            let link = try signer.links(values, channels: [channel])[0].dropFirst(newsroom.base.count)
            return try newsroom.get(String(link), reader: reader).location
        }
        #expect(try location(values, .x, "203.0.113.1").hasSuffix("&hashtags=T%E1%BA%BFt%2CRD&via=BaoKhac"))
        #expect(try location(values, .mastodon, "203.0.113.1").hasPrefix("https://toot.example/share?text=T&url="))
        #expect(try location(values, .gmail, "203.0.113.1").contains("&body=T%C3%B3m%20t%E1%BA%AFt%0D%0A%0D%0Ahttps"))
        let plain = PressValues(url: "https://news.example/b.html", title: "T")
        #expect(try location(plain, .x, "203.0.113.1").hasSuffix("&via=TinViet"))
        #expect(try location(plain, .mastodon, "203.0.113.1").hasPrefix("https://mastodon.example/share?"))
        #expect(
            try location(plain, .facebookDialog, "203.0.113.1").hasPrefix(
                "https://www.facebook.com/dialog/share?app_id=123&"))
        // A template's key that was stolen signs any server; readers are sent to the newsroom's own only.
        for (number, server) in ["evil.example", "evil.example/x?", "toot.example@evil.example", ""].enumerated() {
            var trick = values
            trick.instance = server
            let led = try location(trick, .mastodon, "203.0.113.\(number + 10)")
            #expect(led.hasPrefix("https://mastodon.example/share?"), "\(led)")
        }
    }

    @Test(
        "Any one changed character of a press link's signed part is answered with the neutral page, and counts nothing")
    func tamperedPresses() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let link = try newsroom.press(id: "4821")
        let client = try newsroom.client()
        let neutral = try client.ask("/nothing")
        #expect(neutral.status == 404)
        var asked = 0
        let start = try #require(link.range(of: "&u=")).upperBound
        for index in link.indices where index >= start && (link[index].isLetter || link[index].isNumber) {
            // The names between the values are unsigned; a changed one makes a value missing.
            let swapped: Character =
                link[index] == "3" ? "4" : link[index] == "b" ? "a" : link[index].isNumber ? "3" : "b"
            var changed = link
            changed.replaceSubrange(index...index, with: [swapped])
            // An escape may be spelled in either case: that is the same value.
            if changed.lowercased() == link.lowercased() { continue }
            let answer = try client.ask(changed)
            #expect(answer.status == 404, "\(changed)")
            #expect(answer.body == neutral.body)
            #expect(!answer.isRecorded)
            asked += 1
            if asked % 900 == 0 { break }
        }
        #expect(asked > 150)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 0)
        #expect(try newsroom.value("SELECT sum(requests) FROM unattributed WHERE kind = 1 AND reason = 12") == asked)
    }

    @Test("Every single-letter change of a landing token is answered with the same neutral page")
    func tamperedTokens() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try Self.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var client = try newsroom.client()
        let neutral = try client.ask("/nothing")
        var asked = 0
        for place in 0..<24 {
            for letter in alphabet {
                var letters = Array(token)
                guard letters[place] != letter else { continue }
                letters[place] = letter
                let answer = try client.ask("/" + String(letters))
                #expect(answer.status == 404 && answer.body == neutral.body && !answer.isRecorded)
                asked += 1
                if asked % 900 == 0 { client = try newsroom.client() }
            }
        }
        #expect(asked == 24 * 63)
        for length in 0...64 where length != 24 {
            let text = String((token + token + token).prefix(length))
            #expect(try newsroom.get("/" + text).status == 404)
        }
        for bad in ["=", "+", "/", "%00", "%0D%0A", "%41", "%C3%A9", "%F0%9F%98%80", "."] {
            let text = token.prefix(11) + bad + token.dropFirst(12)
            #expect(try newsroom.get("/" + text).status == 404)
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 2") == 0)
    }

    @Test("A landing link with something appended still leads to the article, and is counted")
    func appended() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try Self.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        let forms = [
            "/\(token)?fbclid=x&utm_source=y", "/\(token)?zarsrc=30", "/\(token).", "/\(token)%E2%80%A6", "/\(token))",
            "/\(token.prefix(10))%20\(token.dropFirst(10))", "/\(token)&fbclid=1",
        ]
        for (number, form) in forms.enumerated() {
            let answer = try newsroom.get(form, reader: "198.51.100.\(number + 1)")
            #expect(answer.status == 302 && answer.isRecorded, "\(form)")
            #expect(answer.location.hasSuffix("#st=\(token)"))
            #expect(!answer.location.contains("fbclid"))
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 2 AND reason = 0") == forms.count)
    }

    static let targets = [
        "//evil.example/", "/\\evil.example", "https:\\\\evil.example", "https://news.example@evil.example/",
        "https://news.example.evil.example/", "https://evil.example#news.example",
        "https://evil.example%00.news.example/",
        " https://evil.example/", "\thttps://evil.example/", "javascript:alert(1)", "data:text/html,x",
        "ht\ttps://evil.example/",
        "https://nеws.example/", "https://news.example:80@evil.example/", "https://news.example./", "https://[::1]/",
        "https:///x",
        "https://news．example/", "http://news.example/", "https://news.example:444/", "https://evil.example/\r\nX: 1",
        "https://news.example/\u{0}", "https://user@news.example/",
    ]

    @Test("Even when signed, an address that is not plainly the site's own is never redirected to", arguments: targets)
    func noOpenRedirect(url: String) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let ring = try newsroom.ring()
        let signer = try PressLinkSigner(keyText: try #require(ring.linkKey(of: 1)), keyID: 1, base: newsroom.base)
        // A control character cannot be signed; put it in behind the signature then.
        let clean = url.filter { $0 >= " " }
        let link = try signer.links(PressValues(url: clean), channels: [.facebook])[0]
            .replacing(PercentEncoding.encode(clean), with: PercentEncoding.encode(url))
        for fields in [[], ["Accept: application/json"], ["Sec-Purpose: prefetch"], ["User-Agent: curl/8.0"]] {
            let answer = try newsroom.get(String(link.dropFirst(newsroom.base.count)), fields: fields)
            #expect(answer.status == 404)
            #expect(answer.location.isEmpty)
            #expect(!answer.body.contains("evil"))
        }
    }

    @Test("A press by a reader who came through a link makes a child; a parent of another article is dropped")
    func parents() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let first = try Self.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        let child = try newsroom.get(try newsroom.press(.zalo) + "&from=\(first)", reader: "203.0.113.5")
        #expect(child.isRecorded)
        let foreign = try newsroom.get(
            try newsroom.press(.x, url: "https://news.example/tin/khac.html") + "&from=\(first)", reader: "203.0.113.6")
        #expect(foreign.isRecorded)
        let forged = try newsroom.get(
            try newsroom.press(.x) + "&from=\(String(first.reversed()))", reader: "203.0.113.7")
        #expect(forged.isRecorded)
        let shy = try newsroom.get(
            try newsroom.press(.x) + "&from=\(first)", reader: "203.0.113.8", fields: ["Sec-GPC: 1"])
        #expect(shy.isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE parent IS NOT NULL") == 1)
        #expect(try newsroom.value("SELECT channel FROM shares WHERE parent IS NOT NULL") == 3)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE kind = 1 AND reason = 0") == 5)
        let total = try #require(try newsroom.report(["channels"])["total"] as? [String: Any])
        #expect(total["reshares"] as? Int == 1)
        #expect(total["presses"] as? Int == 5)
    }

    @Test("Scripts of the site's own pages get JSON, others get no permission to read it")
    func json() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let link = try newsroom.press(.zalo)
        let answer = try newsroom.get(link, fields: ["Accept: application/json", "Origin: https://news.example"])
        #expect(answer.status == 200 && answer.isRecorded)
        #expect(answer.fields["access-control-allow-origin"] == "https://news.example")
        #expect(answer.fields["vary"] == "Origin, Accept")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: String])
        #expect(object["landing"]?.hasPrefix(newsroom.base + "/") == true)
        #expect(object["intent"]?.hasPrefix("https://button-share.zalo.me/") == true)
        for origin in ["https://evil.example", "http://news.example", "https://news.example.evil.example", "null"] {
            let other = try newsroom.get(link, fields: ["Accept: application/json", "Origin: \(origin)"])
            #expect(other.fields["access-control-allow-origin"] == nil)
        }
        let preflight = try newsroom.get(link, fields: ["Origin: https://news.example"], method: "OPTIONS")
        #expect(preflight.status == 204)
        #expect(preflight.fields["access-control-allow-origin"] == "https://news.example")
    }
}
