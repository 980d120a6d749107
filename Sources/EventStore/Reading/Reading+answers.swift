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
            answer = ReportShape.division(
                "channels", [Column("channel", .channel)], now.rows, limit: nil,
                totals: try totals(question, now.total),
                previousRows: question.compare ? try channels(period.before).rows : nil, previousIsAll: true,
                period: period
            ) { [.text($0)] }
        case .trend(let bucket): answer = try trend(question, by: bucket)
        case .article: answer = try article(question)
        case .sections(let limit):
            answer = try division(
                question, "section", all: Query.sectionsOfArticles, one: Query.sectionOfArticle, limit: limit)
        case .authors(let limit):
            answer = try division(
                question, "author", all: Query.authorsOfArticles, one: Query.authorOfArticle, limit: limit)
        case .referrers(let limit): answer = try referrers(question, limit: limit)
        case .devices: answer = try devices(question)
        case .drift: answer = try drift(question)
        case .table(let keys, let limit): answer = try table(question, by: keys, limit: limit)
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
    private func noted<Key>(_ sums: FigureSums<Key>, _ period: Period) -> Figures { noted(sums.total, period) }

    @discardableResult
    private func noted(_ sum: Figures?, _ period: Period) -> Figures {
        let total = sum ?? Figures()
        totals[period] = total
        return total
    }

    /// What a total is held against, as far as the question asks for it.
    func totals(_ question: ReportQuestion, _ now: Figures) throws -> Totals {
        guard question.compare else { return Totals(now) }
        func sum(_ period: Period) throws -> Figures {
            question.subject.hasViews ? try withViews(total(period), period) : try total(period)
        }
        return Totals(now, previous: try sum(question.period.before), weekdays: try weekdays(question.period, sum))
    }

    /// The sums of the same weekday in eight weeks before, as far as anything was recorded then.
    func weekdays(_ period: Period, _ sum: (Period) throws -> Figures) throws -> [Figures] {
        guard var since = try Int64.fetchOne(database, sql: Query.firstRecorded) else { return [] }
        // Nothing is usual for an article before it was there.
        if let number = filter.article, let published = try article(number)?.facts.published {
            since = max(since, published.seconds)
        }
        let first = TimeBucket.day.start(of: Timestamp(seconds: since), zone: period.zone)
        return try period.weekdaysBefore(weeks: 8).filter { $0.from >= first }.compactMap { week in
            do {
                return try sum(week)
            } catch let error as StoreError where error.code == .invalid {
                // A part of a sealed day, whose events are gone.
                return nil
            }
        }
    }

    /// The figures of each article, those of former numbers with the article that they lead to.
    func articles(_ period: Period) throws -> ArticleSums {
        let aliases = try aliases()
        var sums = ArticleSums()
        if aliases.isEmpty {
            try lines(period, .article) { sums.add($0.figures, to: $0.article) }
        } else {
            try lines(period, .article) { sums.add($0.figures, to: aliases[$0.article] ?? $0.article) }
        }
        noted(sums.total, period)
        return sums
    }

    func aliases() throws -> [Int64: Int64] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: Query.aliases).map {
                ($0[0] as Int64, $0[1] as Int64)
            })
    }

    private func top(_ question: ReportQuestion, limit: Int) throws -> ReportAnswer {
        let period = question.period
        let (sums, views) = (try articles(period), try views(period))
        let rows = sums.first(limit, views) { isBefore($0.figures, $1.figures) ?? ($0.key < $1.key) }
        var before: [FigureRow<Article>]?
        let shown = try rows.compactMap { row in
            try article(row.key).map { FigureRow(key: $0, figures: row.figures) }
        }
        if question.compare {
            let (sums, views) = (try articles(period.before), try self.views(period.before))
            before = shown.map { row in
                let number = row.key.number
                return FigureRow(key: row.key, figures: (sums[number] ?? Figures()).read(views?[number]))
            }
        }
        var answer = ReportShape.division(
            "top", ReportShape.articleColumns, shown, limit: nil,
            totals: try totals(question, withViews(sums.total ?? Figures(), period)), previousRows: before,
            hasViews: true, period: period, ReportShape.cells)
        if sums.count > shown.count { answer.notes.append(.limited(shown: shown.count, of: sums.count)) }
        return answer
    }

    func article(_ number: Int64) throws -> Article? {
        try Row.fetchOne(
            database.cachedStatement(sql: Query.findArticle), arguments: ["number": number, "text": nil]
        ).map(Article.init(row:))
    }

    /// In the order that the question asks for; nil where figures are equal.
    func isBefore(_ one: Figures, _ other: Figures) -> Bool? { one.isBefore(other, by: sort) }

    func channels(_ period: Period) throws -> (rows: [FigureRow<String>], total: Figures) {
        let names = try channelNames()
        var sums = FigureSums<Int>()
        try lines(period, .channel) { sums.add($0.figures, to: $0.channel) }
        let rows = sums.rows.map { FigureRow(key: names[$0.key] ?? "\($0.key)", figures: $0.figures) }
        return (rows.sorted { isBefore($0.figures, $1.figures) ?? ($0.key < $1.key) }, noted(sums, period))
    }

    func channelNames() throws -> [Int: String] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: Query.channelNames).map {
                ($0[0] as Int, $0[1] as String)
            })
    }

    private func trend(_ question: ReportQuestion, by bucket: TimeBucket) throws -> ReportAnswer {
        ReportShape.trend(
            try starts(question.period, by: bucket), by: bucket,
            totals: try totals(question, total(question.period)), period: question.period)
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
        guard let number = filter.article, let found = try article(number) else {
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
        let views = try withViews(Figures(), period).views
        let rows = channels.rows.map { FigureRow(key: $0.key, figures: $0.figures.read(views)) }
        var answer = ReportShape.article(
            found, channels: rows, hours: try hours(period), places: places,
            totals: try totals(question, channels.total.read(views)), period: period)
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
    ///
    /// - Parameters:
    ///   - all: reads the names of all articles, in their order.
    ///   - one: reads the name of one article, which is quicker where something is told of few.
    private func division(
        _ question: ReportQuestion, _ key: String, all: String, one: String, limit: Int
    ) throws -> ReportAnswer {
        let last = try Int64.fetchOne(database, sql: Query.lastArticle) ?? 0
        func ordered(_ sums: FigureSums<String?>) -> [FigureRow<String?>] {
            sums.rows.sorted { isBefore($0.figures, $1.figures) ?? ($0.key ?? "" < $1.key ?? "") }
        }
        func rows(_ period: Period) throws -> (rows: [FigureRow<String?>], total: Figures) {
            var articles = try articles(period)
            var unread = try views(period) ?? [:]
            var sums = FigureSums<String?>()
            if unread.isEmpty, articles.count < Int(clamping: last) / 4 {
                let statement = try BoundStatement(database, one)
                for row in articles.left {
                    statement.bind(row.key, at: 1)
                    var name: String?
                    try statement.each { name = $0.bytes(0).map { String(decoding: $0, as: UTF8.self) } }
                    sums.add(row.figures, to: name)
                }
                return (ordered(sums), sums.total ?? Figures())
            }
            try NameCursor.read(database, all) { number, name in
                let views = unread.isEmpty ? nil : unread.removeValue(forKey: number)
                if let figures = articles.take(number) {
                    sums.add(figures.read(views), to: name)
                } else if let views {
                    sums.add(Figures(views: views, seesPreviews: false), to: name)
                }
            }
            for row in articles.left { sums.add(row.figures.read(unread.removeValue(forKey: row.key)), to: nil) }
            return (ordered(sums), sums.total ?? Figures())
        }
        let now = try rows(question.period)
        return ReportShape.division(
            question.name, [Column(key, .text)], now.rows, limit: limit, totals: try totals(question, now.total),
            previousRows: question.compare ? try rows(question.period.before).rows : nil, hasViews: true,
            period: question.period
        ) { [.text(orNone: $0)] }
    }
}

extension ReportQuestion.Subject {
    /// Whether views stand beside its figures.
    fileprivate var hasViews: Bool {
        switch self {
        case .top, .article, .sections, .authors: true
        default: false
        }
    }
}
