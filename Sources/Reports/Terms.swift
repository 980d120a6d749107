/// The fixed terms of reports, by the names that answers carry.
enum Terms {
    /// The titles of reports.
    static let reports: [String: Term] = [
        "top": Term("Bài được chia sẻ nhiều", "Most shared"),
        "article": Term("Chi tiết bài viết", "One article"),
        "channels": Term("Kênh chia sẻ", "Channels"),
        "trend": Term("Diễn biến", "Over time"),
        "rising": Term("Đang lên", "Rising"),
        "sections": Term("Chuyên mục", "Sections"),
        "authors": Term("Tác giả", "Authors"),
        "referrers": Term("Nguồn truy cập", "Referrers"),
        "devices": Term("Thiết bị", "Devices"),
        "drift": Term("Chia sẻ qua đâu, mở ở đâu", "Shared where, opened where"),
        "tree": Term("Cây lan truyền", "How it spread"),
        "counts": Term("Đối soát số liệu", "How the numbers add up"),
        "table": Term("Bảng số liệu", "All figures"),
        "digest": Term("Bản tin chia sẻ sáng nay", "This morning's shares"),
    ]

    /// The headings of columns, by key.
    static let headings: [String: Term] = [
        "presses": Term("Lượt bấm chia sẻ", "Share clicks"),
        "previewed": Term("Đã hiện thẻ xem trước", "Card shown"),
        "opened": Term("Lượt chia sẻ có người mở", "Shares opened"),
        "visits": Term("Lượt mở từ chia sẻ", "Visits from shares"),
        "distinctArrivals": Term("Lượt mở không trùng (ước tính/ngày)", "Distinct arrivals (estimate per day)"),
        "reshares": Term("Lượt chia sẻ tiếp", "Re-shares"),
        "visitsPerPress": Term("Lượt mở/lượt bấm", "Visits per share click"),

        "views": Term("Lượt xem trang", "Page views"),
        "pressesPerThousandViews": Term("Lượt bấm/1.000 lượt xem", "Share clicks per 1,000 views"),

        "articleId": Term("Mã bài", "Article id"),
        "articleUrl": Term("Địa chỉ bài", "Article address"),
        "articleTitle": Term("Bài viết", "Article"),
        "title": Term("Bài viết", "Article"),
        "url": Term("Địa chỉ", "Address"),
        "section": Term("Chuyên mục", "Section"),
        "author": Term("Tác giả", "Author"),
        "published": Term("Đăng lúc", "Published"),
        "withdrawn": Term("Gỡ lúc", "Withdrawn"),
        "aliasOf": Term("Chuyển sang bài", "Leads to"),

        "channel": Term("Kênh", "Channel"),
        "origin": Term("Người chia sẻ", "Shared by"),
        "campaign": Term("Chiến dịch", "Campaign"),
        "referrer": Term("Nguồn truy cập", "Referrer"),
        "referrerHost": Term("Nguồn truy cập", "Referrer"),
        "device": Term("Thiết bị", "Device"),
        "agentFamily": Term("Ứng dụng", "Application"),
        "app": Term("Ứng dụng", "Application"),
        "country": Term("Quốc gia", "Country"),
        "agent": Term("Chuỗi nhận dạng", "Agent"),
        "place": Term("Mở ở đâu", "Opened in"),
        "network": Term("Mạng xã hội", "Network"),
        "system": Term("Hệ điều hành", "System"),
        "share": Term("Tỷ lệ", "Share"),
        "mangle": Term("Liên kết đến nơi", "The link arrived"),

        "start": Term("Thời gian", "Time"),
        "hour": Term("Giờ", "Hour"),
        "part": Term("Theo", "By"),
        "day": Term("Ngày", "Day"),
        "week": Term("Tuần", "Week"),
        "month": Term("Tháng", "Month"),

        "kind": Term("Loại", "Kind"),
        "before": Term("Trước", "Before"),
        "after": Term("Sau", "After"),
        "what": Term("Bảng", "Table"),
        "fields": Term("Nội dung", "What is in it"),
        "rows": Term("Số dòng", "Rows"),
        "oldest": Term("Cũ nhất", "Oldest"),
        "keptFor": Term("Giữ trong", "Kept for"),
        "verdict": Term("Kết quả", "Verdict"),
        "reason": Term("Lý do", "Reason"),
        "requests": Term("Tổng yêu cầu", "Requests"),
        "counted": Term("Được tính", "Counted"),
        "refused": Term("Không tính", "Not counted"),
        "change": Term("Thay đổi", "Change"),

        "size": Term("Số lượt chia sẻ", "Shares"),
        "depth": Term("Số đời", "Generations"),
        "widest": Term("Đời đông nhất", "Widest generation"),
        "broadcast": Term("Lượt chia sẻ tỏa rộng nhất", "Largest broadcast"),
        "virality": Term("Độ lan truyền cấu trúc", "Structural virality"),
        "reproduction": Term("Hệ số lan truyền", "Re-shares per share"),

        "label": Term("Tên", "Label"),
        "href": Term("Liên kết", "Link"),
        "number": Term("Số", "Number"),
        "status": Term("Tình trạng", "Status"),
        "aliases": Term("Tên khác", "Other names"),
        "medium": Term("Nhóm", "Group"),
        "remark": Term("Ghi chú", "Remark"),
    ]

    /// The words that stand in cells, by name.
    static let words: [String: Term] = [
        "place": Term("Mở ở", "Opened in"),
        "phone": Term("Điện thoại", "Phone"),
        "tablet": Term("Máy tính bảng", "Tablet"),
        "desktop": Term("Máy tính", "Computer"),
        "tv": Term("Tivi", "Television"),
        "channel": Term("Kênh", "Channel"),
        "hour": Term("Giờ", "Hour"),
        "counted": Term("Được tính", "Counted"),
        "refused": Term("Không tính", "Not counted"),
        "unknown": Term("Chưa rõ", "Unknown"),
        "other": Term("Khác", "Other"),
        "(other)": Term("(khác)", "(other)"),
        "total": Term("Tổng", "Total"),
        "previous": Term("Kỳ trước", "Previous period"),
        "reader": Term("Bạn đọc", "Reader"),
        "newsroom": Term("Tòa soạn", "Newsroom"),
        "whole": Term("Nguyên vẹn", "Whole"),
        "punctuation": Term("Dính dấu câu", "With punctuation"),
        "parameters": Term("Thêm tham số", "With parameters"),
        "space": Term("Có khoảng trắng", "With white space"),
        "host": Term("Sai hoa thường", "In another case"),
        "restored": Term("Đăng lại", "Put back"),
        "corrected": Term("Đã sửa", "Corrected"),
        "redirected": Term("Chuyển sang bài khác", "Redirected"),
        "separated": Term("Tách riêng", "Separated"),
        "press": Term("Bấm chia sẻ", "Share click"),
        "visit": Term("Mở liên kết", "Visit"),

        "head": Term("Yêu cầu HEAD", "HEAD request"),
        "prefetch": Term("Trình duyệt tải trước", "Fetched ahead"),
        "preview": Term("Máy tạo thẻ xem trước", "Link preview"),
        "crawler": Term("Máy thu thập dữ liệu", "Crawler"),
        "scanner": Term("Máy quét bảo mật", "Security scanner"),
        "monitor": Term("Máy theo dõi trang", "Uptime monitor"),
        "library": Term("Chương trình tự động", "Program"),
        "headless": Term("Trình duyệt do máy điều khiển", "Browser run by a program"),
        "repeat": Term("Lặp lại trong 10 giây", "Repeated within 10 seconds"),
        "internal": Term("Nội bộ tòa soạn", "Newsroom's own"),
        "embedded": Term("Tải kèm trang khác", "Part of a page"),
        "unverified": Term("Chữ ký không hợp lệ", "No valid signature"),
        "retired": Term("Khóa đã ngừng dùng", "Retired key"),
        "withdrawn": Term("Bài đã gỡ", "Article withdrawn"),
    ]

    /// The days of the week, Sunday first.
    static let weekdays = [
        Term("Chủ nhật", "Sunday"), Term("Thứ Hai", "Monday"), Term("Thứ Ba", "Tuesday"), Term("Thứ Tư", "Wednesday"),
        Term("Thứ Năm", "Thursday"), Term("Thứ Sáu", "Friday"), Term("Thứ Bảy", "Saturday"),
    ]

    static let noEvents = Term(
        "Không có lượt chia sẻ hay lượt mở nào trong thời gian này.", "There were no events in this period.")
    static let nothingToList = Term("Không có mục nào.", "There is nothing to list.")
}
