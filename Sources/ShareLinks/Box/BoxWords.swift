/// What the share box and the collector's small pages say, in one language.
public struct BoxWords: Hashable, Sendable {
    /// The language's tag (BCP 47), which screen readers choose their voice by.
    public var language: String
    /// The box's heading.
    public var heading: String
    /// The link that puts the box away.
    public var close: String
    /// What is said once the link is on the clipboard.
    public var copied: String
    /// What a button of a channel says to a screen reader; `{}` is the channel's name.
    public var post: String
    /// The same, where the article is sent to somebody.
    public var send: String
    /// The same, where it is kept.
    public var keep: String
    /// Names of channels that are words of the language.
    public var labels: [String: String]
    /// Sentences for those whose name alone says too little.
    public var spoken: [String: String]
    /// The small page's heading.
    public var handOver: String
    /// Opens the reader's text messages.
    public var openMessages: String
    /// Opens the reader's mail program.
    public var openMail: String
    /// Opens another app; `{}` is its name.
    public var openApp: String
    /// Above the link, where there is something else to press.
    public var orCopy: String
    /// Above the link, where there is not.
    public var copyThis: String
    /// Beside the code to scan.
    public var scan: String
    /// The way back from a small page to the article.
    public var back: String
    /// The way to the site's front page.
    public var frontPage: String
    /// The heading of the page for a link that leads nowhere.
    public var notFound: String
    /// The heading of the page for an article that was withdrawn.
    public var withdrawn: String

    /// The name on a channel's button.
    public func label(of channel: Channel) -> String { labels[channel.name] ?? channel.label }

    /// What a screen reader says of a channel's button. It holds what is shown (WCAG 2.2, 2.5.3).
    ///
    /// - Parameter label: the word on the button, where it is not the channel's own.
    public func spoken(of channel: Channel, label: String? = nil) -> String {
        let shown = label ?? self.label(of: channel)
        let sentence =
            switch channel.gesture {
            case .post: post
            case .send: send
            case .keep: keep
            case .plain: spoken[channel.name] ?? shown
            }
        let said = sentence.replacing("{}", with: shown)
        return said.lowercased().contains(shown.lowercased()) ? said : shown
    }

    /// Vietnamese, as a newsroom says it.
    public static let vietnamese = BoxWords(
        language: "vi", heading: "Chia sẻ với bạn bè", close: "Đóng lại", copied: "Đã sao chép",
        post: "Chia sẻ bài này lên {}", send: "Gửi bài này qua {}", keep: "Lưu bài này vào {}",
        labels: [
            "copy": "Sao chép liên kết", "sms": "Tin nhắn", "web-share": "Ứng dụng khác…", "print": "In bài",
            "qr": "Mã QR",
        ],
        spoken: [
            "copy": "Sao chép liên kết của bài này", "sms": "Tin nhắn: gửi bài này", "email": "Email: gửi bài này",
            "qr": "Mã QR của bài này",
        ],
        handOver: "Gửi bài cho bạn bè", openMessages: "Mở ứng dụng nhắn tin", openMail: "Mở ứng dụng email",
        openApp: "Mở {}", orCopy: "Hoặc sao chép liên kết này:", copyThis: "Chọn và sao chép liên kết này:",
        scan: "Hoặc quét mã này bằng điện thoại:", back: "Quay lại bài viết", frontPage: "Về trang chủ",
        notFound: "Không tìm thấy bài viết", withdrawn: "Bài viết đã được gỡ")

    /// English.
    public static let english = BoxWords(
        language: "en", heading: "Share with friends", close: "Close", copied: "Copied",
        post: "Share this article on {}", send: "Send this article by {}", keep: "Save this article to {}",
        labels: ["sms": "Text message"],
        spoken: [
            "copy": "Copy link to this article", "sms": "Text message: send this article",
            "email": "Email this article", "print": "Print this article", "qr": "QR code of this article",
        ],
        handOver: "Send to friends", openMessages: "Open messages", openMail: "Open your mail program",
        openApp: "Open {}", orCopy: "Or copy this link:", copyThis: "Select and copy this link:",
        scan: "Or scan this code with a phone:", back: "Back to the article", frontPage: "To the front page",
        notFound: "Article not found", withdrawn: "This article was withdrawn")

    /// Ours for a language's tag: Vietnamese or English; nil for any other.
    public static func of(_ language: String) -> BoxWords? {
        switch language {
        case "vi": vietnamese
        case "en": english
        default: nil
        }
    }

    /// The words by the name that configurations give them. `labels.NAME` and `spoken.NAME` are those of a channel.
    public static var keys: [(name: String, path: WritableKeyPath<BoxWords, String>)] {
        [
            ("language", \.language), ("heading", \.heading), ("close", \.close), ("copied", \.copied),
            ("post", \.post),
            ("send", \.send), ("keep", \.keep), ("handOver", \.handOver), ("openMessages", \.openMessages),
            ("openMail", \.openMail), ("openApp", \.openApp), ("orCopy", \.orCopy), ("copyThis", \.copyThis),
            ("scan", \.scan), ("back", \.back), ("frontPage", \.frontPage), ("notFound", \.notFound),
            ("withdrawn", \.withdrawn),
        ]
    }
}
