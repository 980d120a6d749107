import Engagement

extension Vocabulary {
    /// Which hours were filled from access logs, as runs of local time, and what is unknown in them.
    func filled(_ periods: [Period], more: Int, events: Int64) -> String {
        let runs = periods.map(run).joined(separator: ", ")
        let count = number(events)
        let rest = number(Int64(more))
        return Term(
            "Có \(count) sự kiện lấy từ nhật ký máy chủ vì hệ thống đếm tạm ngừng: \(runs)"
                + "\(more > 0 ? " và \(rest) khoảng khác" : ""). Với những sự kiện này không rõ lượt mở có trùng hay không "
                + "và lượt chia sẻ tiếp.",
            "\(count) \(events == 1 ? "event was" : "events were") filled in from the server's logs: \(runs)"
                + "\(more > 0 ? " and \(rest) more" : ""). For these, distinct arrivals and re-shares are unknown."
        ).said(in: language)
    }

    /// A run of hours on one day names the day once.
    private func run(_ period: Period) -> String {
        let (from, to) = (LocalTime(period.from, zone: period.zone), LocalTime(period.to, zone: period.zone))
        let start = moment(period.from, zone: period.zone)
        guard (from.year, from.month, from.day) == (to.year, to.month, to.day) else {
            return "\(start) – \(moment(period.to, zone: period.zone))"
        }
        return "\(start)–\(padded(to.hour)):\(padded(to.minute))"
    }
}
