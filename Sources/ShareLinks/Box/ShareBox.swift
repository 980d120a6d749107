/// The share box of an article as HTML: a heading, a button for each channel, and a way to close it.
///
/// It needs no script: buttons are links, and closing leads to an anchor that the style hides the box behind. With the
/// collector's `box.js` beside it, copying, the system's share sheet and re-shares with their parent work in the page.
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
    /// What it says.
    public var words: BoxWords
    /// The beginning of the ids in it, where a page holds several boxes: letters, digits, `-` and `_`.
    public var id: String

    /// Makes a box.
    public init(buttons: [Button], words: BoxWords = .vietnamese, id: String = "st") {
        self.buttons = buttons
        self.words = words
        let isPlain = id.utf8.allSatisfy {
            PercentEncoding.isUnreserved($0) && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: ".")
        }
        self.id = isPlain && !id.isEmpty ? id : "st"
    }

    /// What the collector serves as `/box.css`: the box at 320 pixels and at 200 % zoom, in the light and in the dark,
    /// and closed without a script.
    public static let style = String(decoding: PackageResources.box_css, as: UTF8.self)

    /// What the collector serves as `/box.js`: the parent of re-shares, copying, the share sheet, printing, closing.
    public static let script = String(decoding: PackageResources.box_js, as: UTF8.self)

    /// The box. Every value is escaped.
    public var html: String {
        var lines = [
            "<span id=\"\(id)-closed\"></span>",
            """
            <section class="st-box" aria-labelledby="\(id)-heading" lang="\(HTMLEscaping.escape(words.language))" \
            data-copied="\(HTMLEscaping.escape(words.copied))">
            """,
            "  <h2 id=\"\(id)-heading\">\(HTMLEscaping.escape(words.heading))</h2>",
            "  <ul>",
        ]
        for button in buttons {
            let shown = button.label ?? words.label(of: button.channel)
            let spoken = words.spoken(of: button.channel, label: button.label)
            let name = spoken == shown ? "" : " aria-label=\"\(HTMLEscaping.escape(spoken))\""
            // The share sheet needs a script, which takes «hidden» away.
            let item = button.channel.name == Channel.webShare.name ? "<li hidden>" : "<li>"
            lines.append(
                """
                    \(item)<a href="\(HTMLEscaping.escape(button.href))" rel="nofollow noopener" \
                data-c="\(HTMLEscaping.escape(button.channel.name))"\(name)>\(HTMLEscaping.escape(shown))</a></li>
                """)
        }
        lines.append("  </ul>")
        lines.append("  <p><a href=\"#\(id)-closed\">\(HTMLEscaping.escape(words.close))</a></p>")
        lines.append("</section>")
        return lines.joined(separator: "\n")
    }
}
