import Engagement

/// The words by which agents are told apart: facts as data, all in lower case.
///
/// Sources: the makers' own pages on their crawlers and previews, and the agents that public lists of crawlers name.
enum AgentRules {
    /// Raised with every change of this file or of the judge, and stored with each event.
    static let version = 1

    /// Machines that name themselves. They go before all else: a preview may carry a browser's words too.
    static let machines: [(word: String, reason: RefusalReason, name: String)] =
        previews.map { ($0.0, .preview, $0.1) } + crawlers.map { ($0.0, .crawler, $0.1) }
        + scanners.map { ($0.0, .scanner, $0.1) } + monitors.map { ($0.0, .monitor, $0.1) }
        + libraries.map { ($0.0, .library, $0.1) } + headless.map { ($0.0, .headless, $0.1) }

    private static let previews: [(String, String)] = [
        ("kakaotalk-scrap", "KakaoTalk preview"), ("line-poker", "LINE preview"),
        ("facebookexternalhit", "Facebook preview"), ("facebookcatalog", "Facebook preview"),
        ("facebot", "Facebook preview"), ("meta-externalfetcher", "Meta preview"),
        ("twitterbot", "X preview"), ("telegrambot", "Telegram preview"), ("linkedinbot", "LinkedIn preview"),
        ("pinterestbot", "Pinterest preview"), ("pinterest/0.", "Pinterest preview"),
        ("slackbot", "Slack preview"), ("slack-imgproxy", "Slack preview"), ("discordbot", "Discord preview"),
        ("skypeuripreview", "Skype preview"), ("microsoftpreview", "Teams preview"),
        ("viberurldownloader", "Viber preview"), ("redditbot", "Reddit preview"), ("vkshare", "VK preview"),
        ("odklbot", "OK preview"), ("mastodon/", "Mastodon preview"), ("synapse (bot", "Matrix preview"),
        ("embedly", "Embedly preview"), ("iframely", "Iframely preview"), ("snap url preview", "Snapchat preview"),
        ("google-pagerenderer", "Google preview"), ("googleimageproxy", "Gmail image proxy"),
        ("yahoomailproxy", "Yahoo image proxy"), ("bluesky cardyb", "Bluesky preview"),
        ("tumblr/", "Tumblr preview"), ("sharesheetui", "Apple preview"), ("bitlybot", "Bitly preview"),
    ]

    private static let crawlers: [(String, String)] = [
        ("googlebot", "Googlebot"), ("adsbot-google", "Googlebot"), ("mediapartners-google", "Googlebot"),
        ("google-inspectiontool", "Googlebot"), ("googleother", "Googlebot"), ("bingbot", "Bingbot"),
        ("msnbot", "Bingbot"), ("slurp", "Yahoo Slurp"), ("duckduckbot", "DuckDuckBot"),
        ("yandexbot", "YandexBot"), ("baiduspider", "Baiduspider"), ("applebot", "Applebot"),
        ("coccocbot", "CocCocBot"), ("petalbot", "PetalBot"), ("sogou web spider", "Sogou spider"),
        ("bytespider", "Bytespider"), ("amazonbot", "Amazonbot"), ("meta-externalagent", "Meta crawler"),
        ("gptbot", "GPTBot"), ("oai-searchbot", "OpenAI search"), ("chatgpt-user", "ChatGPT"),
        ("claudebot", "ClaudeBot"), ("anthropic-ai", "ClaudeBot"), ("perplexitybot", "PerplexityBot"),
        ("ccbot", "CCBot"), ("ahrefsbot", "AhrefsBot"), ("semrushbot", "SemrushBot"), ("mj12bot", "MJ12bot"),
        ("dotbot", "DotBot"), ("ia_archiver", "Internet Archive"), ("archive.org_bot", "Internet Archive"),
        ("heritrix", "Internet Archive"), ("feedfetcher", "feed reader"), ("feedburner", "feed reader"),
        ("feedly", "feed reader"), ("newsblur", "feed reader"), ("tweetmemebot", "TweetmemeBot"),
        ("butterfly/", "Topsy"), ("njuicebot", "NjuiceBot"), ("unwindfetchor", "UnwindFetchor"),
        ("metauri", "MetaURI"), ("longurl", "LongURL"), ("showyoubot", "ShowyouBot"), ("jetslide", "Jetslide"),
    ]

    private static let scanners: [(String, String)] = [
        ("barracuda sentinel", "Barracuda"), ("proofpoint", "Proofpoint"), ("mimecast", "Mimecast"),
        ("ms-office existence discovery", "Office"), ("microsoft office existence discovery", "Office"),
    ]

    private static let monitors: [(String, String)] = [
        ("uptimerobot", "UptimeRobot"), ("pingdom", "Pingdom"), ("statuscake", "StatusCake"),
        ("site24x7", "Site24x7"), ("newrelicpinger", "New Relic"), ("uptime-kuma", "Uptime Kuma"),
        ("googlestackdrivermonitoring", "Google monitoring"), ("datadogsynthetics", "Datadog"),
    ]

    private static let libraries: [(String, String)] = [
        ("curl/", "curl"), ("wget/", "wget"), ("python-requests", "Python"), ("python-urllib", "Python"),
        ("python-httpx", "Python"), ("aiohttp", "Python"), ("go-http-client", "Go"), ("okhttp/", "OkHttp"),
        ("java/", "Java"), ("libwww-perl", "Perl"), ("lwp::simple", "Perl"),
        ("ruby/", "Ruby"), ("php/", "PHP"), ("guzzlehttp", "PHP"), ("axios/", "Node"), ("node-fetch", "Node"),
        ("undici", "Node"), ("httpie/", "HTTPie"), ("postmanruntime", "Postman"), ("scrapy", "Scrapy"),
        ("winhttp", "WinHTTP"), ("httpclient", "HTTP client"), ("eventmachine", "Ruby"),
        ("pycurl", "Python"), ("ning/", "Java"), ("wordpress/", "WordPress"),
    ]

    private static let headless: [(String, String)] = [
        ("headlesschrome", "Headless Chrome"), ("phantomjs", "PhantomJS"), ("slimerjs", "SlimerJS"),
        ("puppeteer", "Puppeteer"), ("playwright", "Playwright"), ("electron-fetch", "Electron"),
    ]

    /// Apps whose readers are people. They go before the generic words, and before browsers.
    static let apps: [(word: String, name: String)] = [
        ("zalo ios/", "Zalo"), ("zalo android/", "Zalo"), ("zalotheme/", "Zalo"), ("zalo/", "Zalo"),
        ("messengerforios", "Messenger"), ("orca-android", "Messenger"), ("messengerliteforios", "Messenger"),
        ("instagram", "Instagram"), ("barcelona ", "Threads"), ("fban/", "Facebook"), ("fbav/", "Facebook"),
        ("fb_iab", "Facebook"), ("musical_ly", "TikTok"), ("bytedancewebview", "TikTok"), ("trill_", "TikTok"),
        (" line/", "LINE"), ("kakaotalk", "KakaoTalk"), ("micromessenger", "WeChat"),
        ("twitter for", "X"), ("twitterandroid", "X"), ("linkedinapp", "LinkedIn"), ("[pinterest/", "Pinterest"),
        ("snapchat", "Snapchat"), ("viber", "Viber"), ("telegram", "Telegram"), ("whatsapp", "WhatsApp"),
        ("naver(inapp", "Naver"), ("gsa/", "Google app"), ("tweetdeck", "TweetDeck"),
    ]

    /// Browsers, the more particular before those whose words they borrow.
    static let browsers: [(word: String, name: String)] = [
        ("coc_coc_browser", "Coc Coc"), ("edg/", "Edge"), ("edge/", "Edge"), ("edga/", "Edge"), ("edgios/", "Edge"),
        ("opr/", "Opera"), ("opera", "Opera"), ("opios/", "Opera"), ("samsungbrowser", "Samsung Internet"),
        ("ucbrowser", "UC Browser"), ("ucweb", "UC Browser"), ("yabrowser", "Yandex Browser"),
        ("miuibrowser", "MIUI Browser"), ("vivaldi", "Vivaldi"), ("silk/", "Silk"), ("camino/", "Camino"),
        ("rockmelt", "RockMelt"), ("firefox/", "Firefox"), ("fxios/", "Firefox"), ("crios/", "Chrome"),
        ("chromium/", "Chrome"), ("chrome/", "Chrome"), ("blackberry", "BlackBerry"), ("android", "Android Browser"),
        ("msie ", "Internet Explorer"), ("trident/", "Internet Explorer"), ("safari/", "Safari"),
        ("(iphone", "iOS web view"), ("(ipad", "iOS web view"), ("nokia", "Nokia"), ("mozilla/5.0 (x11", "Mozilla"),
    ]

    /// Words that make a crawler of whoever is none of the above. `bot` counts only at the end of a word.
    static let generic = ["bot", "crawl", "spider", "http://", "https://", "+http", "scraper", "fetcher", "archiver"]

    /// Phones and programs whose names hold a generic word.
    static let innocent = ["cubot"]
}
