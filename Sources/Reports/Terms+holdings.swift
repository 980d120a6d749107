extension Terms {
    /// What `privacy-report` says of each kind of record, by the sentences of `holdings.sql`.
    static let holdings: [String: Term] = [
        "second, press or visit, article, share, channel, verdict, first of the day, referring host, families, place":
            Term(
                "giây, bấm hay mở, bài, lượt chia sẻ, kênh, kết quả, lần đầu trong ngày, trang dẫn đến, loại trình duyệt, "
                    + "nơi mở",
                "second, press or visit, article, share, channel, verdict, first of the day, referring host, families, "
                    + "place"),
        "what many events have in common, from press or visit to place":
            Term(
                "những gì nhiều lượt có chung, từ bấm hay mở đến nơi mở",
                "what many events have in common, from press or visit to place"),
        "article, random id, channel, parent share, times":
            Term(
                "bài, mã ngẫu nhiên, kênh, lượt chia sẻ trước đó, các thời điểm",
                "article, random id, channel, parent share, times"),
        "day, keyed hash of address prefix, agent and article":
            Term(
                "ngày, mã băm có khóa của phần đầu địa chỉ IP, chuỗi nhận dạng và bài",
                "day, keyed hash of address prefix, agent and article"),
        "host, network": Term("tên miền, mạng xã hội", "host, network"),
        "families of browser, system and device":
            Term("loại trình duyệt, hệ điều hành và thiết bị", "families of browser, system and device"),
        "app or network, id of an Android app":
            Term("ứng dụng hoặc mạng xã hội, mã ứng dụng Android", "app or network, id of an Android app"),
        "whole agent of a machine": Term("chuỗi nhận dạng đầy đủ của máy", "whole agent of a machine"),
        "minute, reason, number of requests without a good link":
            Term(
                "phút, lý do, số yêu cầu không có liên kết hợp lệ",
                "minute, reason, number of requests without a good link"),
        "minute, article, channel, reason, number of refused requests":
            Term(
                "phút, bài, kênh, lý do, số yêu cầu không tính",
                "minute, article, channel, reason, number of refused requests"),
        "hour or day, article, channel, sums":
            Term("giờ hoặc ngày, bài, kênh, các tổng", "hour or day, article, channel, sums"),

        "for good": Term("không xóa", "for good"),
        "until pruned": Term("đến khi xóa bằng lệnh prune", "until pruned"),
        "until local midnight": Term("đến nửa đêm", "until local midnight"),
        "30 days": Term("30 ngày", "30 days"),
    ]
}
