import Engagement
import GRDB
import Synchronization

/// What the events that are not folded yet add to the tallies, as far as this process appended them itself.
///
/// Reading them back from the log to add them up costs half as much as recording them; here a visit costs two look-ups,
/// and a fold as much as it has different hours, articles and channels. What the database holds is not changed by it:
/// where it is not known, such as after a start, the fold reads the log.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class PendingFold: @unchecked Sendable {
    /// Beyond so many it gives up, and the log is read.
    static let limit = 50_000
    /// Local days begin with a minute of UTC, in every zone since 1972.
    static let minute: Int64 = 60

    /// Events that add to the same tallies in the same way.
    struct Slot: Hashable {
        /// The first second of a minute.
        var minute: Int64
        var article: Int64
        var channel: Int
        var origin: Origin
        var kind: EventKind
        var code: Int
    }

    struct Sum {
        var requests: Int64 = 0
        var arrivals: Int64 = 0
        var unhashed: Int64 = 0

        mutating func add(_ event: EventEntry) {
            requests += 1
            guard event.kind == .visit, event.code == 0 else { return }
            if event.arrival == true { arrivals += 1 }
            if event.arrival == nil { unhashed += 1 }
        }
    }

    /// An event that may be the first of its kind for its share, or a reshare: the database knows.
    struct Single {
        var slot: Slot
        var at: Timestamp
        var share: Int64
        var arrival: Bool?
    }

    private struct Mark: Hashable {
        var share: ShareKey
        var code: Int
    }

    /// The last event that is folded or in here; nil while others are in neither.
    private(set) var through: Int64?
    /// What the watermark is until then.
    private(set) var watermark: Int64 = 0
    private(set) var slots: [Slot: Sum] = [:]
    private(set) var singles: [Single] = []
    /// Shares that are marked as opened or previewed once this is folded, or are already.
    private var marked: Set<Mark> = []

    /// How many entries it has; −1 while the log must be read. For whoever has not the connection.
    let known = Atomic<Int>(-1)

    private func tell() {
        known.store(through == nil ? -1 : slots.count + singles.count, ordering: .relaxed)
    }

    /// Begins with the event of this number, where the tallies hold all before it.
    func begin(with event: Int64, in database: Database) throws {
        guard through == nil, let row = try Row.fetchOne(database.cachedStatement(sql: Query.foldState)) else { return }
        let (watermark, last): (Int64, Int64) = (row["watermark"], row["last"])
        guard last <= watermark, watermark < event else { return }
        empty()
        marked.removeAll(keepingCapacity: true)
        self.watermark = watermark
        through = event - 1
        tell()
    }

    /// The fold has to read the log.
    func invalidate() {
        through = nil
        empty()
        tell()
    }

    /// All of it is in the tallies.
    func folded() {
        guard let through else { return }
        empty()
        watermark = through
        if marked.count > Self.limit { marked.removeAll(keepingCapacity: true) }
        tell()
    }

    private func empty() {
        slots.removeAll(keepingCapacity: slots.count < 2_000)
        singles.removeAll(keepingCapacity: singles.count < 2_000)
    }

    /// Takes up events that are on disk now, with the numbers from `first` on; some places were left out.
    func take(_ groups: [[EventEntry]], first: Int64, except refused: [Int]) {
        guard let through else { return }
        guard through + 1 == first, slots.count + singles.count <= Self.limit else { return invalidate() }
        let refused = Set(refused)
        var place = 0
        for events in groups {
            for event in events {
                if refused.isEmpty || !refused.contains(place) { take(event) }
                place += 1
            }
        }
        self.through = through + Int64(place)
        tell()
    }

    private func take(_ event: EventEntry) {
        let seconds = event.at.seconds
        let slot = Slot(
            minute: seconds - ((seconds % Self.minute) + Self.minute) % Self.minute, article: event.article,
            channel: event.channel, origin: event.origin, kind: event.kind, code: event.code)
        if let share = event.share, mayMark(event, share) {
            singles.append(Single(slot: slot, at: event.at, share: share, arrival: event.arrival))
            return
        }
        slots[slot, default: Sum()].add(event)
    }

    /// Whether an event is more than one of many for its share.
    private func mayMark(_ event: EventEntry, _ share: Int64) -> Bool {
        switch event.kind {
        case .press: event.code == 0
        case .visit:
            (event.code == 0 || event.code == RefusalReason.preview.rawValue)
                && marked.insert(Mark(share: ShareKey(article: event.article, id: share), code: event.code)).inserted
        }
    }
}
