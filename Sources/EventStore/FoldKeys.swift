import Engagement

/// Sums by key, that can be gone through in the order of their keys without moving the sums about.
struct KeyedSums<Key: Hashable & Comparable, Value: AdditiveSum>: Sequence {
    private let zero: Value
    private var places: [Key: Int32] = [:]
    private var keys: [Key] = []
    private var values: [Value] = []

    /// - Parameter room: about how many keys there will be: growing costs as much as hashing all of them again.
    init(zero: Value, room: Int = 0) {
        self.zero = zero
        places.reserveCapacity(room)
        keys.reserveCapacity(room)
        values.reserveCapacity(room)
    }

    mutating func add(_ value: Value, to key: Key) {
        let next = Int32(keys.count)
        // Hashed once, known or not.
        let place = Self.settle(&places[key, default: -1], next)
        if place == next {
            keys.append(key)
            values.append(zero)
        }
        values[Int(place)] += value
    }

    private static func settle(_ place: inout Int32, _ next: Int32) -> Int32 {
        if place < 0 { place = next }
        return place
    }

    func makeIterator() -> Zip2Sequence<[Key], [Value]>.Iterator { zip(keys, values).makeIterator() }

    /// In the order of the keys.
    var sorted: some Sequence<(Key, Value)> {
        keys.indices.sorted { keys[$0] < keys[$1] }.lazy.map { (keys[$0], values[$0]) }
    }
}

/// What adds up.
protocol AdditiveSum {
    static func += (sum: inout Self, other: Self)
}

/// What the table `tallies` holds.
struct Tally: AdditiveSum {
    var figures = Figures(seesPreviews: false)
    /// Link previews that were fetched, also those of shares that were previewed before.
    var fetches: Int64 = 0

    static func += (sum: inout Self, other: Self) {
        sum.figures += other.figures
        sum.fetches += other.fetches
    }
}

extension Figures: AdditiveSum {}
extension Int64: AdditiveSum {}

/// The key of tallies of articles and channels, as their tables have it; 0 for what they do not tell apart.
struct TallyKey: Hashable, Comparable {
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
        hasher.combine(mixed(mixed(start ^ span << 40, article), Int64(channel << 1 | origin)))
    }

    func at(_ span: Int64, _ start: Int64) -> Self {
        Self(span: span, start: start, article: article, channel: channel, origin: origin)
    }
}

/// The key of sums of requests.
struct RequestKey: Hashable, Comparable {
    var span: Int64
    var start: Int64
    var kind: Int
    var article: Int64
    var channel: Int
    var origin: Int
    /// 0 for counted, else the number of the reason.
    var code: Int

    private var verdict: Int64 { Int64(channel << 9 | origin << 8 | code) }

    static func < (one: Self, other: Self) -> Bool {
        (one.span, one.start, one.kind, one.article, one.verdict)
            < (other.span, other.start, other.kind, other.article, other.verdict)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(mixed(mixed(start ^ span << 40, article), verdict ^ Int64(kind) << 20))
    }
}

/// The key of the table `circumstances`.
struct CircumstanceKey: Hashable, Comparable {
    var span: Int64
    var about: Int64
    var start: Int64
    var value: Int64
    var channel: Int
    var origin: Int

    static func < (one: Self, other: Self) -> Bool {
        (one.span, one.about, one.start, one.value, one.channel, one.origin)
            < (other.span, other.about, other.start, other.value, other.channel, other.origin)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(mixed(start ^ span << 40, value << 9 | about << 7 | Int64(channel << 1 | origin)))
    }
}

/// The key of the table `openings`.
struct OpeningKey: Hashable, Comparable {
    var article: Int64
    var start: Int64
    var place: Int64
    var origin: Int

    static func < (one: Self, other: Self) -> Bool {
        (one.article, one.start, one.place, one.origin) < (other.article, other.start, other.place, other.origin)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(mixed(mixed(start, article), place << 1 | Int64(origin))) }
}

/// One word of two: a hash of one word costs a fifth of that of five, and this is done for each event.
private func mixed(_ one: Int64, _ other: Int64) -> Int64 { one &* 0x9E37_79B9_7F4A_7C1 &+ other }
