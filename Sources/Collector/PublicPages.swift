import Foundation
import ShareLinks

/// The few small pages that readers see. Fixed text, no script, nothing from elsewhere.
struct PublicPages: Sendable {
    let language: String
    /// The site's front page.
    let home: String

    private static let style = """
        :root{color-scheme:light dark}
        body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.375rem;overflow-wrap:anywhere}a{overflow-wrap:anywhere}
        input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}
        .go{display:inline-block;padding:.625rem 1rem;border:1px solid;border-radius:.375rem}
        """

    /// The hash of the one style, so that the policy allows nothing else.
    private static let policy: String = {
        let digest = SHA256Digest.digest(of: Array(style.utf8))
        return "default-src 'none'; style-src 'sha256-\(Data(digest).base64EncodedString())'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }()

    private var isVietnamese: Bool { language == "vi" }

    private func page(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(isVietnamese ? "vi" : "en")">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(HTMLEscaping.escape(title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    private func answer(_ status: Status, title: String, body: String) -> Answer {
        Answer(
            status: status, fields: Answer.transient,
            moreFields: [("Content-Security-Policy", Self.policy), ("Referrer-Policy", "no-referrer")],
            contentType: "text/html; charset=utf-8", body: page(title: title, body: body))
    }

    /// 404: the same for every bad link, so that it tells an attacker nothing.
    var notFound: Answer {
        neutral(.notFound, isVietnamese ? "Không tìm thấy bài viết" : "Article not found")
    }

    /// 410: the article was withdrawn.
    var withdrawn: Answer {
        neutral(.gone, isVietnamese ? "Bài viết đã được gỡ" : "This article was withdrawn")
    }

    private func neutral(_ status: Status, _ title: String) -> Answer {
        let link = isVietnamese ? "Về trang chủ" : "To the front page"
        let body = "<h1>\(title)</h1>\n<p><a href=\"\(HTMLEscaping.escape(home))\">\(link)</a></p>"
        return answer(status, title: title, body: body)
    }

    /// The page of a channel that a redirect cannot reach: a link for the reader's own app, and the address to copy.
    func handOver(channel: Channel, intent: String?, landing: String, article: Answer.Heading) -> Answer {
        let heading =
            switch channel.delivery {
            case .copy: isVietnamese ? "Sao chép liên kết" : "Copy link"
            default: isVietnamese ? "Gửi bài cho bạn bè" : "Send to friends"
            }
        var lines = ["<h1>\(heading)</h1>", "<p><bdi>\(HTMLEscaping.escape(article.title))</bdi></p>"]
        if let intent {
            lines.append(
                "<p><a class=\"go\" href=\"\(HTMLEscaping.escape(intent))\">\(openLabel(channel))</a></p>")
        }
        let copy = isVietnamese ? "Hoặc sao chép liên kết này:" : "Or copy this link:"
        let bare = isVietnamese ? "Chọn và sao chép liên kết này:" : "Select and copy this link:"
        lines.append(
            "<p><label>\(intent == nil ? bare : copy)<br>"
                + "<input readonly value=\"\(HTMLEscaping.escape(landing))\"></label></p>")
        let back = isVietnamese ? "Quay lại bài viết" : "Back to the article"
        lines.append("<p><a href=\"\(HTMLEscaping.escape(article.url))\">\(back)</a></p>")
        return answer(.ok, title: heading, body: lines.joined(separator: "\n"))
    }

    private func openLabel(_ channel: Channel) -> String {
        switch channel.medium {
        case "sms": isVietnamese ? "Mở ứng dụng nhắn tin" : "Open messages"
        case "email": isVietnamese ? "Mở ứng dụng email" : "Open your mail program"
        default: channel.label(in: language)
        }
    }
}

extension Answer {
    /// What a page says of an article.
    struct Heading: Sendable {
        var title: String
        var url: String
    }
}
