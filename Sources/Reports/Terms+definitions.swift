/// What each figure is, in a sentence or two: one text for headings and for the page of definitions.
extension Terms {
    /// The figures in the order in which they are explained.
    static let definitions: [(key: String, Term)] = [
        (
            "presses",
            Term(
                "Số lần bạn đọc bấm một nút chia sẻ dưới bài. Không tính máy tự động, và cú bấm lặp lại trong 10 giây.",
                "How often readers pressed a share button under an article. Machines, and a press repeated within 10 seconds, do not count."
            )
        ),
        (
            "previewed",
            Term(
                "Số lượt chia sẻ mà mạng xã hội đã tải thẻ xem trước: người chia sẻ đã đi đến hộp thoại hoặc cuộc trò chuyện, nhưng chưa chắc đã đăng.",
                "Shares of which a network fetched the card: somebody got as far as its dialog or a chat. It does not prove that anything was posted."
            )
        ),
        (
            "opened",
            Term(
                "Số lượt chia sẻ có ít nhất một người mở: liên kết đã được gửi đi thật, và đã có người đến.",
                "Shares that at least one person opened: they were really sent, and somebody came."
            )
        ),
        (
            "visits",
            Term(
                "Số lần người đọc mở liên kết được chia sẻ. Không tính máy tạo thẻ xem trước, máy quét và các chương trình khác.",
                "How often people opened shared links. Machines that draw previews, scanners and other programs do not count."
            )
        ),
        (
            "distinctArrivals",
            Term(
                "Lượt mở đầu tiên trong ngày của một khách trên một bài. Đây là ước tính, cộng dồn được qua các ngày, và không phải là số người đọc.",
                "Visits that were the first of a visitor to an article on that day. An estimate that adds up over days; it is no number of readers."
            )
        ),
        (
            "reshares",
            Term(
                "Lượt bấm chia sẻ của người đã đến bài từ một liên kết được chia sẻ.",
                "Share clicks by readers who themselves came through a shared link."
            )
        ),
        (
            "visitsPerPress",
            Term(
                "Trung bình mỗi lượt bấm chia sẻ đưa về bao nhiêu lượt mở.",
                "How many visits each share click brought, on average."
            )
        ),
        (
            "views",
            Term(
                "Số lượt xem trang do công cụ thống kê của tòa soạn cho biết, đã nhập vào đây.",
                "Page views as the newsroom's web analytics tell them, where they were imported."
            )
        ),
        (
            "pressesPerThousandViews",
            Term(
                "Trong 1.000 lượt xem trang có bao nhiêu lượt bấm chia sẻ.",
                "How many share clicks there were for each 1,000 page views."
            )
        ),
        (
            "change",
            Term(
                "Lượt mở tăng hay giảm so với kỳ trước có cùng độ dài.",
                "How visits changed against the period of the same length before."
            )
        ),
        (
            "requests",
            Term(
                "Mọi yêu cầu đến với các liên kết của tòa soạn: được tính cộng với không tính, theo từng lý do.",
                "Every request on the newsroom's links: those counted, and those not counted, by reason."
            )
        ),
    ]

    static let definitionOf = Dictionary(uniqueKeysWithValues: definitions.map { ($0.key, $0.1) })
}

extension Vocabulary {
    /// What a figure is, by the key of its column; nil for columns that explain themselves.
    public func definition(ofColumn key: String) -> String? { Terms.definitionOf[key]?.said(in: language) }

    /// Each figure with its heading and what it is, in the order in which they are explained.
    public var definitions: [(key: String, heading: String, text: String)] {
        Terms.definitions.map { ($0.key, heading(ofColumn: $0.key), $0.1.said(in: language)) }
    }
}
