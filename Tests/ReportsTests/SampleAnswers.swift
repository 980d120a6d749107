import Engagement
import Foundation
import Reports

/// Answers with figures chosen by hand, for all tests of formats.
enum Sample {
    static let hanoi = zone("Asia/Ho_Chi_Minh")
    static let channelLabels = [
        "facebook": "Facebook", "x": "X (Twitter)", "zalo": "Zalo", "copy": "Sao chép liên kết",
    ]

    static let topColumns = [
        Column("articleId", .machine), Column("articleUrl", .machine), Column("articleTitle", .text),
        Column("section", .text), Column("presses", .number), Column("previewed", .number), Column("opened", .number),
        Column("visits", .number), Column("distinctArrivals", .number), Column("visitsPerPress", .number),
        Column("reshares", .number),
    ]

    static let top = ReportAnswer(
        report: "top", period: week, columns: topColumns,
        rows: [
            topRow(17, "Điểm chuẩn đại học năm 2021", "Giáo dục", [1240, 1032, 871, 5321, 4410], 4.2911, 96),
            topRow(4, "Hà Nội mở lại quán ăn từ thứ Sáu", "Thời sự", [803, 655, 498, 2417, nil], 3.00996, 31),
            topRow(23, "Mưa lớn ở miền Trung", nil, [12, 9, 0, 0, 0], nil, 0),
        ],
        total: [
            .none, .none, .none, .none, .count(2055), .count(1696), .count(1369), .count(7738), .count(4410),
            .ratio(3.76545), .count(127),
        ],
        notes: [.visitsWithoutArrival(2417), .limited(shown: 3, of: 1204)])

    /// Seven days before 10 December 2021 in Vietnam.
    static let week = Period(
        from: Timestamp(seconds: 1_638_464_400), to: Timestamp(seconds: 1_639_069_200), zone: hanoi)

    static func topRow(
        _ id: Int64, _ title: String, _ section: String?, _ counts: [Int64?], _ ratio: Double?, _ reshares: Int64
    ) -> [Cell] {
        [.count(id), .text("https://news.example/\(id)"), .text(title), .text(orNone: section)]
            + counts.map(Cell.count(orNone:)) + [.ratio(orNone: ratio), .count(reshares)]
    }

    /// An answer of one column of texts and one of numbers.
    static func titles(_ titles: [String], report: String = "top") -> ReportAnswer {
        ReportAnswer(
            report: report, period: week, columns: [Column("articleTitle", .text), Column("visits", .number)],
            rows: titles.enumerated().map { [.text($1), .count(Int64($0 + 1))] }, total: [.none, .none])
    }

    static func list(_ columns: [Column], _ rows: [[Cell]]) -> ListAnswer {
        ListAnswer(columns: columns, rows: rows, zone: hanoi)
    }

    static func zone(_ name: String) -> TimeZone {
        TimeZone(identifier: name) ?? .gmt
    }

    static func options(_ language: Language, width: Int? = nil, colour: Bool = false, bom: Bool = false)
        -> RenderOptions
    {
        RenderOptions(
            vocabulary: Vocabulary(language: language, channelLabels: channelLabels), width: width, colour: colour,
            byteOrderMark: bom)
    }
}
