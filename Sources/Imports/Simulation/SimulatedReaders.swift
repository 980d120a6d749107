import Engagement
import Judging
import ShareLinks

/// What made-up readers and machines share with, and what their requests tell: the collector's own judge says it.
struct SimulatedReaders {
    /// A request as the judge sees it.
    struct Request {
        var verdict: Verdict
        var about: Circumstances
    }

    private enum App { case facebook, messenger, zalo, telegram, instagram }

    private static let phone =
        "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "
        + "Safari/537.36"
    private static let webView =
        "Mozilla/5.0 (Linux; Android 14; SM-A546E Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Version/4.0 Chrome/130.0.6723.58 Mobile Safari/537.36"
    private static let iPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    private static let browsers: [(String, Double)] = [
        (phone, 5), (iPhone + "Version/17.6 Mobile/15E148 Safari/604.1", 2.5),
        (phone.replacing("Chrome/130.0.0.0", with: "SamsungBrowser/26.0 Chrome/122.0.0.0"), 0.6),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
            2
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
            0.5
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", 0.3),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
            0.4
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
            0.2
        ),
    ]

    /// Channels that readers press, beside each other: some that nearly everyone takes, and many that few do.
    private static let pressed: [(Channel, Double)] = [
        (.facebook, 44), (.zalo, 24), (.copy, 10), (.messenger, 8), (.x, 3), (.telegram, 3), (.viber, 2), (.email, 2),
        (.sms, 1.5), (.pinterest, 1), (.whatsapp, 1), (.linkedin, 0.5),
    ]

    let channels: Weighted<Channel>
    /// The newsroom posts to few.
    let ownChannels = Weighted([(Channel.facebook, 0.7), (.zalo, 0.2), (.telegram, 0.1)])
    private let openings: [String: Weighted<Request>]
    private let presses: Weighted<Request>
    private let machinesOnPresses: Weighted<Request>
    private let previews: [String: Request]
    private let machines: Weighted<Request>

    init(judge: Judge) {
        func request(_ agent: String, referrer: String? = nil, purposes: [String] = [], head: Bool = false) -> Request {
            var signals = Signals(isHead: head, agent: agent, purposes: purposes)
            signals.referrer = referrer
            let judgement = judge.judge(signals)
            return Request(verdict: judgement.verdict, about: judge.circumstances(of: signals, judgement))
        }
        func agents(in app: App) -> [(String, Double)] {
            switch app {
            case .facebook:
                [
                    (Self.webView + " [FB_IAB/FB4A;FBAV/489.0.0.50.80;]", 3),
                    (Self.iPhone + "Mobile/21G80 [FBAN/FBIOS;FBAV/489.0.0.41.80;FBDV/iPhone15,2;FBSV/17.6]", 1),
                ]
            case .messenger: [(Self.webView + " [FB_IAB/Orca-Android;FBAV/480.0.0.40.80;]", 1)]
            case .zalo: [(Self.webView + " Zalo android/24060611", 3), (Self.iPhone + "Mobile/15E148 Zalo iOS/591", 1)]
            case .telegram: [(Self.phone, 1)]
            case .instagram: [(Self.webView + " Instagram 350.0.0.40.100 Android", 1)]
            }
        }
        func openings(_ parts: [(app: App?, referrer: String?, weight: Double)]) -> Weighted<Request> {
            Weighted(
                parts.flatMap { app, referrer, weight in
                    let agents = app.map(agents) ?? Self.browsers
                    let sum = agents.reduce(0) { $0 + $1.1 }
                    return agents.map { (request($0.0, referrer: referrer), $0.1 / sum * weight) }
                })
        }
        channels = Weighted(Self.pressed)
        self.openings = [
            "facebook": openings([
                (.facebook, "https://l.facebook.com/", 7), (nil, "https://m.facebook.com/", 1.5),
                (.instagram, nil, 0.3), (nil, nil, 1.2),
            ]),
            "messenger": openings([(.messenger, nil, 7), (nil, "https://l.messenger.com/", 2), (nil, nil, 1)]),
            "zalo": openings([(.zalo, nil, 6), (nil, "https://chat.zalo.me/", 2), (nil, nil, 2)]),
            "x": openings([(nil, "https://t.co/", 9), (nil, nil, 1)]),
            "telegram": openings([(.telegram, "https://web.telegram.org/", 1), (nil, nil, 4)]),
            "email": openings([(nil, "https://mail.google.com/", 1), (nil, nil, 3)]),
            "pinterest": openings([(nil, "https://www.pinterest.com/", 4), (nil, nil, 1)]),
            "linkedin": openings([(nil, "https://www.linkedin.com/", 4), (nil, nil, 1)]),
            "copy": openings([
                (nil, nil, 4), (.zalo, nil, 2), (.facebook, "https://l.facebook.com/", 2),
                (nil, "https://www.google.com/", 0.5), (nil, "https://diendan.example/", 0.2),
            ]),
            "": openings([(nil, nil, 1)]),
        ]
        presses = openings([
            (nil, nil, 8), (.facebook, nil, 1), (.zalo, nil, 0.5),
        ])
        machinesOnPresses = Weighted([
            (request("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"), 5),
            (request("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"), 2),
            (request("python-requests/2.32.3"), 1), (request(Self.phone, purposes: ["prefetch"]), 1),
        ])
        previews = [
            "facebook": request("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
            "messenger": request("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
            "x": request("Twitterbot/1.0"), "telegram": request("TelegramBot (like TwitterBot)"),
            "whatsapp": request("WhatsApp/2.23.20.0"),
            "linkedin": request("LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)"),
            "pinterest": request("Pinterest/0.2 (+https://www.pinterest.com/bot.html)"),
        ]
        machines = Weighted([
            (request("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"), 4),
            (request("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"), 2),
            (request("curl/8.5.0"), 1), (request(Self.phone, head: true), 1),
        ])
    }

    func opening(of channel: Channel, _ numbers: inout SeededNumbers) -> Request {
        (openings[channel.name] ?? openings[""] ?? presses).draw(&numbers)
    }

    func press(_ numbers: inout SeededNumbers) -> Request { presses.draw(&numbers) }
    func machineOnPress(_ numbers: inout SeededNumbers) -> Request { machinesOnPresses.draw(&numbers) }
    func machine(_ numbers: inout SeededNumbers) -> Request { machines.draw(&numbers) }

    /// The machine that draws the cards of a channel; nil where it cannot be seen.
    func preview(of channel: Channel) -> Request? { channel.showsPreviews ? previews[channel.name] : nil }
}
