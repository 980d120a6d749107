import Engagement
import ShareLinks

extension PublicPages {
    /// The page for machines that draw link previews: the article's data in Open Graph (ogp.me) and as X reads it.
    ///
    /// `og:url` is the landing link, so that a network that counts by it keeps the shares apart.
    func preview(of facts: ArticleFacts, title: String, landing: String) -> Answer {
        var tags = [
            Self.meta(property: "og:type", "article"), Self.meta(property: "og:title", title),
            Self.meta(property: "og:url", landing), Self.meta(name: "twitter:title", title),
        ]
        if let summary = facts.summary {
            tags += [
                Self.meta(property: "og:description", summary), Self.meta(name: "description", summary),
                Self.meta(name: "twitter:description", summary),
            ]
        }
        let image = facts.image.flatMap { $0.lowercased().hasPrefix("https://") ? $0 : nil }
        if let image {
            tags += [Self.meta(property: "og:image", image), Self.meta(name: "twitter:image", image)]
        }
        tags.append(Self.meta(name: "twitter:card", image == nil ? "summary" : "summary_large_image"))
        if let site = home.split(separator: "/").last { tags.append(Self.meta(property: "og:site_name", String(site))) }
        let body =
            "<h1><bdi>\(HTMLEscaping.escape(title))</bdi></h1>\n<p><a href=\"\(HTMLEscaping.escape(landing))\">"
            + "\(HTMLEscaping.escape(landing))</a></p>"
        return answer(.ok, title: title, body: body, head: tags.joined(separator: "\n"))
    }

    private static func meta(property: String, _ value: String) -> String {
        "<meta property=\"\(property)\" content=\"\(HTMLEscaping.escape(oneLine(value)))\">"
    }

    private static func meta(name: String, _ value: String) -> String {
        "<meta name=\"\(name)\" content=\"\(HTMLEscaping.escape(oneLine(value)))\">"
    }

    /// Without line breaks and other control characters, which some readers of tags take for their end.
    private static func oneLine(_ text: String) -> String {
        let words = text.split {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return words.joined(separator: " ")
    }
}
