import Engagement

/// Figures of a report as lengths, for people who see a shape sooner than a column of numbers.
enum Chart: Hashable {
    /// One figure over time, a column an hour, a day and so on.
    case columns(heading: String, points: [Point])
    /// One figure of the first rows, a bar each.
    case bars(heading: String, points: [Point])

    /// One length.
    struct Point: Hashable {
        var label: String
        var value: Int64
    }

    /// More bars than this say no more than the table does.
    static let mostBars = 20

    /// The charts of an answer, drawn as on its sheet; none where every figure is zero.
    static func all(of answer: ReportAnswer, in sheet: Sheet) -> [Chart] {
        let charts: [Chart] =
            switch answer.report {
            case "trend": ["visits", "presses"].compactMap { overTime(answer, $0, sheet) }
            case "article" where answer.columns.count > 3:
                [
                    hourly(answer, sheet), bars(answer, "channel", sheet),
                    bars(answer, "place", sheet),
                ].compactMap { $0 }
            case "counts" where answer.columns.first?.key == "start":
                [requests(answer, sheet)].compactMap { $0 }
            case "counts":
                answer.columns.first?.key == "verdict" ? [bars(answer, nil, sheet)].compactMap { $0 } : []
            case "table": []
            default: [bars(answer, nil, sheet)].compactMap { $0 }
            }
        return charts.filter { $0.points.contains { $0.value > 0 } }
    }

    var points: [Point] {
        switch self {
        case .columns(_, let points), .bars(_, let points): points
        }
    }

    private static func overTime(_ answer: ReportAnswer, _ key: String, _ sheet: Sheet) -> Chart? {
        guard
            let start = answer.columns.firstIndex(where: { if case .moment(.some) = $0.kind { true } else { false } }),
            let figure = answer.columns.firstIndex(where: { $0.key == key })
        else { return nil }
        return .columns(
            heading: sheet.vocabulary.heading(ofColumn: key),
            points: answer.rows.map { row in
                Point(label: sheet.text(row[start], in: answer.columns[start]), value: count(row[figure]))
            })
    }

    /// More columns than this are drawn wider: a day or a month each.
    private static let mostColumns = 800

    /// The hours of an article, those between in which nothing happened too; of a long life its days or months.
    private static func hourly(_ answer: ReportAnswer, _ sheet: Sheet) -> Chart? {
        guard let figure = answer.columns.firstIndex(where: { $0.key == "visits" }) else { return nil }
        var hours: [Timestamp: Int64] = [:]
        for row in answer.rows where row[0] == .text("hour") {
            if case .moment(let moment) = row[3] { hours[moment] = count(row[figure]) }
        }
        guard let first = hours.keys.min(), let last = hours.keys.max() else { return nil }
        let zone = answer.period.zone
        let span = Period(from: first, to: last.advanced(by: 1), zone: zone)
        let length = Int(last.seconds - first.seconds)
        let bucket: TimeBucket =
            length <= mostColumns * 3_600 ? .hour : length <= mostColumns * 86_400 ? .day : .month
        var sums: [Timestamp: Int64] = [:]
        for (hour, visits) in hours { sums[bucket.start(of: hour, zone: zone), default: 0] += visits }
        let column = Column("start", .moment(bucket))
        return .columns(
            heading: sheet.vocabulary.heading(ofColumn: "visits"),
            points: bucket.starts(in: span).map {
                Point(label: sheet.text(.moment($0), in: column), value: sums[$0] ?? 0)
            })
    }

    /// - Parameter part: only rows of this part of an article's report.
    private static func bars(_ answer: ReportAnswer, _ part: String?, _ sheet: Sheet) -> Chart? {
        let key = answer.columns.contains { $0.key == "visits" } ? answer.drawnFigure : "requests"
        guard let figure = answer.columns.firstIndex(where: { $0.key == key }) else { return nil }
        let words = answer.columns.indices.filter { index in
            let kind = answer.columns[index].kind
            return kind == .text || kind == .channel || kind == .word
        }.filter { answer.columns[$0].key != "part" && (answer.report != "top" || answer.columns[$0].key != "section") }
        // A count that is hidden is no zero.
        let rows = answer.rows.filter { $0[figure] != .none && (part == nil || $0.first == part.map(Cell.text)) }
        let heading = sheet.vocabulary.heading(ofColumn: key)
        return .bars(
            heading: part.map { "\(heading) – \(sheet.vocabulary.heading(ofColumn: $0))" } ?? heading,
            points: rows.prefix(mostBars).map { row in
                let label = words.filter { row[$0] != .none }.map { sheet.text(row[$0], in: answer.columns[$0]) }
                return Point(label: label.isEmpty ? "–" : label.joined(separator: " · "), value: count(row[figure]))
            })
    }

    /// All requests of each hour or day, whatever the verdict, also of those without any.
    private static func requests(_ answer: ReportAnswer, _ sheet: Sheet) -> Chart? {
        guard let figure = answer.columns.firstIndex(where: { $0.key == "requests" }),
            case .moment(.some(let bucket)) = answer.columns[0].kind
        else { return nil }
        var sums: [Cell: Int64] = [:]
        for row in answer.rows { sums[row[0], default: 0] += count(row[figure]) }
        return .columns(
            heading: sheet.vocabulary.heading(ofColumn: "requests"),
            points: bucket.starts(in: answer.period).map { start in
                Point(label: sheet.text(.moment(start), in: answer.columns[0]), value: sums[.moment(start)] ?? 0)
            })
    }

    private static func count(_ cell: Cell) -> Int64 {
        if case .count(let count) = cell { return max(0, count) }
        return 0
    }
}

extension ReportAnswer {
    /// The figure that is drawn: the one that rows stand by, unless it is a ratio, which a length would make a number of.
    var drawnFigure: String {
        sortedBy == .visitsPerPress || sortedBy == .pressesPerThousandViews ? "visits" : sortedBy.rawValue
    }
}
