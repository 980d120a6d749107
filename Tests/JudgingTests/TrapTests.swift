import Engagement
import Testing

@testable import Judging

@Suite("Agents that look like others")
struct TrapTests {
    static let previews: [(String, String)] = [
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
                + "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", "Apple preview"
        ),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Facebook preview"),
        ("facebookexternalhit/1.1;line-poker/1.0", "LINE preview"),
        ("facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/", "KakaoTalk preview"),
        ("WhatsApp/2.23.20.0 A", "WhatsApp preview"), ("WhatsApp/2", "WhatsApp preview"),
        ("WhatsApp/2 (compatible; AnytypeBot/1.0)", "WhatsApp preview"),
        ("TelegramBot (like TwitterBot)", "Telegram preview"),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", "LinkedIn preview"),
        (
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
            "Gmail image proxy"
        ),
        ("meta-externalfetcher/1.1", "Meta preview"), ("Mozilla/5.0 (compatible; Zalo/1.0)", "Zalo preview"),
    ]

    @Test("A preview is its own, whoever it says it is too", arguments: previews)
    func preview(agent: String, family: String) {
        let judgement = PeopleTests.judge.judge(agent: agent)
        #expect(judgement == Judgement(verdict: .refused(.preview), family: family))
    }

    /// Made up by us after the manner of each maker.
    static let people = [
        // Phones from before there were apps: they name Java, profiles and addresses.
        "Nokia6300/2.0 (05.50) Profile/MIDP-2.0 Configuration/CLDC-1.1 UNTRUSTED/1.0",
        "SAMSUNG-GT-E2121/1.0 Openwave/6.2.3 Profile/MIDP-2.0 Configuration/CLDC-1.1 UP.Browser/6.2.3 (GUI) MMP/2.0",
        "Mozilla/4.0 (Vodafone/1.0/LG-KP500/V10a Browser/Obigo-Q7.0 Java/ASVM/1.1 Profile/MIDP-2.1)",
        "SonyEricssonW595/R3EF001 Browser/NetFront/3.4 Profile/MIDP-2.1 JavaPlatform/JP-8.3.3",
        "Mozilla/5.0 (Java; U; vi; nokia2700c-2) UCBrowser8.2.1.144/69/352/UCWEB Mobile UNTRUSTED/1.0",
        "UCWEB/2.0 (MIDP-2.0; U; Adr 4.2.2; vi; Q-SMART) U2/1.0.0 UCBrowser/9.1.1.420 U2/1.0.0 Mobile",
        "DoCoMo/2.0 P01A(c100;TB;W24H15)", "MOT-V3/0E.41 UP.Browser/6.2.3 (GUI) MMP/2.0 Java/1.0", "MIDP-2.0",
        "BlackBerry9700/5.0.0.862 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/301", "ZEN M1_MAUI WAP Browser",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/4.5/28.3590; U; vi) Presto/2.8.119 Version/11.10",
        // Television sets and consoles.
        "HbbTV/1.2.1 (;Maker;TV 2015;1.014;a001-003 4000-0000;)",
        "Mozilla/5.0 (X11; U; Linux i686) AppleWebKit/533.4 Chrome/5.0.375.127 Large Screen Safari/533.4 GoogleTV/b39389",
        "Mozilla/5.0 (Linux; U; HbbTV/1.1.1 (+HAS_CMD_HTTP_SERVER; MAKER; DTV) AppleWebKit/534.1 Safari/534.1",
        "Mozilla/5.0 (Nintendo Switch; WebApplet) AppleWebKit/606.4 NF/6.0.0.15.4 NintendoBrowser/5.1",
        // Names that hold a word of machines.
        "Mozilla/5.0 (Linux; Android 9; CUBOT_NOTE) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 7.1; M_bot_tab_101) AppleWebKit/537.36 Chrome/58.0 Safari/537.36",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1; QQDownload 999; .NET CLR 2.0.50727)",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; chromeframe/30.0.1; .NET4.0C)",
        "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 5.1; Embedded Web Browser from: http://bsalsa.com/; InfoPath.2)",
        "Mozilla/5.0 (Linux; Android 8.1; PIC-LX9) AppleWebKit/537.36 Chrome/70.0 Mobile Safari/537.36 baiduboxapp/11.0.5",
        "Mozilla/5.0 (Linux; Android 6.0) AppleWebKit/537.36 Chrome/64.0 Mobile Safari/537.36 SogouMobileBrowser/5.30",
        "Mozilla/5.0 (Linux; Android 14; Google/google Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 4.2; Nexus) AppleWebKit/537.36 Chrome/38.0 Mobile Safari/537.36 googleweblight",
        "Mozilla/5.0 (Linux; Android 13; wv) Version/4.0 Chrome/111.0 Mobile Safari/537.36 CamScanner/6.27.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 (Ecosia ios@9.2.3)",
        "Mozilla/5.0 (Linux; arm_64; Android 14) AppleWebKit/537.36 Chrome/124.0 YaSearchBrowser/24.66 YaSearchApp/24.66",
        "Mozilla/5.0 (X11; U; Linux i686) Gecko/20100915 Ubuntu/10.04 (lucid) Firefox/3.6.10",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 discord/1.0.9003 Chrome/91.0 Electron/13.4.0 Safari/537.36",
        // Text browsers and others of few letters.
        "w3m/0.5.3", "Lynx/2.9.0 libwww-FM/2.14", "ELinks/0.13 (textmode; Linux; 80x24)",
    ]

    @Test("People who look like machines", arguments: people)
    func person(agent: String) {
        #expect(PeopleTests.judge.judge(agent: agent).verdict == .counted)
        #expect(PeopleTests.judge.judge(agent: agent.lowercased()).verdict == .counted)
    }

    static let machines: [(String, RefusalReason)] = [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 (compatible; AcmeCheck)",
            .crawler
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; Acme) Chrome/126.0 Safari/537.36",
            .crawler
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 acme/1.0 (ops@acme.example)",
            .crawler
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 +https://acme.example/why", .crawler),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 AcmeMonitor/2", .monitor),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 acme_scanner", .scanner),
        ("Nokia6300/2.0 Profile/MIDP-2.0 (compatible; Googlebot-Mobile/2.1)", .crawler),
        ("DingTalkBot-Service/1.0", .crawler), ("Zalo/205.0 CFNetwork/1410.0.3 Darwin/22.6.0", .library),
        ("Dalvik/2.1.0 (Linux; U; Android 14; SM-A546E Build/UP1A)", .library),
        ("Dalvik/1.4.0 (Linux; U; Android 2.3.4; Kindle Fire Build/X)", .library), ("axios", .library),
        ("Mozilla/5.0 (Macintosh) Word/16.80", .scanner), ("${jndi:ldap://acme.example/a}", .scanner),
    ]

    @Test("Machines that look like people", arguments: machines)
    func machine(agent: String, reason: RefusalReason) {
        #expect(PeopleTests.judge.judge(agent: agent).verdict == .refused(reason))
    }

    @Test("Bytes of all sorts are judged, and the same the second time")
    func anyBytes() {
        var state: UInt64 = 42
        for length in 0..<400 {
            let bytes = (0..<length * 4).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            let agent = String(decoding: bytes, as: UTF8.self)
            #expect(PeopleTests.judge.judge(agent: agent) == PeopleTests.judge.judge(agent: agent))
        }
    }
}
