import Engagement
import Foundation
import GRDB

extension StoreReader {
    /// Answers a report's question, exact at this moment: from the tallies and the events that are not folded yet.
    ///
    /// Beyond the seal, where events were removed, whole local days and whole hours of UTC can be told, and nothing finer.
    /// All of an answer is read in one transaction. Cost: by the rows of tallies that make up the period, not by events;
    /// only the parts of hours at its ends are read event by event, and all of it where a zone's hours are none of UTC.
    public func answer(_ question: ReportQuestion) throws -> ReportAnswer {
        try translating("reading the report \(question.name)") {
            try queue.read { database in
                let reading = try Reading(database: database, filter: question.filter, sort: question.sort)
                reading.asked = question.period
                var answer = try reading.answer(question)
                answer.notes += try Restores.notes(database, question.period)
                answer.notes += try Losses.notes(database, question.period)
                answer.notes += try FilledHours.notes(database, question.period)
                if reading.missesViews { answer.notes.append(.viewsByDay(reading.zone)) }
                if let days = reading.viewDays { answer.notes.append(.viewsOfDays(days.known, of: days.of)) }
                answer.sortedBy = question.sort
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
    /// By which figure rows stand.
    let sort: FigureName
    /// Whether there are views which a period that is not made of the newsroom's days leaves out.
    var missesViews = false
    /// The period that the question is about; others are read for comparison, and their gaps are not told.
    var asked: Period?
    /// Of how many of its days views are known, where not of all.
    var viewDays: (known: Int, of: Int)?
    /// Whether a zone made it read all of a period event by event.
    private(set) var readsLog = false
    /// Whether events that were removed would have belonged into any part of the answer.
    var missesEvents = false
    /// Before which moment no event is read, since they were removed.
    let sealed: Timestamp?
    /// Channels whose previews cannot be seen.
    let blind: Set<Int>
    /// The zone of the day tallies.
    let zone: TimeZone
    private let watermark: Int64
    private var dividing: PeriodPieces
    private var unfolded: FoldSums?
    /// The unfolded events that preview or open their share for the first time.
    private var firsts: Set<Int64> = []
    private var known: [Period: Bool] = [:]
    /// Totals of periods that were added up already.
    var totals: [Period: Figures] = [:]
    /// The articles that the filter lets through; nil is all.
    let articles: Set<Int64>?

    init(database: Database, filter: ReportFilter, sort: FigureName) throws {
        self.database = database
        self.sort = sort
        var filter = filter
        if let article = filter.article {
            // A number that leads to another article is counted with that one.
            filter.article =
                try Int64.fetchOne(database, sql: Query.targetOfArticle, arguments: [article]) ?? article
        }
        self.filter = filter
        articles = try Self.articles(filter, database)
        sealed = try Seal.before(database)
        blind = try Set(Int.fetchAll(database.cachedStatement(sql: Query.blindChannels)))
        let row = try Row.fetchOne(database, sql: "SELECT watermark, zone FROM fold")
        watermark = row?["watermark"] ?? 0
        zone = (row?["zone"] as String?).flatMap(TimeZone.init(identifier:)) ?? .gmt
        dividing = PeriodPieces(zone: zone)
    }

    /// What must be said of a part of an answer that another reading has read.
    func takeRemarks(of part: Reading) {
        readsLog = readsLog || part.readsLog
        missesEvents = missesEvents || part.missesEvents
    }

    private static func articles(_ filter: ReportFilter, _ database: Database) throws -> Set<Int64>? {
        var found: Set<Int64>?
        func narrow(_ numbers: [Int64]) { found = found?.intersection(numbers) ?? Set(numbers) }
        if let article = filter.article { narrow([article]) }
        if let section = filter.section {
            narrow(try Int64.fetchAll(database, sql: Query.articlesOfSection, arguments: [section]))
        }
        if let author = filter.author {
            narrow(try Int64.fetchAll(database, sql: Query.articlesOfAuthor, arguments: [author]))
        }
        guard let found else { return nil }
        let aliases = try found.flatMap { try Int64.fetchAll(database, sql: Query.aliasesOf, arguments: [$0]) }
        return found.union(aliases)
    }

    /// The pieces that make up a period; those of single events are cut off where events were removed.
    ///
    /// - Throws: `StoreError` with the code `invalid` where single events of sealed days are needed: a sum that leaves out
    ///   part of its period would be wrong, so it is not told at all.
    func pieces(_ period: Period, widest: Int64 = TallySpan.month, hasWeeks: Bool = false) throws -> [Piece] {
        let (from, to) = (period.from.seconds, period.to.seconds)
        // Where nothing came later, a month, a day or an hour that is not over yet is as good as a whole one.
        var ends = [to]
        if try endsNow(period) { ends = [dividing.nextDay(to), -(-to).floored(to: TallySpan.hour)] }
        if ends.count > 1, widest >= TallySpan.month { ends.insert(dividing.nextMonth(to), at: 0) }
        let ways = ends.map { dividing.divide(from: from, to: $0, widest: widest, hasWeeks: hasWeeks) }
        let pieces = ways.first { !$0.contains { $0.span == 0 } } ?? ways[0]
        if let sealed, pieces.contains(where: { $0.span == 0 && $0.from < sealed.seconds }) {
            throw removed(sealed, period)
        }
        return pieces
    }

    /// A period that ends after the last event needs no finer tally at its end.
    private func endsNow(_ period: Period) throws -> Bool {
        // What came after its end may have been removed.
        if let sealed, period.to < sealed { return false }
        if let known = known[period] { return known }
        let later = try Bool.fetchOne(database, sql: Query.laterEvents, arguments: ["moment": period.to.seconds])
        known[period] = later == false
        return later == false
    }

    func removed(_ sealed: Timestamp, _ period: Period) -> StoreError {
        let day = LocalDay.name(of: sealed, zone: zone)
        return StoreError(
            .invalid, "reading a report on days before \(day)",
            hint: "their events were removed by «prune», and this needs them; ask for whole days in "
                + "\(zone.identifier), or from \(day) on")
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

    /// The widest tallies that tell the buckets of a report over time; 0 where only single events do.
    func widest(for bucket: TimeBucket, _ period: Period) -> Int64 {
        if period.zone.identifier == zone.identifier {
            switch bucket {
            case .hour: break
            case .day, .week: return TallySpan.day
            case .month: return TallySpan.month
            }
        }
        if period.zone.keepsWholeHours(in: period) { return TallySpan.hour }
        readsLog = true
        return 0
    }

    /// What is not folded yet, added up.
    func tail() throws -> FoldSums {
        if let unfolded { return unfolded }
        var sums = FoldSums()
        var spans = LocalSpans(zone: zone)
        let all: StatementArguments = ["first": watermark + 1, "last": Int64.max, "from": Int64.min, "to": Int64.max]
        try LogCursor.read(database, Query.readEvents, all) { event in
            let sum = sums.take(event, folded: 0)
            if sum.opened + sum.previewed > 0 { firsts.insert(event.id) }
            sums.add(event, day: spans.day(of: event.at), sum)
        }
        unfolded = sums
        return sums
    }

    /// What an event adds that is not folded yet: whether it is the first of its share only all of them together tell.
    private func sum(ofUnfolded event: RecordedEvent) -> FoldSums.Sum {
        FoldSums.sum(of: event, isFirst: firsts.contains(event.id))
    }

    /// The single events of a piece, each with what it adds.
    func events(_ piece: Piece, _ body: (RecordedEvent, FoldSums.Sum) throws -> Void) throws {
        // Before the loop: both read by the same statement.
        _ = try tail()
        var folded = FoldSums()
        let bounds: StatementArguments = ["from": piece.from, "to": piece.to]
        for row in try Row.fetchAll(database, sql: Query.stretchesIn, arguments: bounds) {
            let range: StatementArguments = ["first": row["first"] as Int64, "last": row["last"] as Int64]
            try LogCursor.read(database, Query.readEvents, bounds + range) { event in
                try body(
                    event,
                    event.id > watermark ? sum(ofUnfolded: event) : folded.take(event, folded: watermark))
            }
        }
    }
}
