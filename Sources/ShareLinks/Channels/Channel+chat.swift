/// Programs by which a reader writes to somebody. Numbers, once given, are never given again.
extension Channel {
    /// Zalo's undocumented plain link: Base64 of `{"url":"…"}`.
    public static let zalo = Channel(
        3, "zalo", label: "Zalo", .send, medium: "social", .undocumented,
        remark: "not documented by Zalo; try it once from Viet Nam before you rely on it",
        forms: [Form(.page, "https://button-share.zalo.me/share_external?d={zalo}")])

    /// WhatsApp's click to chat; the address goes last, so that it is linked and previewed.
    public static let whatsapp = Channel(
        8, "whatsapp", label: "WhatsApp", .send, medium: "social", .alive,
        forms: [Form(.page, "https://wa.me/?text={text}")])

    /// Telegram's share page.
    public static let telegram = Channel(
        9, "telegram", label: "Telegram", .send, medium: "social", .alive,
        forms: [Form(.page, "https://t.me/share/url?url={url}&text={title}")])

    /// Viber's link into its app.
    public static let viber = Channel(
        20, "viber", label: "Viber", .send, medium: "social", .appOnly,
        forms: [Form(.app, "viber://forward?text={text}")])

    /// LINE's share page.
    public static let line = Channel(
        21, "line", label: "LINE", .send, medium: "social", .alive,
        forms: [Form(.page, "https://social-plugins.line.me/lineit/share?url={url}&text={title}")])

    /// Facebook Messenger: its app on phones, where the dialog does not work; elsewhere the dialog, which needs an app
    /// id, and without one the app's link.
    public static let messenger = Channel(
        22, "messenger", label: "Messenger", .send, medium: "social", .appOnly,
        remark: "on desktops it needs the id of an app registered with Facebook: «share.app» in sharetrail.yaml",
        forms: [
            Form(.app, "fb-messenger://share?link={url}&app_id={app}", on: [.iOS, .android]),
            Form(
                .page, "https://www.facebook.com/dialog/send?app_id={app}&link={url}&redirect_uri={page}",
                on: [.desktop, .mac], needs: [.app, .page]),
            Form(.app, "fb-messenger://share?link={url}&app_id={app}"),
        ])

    /// Threema's link into its app.
    public static let threema = Channel(
        23, "threema", label: "Threema", .send, medium: "social", .appOnly,
        forms: [Form(.app, "threema://compose?text={text}")])

    /// Microsoft Teams' share page.
    public static let teams = Channel(
        24, "teams", label: "Microsoft Teams", .send, medium: "social", .alive,
        remark: "Edge and Chrome on desktops only; not with free or guest accounts",
        forms: [Form(.page, "https://teams.microsoft.com/share?href={url}&msgText={title}")])

    /// WeChat has no share link: its reader scans a code with the phone.
    public static let wechat = Channel(
        34, "wechat", aliases: ["weixin"], label: "WeChat", .send, medium: "social", .alive,
        remark: "has no share link; the small page shows a code to scan", forms: [])

    static let chats: [Channel] = [zalo, whatsapp, telegram, viber, line, messenger, threema, teams, wechat]
}

/// Channels of which no document says that they still work. A newsroom that has tried one gives it a number of its own.
extension Channel {
    static let unverified: [Channel] = [
        Channel(
            nil, "diaspora", label: "diaspora*", .post, medium: "social", .unverified,
            forms: [Form(.page, "https://share.diasporafoundation.org/?title={title}&url={url}")]),
        Channel(
            nil, "evernote", label: "Evernote", .keep, medium: "referral", .unverified,
            forms: [Form(.page, "https://www.evernote.com/clip.action?url={url}&title={title}")]),
        Channel(
            nil, "buffer", label: "Buffer", .keep, medium: "social", .unverified,
            forms: [Form(.page, "https://buffer.com/add?text={title}&url={url}")]),
        Channel(
            nil, "kakaostory", label: "KakaoStory", .post, medium: "social", .unverified,
            forms: [Form(.page, "https://story.kakao.com/share?url={url}")]),
        Channel(
            nil, "mailru", label: "Mail.ru", .post, medium: "social", .unverified,
            forms: [
                Form(
                    .page,
                    "https://connect.mail.ru/share?url={url}&title={title}&description={summary}&image_url={image}")
            ]),
        Channel(
            nil, "livejournal", label: "LiveJournal", .post, medium: "social", .unverified,
            forms: [Form(.page, "https://www.livejournal.com/update.bml?subject={title}&event={url}")]),
        Channel(
            nil, "qzone", label: "QZone", .post, medium: "social", .unverified,
            forms: [
                Form(.page, "https://sns.qzone.qq.com/cgi-bin/qzshare/cgi_qzshare_onekey?url={url}&title={title}")
            ]),
        Channel(
            nil, "xing", label: "XING", .post, medium: "social", .unverified,
            forms: [Form(.page, "https://www.xing.com/spi/shares/new?url={url}")]),
    ]
}
