/// Cuts an article's title so that it fits where it goes beside its link; the link itself is never cut.
public enum Fitting {
    /// A title for a post on X.
    ///
    /// - Parameter otherWeight: The weight (see ``PostLength``) of all else in the post with the spaces between: 24 for
    ///   a link and its space.
    /// - Returns: The title, its beginning, or "" where there is no room.
    public static func post(_ title: String, otherWeight: Int) -> String {
        TextCut.longest(title) { PostLength(of: $0).weightedLength + otherWeight <= PostLength.limit }
    }

    /// A title where characters as a reader sees them (grapheme clusters) are counted, as on Bluesky and Mastodon.
    ///
    /// - Parameters:
    ///   - limit: The most that the network takes: 300 on Bluesky, 500 on most Mastodon servers.
    ///   - other: The length of all else with the spaces between; Mastodon counts a link as 23.
    /// - Returns: The title, its beginning, or "" where there is no room.
    public static func graphemes(_ title: String, limit: Int, other: Int) -> String {
        TextCut.longest(title) { $0.count + other <= limit }
    }

    /// A title for a text message of the form `title link`.
    ///
    /// An ellipsis is outside the GSM alphabet and would make the message dearer, so a title inside it ends in `...`.
    ///
    /// - Parameter segments: The most parts that the message may have.
    /// - Returns: The title, its beginning, or "" where there is no room, as beside a link that needs more parts alone.
    public static func message(_ title: String, link: String, segments: Int) -> String {
        func length(_ title: String) -> MessageLength { MessageLength(of: title + " " + link) }
        let cut = TextCut.longest(title) { length($0).segments <= segments }
        guard cut != title else { return title }
        // A shorter text may hold more: without its foreign letters a message has room for more than twice as many.
        let plain = TextCut.longest(title, ellipsis: "...") {
            let length = length($0)
            return length.encoding == .gsm7 && length.segments <= segments
        }
        return plain.count - 2 > cut.count ? plain : cut
    }
}
