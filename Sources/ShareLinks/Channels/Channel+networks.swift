/// Networks where a post is seen by many. Numbers, once given, are never given again.
extension Channel {
    /// Facebook's sharer; the card comes from the page's Open Graph tags.
    public static let facebook = Channel(
        1, "facebook", aliases: ["fb"], label: "Facebook", .post, medium: "social", .alive,
        forms: [Form(.page, "https://www.facebook.com/sharer/sharer.php?u={url}&hashtag={tag1}")])

    /// Facebook's documented dialog, for newsrooms with an app id.
    public static let facebookDialog = Channel(
        33, "facebook-dialog", label: "Facebook", .post, medium: "social", .alive,
        remark: "needs the id of an app registered with Facebook: «share.app» in sharetrail.yaml",
        forms: [
            Form(
                .page,
                "https://www.facebook.com/dialog/share?app_id={app}&display=popup&href={url}&hashtag={tag1}",
                needs: [.app])
        ])

    /// X's intent page.
    public static let x = Channel(
        2, "x", aliases: ["twitter"], label: "X (Twitter)", .post, medium: "social", .alive, limit: .post,
        forms: [Form(.page, "https://x.com/intent/tweet?text={title}&url={url}&hashtags={tags}&via={via}")])

    /// Threads' intent page.
    public static let threads = Channel(
        11, "threads", label: "Threads", .post, medium: "social", .alive, limit: .characters(500, address: nil),
        forms: [Form(.page, "https://www.threads.com/intent/post?text={title}&url={url}")])

    /// Bluesky's intent page; the address is a part of the text.
    public static let bluesky = Channel(
        12, "bluesky", label: "Bluesky", .post, medium: "social", .alive, limit: .characters(300, address: nil),
        forms: [Form(.page, "https://bsky.app/intent/compose?text={text}")])

    /// A Mastodon server that the newsroom names, else the project's own chooser, which reads the fragment.
    public static let mastodon = Channel(
        13, "mastodon", label: "Mastodon", .post, medium: "social", .alive, limit: .characters(500, address: 23),
        forms: [
            Form(.page, "https://{instance}/share?text={title}&url={url}", needs: [.instance]),
            Form(.page, "https://share.joinmastodon.org/#text={text}"),
        ])

    /// LinkedIn's share page; the card comes from the page's Open Graph tags.
    public static let linkedin = Channel(
        10, "linkedin", label: "LinkedIn", .post, medium: "social", .alive,
        forms: [Form(.page, "https://www.linkedin.com/sharing/share-offsite/?url={url}")])

    /// Pinterest's pin button.
    public static let pinterest = Channel(
        5, "pinterest", label: "Pinterest", .post, medium: "social", .alive, limit: .title(500),
        remark: "without an image the reader is asked to choose one",
        forms: [
            Form(
                .page, "https://www.pinterest.com/pin/create/button/?url={url}&media={image}&description={title}")
        ])

    /// Reddit's submission page.
    public static let reddit = Channel(
        14, "reddit", label: "Reddit", .post, medium: "social", .alive,
        forms: [Form(.page, "https://www.reddit.com/submit?url={url}&title={title}")])

    /// Tumblr's share tool.
    public static let tumblr = Channel(
        15, "tumblr", label: "Tumblr", .post, medium: "social", .alive,
        forms: [
            Form(
                .page,
                "https://www.tumblr.com/widgets/share/tool?canonicalUrl={url}&title={title}&caption={summary}"
                    + "&tags={tags}&posttype=link")
        ])

    /// Hacker News' submission page.
    public static let hackerNews = Channel(
        16, "hackernews", aliases: ["hn"], label: "Hacker News", .post, medium: "social", .undocumented,
        forms: [Form(.page, "https://news.ycombinator.com/submitlink?u={url}&t={title}")])

    /// VKontakte's share page.
    public static let vk = Channel(
        25, "vk", aliases: ["vkontakte"], label: "VK", .post, medium: "social", .alive,
        forms: [Form(.page, "https://vk.com/share.php?url={url}&title={title}&image={image}")])

    /// Odnoklassniki's share page.
    public static let ok = Channel(
        26, "ok", aliases: ["odnoklassniki"], label: "OK", .post, medium: "social", .alive,
        forms: [Form(.page, "https://connect.ok.ru/offer?url={url}&title={title}&imageUrl={image}")])

    /// Sina Weibo's share page.
    public static let weibo = Channel(
        27, "weibo", label: "Weibo", .post, medium: "social", .alive,
        forms: [Form(.page, "https://service.weibo.com/share/share.php?url={url}&title={title}&pic={image}")])

    /// Naver's share page. Its guide encodes twice in one place and once in another; once is right.
    public static let naver = Channel(
        28, "naver", label: "Naver", .post, medium: "social", .alive,
        forms: [Form(.page, "https://share.naver.com/web/shareView?url={url}&title={title}")])

    /// Google Classroom's share page, for an education section.
    public static let googleClassroom = Channel(
        32, "google-classroom", label: "Google Classroom", .post, medium: "social", .undocumented,
        remark: "of use to teachers and pupils only",
        forms: [Form(.page, "https://classroom.google.com/share?url={url}&title={title}")])

    static let networks: [Channel] = [
        facebook, facebookDialog, x, threads, bluesky, mastodon, linkedin, pinterest, reddit, tumblr, hackerNews, vk,
        ok, weibo, naver, googleClassroom,
    ]
}

extension Channel {
    /// The buttons of the newspaper's box, in its order: Facebook, Twitter, Google, Pinterest, Tin nhắn, Email.
    public static let newspaperBox: [Channel] = [facebook, x, gmail, pinterest, sms, email]
}

/// Places where a reader keeps an article. Numbers, once given, are never given again.
extension Channel {
    /// Flipboard's bookmarklet.
    public static let flipboard = Channel(
        17, "flipboard", label: "Flipboard", .keep, medium: "social", .undocumented,
        forms: [Form(.page, "https://share.flipboard.com/bookmarklet/popout?v=2&title={title}&url={url}")])

    /// Instapaper's form; libraries differ on its path.
    public static let instapaper = Channel(
        18, "instapaper", label: "Instapaper", .keep, medium: "referral", .undocumented,
        forms: [Form(.page, "https://www.instapaper.com/edit?url={url}&title={title}&description={summary}")])

    /// Raindrop.io's form.
    public static let raindrop = Channel(
        19, "raindrop", label: "Raindrop.io", .keep, medium: "referral", .undocumented,
        forms: [Form(.page, "https://app.raindrop.io/add?link={url}&title={title}")])

    /// Hatena Bookmark's form.
    public static let hatena = Channel(
        29, "hatena", label: "Hatena Bookmark", .keep, medium: "social", .alive,
        forms: [Form(.page, "https://b.hatena.ne.jp/add?mode=confirm&url={url}&title={title}")])

    static let shelves: [Channel] = [flipboard, instapaper, raindrop, hatena]
}
