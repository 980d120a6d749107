/// What the reader's own device does: numbers, once given, are never given again.
extension Channel {
    /// The link is copied, and pasted wherever the reader likes.
    public static let copy = Channel(
        0, "copy", aliases: ["copy-link"], label: "Copy link", .plain, medium: "referral", .local, forms: [])

    /// The phone's text messages. RFC 5724 wants a recipient and Apple's note no body; these forms work in practice.
    public static let sms = Channel(
        6, "sms", aliases: ["tin-nhan"], label: "SMS", .plain, medium: "sms", .local, limit: .segments(3),
        forms: [
            Form(.app, "sms:&body={text}", on: [.iOS]),
            Form(.app, "sms:?body={text}", on: [.android, .desktop]),
            // Said to work on both: for an iPad that gives itself out for a Mac, and whoever else is not known.
            Form(.app, "sms:?&body={text}"),
        ])

    /// The reader's mail program (RFC 6068).
    public static let email = Channel(
        7, "email", aliases: ["mail", "mailto"], label: "Email", .plain, medium: "email", .local,
        limit: .link(2000), forms: [Form(.app, "mailto:?subject={title}&body={mailbody}")])

    /// The system's share sheet, opened by the box's script. Which app was chosen stays unknown.
    public static let webShare = Channel(
        35, "web-share", aliases: ["share-sheet"], label: "Another app…", .plain, medium: "referral", .local,
        remark: "the box shows it only where the browser has a share sheet", forms: [])

    /// The page is printed; the link goes with it.
    public static let print = Channel(
        36, "print", label: "Print", .plain, medium: "referral", .local, forms: [])

    /// A code to be scanned from the screen.
    public static let qr = Channel(
        37, "qr", label: "QR code", .plain, medium: "referral", .local, forms: [])

    static let onDevice: [Channel] = [copy, sms, email, webShare, print, qr]
}

/// Mail programs on the web.
extension Channel {
    /// Gmail's compose window; Google+ closed in 2019, so an old "Google" button leads here.
    public static let gmail = Channel(
        4, "gmail", aliases: ["google"], label: "Gmail", .send, medium: "email", .undocumented, limit: .link(2000),
        remark: "stands in for «google», since Google+ closed on 2019-04-02",
        forms: [Form(.page, "https://mail.google.com/mail/?view=cm&fs=1&su={title}&body={mailbody}")])

    /// Outlook.com's compose window.
    public static let outlook = Channel(
        30, "outlook", label: "Outlook.com", .send, medium: "email", .undocumented, limit: .link(2000),
        remark: "a reader who must sign in first sees + for each space",
        forms: [Form(.page, "https://outlook.live.com/mail/0/deeplink/compose?subject={title}&body={mailbody}")])

    /// Yahoo Mail's compose window.
    public static let yahooMail = Channel(
        31, "yahoo-mail", aliases: ["yahoo"], label: "Yahoo Mail", .send, medium: "email", .undocumented,
        limit: .link(2000), forms: [Form(.page, "https://compose.mail.yahoo.com/?subject={title}&body={mailbody}")])

    static let webMail: [Channel] = [gmail, outlook, yahooMail]
}
