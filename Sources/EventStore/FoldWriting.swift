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

        func hash(into hasher: inout Hasher) {
            hasher.combine(Self.mix(Self.mix(start ^ span << 40, article), Int64(channel << 1 | origin)))
        }

        /// One word of two: a hash of one word costs a fifth of that of five, and this is done for each event.
        static func mix(_ one: Int64, _ other: Int64) -> Int64 { one &* 0x9E37_79B9_7F4A_7C1 &+ other }

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

        /// The day follows from the hour, but where midnight cuts through one.
        var mixed: Int64 { ArticleSpan.mix(ArticleSpan.mix(hour, article), Int64(channel << 1 | origin)) }

        func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
    }

    private struct RequestPlace: Hashable {
        var place: Place
        var kind: Int
        var code: Int

        func hash(into hasher: inout Hasher) {
            hasher.combine(ArticleSpan.mix(place.mixed, Int64(kind << 8 | code)))
        }
    }

    private struct CircumstancePlace: Hashable {
        var place: Place
        var about: Int64
        var value: Int64

        func hash(into hasher: inout Hasher) {
            hasher.combine(ArticleSpan.mix(place.mixed, value << 2 | about))
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

        func hash(into hasher: inout Hasher) {
            let verdict = Int64(kind << 16 | code << 8 | channel << 1 | origin)
            hasher.combine(ArticleSpan.mix(ArticleSpan.mix(start ^ span << 40, article), verdict))
        }
    }

    private struct CircumstanceSpan: Hashable {
        var span: Int64
        var about: Int64
        var start: Int64
        var value: Int64
        var channel: Int
        var origin: Int

        func hash(into hasher: inout Hasher) {
            let who = value << 9 | about << 7 | Int64(channel << 1 | origin)
            hasher.combine(ArticleSpan.mix(start ^ span << 40, who))
        }
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
        try write(tallies, Query.addTally, database) { key, _ in [key.article, Int64(key.channel), Int64(key.origin)] }
        try write(articles, Query.addArticleTally, database) { key, figures in
            [key.article, Int64(key.origin), figures.seesPreviews ? 1 : 0]
        }
        try write(channels, Query.addChannelTally, database) { key, _ in [Int64(key.channel), Int64(key.origin)] }
        try writeRequests(database)
        try writeCircumstances(database)
    }

    /// - Parameter about: the columns between the start and the figures.
    private func write(
        _ sums: [ArticleSpan: Figures], _ sql: String, _ database: Database,
        _ about: (ArticleSpan, Figures) -> [Int64]
    ) throws {
        let statement = try BoundStatement(database, sql)
        for (key, figures) in sums.sorted(by: { $0.key < $1.key }) {
            try statement.run(
                [key.span, key.start] + about(key, figures) + [
                    figures.presses, figures.previewed, figures.opened, figures.visits, figures.arrivals,
                    figures.visitsWithoutArrival, figures.reshares,
                ])
        }
    }

    private func writeRequests(_ database: Database) throws {
        let tally = try BoundStatement(database, Query.addRequests)
        for (key, count) in requests.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            try tally.run([
                key.span, key.start, Int64(key.kind), key.article, Int64(key.channel), Int64(key.origin),
                Int64(key.code), count,
            ])
        }
        let sum = try BoundStatement(database, Query.addRequestSum)
        for (key, count) in requestSums {
            try sum.run([
                key.span, key.start, Int64(key.kind), Int64(key.channel), Int64(key.origin), Int64(key.code), count,
            ])
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
            try statement.run([
                key.span, key.about, key.start, key.value, Int64(key.channel), Int64(key.origin), figures.presses,
                figures.opened, figures.visits, figures.arrivals, figures.visitsWithoutArrival, figures.reshares,
            ])
        }
        let opening = try BoundStatement(database, Query.addOpening)
        let places = openings.sorted { ($0.key.article, $0.key.start) < ($1.key.article, $1.key.start) }
        for (key, visits) in places {
            try opening.run([key.article, key.start, key.place, Int64(key.origin), visits])
        }
    }
}

/// What the table `circumstances` divides by: its column `about`.
enum Circumstance: Int64 {
    case referrer = 1
    case agent = 2
    case place = 3
}
