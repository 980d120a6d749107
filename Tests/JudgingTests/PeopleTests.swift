import Engagement
import Testing

@testable import Judging

@Suite("People are counted, with the family of their browser or app")
struct PeopleTests {
    static let judge = Judge()
    static let android = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko)"
    static let webView = "Mozilla/5.0 (Linux; Android 13; V2203 Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
    static let iPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"

    static let browsers: [(String, String)] = [
        ("\(windows) Chrome/126.0.0.0 Safari/537.36", "Chrome"),
        ("\(android) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome"),
        ("\(iPhone) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1", "Chrome"),
        ("\(windows) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge"),
        ("\(windows) Chrome/126.0.0.0 Safari/537.36 OPR/111.0.0.0", "Opera"),
        ("\(windows) coc_coc_browser/127.0 Chrome/121.0.0.0 Safari/537.36", "Coc Coc"),
        ("\(android) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet"),
        ("\(android) Version/4.0 Chrome/100.0 UCBrowser/13.7.2.1636 Mobile Safari/537.36", "UC Browser"),
        ("\(android) Version/4.0 Chrome/112.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.10", "MIUI Browser"),
        ("\(windows) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36", "Yandex Browser"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox"),
        ("\(iPhone) FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "Firefox"),
        ("\(iPhone) Version/17.5 Mobile/15E148 Safari/604.1", "Safari"),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer"),
        ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)", "Internet Explorer"),
        ("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1/191.308; U; vi) Presto/2.12 Version/12.16", "Opera"),
        ("\(iPhone) Mobile/15E148", "iOS web view"),
        ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; chromeframe/30.0.1)", "Internet Explorer"),
        (
            "Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; IEMobile/9.0; NOKIA; Lumia 510)",
            "Internet Explorer"
        ),
        ("Mozilla/5.0 (Linux; U; Android 2.3.6; vi-vn; A1) Version/4.0 Mobile Safari/533.1", "Android Browser"),
    ]

    @Test("Browsers", arguments: browsers)
    func browser(agent: String, family: String) {
        let judgement = Self.judge.judge(agent: agent)
        #expect(judgement.verdict == .counted)
        #expect(judgement.family == family)
        #expect(judgement.place == nil)
    }

    static let apps: [(String, String)] = [
        ("\(iPhone) Mobile/15E148 Zalo iOS/555 ZaloTheme/light ZaloLanguage/vn", "Zalo"),
        ("\(webView) Version/4.0 Chrome/125.0 Mobile Safari/537.36 Zalo android/24060611 ZaloTheme/dark", "Zalo"),
        ("\(iPhone) Mobile/21F79 [FBAN/FBIOS;FBAV/468.0.0.36.105;FBBV/611;FBDV/iPhone14,5;FBLC/vi_VN]", "Facebook"),
        ("\(webView) Version/4.0 Chrome/125.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0.0.47.81;]", "Facebook"),
        ("\(iPhone) Mobile/21F79 [FBAN/MessengerForiOS;FBAV/461.0.0.33.106;FBBV/604]", "Messenger"),
        ("\(webView) Version/4.0 Chrome/125.0 Safari/537.36 [FB_IAB/Orca-Android;FBAV/460.0.0.42.93;]", "Messenger"),
        ("\(iPhone) Mobile/21F79 Instagram 335.0.0.27.96 (iPhone14,5; iOS 17_5; vi_VN; scale=3.00)", "Instagram"),
        ("\(webView) Version/4.0 Chrome/125.0 Safari/537.36 Instagram 335.0.0.38.93 Android (33/13)", "Instagram"),
        ("\(iPhone) Safari Line/14.9.1", "LINE"),
        ("\(webView) Version/4.0 Chrome/125.0 Mobile Safari/537.36 Line/14.9.0/IAB", "LINE"),
        ("\(iPhone) Mobile/21F79 musical_ly_35.1.0 JsSdk/2.0 NetType/WIFI Channel/App Store", "TikTok"),
        ("\(webView) Version/4.0 Chrome/125.0 Safari/537.36 trill_350103 BytedanceWebview/d8a21c6", "TikTok"),
        ("\(iPhone) Mobile/21F79 Twitter for iPhone/10.44", "X"),
        ("\(webView) Version/4.0 Chrome/125.0 Mobile Safari/537.36 TwitterAndroid", "X"),
        ("\(iPhone) Mobile/21F79 [LinkedInApp]/9.29.7935", "LinkedIn"),
        ("\(iPhone) Mobile/21F79 [Pinterest/iOS]", "Pinterest"),
        ("\(iPhone) GSA/322.0 Mobile/15E148 Safari/604.1", "Google app"),
        ("\(iPhone) Mobile/15E148 MicroMessenger/8.0.49(0x1800312d) NetType/WIFI", "WeChat"),
    ]

    @Test("Web views of apps", arguments: apps)
    func app(agent: String, family: String) {
        let judgement = Self.judge.judge(agent: agent)
        #expect(judgement.verdict == .counted)
        #expect(judgement.family == family)
        #expect(judgement.place?.name == family)
    }

    @Test(
        "An app's reader is a person whatever generic words the agent holds",
        arguments: ["http://", "+https://example.com", "spider", "crawl", "a bot;", "fetcher", "archiver", "scraper"])
    func genericWords(word: String) {
        let agent = "\(Self.iPhone) Mobile/21F79 [FBAN/FBIOS;FBAV/468.0] \(word)"
        #expect(Self.judge.judge(agent: agent).verdict == .counted)
        #expect(Self.judge.judge(agent: agent).place == Place(name: "Facebook", channel: "facebook"))
    }

    static let innocent = [
        "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 4.4; cubot_gt99) AppleWebKit/534.30 Version/4.0 Mobile Safari/534.30",
        "\(windows) Chrome/126.0.0.0 Safari/537.36 Bottle/1.0",
        "\(windows) Chrome/126.0.0.0 Safari/537.36 Bothnia/2",
    ]

    @Test("A phone's or a program's name that only looks like a crawler's", arguments: innocent)
    func innocentNames(agent: String) {
        #expect(Self.judge.judge(agent: agent).verdict == .counted)
    }

    @Test("A browser nobody has heard of is a person without a family")
    func unknownBrowser() {
        let judgement = Self.judge.judge(agent: "Mozilla/5.0 (Haiku; x86_64) SomeBrowser/1.0")
        #expect(judgement == Judgement(verdict: .counted, system: "Haiku", device: .desktop))
    }

    @Test("Letters of either case are the same")
    func letterCase() {
        for (agent, family) in Self.browsers + Self.apps {
            #expect(Self.judge.judge(agent: agent.uppercased()).family == family)
            #expect(Self.judge.judge(agent: agent.lowercased()).family == family)
        }
    }
}
