/// The columns and cells of each report: the shape that JSON, CSV and tables share.
public enum ReportShape {
    /// The columns of figures, the same in every report that has them.
    public static let figureColumns: [Column] = [
        Column("presses", .number), Column("previewed", .number), Column("opened", .number),
        Column("visits", .number), Column("distinctArrivals", .number), Column("reshares", .number),
        Column("visitsPerPress", .number),
    ]

    /// The cells of figures, in the order of their columns.
    public static func cells(_ figures: Figures) -> [Cell] {
        [
            .count(figures.presses), .count(orNone: figures.previewedShares), .count(figures.opened),
            .count(figures.visits),
            .count(orNone: figures.distinctArrivals), .count(figures.reshares), .ratio(orNone: figures.visitsPerPress),
        ]
    }

    /// The columns that say which article.
    public static let articleColumns: [Column] = [
        Column("articleId", .machine), Column("articleTitle", .text), Column("articleUrl", .machine),
        Column("section", .text), Column("author", .machine), Column("published", .machine),
    ]

    /// The cells that say which article.
    public static func cells(_ article: Article) -> [Cell] {
        [
            .count(article.number), .text(article.facts.title ?? article.facts.url), .text(article.facts.url),
            .text(orNone: article.facts.section), .text(orNone: article.facts.author),
            article.facts.published.map(Cell.moment) ?? .none,
        ]
    }

    /// The columns of views, in reports on articles and what they are sorted into.
    public static let viewColumns: [Column] = [
        Column("views", .number), Column("pressesPerThousandViews", .number),
    ]

    /// The cells of figures with those of views.
    public static func viewCells(_ figures: Figures) -> [Cell] {
        cells(figures) + [.count(orNone: figures.views), .ratio(orNone: figures.pressesPerThousandViews)]
    }

    /// A report of figures by one thing, such as sections; at most so many rows.
    ///
    /// - Parameters:
    ///   - previousRows: the rows of the period before; of the keys that are shown unless `previousIsAll`.
    ///   - hasViews: whether views stand beside the figures.
    public static func division<Key: Hashable>(
        _ report: String, _ columns: [Column], _ rows: [FigureRow<Key>], limit: Int?, totals: Totals,
        previousRows: [FigureRow<Key>]? = nil, previousIsAll: Bool = false, hasViews: Bool = false, period: Period,
        _ keyCells: (Key) -> [Cell]
    ) -> ReportAnswer {
        let shown = rows.prefix(limit ?? .max)
        func figureCells(_ figures: Figures) -> [Cell] { hasViews ? viewCells(figures) : cells(figures) }
        var answer = ReportAnswer(
            report: report, period: period, columns: columns + figureColumns + (hasViews ? viewColumns : []),
            rows: shown.map { keyCells($0.key) + figureCells($0.figures) }, total: [],
            notes: shown.count < rows.count ? [.limited(shown: shown.count, of: rows.count)] : [])
        totals.fill(&answer, after: columns.count, figureCells)
        if let previousRows {
            let keys = Set(shown.map(\.key))
            answer.previousRows = previousRows.filter { previousIsAll || keys.contains($0.key) }
                .map { keyCells($0.key) + figureCells($0.figures) }
        }
        return answer
    }

    /// The report `trend`: a row for each bucket of the period, also for those in which nothing happened.
    public static func trend(
        _ rows: [FigureRow<Timestamp>], by bucket: TimeBucket, totals: Totals, period: Period
    ) -> ReportAnswer {
        var sums: [Timestamp: Figures] = [:]
        for row in rows {
            let start = bucket.start(of: row.key, zone: period.zone)
            sums[start] = sums[start].map { $0 + row.figures } ?? row.figures
        }
        var answer = ReportAnswer(
            report: "trend", period: period, columns: [Column("start", .moment(bucket))] + figureColumns,
            rows: bucket.starts(in: period).map { [.moment($0)] + cells(sums[$0] ?? Figures()) }, total: [])
        totals.fill(&answer, after: 1, cells)
        return answer
    }

    /// The report `article`: its channels, where it was opened, then the hours in which something happened.
    public static func article(
        _ article: Article, channels: [FigureRow<String>], hours: [FigureRow<Timestamp>],
        places: [(name: String, visits: Int64)], totals: Totals, period: Period
    ) -> ReportAnswer {
        let columns = [
            Column("part", .word), Column("channel", .channel), Column("place", .word), Column("start", .moment(.hour)),
        ]
        let byChannel = channels.map { row -> [Cell] in
            var figures = viewCells(row.figures)
            // Those who read the page are the same for every channel: only the total has their number.
            figures[figureColumns.count] = .none
            return [.text("channel"), .text(row.key), .none, .none] + figures
        }
        let visits = figureColumns.firstIndex { $0.key == "visits" } ?? 0
        let byPlace = places.map { place in
            var figures = Array(repeating: Cell.none, count: figureColumns.count + viewColumns.count)
            figures[visits] = .count(place.visits)
            return [.text("place"), .none, .text(place.name.isEmpty ? "unknown" : place.name), .none] + figures
        }
        var sums: [Timestamp: Figures] = [:]
        for row in hours {
            let start = TimeBucket.hour.start(of: row.key, zone: period.zone)
            sums[start] = sums[start].map { $0 + row.figures } ?? row.figures
        }
        let byHour = sums.sorted { $0.key < $1.key }.map {
            [.text("hour"), .none, .none, .moment($0.key)] + viewCells($0.value)
        }
        var answer = ReportAnswer(
            report: "article", period: period, columns: columns + figureColumns + viewColumns,
            rows: byChannel + byPlace + byHour, total: [], subject: article.facts.title ?? article.facts.url)
        totals.fill(&answer, after: columns.count, viewCells)
        return answer
    }

    /// Where the links of one channel were opened.
    public struct Opened: Hashable, Sendable {
        /// The channel that was pressed.
        public var channel: String
        /// Visits by the name of the app or network, empty where it is not known.
        public var places: [String: Int64]

        /// Collects them.
        public init(channel: String, places: [(name: String, visits: Int64)]) {
            self.channel = channel
            self.places = Dictionary(places.map { ($0.name, $0.visits) }) { $0 + $1 }
        }

        /// All of them.
        public var visits: Int64 { places.values.reduce(0, +) }
    }

    /// The report `drift`: a row for each channel and place, which is drawn on screen as a row a channel and a column a
    /// place.
    public static func drift(_ rows: [Opened], period: Period) -> ReportAnswer {
        let lines = rows.flatMap { row in
            row.places.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, visits in
                [
                    Cell.text(row.channel), .text(name.isEmpty ? "unknown" : name), .count(visits),
                    .ratio(Double(visits) / Double(max(row.visits, 1))),
                ]
            }
        }
        return ReportAnswer(
            report: "drift", period: period,
            columns: [
                Column("channel", .channel), Column("place", .word), Column("visits", .number),
                Column("share", .number),
            ], rows: lines, total: [.none, .none, .count(rows.reduce(0) { $0 + $1.visits }), .none])
    }

    /// The report `counts`: requests = counted + Σ refused(reason), for each key and in all.
    public static func counts<Key>(
        _ rows: [RequestRow<Key>], keyColumns: [Column], period: Period, keyCells: (Key) -> [Cell]
    ) -> ReportAnswer {
        let columns = keyColumns + [Column("verdict", .word), Column("reason", .word), Column("requests", .number)]
        let drawn = rows.map { row in
            let verdict: [Cell] =
                row.code == 0
                ? [.text("counted"), .none]
                : [.text("refused"), .text(RefusalReason(rawValue: row.code)?.name ?? "\(row.code)")]
            return keyCells(row.key) + verdict + [.count(row.requests)]
        }
        let sum = rows.reduce(0) { $0 + $1.requests }
        let blanks = Array(repeating: Cell.none, count: keyColumns.count + 2)
        return ReportAnswer(
            report: "counts", period: period, columns: columns, rows: drawn, total: blanks + [.count(sum)])
    }
}

extension ReportAnswer {
    /// One part of the report on an article, such as `channel`: its rows, and the columns that tell something in them.
    /// Sums stay with the channels, which all of them are divided into.
    public func part(_ part: String) -> ReportAnswer {
        guard let place = columns.firstIndex(where: { $0.key == "part" }) else { return self }
        var answer = self
        let rows = rows.filter { $0[place] == .text(part) }
        let told = columns.indices.filter { index in index != place && rows.contains { $0[index] != .none } }
        func picked(_ cells: [Cell]) -> [Cell] { told.map { $0 < cells.count ? cells[$0] : .none } }
        answer.columns = told.map { columns[$0] }
        answer.rows = rows.map(picked)
        answer.total = part == "channel" ? picked(total) : []
        answer.previous = part == "channel" ? previous.map(picked) : nil
        answer.usual = part == "channel" ? usual.map(picked) : nil
        answer.previousRows = nil
        answer.notes = []
        return answer
    }
}
