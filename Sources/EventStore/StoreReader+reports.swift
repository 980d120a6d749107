import Engagement
import Foundation
import GRDB

extension StoreReader {
    /// Answers a report's question, exact at this moment: from the tallies and the events that are not folded yet.
    ///
    /// Beyond the seal, where events were removed, whole local days and whole hours of UTC can be told, and nothing finer.
    /// All of an answer is read in one transaction. Reading event by event, which a zone off the whole hour needs,
    /// costs time in proportion to the events kept; all else to the tallies of the period.
    public func answer(_ question: ReportQuestion) throws -> ReportAnswer {
        try translating("reading the report \(question.name)") {
            try queue.read { database in
                let reading = Reading(
                    database: database, filter: question.filter, sealed: try Seal.before(database))
                var answer = try reading.answer(question)
                answer.notes += try Restores.notes(database, question.period)
                answer.notes += try Losses.notes(database, question.period)
                answer.notes += try FilledHours.notes(database, question.period)
                if reading.readsLog { answer.notes.append(.readFromEventLog) }
                if reading.missesEvents, let sealed = reading.sealed {
                    answer.notes.append(.eventsRemoved(before: sealed, zone: question.period.zone))
                }
                return answer
            }
        }
    }
}

/// The reading of one answer.
final class Reading {
    let database: Database
    let filter: ReportFilter
    /// Whether any part of the answer was read event by event.
    private(set) var readsLog = false
    /// Whether events that were removed would have belonged into any part of the answer.
    private(set) var missesEvents = false
    /// Before which moment no event is read, since they were removed.
    let sealed: Timestamp?

    init(database: Database, filter: ReportFilter, sealed: Timestamp?) {
        self.database = database
        self.filter = filter
        self.sealed = sealed
    }

    func answer(_ question: ReportQuestion) throws -> ReportAnswer {
        let period = question.period
        var answer: ReportAnswer
        switch question.subject {
        case .counts(let division):
            return try counts(by: division, period: period)
        case .top(let limit):
            let (rows, all) = try articles(period, limit: limit)
            answer = ReportShape.top(
                rows, total: try total(period), previous: try previous(question), period: period)
            if all > rows.count { answer.notes.append(.limited(shown: rows.count, of: all)) }
        case .channels:
            answer = ReportShape.channels(
                try channels(period), total: try total(period), previous: try previous(question),
                previousRows: question.compare ? try channels(period.before) : nil, period: period)
        case .trend(let bucket):
            answer = ReportShape.trend(
                try starts(period, by: bucket), by: bucket, total: try total(period),
                previous: try previous(question), period: period)
        case .article:
            guard let number = filter.article,
                let row = try Row.fetchOne(
                    database, sql: Query.findArticle, arguments: ["number": number, "text": nil])
            else {
                throw StoreError(
                    .invalid, "reading the report article", hint: "name an article that exists with --article")
            }
            answer = ReportShape.article(
                Article(row: row), channels: try channels(period), hours: try hours(period),
                total: try total(period), previous: try previous(question), period: period)
            answer.notes += try changes(of: number, until: period.to, zone: period.zone)
        }
        let unknown = try total(period).visitsWithoutArrival
        if unknown > 0 { answer.notes.append(.visitsWithoutArrival(unknown)) }
        return answer
    }

    /// The figures hour by hour, as far as they can be told; the rest of the report on an article needs none of them.
    private func hours(_ period: Period) throws -> [FigureRow<Timestamp>] {
        if let sealed, period.to <= sealed, try span(of: period, by: .hour) == 0 {
            missesEvents = true
            return []
        }
        return try starts(period, by: .hour)
    }

    /// The width of tallies that the period can be put together from: local days of the newsroom's zone, whole hours
    /// of UTC, or single events.
    private func span(of period: Period, by bucket: TimeBucket = .day) throws -> Int64 {
        let zone = try String.fetchOne(database, sql: "SELECT zone FROM fold")
        if bucket != .hour, zone == period.zone.identifier, period.wholeDays != nil { return 86_400 }
        let ends = [period.from.seconds, period.to.seconds]
        let wholeHours = ends.allSatisfy { $0 % 3600 == 0 } && period.zone.keepsWholeHours(in: period)
        if try wholeHours || endsNow(period) { return 3600 }
        readsLog = true
        return 0
    }

    /// The part of a period whose events are kept.
    ///
    /// - Throws: `StoreError` with the code `invalid` where none of it is: an answer would be zeros that nobody counted.
    func kept(_ period: Period) throws -> Period {
        guard let sealed, period.from < sealed else { return period }
        guard sealed < period.to else { throw removed(sealed, period) }
        missesEvents = true
        return Period(from: sealed, to: period.to, zone: period.zone)
    }

    private func removed(_ sealed: Timestamp, _ period: Period) -> StoreError {
        let zone = (try? String.fetchOne(database, sql: "SELECT zone FROM fold")) ?? period.zone.identifier
        let day = LocalDay.name(of: sealed, zone: TimeZone(identifier: zone) ?? period.zone)
        return StoreError(
            .invalid, "reading a report on days before \(day)",
            hint: "their events were removed by «prune», and this needs them; ask for whole days in \(zone), or from "
                + "\(day) on")
    }

    /// A period that ends after the last event needs no finer tally at its end.
    private func endsNow(_ period: Period) throws -> Bool {
        guard period.from.seconds % 3600 == 0, period.zone.keepsWholeHours(in: period) else { return false }
        // What came after its end may have been removed.
        if let sealed, period.to < sealed { return false }
        let last = try Int64.fetchOne(
            database, sql: "SELECT max(at) FROM events WHERE at >= ?", arguments: [period.to.seconds])
        return last == nil
    }

    func arguments(_ period: Period, span: Int64) -> StatementArguments {
        [
            "span": span, "from": period.from.seconds, "to": period.to.seconds, "channel": filter.channel,
            "origin": filter.origin?.rawValue, "article": filter.article, "section": filter.section,
            "author": filter.author,
        ]
    }

    func rows(_ sql: String, _ period: Period, by bucket: TimeBucket = .day) throws -> [Row] {
        let span = try span(of: period, by: bucket)
        let period = try span == 0 ? kept(period) : period
        return try Row.fetchAll(database, sql: sql, arguments: arguments(period, span: span))
    }

    /// A sum that leaves out part of its period would be wrong, so it is not told at all.
    func refuseHole(_ period: Period, by bucket: TimeBucket = .day) throws {
        if let sealed, period.from < sealed, try span(of: period, by: bucket) == 0 { throw removed(sealed, period) }
    }

    private func total(_ period: Period) throws -> Figures {
        try refuseHole(period)
        return try rows(Query.figuresTotal, period).first.map(Figures.init(row:)) ?? Figures()
    }

    private func previous(_ question: ReportQuestion) throws -> Figures? {
        question.compare ? try total(question.period.before) : nil
    }

    private func articles(_ period: Period, limit: Int) throws -> ([FigureRow<Article>], Int) {
        let span = try span(of: period)
        let rows = try Row.fetchAll(
            database, sql: Query.figuresByArticle, arguments: arguments(period, span: span) + ["limit": limit])
        return (
            rows.map { FigureRow(key: Article(row: $0), figures: Figures(row: $0)) }, rows.first?["articles"] ?? 0
        )
    }

    private func channels(_ period: Period) throws -> [FigureRow<String>] {
        try rows(Query.figuresByChannel, period).map { FigureRow(key: $0["channel"], figures: Figures(row: $0)) }
    }

    private func starts(_ period: Period, by bucket: TimeBucket) throws -> [FigureRow<Timestamp>] {
        try rows(Query.figuresByStart, period, by: bucket).map {
            FigureRow(key: Timestamp(seconds: $0["start"]), figures: Figures(row: $0))
        }
    }
}

extension Figures {
    /// Reads sums of the view `figures`; no row at all sums up to null.
    init(row: Row) {
        self.init(
            presses: row["presses"] ?? 0, previewed: row["previewed"] ?? 0, opened: row["opened"] ?? 0,
            visits: row["visits"] ?? 0, arrivals: row["arrivals"] ?? 0, visitsWithoutArrival: row["unhashed"] ?? 0,
            reshares: row["reshares"] ?? 0, seesPreviews: row["previews"] ?? 1 != 0)
    }
}
