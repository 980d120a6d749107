import Foundation

/// Agents as they look, written for these tests, with what they are.
enum LabelledTraffic {
    struct Person: Sendable {
        var label: String
        var agent: String
        var fields: [String] = []
        /// Where the link was opened, as far as anything tells; nil in a browser of its own.
        var place: String?
    }

    private static let android =
        "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36"
    private static let iPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    private static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"

    /// People in browsers and in apps.
    static let people = [
        Person(label: "Chrome", agent: "\(windows) Chrome/142.0.0.0 Safari/537.36"),
        Person(label: "Firefox", agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
        Person(label: "Safari", agent: "\(iPhone) Version/18.6 Mobile/15E148 Safari/604.1"),
        Person(
            label: "Cốc Cốc, from facebook.com",
            agent: "\(windows) coc_coc_browser/148.0 Chrome/142.0.0.0 Safari/537.36",
            fields: ["Referer: https://l.facebook.com/l.php?u=x"], place: "Facebook"),
        Person(
            label: "Zalo on iPhone", agent: "\(iPhone) Mobile/15E148 Zalo iOS/650 ZaloTheme/dark ZaloLanguage/vn",
            place: "Zalo"),
        Person(
            label: "Zalo on Android",
            agent: "Mozilla/5.0 (Linux; Android 13; SM-A125F; wv) \(android) Zalo android/25100100 ZaloTheme/light",
            place: "Zalo"),
        Person(
            label: "Facebook", agent: "\(iPhone) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.30;FBDV/iPhone15,2;FBLC/vi_VN]",
            place: "Facebook"),
        Person(
            label: "Messenger",
            agent: "Mozilla/5.0 (Linux; Android 14; SM-S911B; wv) \(android) [FB_IAB/Orca-Android;FBAV/480.0.0.10;]",
            place: "Messenger"),
        Person(
            label: "Instagram", agent: "\(iPhone) Mobile/21H16 Instagram 360.0.0.20 (iPhone14,5; iOS 17_7; vi_VN)",
            place: "Instagram"),
        Person(
            label: "TikTok",
            agent: "Mozilla/5.0 (Linux; Android 12; CPH2239; wv) \(android) trill_380505 BytedanceWebview/d8a21c6",
            place: "TikTok"),
        Person(label: "LINE", agent: "\(iPhone) Mobile/15E148 Safari Line/14.9.0", place: "LINE"),
        Person(
            label: "Telegram, which only its web view names",
            agent: "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) \(android)",
            fields: ["X-Requested-With: org.telegram.messenger"], place: "Telegram"),
    ]

    /// What draws link previews, as it looks.
    static let previews = [
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Twitterbot/1.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
            + "Safari/605.1.15 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "TelegramBot (like TwitterBot)", "WhatsApp/2.24.10.77 A",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "ViberUrlDownloader",
        "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
        "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
        "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)", "facebookexternalhit/1.1;line-poker/1.0",
        "http.rb/5.2.0 (Mastodon/4.3.1; +https://mastodon.example/)",
    ]
}
