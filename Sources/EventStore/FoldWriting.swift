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

        func of(article: Int64) -> Self {
            Self(span: span, start: start, article: article, channel: channel, origin: origin)
        }

        func of(channel: Int) -> Self {
            Self(span: span, start: start, article: article, channel: channel, origin: origin)
        }

        func at(_ span: Int64, _ start: Int64) -> Self {
            Self(span: span, start: start, article: article, channel: channel, origin: origin)
        }
    }

    /// Where events stand that add to the same hour and the same day.
    private struct Place: Hashable {
        var hour: Int64
        var day: Int64
        var article: Int64
        var channel: Int
        var origin: Int
    }

    private struct RequestPlace: Hashable {
        var place: Place
        var kind: Int
        var code: Int
    }

    private struct CircumstancePlace: Hashable {
        var place: Place
        var about: Int64
        var value: Int64
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

    /// Adds up in steps: what many events share is put together first, then hours, days and months from it.
    ///
    /// - Parameters:
    ///   - since: hours and days that begin before are sealed, and stay as they are.
    ///   - blind: channels whose previews cannot be seen.
    init(_ sums: FoldSums, since: Int64, blind: Set<Int>, spans: inout LocalSpans) {
        var figures: [Place: Figures] = [:]
        var counts: [RequestPlace: Int64] = [:]
        var surroundings: [CircumstancePlace: Figures] = [:]
        for (slot, sum) in sums.slots {
            let place = Place(
                hour: slot.hour, day: slot.day, article: slot.article, channel: slot.channel,
                origin: slot.origin.rawValue)
            counts[RequestPlace(place: place, kind: slot.kind.rawValue, code: slot.code), default: 0] += sum.requests
            let adds = sum.figures(slot.kind, code: slot.code)
            guard !adds.isZero else { continue }
            Self.add(adds, to: place, in: &figures)
            guard slot.code == 0 else { continue }
            var whole = place
            whole.article = 0
            for about in [Circumstance.referrer, .agent, .place] where about != .place || slot.kind == .visit {
                let key = CircumstancePlace(place: whole, about: about.rawValue, value: slot.names.number(of: about))
                Self.add(adds, to: key, in: &surroundings)
            }
            if slot.kind == .visit, slot.hour >= since {
                let opening = Opening(
                    article: slot.article, start: slot.hour, place: slot.names.place, origin: place.origin)
                openings[opening, default: 0] += sum.requests
            }
        }
        rollUp(figures, since: since, blind: blind, spans: &spans)
        rollUp(counts, since: since, spans: &spans)
        for (key, adds) in surroundings {
            let place = key.place
            for (span, start) in Self.starts(place, since, &spans) {
                let row = CircumstanceSpan(
                    span: span, about: key.about, start: start, value: key.value, channel: place.channel,
                    origin: place.origin)
                Self.add(adds, to: row, in: &circumstances)
            }
        }
    }

    /// The hour, the day and the month of a place, as far as they are not sealed. A month goes with its days: those that
    /// are sealed are in it already.
    private static func starts(_ place: Place, _ since: Int64, _ spans: inout LocalSpans) -> [(Int64, Int64)] {
        var starts: [(Int64, Int64)] = place.hour >= since ? [(TallySpan.hour, place.hour)] : []
        if place.day >= since {
            starts += [(TallySpan.day, place.day), (TallySpan.month, spans.month(ofDay: place.day))]
        }
        return starts
    }

    private mutating func rollUp(
        _ figures: [Place: Figures], since: Int64, blind: Set<Int>, spans: inout LocalSpans
    ) {
        var days: [ArticleSpan: Figures] = [:]
        for (place, adds) in figures {
            let key = ArticleSpan(
                span: TallySpan.hour, start: place.hour, article: place.article, channel: place.channel,
                origin: place.origin)
            if place.hour >= since {
                Self.add(adds, to: key, in: &tallies)
                Self.add(adds, to: key.of(article: 0), in: &channels)
            }
            if place.day >= since { Self.add(adds, to: key.at(TallySpan.day, place.day), in: &days) }
        }
        for (key, adds) in days {
            let month = key.at(TallySpan.month, spans.month(ofDay: key.start))
            tallies[key] = adds
            for key in [key, month] {
                Self.add(adds, to: key.of(article: 0), in: &channels)
                var sighted = adds
                if blind.contains(key.channel) { (sighted.previewed, sighted.seesPreviews) = (0, false) }
                Self.add(sighted, to: key.of(channel: 0), in: &articles)
            }
        }
    }

    private mutating func rollUp(_ counts: [RequestPlace: Int64], since: Int64, spans: inout LocalSpans) {
        for (key, count) in counts {
            let place = key.place
            for (span, start) in Self.starts(place, since, &spans) {
                var row = RequestSpan(
                    span: span, start: start, kind: key.kind, article: place.article, channel: place.channel,
                    origin: place.origin, code: key.code)
                if span != TallySpan.month { requests[row, default: 0] += count }
                row.article = 0
                requestSums[row, default: 0] += count
            }
        }
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
