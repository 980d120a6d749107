import Engagement
import Testing

@testable import Judging

@Suite("Where a link was opened")
struct PlaceTests {
    static let judge = PeopleTests.judge
    static let browser = "\(PeopleTests.android) Chrome/126.0.0.0 Mobile Safari/537.36"
    static let inZalo = "\(PeopleTests.webView) Version/4.0 Chrome/125.0 Mobile Safari/537.36 Zalo android/24060611"

    static func place(
        agent: String = browser, app: String? = nil, query: String? = nil, referrer: String? = nil
    ) -> Place? {
        var signals = Signals(agent: agent)
        signals.requestedWith = app
        signals.query = query
        signals.referrer = referrer
        return judge.judge(signals).place
    }

    @Test("The agent's app, the Android app, the parameter, the referring host: the first that there is")
    func order() {
        let zalo = Place(name: "Zalo", channel: "zalo")
        let app = "com.facebook.katana"
        let query = "twclid=1"
        let page = "https://www.linkedin.com/feed"
        #expect(
            Self.place(agent: Self.inZalo, app: app, query: query, referrer: page)
                == Place(name: "Zalo", channel: "zalo", appID: app))
        #expect(Self.place(agent: Self.inZalo, query: query, referrer: page) == zalo)
        #expect(
            Self.place(app: app, query: query, referrer: page)
                == Place(name: "Facebook", channel: "facebook", appID: app))
        #expect(
            Self.place(query: query, referrer: "android-app://org.telegram.messenger/")
                == Place(name: "Telegram", channel: "telegram", appID: "org.telegram.messenger"))
        #expect(
            Self.place(app: app, referrer: "android-app://org.telegram.messenger/")
                == Place(name: "Facebook", channel: "facebook", appID: app))
        #expect(Self.place(query: query, referrer: page) == Place(name: "X", channel: "x"))
        #expect(Self.place(referrer: page) == Place(name: "LinkedIn", channel: "linkedin"))
        #expect(Self.place() == nil)
    }

    @Test("An Android app that is not known is named by its id")
    func unknownApp() {
        let id = "vn.example.tin_tuc24"
        #expect(Self.place(app: id) == Place(name: id, appID: id))
        #expect(Self.place(app: "Vn.Example.Tin") == Place(name: "vn.example.tin", appID: "vn.example.tin"))
        #expect(Self.place(referrer: "android-app://\(id)/https/x") == Place(name: id, appID: id))
        let long = "vn." + String(repeating: "a", count: 97)
        #expect(Self.place(app: long)?.appID == long)
        #expect(Self.place(app: long + "a") == nil)
    }

    @Test(
        "What is no app's id is no place, nor is a browser's",
        arguments: [
            "XMLHttpRequest", "xmlhttprequest", "", ".", "com.", ".com", "com..x", "com.1x", "com.x y", "com.x<b>",
            "com.x-y",
            "com.é", "com.android.chrome", "com.sec.android.app.sbrowser", "org.mozilla.firefox",
        ])
    func noApp(id: String) {
        #expect(Self.place(app: id) == nil)
        #expect(Self.place(app: id, query: "fbclid=x") == Place(name: "Facebook", channel: "facebook"))
    }

    @Test(
        "Parameters that networks append",
        arguments: [
            ("zarsrc=30", "Zalo"), ("a=1&zarsrc=30", "Zalo"), ("utm_source=zalo&utm_medium=zalo", "Zalo"),
            ("fbclid=IwAR0", "Facebook"), ("igsh=MWx", "Instagram"), ("igshid=x", "Instagram"), ("twclid=2-x", "X"),
            ("ttclid=x", "TikTok"), ("li_fat_id=x", "LinkedIn"), ("&&fbclid=x", "Facebook"),
            ("x=1&epik=d", "Pinterest"),
        ])
    func parameter(query: String, name: String) {
        #expect(Self.place(query: query)?.name == name)
    }

    @Test(
        "Others tell nothing",
        arguments: [
            "", "&", "=", "utm_source=newsletter", "fbclid", "fbclid=", "xfbclid=1", "FBCLID=1", "a=fbclid",
            "a=fbclid=1",
            "a?fbclid=1",
        ])
    func noParameter(query: String) {
        #expect(Self.place(query: query) == nil)
    }

    static let hosts: [(String, String, String?)] = [
        ("zalo.me", "Zalo", "zalo"), ("chat.zalo.me", "Zalo", "zalo"), ("com.zing.zalo", "Zalo", "zalo"),
        ("facebook.com", "Facebook", "facebook"), ("l.facebook.com", "Facebook", "facebook"),
        ("lm.facebook.com", "Facebook", "facebook"), ("vi-vn.facebook.com", "Facebook", "facebook"),
        ("l.instagram.com", "Instagram", nil), ("www.messenger.com", "Messenger", "messenger"),
        ("t.me", "Telegram", "telegram"), ("web.telegram.org", "Telegram", "telegram"),
        ("wa.me", "WhatsApp", "whatsapp"), ("l.wl.co", "WhatsApp", "whatsapp"), ("line.me", "LINE", "line"),
        ("story.kakao.com", "KakaoStory", "kakaostory"), ("pf.kakao.com", "KakaoTalk", nil),
        ("out.reddit.com", "Reddit", "reddit"), ("t.co", "X", "x"), ("x.com", "X", "x"),
        ("www.tiktok.com", "TikTok", nil),
        ("google.com", "Google", nil), ("www.google.com.vn", "Google", nil), ("google.co.uk", "Google", nil),
        ("news.google.com", "Google News", nil), ("mail.google.com", "Gmail", "gmail"), ("coccoc.com", "Cốc Cốc", nil),
        ("vn.pinterest.com", "Pinterest", "pinterest"), ("www.pinterest.co.uk", "Pinterest", "pinterest"),
        ("eur02.safelinks.protection.outlook.com", "Safe Links", nil), ("urldefense.com", "Proofpoint links", nil),
        ("baomoi.com", "Báo Mới", nil), ("mastodon.social", "Mastodon", "mastodon"), ("vk.com", "VK", "vk"),
    ]

    @Test("The network of a referring host", arguments: hosts)
    func host(host: String, name: String, channel: String?) {
        #expect(Self.judge.network(ofReferrerHost: host) == Place(name: name, channel: channel))
        #expect(Self.place(referrer: "https://\(host.uppercased())/a?b") == Place(name: name, channel: channel))
    }

    @Test(
        "A host that only looks like a network's",
        arguments: [
            "", ".", "com", "me", "notfacebook.com", "facebook.com.evil.example", "google.evil.example", "google.",
            "google.evil.example.com", "xzalo.me", "me.zalo", "t.co.example", "news.example", "192.0.2.1",
            "[2001:db8::1]",
        ])
    func noNetwork(host: String) {
        #expect(Self.judge.network(ofReferrerHost: host) == nil)
    }

    @Test("A machine has no place, and a prefetch in an app has")
    func machines() {
        #expect(Self.place(agent: "curl/8.5.0", app: "com.zing.zalo", query: "fbclid=1") == nil)
        var signals = Signals(agent: Self.inZalo, purposes: ["prefetch"])
        signals.requestedWith = "com.zing.zalo"
        #expect(Self.judge.judge(signals).place == Place(name: "Zalo", channel: "zalo", appID: "com.zing.zalo"))
    }
}
