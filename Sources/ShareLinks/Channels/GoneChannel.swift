/// A channel that old templates still ask for, and that cannot be built: what became of it, and what to use instead.
public struct GoneChannel: Hashable, Sendable {
    /// The name in links and options.
    public let name: String
    /// Other names.
    public let aliases: [String]
    /// Why there is no link, in a few words.
    public let reason: String
    /// The name of a channel that does the like.
    public let successor: String

    init(_ name: String, aliases: [String] = [], _ reason: String, use successor: String) {
        self.name = name
        self.aliases = aliases
        self.reason = reason
        self.successor = successor
    }

    /// Every one that is known.
    public static let all: [GoneChannel] = [
        GoneChannel("google-plus", aliases: ["googleplus", "plus"], "Google+ closed on 2019-04-02", use: "gmail"),
        GoneChannel("google-bookmarks", "Google Bookmarks closed in 2021", use: "copy"),
        GoneChannel("google-chat", "Google Chat has no share link", use: "gmail"),
        GoneChannel("pocket", "Pocket closed on 2025-07-08", use: "instapaper"),
        GoneChannel("skype", "Skype closed on 2025-05-05", use: "teams"),
        GoneChannel("stumbleupon", "StumbleUpon is closed", use: "flipboard"),
        GoneChannel("workplace", "Meta announced the end of Workplace", use: "teams"),
        GoneChannel("kakaotalk", "KakaoTalk shares only through its own script and an app key", use: "web-share"),
        GoneChannel("instagram", "Instagram takes no links from web pages", use: "web-share"),
        GoneChannel("tiktok", "TikTok takes no links from web pages", use: "web-share"),
        GoneChannel("addtoany", "AddToAny sends readers through a third party", use: "copy"),
        GoneChannel("addthis", "AddThis is closed", use: "copy"),
        GoneChannel("flattr", "Flattr is closed", use: "copy"),
        GoneChannel("surfingbird", "Surfingbird is closed", use: "flipboard"),
        GoneChannel("digg", "Digg takes no links from web pages", use: "reddit"),
        GoneChannel("delicious", "Delicious is closed", use: "raindrop"),
        GoneChannel("aim", "AIM is closed", use: "web-share"),
        GoneChannel("baidu", "Baidu's share link is closed", use: "weibo"),
    ]
}
