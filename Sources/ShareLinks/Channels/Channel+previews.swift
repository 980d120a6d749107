extension Channel {
    /// Networks whose preview machines name themselves, by what they document and by what access logs show.
    ///
    /// Not among them: Zalo, whose machine nobody has published; text messages, mail and WeChat, where the reader's
    /// own device or nobody draws a card; copies, print and codes, which may go anywhere. A newsroom that has seen
    /// better sets `previews` of the channel in `sharetrail.yaml`.
    static let drawsCards: Set<String> = [
        "facebook", "facebook-dialog", "messenger", "x", "threads", "bluesky", "mastodon", "linkedin", "pinterest",
        "reddit", "tumblr", "vk", "ok", "whatsapp", "telegram", "viber", "line", "teams",
    ]
}
