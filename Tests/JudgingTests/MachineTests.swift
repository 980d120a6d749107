import Engagement
import Testing

@testable import Judging

@Suite("Machines are refused, each with its reason")
struct MachineTests {
    static let judge = PeopleTests.judge

    static let machines: [(String, RefusalReason)] = [
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", .preview),
        ("Mozilla/5.0 (compatible) facebookexternalhit/1.1 Facebot Twitterbot/1.0", .preview),
        ("Facebot/1.0 (something)", .preview), ("Twitterbot/1.0", .preview),
        ("TelegramBot (like TwitterBot)", .preview), ("WhatsApp/2.23.20.0", .preview),
        ("WhatsApp/2.2587.9 W", .preview),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", .preview),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", .preview),
        ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", .preview),
        ("facebookexternalhit/1.1;line-poker/1.0", .preview),
        ("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", .preview),
        (
            "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 (KHTML) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1",
            .preview
        ),
        ("kakaotalk-scrap/1.0; +https://devtalk.kakao.com", .preview),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", .crawler),
        ("\(PeopleTests.android) Chrome/126.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)", .crawler),
        ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", .crawler),
        ("Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)", .crawler),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1)", .crawler),
        ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", .crawler),
        ("ExampleBot/1.0 (some words)", .crawler), ("my-own-bot (version/3)", .crawler),
        ("newscrawler/0.3 (contact us)", .crawler), ("Some Spider/2.0 agent", .crawler),
        ("Agent/1.0 (+https://agent.example/about)", .crawler), ("Agent/1.0 http://agent.example", .crawler),
        ("Barracuda Sentinel (EE)", .scanner), ("Proofpoint URL Defense/1.0", .scanner),
        ("Microsoft Office Existence Discovery", .scanner),
        ("Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", .monitor),
        ("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", .monitor),
        ("Mozilla/5.0 (compatible; StatusCake)", .monitor), ("Uptime-Kuma/1.23.11", .monitor),
        ("curl/7.88.1", .library), ("Wget/1.21.3", .library), ("python-requests/2.32.3", .library),
        ("Python-urllib/3.11", .library), ("Go-http-client/2.0", .library), ("okhttp/4.12.0", .library),
        ("Java/17.0.11", .library), ("axios/1.7.2 ", .library), ("PostmanRuntime/7.39.0", .library),
        ("GuzzleHttp/7 curl/8.5.0 PHP/8.3", .library), ("Apache-HttpClient/4.5.14 (Java/17)", .library),
        ("\(PeopleTests.windows) HeadlessChrome/126.0.0.0 Safari/537.36", .headless),
        ("Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 PhantomJS/2.1.1 Safari/538.1", .headless),
    ]

    @Test("Previews, crawlers, scanners, monitors, libraries and browsers run by programs", arguments: machines)
    func machine(agent: String, reason: RefusalReason) {
        #expect(Self.judge.judge(agent: agent).verdict == .refused(reason))
        #expect(Self.judge.judge(agent: agent.uppercased()).verdict == .refused(reason))
        #expect(Self.judge.judge(agent: agent).family != nil)
    }

    @Test("No agent, or a dash, is a library without a name", arguments: [nil, "", "-", " "] as [String?])
    func noAgent(agent: String?) {
        #expect(Self.judge.judge(agent: agent) == Judgement(verdict: .refused(.library)))
    }

    static let nobodys = [
        "Mozilla", "x/1", "a/b (cdef", "Mozilla compatible browser", "Vancouver 0.9", "Mozilla/5.0",
        "Mozilla/4.0 (compatible)",
        "Mozilla/5.0 (compatible; Something/1.0)", "AcmeSync/3.2 (Linux; x86_64)",
        "AcmeApp/1.0 (iPhone; iOS 17.5; Scale/3.00)",
    ]

    @Test("What names no browser and no device of people is a library", arguments: nobodys)
    func nothingKnown(agent: String) {
        #expect(
            Self.judge.judge(agent: agent) == Judgement(verdict: .refused(.library), family: "other library"))
    }

    @Test("A preview that says it is others too stays a preview of the first named")
    func family() {
        #expect(
            Self.judge.judge(agent: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)").family
                == "Facebook preview")
        #expect(Self.judge.judge(agent: "TelegramBot (like TwitterBot)").family?.hasSuffix("preview") == true)
        #expect(Self.judge.judge(agent: "WhatsApp/2.23.20.0").family == "WhatsApp preview")
    }

    @Test("A web view that holds WhatsApp further on is a person")
    func whatsAppWebView() {
        let judgement = Self.judge.judge(agent: "\(PeopleTests.iPhone) Mobile/15E148 WhatsApp/2.24.12.77")
        #expect(judgement.verdict == .counted)
        #expect(judgement.place == Place(name: "WhatsApp", channel: "whatsapp"))
    }

    @Test("An agent of a million bytes is judged by its beginning, as quickly as any", .timeLimit(.minutes(1)))
    func veryLong() {
        let person = PeopleTests.browsers[0].0
        let long = person + String(repeating: " x", count: 50_000)
        #expect(Self.judge.judge(agent: long) == Self.judge.judge(agent: person))
        #expect(
            Self.judge.judge(agent: "curl/8 " + String(repeating: "a", count: 100_000)).verdict == .refused(.library))
        for letter in ["b", "bo", "fb", "http:/", "android", "facebookexternalhi", "é", "\0"] {
            let agent = "x/zzzzzz " + String(repeating: letter, count: 1_000_000 / letter.utf8.count)
            #expect(Self.judge.judge(agent: agent) == Self.judge.judge(agent: String(agent.prefix(900))))
        }
    }

    static let strange = [
        "Mozilla/5.0 (\u{0}\u{1}\u{7F}) Chrome/1", "Trình duyệt/1.0 (Tết) Chrome/126.0", "😀😀😀/1.0 😀😀",
        "Mozilla/5.0 \u{202E}tobelgooG Chrome/1", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}/\u{FFFD}", "Ｍozilla/5.0 (Ｂot) x",
        "Mozilla/5.0 Bo\u{301}t Chrome/126", "\r\n\r\nMozilla/5.0 Chrome/126",
    ]

    @Test("Letters beyond ASCII and control characters make no machine of a browser", arguments: strange)
    func strangeLetters(agent: String) {
        #expect(Self.judge.judge(agent: agent + " (Windows NT 10.0) Firefox/140.0").verdict == .counted)
    }
}
