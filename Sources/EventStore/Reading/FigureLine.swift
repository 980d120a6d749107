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
    private(set) var sums: [Key: Figures] = [:]

    mutating func add(_ figures: Figures, to key: Key) {
        sums[key, default: Figures(seesPreviews: false)] += figures
    }

    /// All rows together; nil without any.
    var total: Figures? {
        sums.isEmpty ? nil : sums.values.reduce(into: Figures(seesPreviews: false)) { $0 += $1 }
    }

    /// The rows in which something happened.
    var rows: [FigureRow<Key>] {
        sums.filter { !$0.value.isZero }.map { FigureRow(key: $0.key, figures: $0.value) }
    }
}
