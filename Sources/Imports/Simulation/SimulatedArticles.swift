import Engagement
import Foundation

/// The made-up articles of a made-up newspaper: when they come out, what they are about and how much they are shared.
struct SimulatedArticles {
    struct Article {
        var facts: ArticleFacts
        /// How much it is shared, beside others: 1 is the least.
        var weight: Double
        var published: Timestamp
    }

    private static let sections: [(name: String, path: String, weight: Double)] = [
        ("Thời sự", "thoi-su", 1.6), ("Thế giới", "the-gioi", 1.0), ("Kinh doanh", "kinh-doanh", 0.8),
        ("Giải trí", "giai-tri", 1.3), ("Thể thao", "the-thao", 1.2), ("Pháp luật", "phap-luat", 1.1),
        ("Giáo dục", "giao-duc", 0.9), ("Sức khỏe", "suc-khoe", 1.0), ("Đời sống", "doi-song", 1.2),
        ("Du lịch", "du-lich", 0.6), ("Công nghệ", "cong-nghe", 0.5), ("Ý kiến", "y-kien", 0.4),
    ]
    private static let places = [
        "Hà Nội", "Đà Nẵng", "Cần Thơ", "Sơn La", "Nghệ An", "Quảng Ngãi", "Đắk Lắk", "Lào Cai", "Huế", "Cà Mau",
    ]
    private static let subjects = [
        "người dân vùng lũ", "học sinh lớp 12", "nhóm bạn trẻ", "các bác sĩ tuyến huyện", "đội tuyển nữ", "ngư dân",
        "chợ nổi cuối tuần", "cây cầu trăm tuổi", "một thư viện nhỏ", "tài xế xe buýt", "giá vé tàu Tết",
        "những vườn cà phê",
    ]
    private static let verbs = [
        "được sơ tán trong đêm", "vượt qua mùa mưa", "giữ nghề của cha ông", "đón năm học mới", "chờ ngày mở cửa lại",
        "tìm lại tiếng cười", "gửi thư tới bạn đọc", "lần đầu có điện", "làm nên điều bất ngờ",
        "và câu hỏi còn bỏ ngỏ",
    ]
    private static let surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"]
    private static let givenNames = ["Thu Hà", "Minh Đức", "Khánh Linh", "Quốc Bảo", "Thanh Tâm", "Hải Yến"]
    /// Articles of each hour of the day, beside each other.
    private static let desk: [Double] = [
        0.2, 0.1, 0.1, 0.1, 0.3, 1, 2.5, 3, 3, 3, 3, 2.5, 2, 2, 2.5, 2.5, 2.5, 2, 2, 2, 1.5, 1, 0.7, 0.4,
    ]

    /// - Parameter days: the first second of each local day.
    static func make(
        days: [Timestamp], perDay: Int, host: String, _ numbers: inout SeededNumbers
    ) -> [Article] {
        let section = Weighted(sections.map { ($0, $0.weight) })
        let hour = Weighted(desk.enumerated().map { ($0.offset, $0.element) })
        var articles: [Article] = []
        for day in days {
            let times = (0..<perDay).map { _ in
                day.advanced(by: Int64(hour.draw(&numbers)) * 3600 + Int64(numbers.part() * 3600))
            }
            for published in times.sorted() {
                let chosen = section.draw(&numbers)
                let number = 100_001 + articles.count
                let subject = pick(subjects, &numbers)
                let title = "\(pick(places, &numbers)): \(subject) \(pick(verbs, &numbers)) (kỳ \(number % 9 + 1))"
                let facts = ArticleFacts(
                    url: "https://\(host)/\(chosen.path)/bai-\(number).html", cmsID: "\(number)", title: title,
                    section: chosen.name, author: "\(pick(surnames, &numbers)) \(pick(givenNames, &numbers))",
                    published: published)
                // A few articles get most of the shares: the largest are some thousand times the least.
                let weight = min(numbers.pareto(shape: 1.1), 5_000) * chosen.weight
                articles.append(Article(facts: facts, weight: weight, published: published))
            }
        }
        return articles
    }

    private static func pick(_ values: [String], _ numbers: inout SeededNumbers) -> String {
        values[Int(numbers.part() * Double(values.count))]
    }
}
