import Foundation

/// What is shared: the link, and the words that go with it where a channel takes words.
public struct ShareContent: Hashable, Sendable {
    /// The address to share, ASCII.
    public var url: String
    /// The headline.
    public var title: String
    /// One or two sentences for a mail's body.
    public var summary: String
    /// The address of an image.
    public var image: String

    /// Collects content; empty is absent.
    public init(url: String, title: String = "", summary: String = "", image: String = "") {
        self.url = url
        self.title = title
        self.summary = summary
        self.image = image
    }
}

extension Channel {
    /// The channel's own address for some content: of the network's page, or for the reader's app; nil for copy.
    public func intent(for content: ShareContent) -> String? {
        switch delivery {
        case .web(let template), .app(let template): Self.fill(template, with: content)
        case .copy: nil
        }
    }

    private static func fill(_ template: String, with content: ShareContent) -> String {
        let question = template.firstIndex(of: "?") ?? template.endIndex
        guard question < template.endIndex else { return template }
        let parameters = template[template.index(after: question)...]
            .split(separator: "&", omittingEmptySubsequences: false)
        let filled = parameters.compactMap { parameter -> String? in
            guard let open = parameter.firstIndex(of: "{"), parameter.last == "}" else { return String(parameter) }
            let name = parameter[parameter.index(after: open)..<parameter.index(before: parameter.endIndex)]
            let value = value(of: name, in: content)
            return value.isEmpty ? nil : parameter[..<open] + PercentEncoding.encode(value)
        }
        return template[...question] + filled.joined(separator: "&")
    }

    private static func value(of name: Substring, in content: ShareContent) -> String {
        // Percent-encoding triples a text; front servers pass on about 4 KB of a redirect's fields.
        let title = content.title.split(whereSeparator: \.isWhitespace).joined(separator: " ").cut(to: 300)
        switch name {
        case "url": return content.url
        case "title": return title
        case "image": return content.image
        case "text": return title.isEmpty ? content.url : "\(title) \(content.url)"
        // RFC 6068, section 5: lines of a body end in CR LF.
        case "mailbody":
            let lines = content.summary.cut(to: 500).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return content.summary.isEmpty ? content.url : "\(lines.joined(separator: "\r\n"))\r\n\r\n\(content.url)"
        case "zalo": return Data("{\"url\":\"\(content.url)\"}".utf8).base64EncodedString()
        default: return ""
        }
    }
}

extension String {
    /// The text, or its beginning with an ellipsis: at most so many bytes of UTF-8, cut between graphemes and, where
    /// there is one, at a space.
    fileprivate func cut(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var kept = ""
        for character in self {
            guard kept.utf8.count + character.utf8.count <= bytes - 3 else { break }
            kept.append(character)
        }
        if let space = kept.lastIndex(of: " "), space > kept.startIndex { kept = String(kept[..<space]) }
        return kept + "…"
    }
}
