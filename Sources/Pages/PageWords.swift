import Mustache
import Reports

/// A thing that pages say beside the reports themselves; templates ask for it by its name.
enum PageWord: String, CaseIterable {
    case today
    case definitions
    case skip
    case navigation
    case further
    case periods
    case divisions
    case more
    case from
    case to
    case channel
    case section
    case author
    case origin
    case sort
    case limit
    case all
    case show
    case compare
    case dontCompare
    case files
    case otherLanguage
    case yesterday
    case before
    case usual
    case hourly
    case everything
    case updates
    case linkRevoked
    case linkExpired
    case askForAnother
    case mint
    case mintWhat
    case articleOrAddress
    case campaign
    case make
    case link
    case qrCode
    case notFound
    case badRequest
    case unavailable
    case readAddress

    fileprivate var said: (vi: String, en: String) {
        switch self {
        case .today: ("Hôm nay", "Today")
        case .definitions: ("Giải thích số liệu", "What the figures mean")
        case .skip: ("Đến nội dung chính", "Skip to the content")
        case .navigation: ("Các báo cáo", "Reports")
        case .further: ("Báo cáo khác", "More reports")
        case .periods: ("Thời gian", "Period")
        case .divisions: ("Chia theo", "Divided by")
        case .more: ("Chọn ngày và bộ lọc", "Days and filters")
        case .from: ("Từ ngày", "From")
        case .to: ("Đến ngày", "To")
        case .channel: ("Kênh", "Channel")
        case .section: ("Chuyên mục", "Section")
        case .author: ("Tác giả", "Author")
        case .origin: ("Người chia sẻ", "Shared by")
        case .sort: ("Xếp theo", "Sorted by")
        case .limit: ("Số dòng", "Rows")
        case .all: ("Tất cả", "All")
        case .show: ("Xem", "Show")
        case .compare: ("So với kỳ trước", "Compare with the period before")
        case .dontCompare: ("Thôi so sánh", "Do not compare")
        case .files: ("Tải về", "Download")
        case .otherLanguage: ("English", "Tiếng Việt")
        case .yesterday: ("cùng giờ hôm qua", "same time yesterday")
        case .before: ("kỳ trước", "in the period before")
        case .usual: ("thường ngày này", "usual for this weekday")
        case .hourly: ("Từng giờ", "Hour by hour")
        case .everything: ("Xem tất cả", "See all")
        case .updates: ("Trang tự cập nhật mỗi phút.", "This page brings itself up to date every minute.")
        case .linkRevoked: ("Liên kết này đã được thu hồi", "This link was taken back")
        case .linkExpired: ("Liên kết này đã hết hạn", "This link has expired")
        case .askForAnother: ("Hãy xin tòa soạn một liên kết mới.", "Ask the newsroom for a new one.")
        case .mint: ("Tạo liên kết", "Make a link")
        case .mintWhat: ("Liên kết cho bài đăng của tòa soạn", "A link for the newsroom's own post")
        case .articleOrAddress: ("Địa chỉ hoặc mã bài", "The article's address or id")
        case .campaign: ("Tên chiến dịch (nếu có)", "Campaign, if any")
        case .make: ("Tạo", "Make")
        case .link: ("Liên kết", "Link")
        case .qrCode: ("Mã QR", "QR code")
        case .notFound: ("Không có trang này", "There is no such page")
        case .badRequest: ("Địa chỉ này không đúng", "This address cannot be answered")
        case .unavailable: ("Chưa đọc được số liệu", "The figures cannot be read now")
        case .readAddress: ("Mở bài viết", "Open the article")
        }
    }
}

/// What pages say in one language.
struct PageWords: Sendable, MustacheParent {
    let language: Language

    subscript(word: PageWord) -> String { language == .vi ? word.said.vi : word.said.en }

    func child(named name: String) -> Any? {
        if name == "otherLanguageCode" { return otherLanguage.rawValue }
        return PageWord(rawValue: name).map { self[$0] }
    }

    /// The language that pages can be turned into.
    var otherLanguage: Language { language == .vi ? .en : .vi }

    private func said(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

    func expires(_ moment: String) -> String {
        said(
            "Liên kết này hết hạn lúc \(moment). Hãy xin tòa soạn một liên kết mới.",
            "This link expires on \(moment). Ask the newsroom for a new one.")
    }

    func post(_ length: Int, of limit: Int) -> String {
        said("Bài đăng trên X (\(length)/\(limit))", "Post on X (\(length)/\(limit))")
    }

    func message(_ units: Int, _ parts: Int) -> String {
        said(
            "Tin nhắn (\(units) ký tự, \(parts) tin)",
            "Text message (\(units) units, \(parts) \(parts == 1 ? "part" : "parts"))")
    }

    func table(_ title: String) -> String { said("Bảng: \(title)", "Table: \(title)") }

    /// The periods that a click away, with what addresses call them.
    var choices: [(key: String, value: String, label: String)] {
        [
            ("today", "on", self[.today]), ("last", "24h", said("24 giờ", "24 hours")),
            ("last", "1d", said("Hôm qua", "Yesterday")),
            ("last", "7d", said("7 ngày", "7 days")), ("last", "30d", said("30 ngày", "30 days")),
            ("last", "90d", said("90 ngày", "90 days")),
        ]
    }

    /// What `by` may be for a report, with its label.
    func divisions(of report: String, _ vocabulary: Vocabulary) -> [(value: String, label: String)] {
        let values =
            switch report {
            case "trend": ["hour", "day", "week", "month"]
            case "counts": ["none", "hour", "day", "channel", "article", "agent", "place", "mangle"]
            default: [String]()
            }
        return values.map { value in
            let label =
                switch value {
                case "none": said("Lý do", "Reason")
                case "agent": vocabulary.heading(ofColumn: "agentFamily")
                case "article": vocabulary.heading(ofColumn: "articleTitle")
                default: vocabulary.heading(ofColumn: value)
                }
            return (value, label)
        }
    }
}
