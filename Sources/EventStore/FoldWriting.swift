import Engagement
import GRDB

/// Adds sums to the tallies, each of them to every tally that reports read.
struct FoldWriting {
    private struct ArticleSpan: Hashable, Comparable {
        var span: Int64
        var start: Int64
        var article: Int64
        var channel: Int
        var origin: Int

        static func < (one: Self, other: Self) -> Bool {
            (one.span, one.start, one.article, one.channel, one.origin)
                < (other.span, other.start, other.article, other.channel, other.origin)
        }
    }

    private struct RequestSpan: Hashable {
        var span: Int64
        var start: Int64
        var kind: Int
        var article: Int64
        var channel: Int
        var origin: Int
        var code: Int
    }

    private struct CircumstanceSpan: Hashable {
        var span: Int64
        var about: Int64
        var start: Int64
        var value: Int64
        var channel: Int
        var origin: Int
    }

    private struct Opening: Hashable {
        var article: Int64
        var start: Int64
        var place: Int64
        var origin: Int
    }

    private var tallies: [ArticleSpan: Figures] = [:]
    private var articles: [ArticleSpan: Figures] = [:]
    private var channels: [ArticleSpan: Figures] = [:]
    private var requests: [RequestSpan: Int64] = [:]
    private var requestSums: [RequestSpan: Int64] = [:]
    private var circumstances: [CircumstanceSpan: Figures] = [:]
    private var openings: [Opening: Int64] = [:]

    /// - Parameters:
    ///   - since: hours and days that begin before are sealed, and stay as they are.
    ///   - blind: channels whose previews cannot be seen.
    init(_ sums: FoldSums, since: Int64, blind: Set<Int>, spans: inout LocalSpans) {
        for (slot, sum) in sums.slots {
            let month = spans.month(ofDay: slot.day)
            let starts = [(TallySpan.hour, slot.hour), (TallySpan.day, slot.day), (TallySpan.month, month)]
            let figures = sum.figures(slot.kind, code: slot.code)
            let sighted = sum.figures(slot.kind, code: slot.code, seesPreviews: !blind.contains(slot.channel))
            let origin = slot.origin.rawValue
            // A month goes with its days: those that are sealed are in it already.
            for (span, start) in starts where (span == TallySpan.month ? slot.day : start) >= since {
                let request = RequestSpan(
                    span: span, start: start, kind: slot.kind.rawValue,
                    article: span == TallySpan.month ? 0 : slot.article,
                    channel: slot.channel, origin: origin, code: slot.code)
                if span != TallySpan.month { requests[request, default: 0] += sum.requests }
                var whole = request
                whole.article = 0
                requestSums[whole, default: 0] += sum.requests
                guard !figures.isZero else { continue }
                var key = ArticleSpan(
                    span: span, start: start, article: slot.article, channel: slot.channel, origin: origin)
                if span != TallySpan.month { Self.add(figures, to: key, in: &tallies) }
                key.article = 0
                Self.add(figures, to: key, in: &channels)
                key.article = slot.article
                key.channel = 0
                if span != TallySpan.hour { Self.add(sighted, to: key, in: &articles) }
                if slot.code == 0 { addCircumstances(slot, figures, span: span, start: start) }
            }
            if slot.kind == .visit, slot.code == 0, slot.hour >= since {
                let opening = Opening(article: slot.article, start: slot.hour, place: slot.names.place, origin: origin)
                openings[opening, default: 0] += sum.requests
            }
        }
    }

    /// What a counted event came from and with, and whatever of it is known goes to a row of its own.
    private mutating func addCircumstances(_ slot: FoldSums.Slot, _ figures: Figures, span: Int64, start: Int64) {
        add(figures, .referrer, slot.names.referrer, slot, span, start)
        add(figures, .agent, slot.names.agent, slot, span, start)
        if slot.kind == .visit { add(figures, .place, slot.names.place, slot, span, start) }
    }

    private mutating func add(
        _ figures: Figures, _ about: Circumstance, _ value: Int64, _ slot: FoldSums.Slot, _ span: Int64, _ start: Int64
    ) {
        let key = CircumstanceSpan(
            span: span, about: about.rawValue, start: start, value: value, channel: slot.channel,
            origin: slot.origin.rawValue)
        Self.add(figures, to: key, in: &circumstances)
    }

    private static func add<Key>(_ figures: Figures, to key: Key, in sums: inout [Key: Figures]) {
        sums[key, default: Figures(seesPreviews: false)] += figures
    }

    /// Writes them. In the order of the tables, so that each page is looked for once.
    func write(to database: Database) throws {
        try write(tallies, by: BoundStatement(database, Query.addTally)) { key, statement in
            statement.bind(key.article, at: 3)
            statement.bind(Int64(key.channel), at: 4)
            statement.bind(Int64(key.origin), at: 5)
            return 6
        }
        try write(articles, by: BoundStatement(database, Query.addArticleTally), sighted: 5) { key, statement in
            statement.bind(key.article, at: 3)
            statement.bind(Int64(key.origin), at: 4)
            return 6
        }
        try write(channels, by: BoundStatement(database, Query.addChannelTally)) { key, statement in
            statement.bind(Int64(key.channel), at: 3)
            statement.bind(Int64(key.origin), at: 4)
            return 5
        }
        try writeRequests(database)
        try writeCircumstances(database)
    }

    private func write(
        _ sums: [ArticleSpan: Figures], by statement: BoundStatement, sighted: Int32? = nil,
        _ bind: (ArticleSpan, BoundStatement) -> Int32
    ) throws {
        for (key, figures) in sums.sorted(by: { $0.key < $1.key }) {
            statement.bind(key.span, at: 1)
            statement.bind(key.start, at: 2)
            let next = bind(key, statement)
            if let sighted { statement.bind(figures.seesPreviews ? 1 : 0, at: sighted) }
            statement.bind(figures.presses, at: next)
            statement.bind(figures.previewed, at: next + 1)
            statement.bind(figures.opened, at: next + 2)
            statement.bind(figures.visits, at: next + 3)
            statement.bind(figures.arrivals, at: next + 4)
            statement.bind(figures.visitsWithoutArrival, at: next + 5)
            statement.bind(figures.reshares, at: next + 6)
            try statement.run()
        }
    }

    private func writeRequests(_ database: Database) throws {
        let tally = try BoundStatement(database, Query.addRequests)
        for (key, count) in requests.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            for (place, value) in [
                key.span, key.start, Int64(key.kind), key.article, Int64(key.channel), Int64(key.origin),
                Int64(key.code), count,
            ].enumerated() { tally.bind(value, at: Int32(place + 1)) }
            try tally.run()
        }
        let sum = try BoundStatement(database, Query.addRequestSum)
        for (key, count) in requestSums {
            for (place, value) in [
                key.span, key.start, Int64(key.kind), Int64(key.channel), Int64(key.origin), Int64(key.code), count,
            ].enumerated() { sum.bind(value, at: Int32(place + 1)) }
            try sum.run()
        }
    }

    private static func order(_ key: RequestSpan) -> (Int64, Int64, Int, Int64) {
        (key.span, key.start, key.kind, key.article)
    }

    private func writeCircumstances(_ database: Database) throws {
        let statement = try BoundStatement(database, Query.addCircumstance)
        let sorted = circumstances.sorted {
            ($0.key.span, $0.key.about, $0.key.start, $0.key.value)
                < ($1.key.span, $1.key.about, $1.key.start, $1.key.value)
        }
        for (key, figures) in sorted {
            for (place, value) in [
                key.span, key.about, key.start, key.value, Int64(key.channel), Int64(key.origin), figures.presses,
                figures.opened, figures.visits, figures.arrivals, figures.visitsWithoutArrival, figures.reshares,
            ].enumerated() { statement.bind(value, at: Int32(place + 1)) }
            try statement.run()
        }
        let opening = try BoundStatement(database, Query.addOpening)
        let places = openings.sorted { ($0.key.article, $0.key.start) < ($1.key.article, $1.key.start) }
        for (key, visits) in places {
            for (place, value) in [key.article, key.start, key.place, Int64(key.origin), visits].enumerated() {
                opening.bind(value, at: Int32(place + 1))
            }
            try opening.run()
        }
    }
}

/// What the table `circumstances` divides by: its column `about`.
enum Circumstance: Int64 {
    case referrer = 1
    case agent = 2
    case place = 3
}
