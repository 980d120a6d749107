import Engagement

/// Events of an archive: what each has by itself, and once what many have in common.
public struct ArchivedEvents: Hashable, Sendable {
    /// What an event has by itself.
    public struct Event: Hashable, Sendable {
        /// Its number; nil where the archive has none, which is a fault of it.
        public var id: Int64?
        /// When it happened; likewise.
        public var at: Timestamp?
        /// The number of its article; likewise.
        public var article: Int64?
        /// The id of its share.
        public var share: Int64?
        /// The place of the rest in `commons`.
        public var common: Int32 = 0

        /// Knows nothing yet.
        public init() {}

        /// Takes up the value of one of the columns that `own` names, by its place there.
        public mutating func set(_ cell: Cell, column: Int) {
            switch (column, cell) {
            case (0, .count(let number)): id = number
            case (1, .moment(let moment)): at = moment
            case (2, .count(let number)): article = number
            case (3, .count(let number)): share = number
            default: break
            }
        }
    }

    /// The places of the columns of `ArchiveTable.events` that an event has by itself: id, at, article and share.
    public static let own = [0, 1, 3, 4]

    /// The events, in their order.
    public var events: [Event] = []
    /// Whole rows, each of the first event that has what it has but for `own`.
    public var commons: [[Cell]] = []

    /// Has none yet.
    public init() {}

    /// Takes whole rows apart.
    public init(_ rows: [[Cell]]) {
        var places: [[Cell]: Int32] = [:]
        for row in rows {
            var event = Event()
            var common = row
            for (column, place) in Self.own.enumerated() where place < row.count {
                event.set(row[place], column: column)
                common[place] = .none
            }
            event.common = places[common] ?? Int32(commons.count)
            if places.updateValue(event.common, forKey: common) == nil { commons.append(row) }
            events.append(event)
        }
    }

    /// Without so many at the beginning.
    public func dropFirst(_ count: Int) -> Self {
        guard count > 0 else { return self }
        var rest = self
        rest.events.removeFirst(min(count, events.count))
        return rest
    }
}
