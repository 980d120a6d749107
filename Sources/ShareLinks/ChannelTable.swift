/// The table of channels. A new channel is a new row; a number, once given, is never given again.
///
/// Templates hold `{url}`, `{title}`, `{text}` (title, space, address), `{mailbody}` (summary, CR LF CR LF, address),
/// `{image}` and `{zalo}`, each percent-encoded once; a parameter whose value is empty is left out.
extension Channel {
    /// The link is copied, and pasted wherever the reader likes.
    public static let copy = Channel(
        number: 0, name: "copy", aliases: ["copy-link"], labelVietnamese: "Sao chép liên kết",
        labelEnglish: "Copy link", spokenVietnamese: "Sao chép liên kết của bài này",
        spokenEnglish: "Copy the link to this article", medium: "referral", delivery: .copy, remark: nil)

    /// Facebook's sharer; the card comes from the page's Open Graph tags.
    public static let facebook = Channel(
        number: 1, name: "facebook", aliases: ["fb"], labelVietnamese: "Facebook", labelEnglish: "Facebook",
        spokenVietnamese: "Chia sẻ bài này lên Facebook", spokenEnglish: "Share this article on Facebook",
        medium: "social", delivery: .web("https://www.facebook.com/sharer/sharer.php?u={url}"), remark: nil)

    /// X's intent page.
    public static let x = Channel(
        number: 2, name: "x", aliases: ["twitter"], labelVietnamese: "X (Twitter)", labelEnglish: "X (Twitter)",
        spokenVietnamese: "Chia sẻ bài này lên X", spokenEnglish: "Share this article on X", medium: "social",
        delivery: .web("https://x.com/intent/tweet?text={title}&url={url}"), remark: nil)

    /// Zalo's undocumented plain link: Base64 of `{"url":"…"}`.
    public static let zalo = Channel(
        number: 3, name: "zalo", aliases: [], labelVietnamese: "Zalo", labelEnglish: "Zalo",
        spokenVietnamese: "Gửi bài này qua Zalo", spokenEnglish: "Send this article by Zalo", medium: "social",
        delivery: .web("https://button-share.zalo.me/share_external?d={zalo}"),
        remark: "not documented by Zalo; try it once from Viet Nam before you rely on it")

    /// Gmail's compose window; Google+ closed in 2019, so an old "Google" button leads here.
    public static let gmail = Channel(
        number: 4, name: "gmail", aliases: ["google"], labelVietnamese: "Gmail", labelEnglish: "Gmail",
        spokenVietnamese: "Gửi bài này qua Gmail", spokenEnglish: "Send this article by Gmail", medium: "email",
        delivery: .web("https://mail.google.com/mail/?view=cm&fs=1&su={title}&body={mailbody}"),
        remark: "stands in for «google», since Google+ closed on 2019-04-02")

    /// Pinterest's pin button.
    public static let pinterest = Channel(
        number: 5, name: "pinterest", aliases: [], labelVietnamese: "Pinterest", labelEnglish: "Pinterest",
        spokenVietnamese: "Ghim bài này lên Pinterest", spokenEnglish: "Pin this article on Pinterest",
        medium: "social",
        delivery: .web("https://www.pinterest.com/pin/create/button/?url={url}&media={image}&description={title}"),
        remark: "without an image the reader is asked to choose one")

    /// The phone's text messages. `sms:?&body=` is the one form that works on Android and iOS alike.
    public static let sms = Channel(
        number: 6, name: "sms", aliases: ["tin-nhan"], labelVietnamese: "Tin nhắn", labelEnglish: "Text message",
        spokenVietnamese: "Gửi bài này bằng tin nhắn", spokenEnglish: "Send this article as a text message",
        medium: "sms", delivery: .app("sms:?&body={text}"), remark: nil)

    /// The reader's mail program (RFC 6068).
    public static let email = Channel(
        number: 7, name: "email", aliases: ["mail"], labelVietnamese: "Email", labelEnglish: "Email",
        spokenVietnamese: "Gửi bài này qua email", spokenEnglish: "Send this article by email", medium: "email",
        delivery: .app("mailto:?subject={title}&body={mailbody}"), remark: nil)

    /// WhatsApp's click to chat; the address goes last, so that it is linked and previewed.
    public static let whatsapp = Channel(
        number: 8, name: "whatsapp", aliases: [], labelVietnamese: "WhatsApp", labelEnglish: "WhatsApp",
        spokenVietnamese: "Gửi bài này qua WhatsApp", spokenEnglish: "Send this article by WhatsApp",
        medium: "social", delivery: .web("https://wa.me/?text={text}"), remark: nil)

    /// Telegram's share page.
    public static let telegram = Channel(
        number: 9, name: "telegram", aliases: [], labelVietnamese: "Telegram", labelEnglish: "Telegram",
        spokenVietnamese: "Gửi bài này qua Telegram", spokenEnglish: "Send this article by Telegram",
        medium: "social", delivery: .web("https://t.me/share/url?url={url}&text={title}"), remark: nil)

    /// LinkedIn's share page; the card comes from the page's Open Graph tags.
    public static let linkedin = Channel(
        number: 10, name: "linkedin", aliases: [], labelVietnamese: "LinkedIn", labelEnglish: "LinkedIn",
        spokenVietnamese: "Chia sẻ bài này lên LinkedIn", spokenEnglish: "Share this article on LinkedIn",
        medium: "social", delivery: .web("https://www.linkedin.com/sharing/share-offsite/?url={url}"), remark: nil)

    /// Every channel, by number.
    public static let all: [Channel] = [
        copy, facebook, x, zalo, gmail, pinterest, sms, email, whatsapp, telegram, linkedin,
    ]

    /// The buttons of the newspaper's box, in its order: Facebook, Twitter, Google, Pinterest, Tin nhắn, Email.
    public static let newspaperBox: [Channel] = [facebook, x, gmail, pinterest, sms, email]

    private static let byName: [String: Channel] = {
        var table: [String: Channel] = [:]
        for channel in all {
            for name in [channel.name] + channel.aliases { table[name] = channel }
        }
        return table
    }()

    /// The channel of a name or an alias; letters of either case.
    public static func named(_ name: String) -> Channel? {
        byName[name.lowercased()]
    }

    /// The channel of a number.
    public static func numbered(_ number: UInt8) -> Channel? {
        all.first { $0.number == number }
    }
}
