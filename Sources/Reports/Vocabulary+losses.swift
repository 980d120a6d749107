import Engagement
import Foundation

extension Vocabulary {
    /// That single events were removed up to a moment.
    func removed(before: Timestamp, zone: TimeZone) -> String {
        let when = moment(before, zone: zone)
        return Term(
            "Các sự kiện trước \(when) đã được xóa theo thời hạn lưu trữ; phần cần đến từng sự kiện chỉ tính từ lúc đó.",
            "Events before \(when) were removed when their time was over; what needs single events is told from then on."
        ).said(in: language)
    }

    /// That a backup was restored, and what that lost.
    func lost(_ period: Period) -> String {
        let (from, to) = (moment(period.from, zone: period.zone), moment(period.to, zone: period.zone))
        return Term(
            "Số liệu từ \(from) đến \(to) đã mất do khôi phục bản sao lưu.",
            "What was recorded from \(from) to \(to) is lost, since a backup was restored."
        ).said(in: language)
    }

    /// That requests could not be recorded.
    func unrecorded(_ requests: Int64, _ period: Period) -> String {
        let (from, to) = (moment(period.from, zone: period.zone), moment(period.to, zone: period.zone))
        let count = number(requests)
        return Term(
            "\(count) yêu cầu từ \(from) đến \(to) không ghi được và không nằm trong số liệu.",
            "\(count) \(requests == 1 ? "request" : "requests") from \(from) to \(to) could not be recorded and "
                + "\(requests == 1 ? "is" : "are") in no figure."
        ).said(in: language)
    }
}
