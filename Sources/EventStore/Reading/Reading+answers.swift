import Engagement
import Foundation
import GRDB

/// The reports of figures.
extension Reading {
    func answer(_ question: ReportQuestion) throws -> ReportAnswer {
        let period = question.period
        var answer: ReportAnswer
        switch question.subject {
        case .counts(let division, let limit): return try counts(by: division, limit: limit, period: period)
        case .top(let limit): answer = try top(question, limit: limit)
        case .channels:
            let now = try channels(period)
            let before = question.compare ? try channels(period.before) : nil
            answer = ReportShape.channels(
                now.rows, total: now.total, previous: before?.total, previousRows: before?.rows, period: period)
        case .trend(let bucket): answer = try trend(question, by: bucket)
        case .article: answer = try article(question)
        case .sections(let limit):
            answer = try division(question, "section", Query.sectionsOfArticles, limit: limit)
        case .authors(let limit): answer = try division(question, "author", Query.authorsOfArticles, limit: limit)
        case .referrers(let limit): answer = try referrers(question, limit: limit)
        case .devices: answer = try devices(question)
        case .drift: answer = try drift(question)
        }
        let unknown = try total(period).visitsWithoutArrival
        if unknown > 0 { answer.notes.append(.visitsWithoutArrival(unknown)) }
        return answer
    }

    func total(_ period: Period) throws -> Figures {
        if let known = totals[period] { return known }
        var sums = FigureSums<Int>()
        try lines(period) { sums.add($0.figures, to: 0) }
        return noted(sums, period)
    }

    /// Notes the total of a period, which sums by whatever key come to.
    @discardableResult
    private func noted<Key>(_ sums: FigureSums<Key>, _ period: Period) -> Figures {
        let total = sums.total ?? Figures()
        totals[period] = total
        return total
    }

    func previous(_ question: ReportQuestion) throws -> Figures? {
        question.compare ? try total(question.period.before) : nil
    }

    /// The figures of each article, those of former numbers with the article that they lead to.
    func articles(_ period: Period) throws -> FigureSums<Int64> {
        let aliases = try aliases()
        var sums = FigureSums<Int64>()
        try lines(period, .article) { sums.add($0.figures, to: aliases[$0.article] ?? $0.article) }
        noted(sums, period)
        return sums
    }

    func aliases() throws -> [Int64: Int64] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: Query.aliases).map {
                ($0[0] as Int64, $0[1] as Int64)
            })
    }

    private func top(_ question: ReportQuestion, limit: Int) throws -> ReportAnswer {
        let sums = try articles(question.period)
        let rows = sums.rows.sorted { Self.isBefore($0.figures, $1.figures) ?? ($0.key < $1.key) }
        let statement = try database.cachedStatement(sql: Query.findArticle)
        let shown = try rows.prefix(limit).compactMap { row in
            try Row.fetchOne(statement, arguments: ["number": row.key, "text": nil]).map {
                FigureRow(key: Article(row: $0), figures: row.figures)
            }
        }
        var answer = ReportShape.top(
            shown, total: sums.total ?? Figures(), previous: try previous(question), period: question.period)
        if rows.count > shown.count { answer.notes.append(.limited(shown: shown.count, of: rows.count)) }
        return answer
    }

    /// Most visits first, then most presses; nil where both are equal.
    static func isBefore(_ one: Figures, _ other: Figures) -> Bool? {
        if one.visits != other.visits { return one.visits > other.visits }
        return one.presses == other.presses ? nil : one.presses > other.presses
    }

    func channels(_ period: Period) throws -> (rows: [FigureRow<String>], total: Figures) {
        let names = try channelNames()
        var sums = FigureSums<Int>()
        try lines(period, .channel) { sums.add($0.figures, to: $0.channel) }
        let rows = sums.rows.map { FigureRow(key: names[$0.key] ?? "\($0.key)", figures: $0.figures) }
        return (rows.sorted { Self.isBefore($0.figures, $1.figures) ?? ($0.key < $1.key) }, noted(sums, period))
    }

    func channelNames() throws -> [Int: String] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: Query.channelNames).map {
                ($0[0] as Int, $0[1] as String)
            })
    }

    private func trend(_ question: ReportQuestion, by bucket: TimeBucket) throws -> ReportAnswer {
        ReportShape.trend(
            try starts(question.period, by: bucket), by: bucket, total: try total(question.period),
            previous: try previous(question), period: question.period)
    }

    /// Figures by the beginning of their hour, day or month.
    private func starts(_ period: Period, by bucket: TimeBucket) throws -> [FigureRow<Timestamp>] {
        let widest = widest(for: bucket, period)
        let period = widest == 0 ? try kept(period) : period
        var sums = FigureSums<Int64>()
        try lines(period, widest: widest) { sums.add($0.figures, to: $0.start) }
        noted(sums, period)
        return sums.rows.map { FigureRow(key: Timestamp(seconds: $0.key), figures: $0.figures) }
    }

    private func article(_ question: ReportQuestion) throws -> ReportAnswer {
        let period = question.period
        guard let number = filter.article,
            let row = try Row.fetchOne(database, sql: Query.findArticle, arguments: ["number": number, "text": nil])
        else {
            throw StoreError(
                .invalid, "reading the report article", hint: "name an article that exists with --article")
        }
        let channels = try channels(period)
        let knows = try knowsCircumstances(period)
        var places: [(name: String, visits: Int64)] = []
        if filter.channel == nil, knows {
            do {
                places = try named(openings(of: articles ?? [number], period))
            } catch let error as StoreError where error.code == .invalid {
                // Days off the hour cut through hours whose events are gone: the rest of the report stands.
                missesEvents = true
            }
        }
        var answer = ReportShape.article(
            Article(row: row), channels: channels.rows, hours: try hours(period), places: places,
            total: channels.total, previous: try previous(question), period: period)
        if filter.channel == nil, !knows { answer.notes.append(try unknownBefore(period)) }
        answer.notes += try changes(of: number, until: period.to, zone: period.zone)
        return answer
    }

    /// The figures hour by hour, as far as they can be told; the rest of the report on an article needs none of them.
    private func hours(_ period: Period) throws -> [FigureRow<Timestamp>] {
        if let sealed, period.to <= sealed, widest(for: .hour, period) == 0 {
            missesEvents = true
            return []
        }
        return try starts(period, by: .hour)
    }

    /// Sections or authors.
    private func division(
        _ question: ReportQuestion, _ key: String, _ sql: String, limit: Int
    ) throws -> ReportAnswer {
        func rows(_ period: Period) throws -> (rows: [FigureRow<String?>], total: Figures) {
            let articles = try articles(period)
            var left = articles.sums
            var sums = FigureSums<String?>()
            try NameCursor.read(database, sql) { number, name in
                if let figures = left.removeValue(forKey: number) { sums.add(figures, to: name) }
            }
            for figures in left.values { sums.add(figures, to: nil) }
            return (
                sums.rows.sorted { Self.isBefore($0.figures, $1.figures) ?? ($0.key ?? "" < $1.key ?? "") },
                sums.total ?? Figures()
            )
        }
        let now = try rows(question.period)
        let before = question.compare ? try rows(question.period.before) : nil
        return ReportShape.division(
            question.name, [Column(key, .text)], now.rows, limit: limit, total: now.total, previous: before?.total,
            period: question.period
        ) { [.text(orNone: $0)] }
    }
}
