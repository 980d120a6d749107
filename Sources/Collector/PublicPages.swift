import Foundation
import ShareLinks

/// The few small pages that readers see. Fixed text, no script, nothing from elsewhere.
struct PublicPages: Sendable {
    let words: BoxWords
    /// The site's front page.
    let home: String

    private static let style = """
        :root{color-scheme:light dark;background:#fff;color:#111}
        a{color:#0b3fbf}
        @media (prefers-color-scheme:dark){:root{background:#121212;color:#eee}a{color:#a9c1ff}}
        body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}
        h1,p{text-wrap:balance}h1{font-size:1.375rem;overflow-wrap:anywhere}a{overflow-wrap:anywhere}
        textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;resize:none;overflow-wrap:anywhere;margin-top:.25rem}
        svg{max-width:100%;height:auto}
        a{display:inline-block;min-height:1.75rem}
        .go{padding:.625rem 1rem;border:1px solid;border-radius:.375rem}
        """

    /// The hash of the one style, so that the policy allows nothing else.
    private static let policy: String = {
        let digest = SHA256Digest.digest(of: Array(style.utf8))
        return "default-src 'none'; style-src 'sha256-\(Data(digest).base64EncodedString())'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }()

    private func page(title: String, body: String, head: String = "") -> String {
        """
        <!DOCTYPE html>
        <html lang="\(HTMLEscaping.escape(words.language))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(HTMLEscaping.escape(title))</title>\(head.isEmpty ? "" : "\n" + head)
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    func answer(_ status: Status, title: String, body: String, head: String = "") -> Answer {
        Answer(
            status: status, fields: Answer.transient,
            moreFields: [("Content-Security-Policy", Self.policy), ("Referrer-Policy", "no-referrer")],
            contentType: "text/html; charset=utf-8", body: page(title: title, body: body, head: head))
    }

    /// 404: the same for every bad link, so that it tells an attacker nothing.
    var notFound: Answer {
        neutral(.notFound, words.notFound)
    }

    /// 410: the article was withdrawn.
    var withdrawn: Answer {
        neutral(.gone, words.withdrawn)
    }

    private func neutral(_ status: Status, _ title: String) -> Answer {
        let link = HTMLEscaping.escape(words.frontPage)
        let body =
            "<h1>\(HTMLEscaping.escape(title))</h1>\n<p><a href=\"\(HTMLEscaping.escape(home))\">\(link)</a></p>"
        return answer(status, title: title, body: body)
    }

    /// The page of a channel that a redirect cannot reach: a link for the reader's own app, the address to copy, and
    /// a code to scan.
    func handOver(channel: Channel, intent: String?, landing: String, article: Answer.Heading) -> Answer {
        let heading = channel.gesture == .plain && intent == nil ? words.label(of: channel) : words.handOver
        var lines = [
            "<h1>\(HTMLEscaping.escape(heading))</h1>", "<p><bdi>\(HTMLEscaping.escape(article.title))</bdi></p>",
        ]
        if let intent {
            let open = HTMLEscaping.escape(openLabel(channel))
            lines.append("<p><a class=\"go\" href=\"\(HTMLEscaping.escape(intent))\">\(open)</a></p>")
        }
        let copy = HTMLEscaping.escape(intent == nil ? words.copyThis : words.orCopy)
        lines.append(
            "<p><label>\(copy)<br><textarea readonly rows=\"2\">\(HTMLEscaping.escape(landing))</textarea></label></p>")
        if let code = QRCode(landing) {
            lines.append("<p>\(HTMLEscaping.escape(words.scan))</p>\n<p>\(code.svg(label: words.label(of: .qr)))</p>")
        }
        let back = HTMLEscaping.escape(words.back)
        lines.append("<p><a href=\"\(HTMLEscaping.escape(article.url))\">\(back)</a></p>")
        return answer(.ok, title: heading, body: lines.joined(separator: "\n"))
    }

    private func openLabel(_ channel: Channel) -> String {
        switch channel.medium {
        case "sms": words.openMessages
        case "email": words.openMail
        default: words.openApp.replacing("{}", with: words.label(of: channel))
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
