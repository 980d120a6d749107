import Engagement
import GRDB

/// Adds sums to the tallies, each of them to every tally that reports read.
struct FoldWriting {
    private var tallies: KeyedSums<TallyKey, Tally>
    private var articles = KeyedSums<TallyKey, Figures>(zero: Figures(seesPreviews: false))
    private var channels = KeyedSums<TallyKey, Figures>(zero: Figures(seesPreviews: false))
    private var circumstances = KeyedSums<CircumstanceKey, Figures>(zero: Figures(seesPreviews: false))
    private var refused = KeyedSums<RequestKey, Int64>(zero: 0)
    private var requests = KeyedSums<RequestKey, Int64>(zero: 0)
    private var openings: KeyedSums<OpeningKey, Int64>
    /// Hours and days that begin before are sealed, and stay as they are. A month or a week goes with its days: those that
    /// are sealed are in it already.
    private let since: Int64

    /// Adds up in steps: what many events share is put together first, then hours, days, weeks and months from it.
    ///
    /// - Parameters:
    ///   - since: hours and days that begin before are sealed, and stay as they are.
    ///   - blind: channels whose previews cannot be seen.
    init(_ sums: FoldSums, since: Int64, blind: Set<Int>, spans: inout LocalSpans) {
        self.since = since
        let room = sums.slots.count / 4
        tallies = KeyedSums(zero: Tally(), room: room)
        openings = KeyedSums(zero: 0, room: room)
        var days = KeyedSums<TallyKey, Tally>(zero: Tally(), room: room / 4)
        var all: [FoldSums.Slot: FoldSums.Sum] = [:]
        for (slot, sum) in sums.slots {
            let manner = sums.manners[Int(slot.manner)]
            var whole = slot
            whole.article = 0
            all[whole, default: FoldSums.Sum()].add(sum)
            let isPreview = manner.kind == .visit && manner.code == RefusalReason.preview.rawValue
            guard manner.code == 0 || isPreview else {
                addRefused(slot, manner, sum.requests)
                continue
            }
            let adds = Tally(
                figures: sum.figures(manner.kind, code: manner.code), fetches: isPreview ? sum.requests : 0)
            let key = TallyKey(
                span: TallySpan.hour, start: slot.hour, article: slot.article, channel: manner.channel,
                origin: manner.origin.rawValue)
            if slot.hour >= since { tallies.add(adds, to: key) }
            if slot.day >= since { days.add(adds, to: key.at(TallySpan.day, slot.day)) }
            if manner.code == 0, manner.kind == .visit, slot.hour >= since {
                openings.add(
                    sum.requests,
                    to: OpeningKey(
                        article: slot.article, start: slot.hour, place: manner.names.place,
                        origin: manner.origin.rawValue))
            }
        }
        rollUp(days, blind: blind, &spans)
        for (slot, sum) in all { addWhole(slot, sums.manners[Int(slot.manner)], sum, &spans) }
    }

    /// Days of articles, and their weeks and months, from days of articles and channels.
    private mutating func rollUp(_ days: KeyedSums<TallyKey, Tally>, blind: Set<Int>, _ spans: inout LocalSpans) {
        for (key, adds) in days {
            tallies.add(adds, to: key)
            var sighted = adds.figures
            guard !sighted.isZero else { continue }
            if blind.contains(key.channel) { (sighted.previewed, sighted.seesPreviews) = (0, false) }
            let day = key.start
            var key = key
            key.channel = 0
            articles.add(sighted, to: key)
            articles.add(sighted, to: key.at(TallySpan.week, spans.week(ofDay: day)))
            articles.add(sighted, to: key.at(TallySpan.month, spans.month(ofDay: day)))
        }
    }

    private mutating func addRefused(_ slot: FoldSums.Slot, _ manner: FoldSums.Manner, _ count: Int64) {
        var key = RequestKey(
            span: TallySpan.hour, start: slot.hour, kind: manner.kind.rawValue, article: slot.article,
            channel: manner.channel, origin: manner.origin.rawValue, code: manner.code)
        if slot.hour >= since { refused.add(count, to: key) }
        guard slot.day >= since else { return }
        (key.span, key.start) = (TallySpan.day, slot.day)
        refused.add(count, to: key)
    }

    /// What is told whatever the article, of an hour, its day and its month.
    private mutating func addWhole(
        _ slot: FoldSums.Slot, _ manner: FoldSums.Manner, _ sum: FoldSums.Sum, _ spans: inout LocalSpans
    ) {
        if slot.hour >= since { addWhole(TallySpan.hour, slot.hour, manner, sum) }
        guard slot.day >= since else { return }
        addWhole(TallySpan.day, slot.day, manner, sum)
        addWhole(TallySpan.month, spans.month(ofDay: slot.day), manner, sum)
    }

    private mutating func addWhole(_ span: Int64, _ start: Int64, _ manner: FoldSums.Manner, _ sum: FoldSums.Sum) {
        let (channel, origin) = (manner.channel, manner.origin.rawValue)
        requests.add(
            sum.requests,
            to: RequestKey(
                span: span, start: start, kind: manner.kind.rawValue, article: 0, channel: channel, origin: origin,
                code: manner.code))
        let adds = sum.figures(manner.kind, code: manner.code)
        guard !adds.isZero else { return }
        channels.add(adds, to: TallyKey(span: span, start: start, article: 0, channel: channel, origin: origin))
        guard manner.code == 0 else { return }
        for about in [Circumstance.referrer, .agent, .place] where about != .place || manner.kind == .visit {
            circumstances.add(
                adds,
                to: CircumstanceKey(
                    span: span, about: about.rawValue, start: start, value: manner.names.number(of: about),
                    channel: channel, origin: origin))
        }
    }

    /// Writes them. In the order of the tables, so that each page is looked for once.
    func write(to database: Database) throws {
        let tally = try BoundStatement(database, Query.addTally)
        for (key, sum) in tallies.sorted {
            tally.bind(key.span, key.start, key.article, Int64(key.channel), Int64(key.origin))
            tally.bind(sum.fetches, at: 13)
            try tally.run(sum.figures, from: 6)
        }
        let article = try BoundStatement(database, Query.addArticleTally)
        for (key, figures) in articles.sorted {
            article.bind(key.span, key.start, key.article, Int64(key.origin), figures.seesPreviews ? 1 : 0)
            try article.run(figures, from: 6)
        }
        let channel = try BoundStatement(database, Query.addChannelTally)
        for (key, figures) in channels.sorted {
            channel.bind(key.span, key.start, Int64(key.channel), Int64(key.origin))
            try channel.run(figures, from: 5)
        }
        try writeRequests(to: database)
        let circumstance = try BoundStatement(database, Query.addCircumstance)
        for (key, figures) in circumstances.sorted {
            circumstance.bind(key.span, key.about, key.start, key.value, Int64(key.channel), Int64(key.origin))
            try circumstance.run(figures, from: 7, hasPreviews: false)
        }
        let opening = try BoundStatement(database, Query.addOpening)
        for (key, visits) in openings.sorted {
            opening.bind(key.article, key.start, key.place, Int64(key.origin), visits)
            try opening.run()
        }
    }

    private func writeRequests(to database: Database) throws {
        let tally = try BoundStatement(database, Query.addRefusedTally)
        for (key, count) in refused.sorted {
            tally.bind(
                key.span, key.start, Int64(key.kind), key.article, Int64(key.channel), Int64(key.origin),
                Int64(key.code), count)
            try tally.run()
        }
        let sum = try BoundStatement(database, Query.addRequestSum)
        for (key, count) in requests.sorted {
            sum.bind(
                key.span, key.start, Int64(key.kind), Int64(key.channel), Int64(key.origin), Int64(key.code), count)
            try sum.run()
        }
    }
}

/// What the table `circumstances` divides by: its column `about`.
enum Circumstance: Int64 {
    case referrer = 1
    case agent = 2
    case place = 3
}

extension BoundStatement {
    /// Binds figures to the last columns, and runs it.
    fileprivate func run(_ figures: Figures, from column: Int32, hasPreviews: Bool = true) throws {
        bind(figures.presses, at: column)
        if hasPreviews { bind(figures.previewed, at: column + 1) }
        let next = column + (hasPreviews ? 2 : 1)
        bind(figures.opened, at: next)
        bind(figures.visits, at: next + 1)
        bind(figures.arrivals, at: next + 2)
        bind(figures.visitsWithoutArrival, at: next + 3)
        bind(figures.reshares, at: next + 4)
        try run()
    }
}
