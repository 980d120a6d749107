/// The share box of an article as HTML: a heading, a button for each channel, and a way to close it.
///
/// It needs no script: buttons are links, and closing is a link to an anchor that the style hides the box behind.
public struct ShareBox: Sendable {
    /// A button: where it leads, and what is said of it.
    public struct Button: Hashable, Sendable {
        /// The channel.
        public var channel: Channel
        /// The press link.
        public var href: String
        /// The word on the button, where it is not the channel's own.
        public var label: String?

        /// Makes a button.
        public init(channel: Channel, href: String, label: String? = nil) {
            self.channel = channel
            self.href = href
            self.label = label
        }
    }

    /// The buttons, in order.
    public var buttons: [Button]
    /// `vi` or `en`.
    public var language: String

    /// Makes a box for a language, `vi` or `en`.
    public init(buttons: [Button], language: String = "vi") {
        self.buttons = buttons
        self.language = language
    }

    /// The style that the box needs to be closed without a script, and to be read at 320 pixels and in the dark.
    public static let style = """
        .st-box{border:1px solid #8888;border-radius:.5rem;padding:1rem;max-width:40rem}
        .st-box h2{font-size:1rem;margin:0 0 .75rem}
        .st-box ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 .75rem;padding:0}
        .st-box a{display:inline-block;min-height:24px;padding:.5rem .75rem;border:1px solid #8888;border-radius:.25rem}
        .st-box a{color:inherit;text-decoration:none}
        .st-box a:hover,.st-box a:focus-visible{outline:2px solid currentcolor;outline-offset:2px}
        #st-closed:target+.st-box{display:none}
        """

    /// The box. Every value is escaped.
    public var html: String {
        let vietnamese = language == "vi"
        let heading = vietnamese ? "Chia sẻ với bạn bè" : "Share with friends"
        let close = vietnamese ? "Đóng lại" : "Close"
        var lines = [
            "<span id=\"st-closed\"></span>",
            "<section class=\"st-box\" aria-labelledby=\"st-heading\" lang=\"\(vietnamese ? "vi" : "en")\">",
            "  <h2 id=\"st-heading\">\(heading)</h2>",
            "  <ul>",
        ]
        for button in buttons {
            let label = button.label ?? button.channel.label(in: language)
            let spoken = button.channel.spokenLabel(in: language)
            // WCAG 2.5.3: what is said must hold what is shown.
            let name =
                spoken.lowercased().contains(label.lowercased()) ? " aria-label=\"\(HTMLEscaping.escape(spoken))\"" : ""
            let href = HTMLEscaping.escape(button.href)
            lines.append(
                "    <li><a href=\"\(href)\" rel=\"nofollow noopener\"\(name)>\(HTMLEscaping.escape(label))</a></li>")
        }
        lines.append("  </ul>")
        lines.append("  <a href=\"#st-closed\">\(close)</a>")
        lines.append("</section>")
        return lines.joined(separator: "\n")
    }
}

/// Escaping for HTML, in text and in quoted attributes alike.
public enum HTMLEscaping {
    /// Escapes `& < > " '`.
    public static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
