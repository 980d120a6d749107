import Engagement

/// Figures of one row of the tallies, or of an event that is not folded yet.
struct FigureLine {
    /// The first second of its hour, day or month; of a single event its moment.
    var start: Int64
    /// The number of the article; 0 where the tallies do not tell.
    var article: Int64 = 0
    /// The number of the channel; 0 where the tallies do not tell.
    var channel: Int = 0
    /// The number of what it came from or with, where that was asked for; 0 is unknown.
    var value: Int64 = 0
    var figures: Figures
}

/// What a question needs to know of each row, beside its time.
struct LineNeeds: OptionSet {
    let rawValue: Int
    static let article = LineNeeds(rawValue: 1)
    static let channel = LineNeeds(rawValue: 2)
}

/// Sums by key, of any number of rows.
struct FigureSums<Key: Hashable & Sendable> {
    private var places: [Key: Int] = [:]
    private var keys: [Key] = []
    private var figures: [Figures] = []
    /// The place of the key that came last: many rows of one key come one after the other, and a text is hashed slowly.
    private var last = 0

    mutating func add(_ figures: Figures, to key: Key) {
        if last >= keys.count || keys[last] != key {
            last = places[key] ?? keys.count
            if last == keys.count {
                places[key] = last
                keys.append(key)
                self.figures.append(Figures(seesPreviews: false))
            }
        }
        self.figures[last] += figures
    }

    /// Each key with its sum, in the order in which keys came first.
    var sums: Zip2Sequence<[Key], [Figures]> { zip(keys, figures) }

    /// All rows together; nil without any.
    var total: Figures? {
        figures.isEmpty ? nil : figures.reduce(into: Figures(seesPreviews: false)) { $0 += $1 }
    }

    /// The rows in which something happened.
    var rows: [FigureRow<Key>] {
        sums.compactMap { $1.isZero ? nil : FigureRow(key: $0, figures: $1) }
    }
}
