import Engagement
import GRDB
import Synchronization

/// What the events that are not folded yet add to the tallies, as far as this process appended them itself.
///
/// Reading them back from the log to add them up costs half as much as recording them; here a visit costs two look-ups,
/// and a fold as much as it has different hours, articles, channels and circumstances. What the database holds is not changed by it:
/// where it is not known, such as after a start, the fold reads the log.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class PendingFold: @unchecked Sendable {
    /// Beyond so many it gives up, and the log is read.
    static let limit = 50_000

    /// An event that may be the first of its kind for its share, or a reshare: the database knows.
    struct Single {
        var event: RecordedEvent
        var day: Int64
    }

    /// The last event that is folded or in here; nil while others are in neither.
    private(set) var through: Int64?
    /// What the watermark is until then.
    private(set) var watermark: Int64 = 0
    private var sums = FoldSums()
    private var singles: [Single] = []
    /// Shares that are marked as opened or previewed once this is folded, or are already.
    private var marked: Set<ShareMark> = []
    /// The numbers of what the events of this batch came from, in their order.
    private var names: [EventNames] = []
    private let spans: SpanFinder

    init(spans: SpanFinder) { self.spans = spans }

    /// How many entries it has; −1 while the log must be read. For whoever has not the connection.
    let known = Atomic<Int>(-1)

    private func tell() {
        known.store(through == nil ? -1 : sums.count + singles.count, ordering: .relaxed)
    }

    /// Begins with the event of this number, where the tallies hold all before it.
    func begin(with event: Int64, in database: Database) throws {
        names.removeAll(keepingCapacity: true)
        guard through == nil, let row = try Row.fetchOne(database.cachedStatement(sql: Query.foldState)) else { return }
        let (watermark, last): (Int64, Int64) = (row["watermark"], row["last"])
        guard last <= watermark, watermark < event else { return }
        empty()
        marked.removeAll(keepingCapacity: true)
        self.watermark = watermark
        through = event - 1
        tell()
    }

    /// Notes what an event that was just written came from.
    func note(_ names: EventNames) {
        if through != nil { self.names.append(names) }
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
        sums.removeAll()
        singles.removeAll(keepingCapacity: singles.count < 2_000)
    }

    /// Takes up events that are on disk now, with the numbers from `first` on; some places were left out.
    func take(_ groups: [[EventEntry]], first: Int64, except refused: [Int]) {
        guard let through else { return }
        guard through + 1 == first, sums.count + singles.count <= Self.limit else { return invalidate() }
        let refused = Set(refused)
        guard names.count == groups.reduce(0, { $0 + $1.count }) - refused.count else { return invalidate() }
        var (place, accepted) = (0, 0)
        for events in groups {
            for event in events {
                if refused.isEmpty || !refused.contains(place) {
                    take(event, names[accepted], id: first + Int64(place))
                    accepted += 1
                }
                place += 1
            }
        }
        names.removeAll(keepingCapacity: true)
        self.through = through + Int64(place)
        tell()
    }

    private func take(_ entry: EventEntry, _ names: EventNames, id: Int64) {
        let event = RecordedEvent(
            id: id, at: entry.at.seconds, kind: entry.kind, article: entry.article, share: entry.share,
            channel: entry.channel, origin: entry.origin, code: entry.code, arrival: entry.arrival, names: names,
            previewed: nil, opened: nil, hasParent: false)
        let day = spans.day(of: event.at)
        if let share = event.share, mayMark(event, share) {
            singles.append(Single(event: event, day: day))
        } else {
            sums.add(event, day: day, FoldSums.sum(of: event, isFirst: false))
        }
    }

    /// Whether an event is more than one of many for its share.
    private func mayMark(_ event: RecordedEvent, _ share: Int64) -> Bool {
        switch event.kind {
        case .press: event.code == 0
        case .visit:
            (event.code == 0 || event.code == RefusalReason.preview.rawValue)
                && marked.insert(ShareMark(share: ShareKey(article: event.article, id: share), code: event.code))
                    .inserted
        }
    }

    /// All of it, with what the database knows of the shares. What is kept stays as it is.
    func whole(in database: Database) throws -> FoldPart {
        var part = FoldPart(sums: sums)
        var firsts = ShareFirsts()
        for (place, single) in singles.enumerated() {
            let event = single.event
            guard let share = event.share, let role = ShareFirsts.Role(event.kind, code: event.code) else { continue }
            firsts.add(role, at: event.at, ShareKey(article: event.article, id: share), place: place)
        }
        var isTold = [Bool](repeating: false, count: singles.count)
        part.marked = try firsts.find(in: database) { isTold[$0] = true }
        for (single, isTold) in zip(singles, isTold) {
            var event = single.event
            event.hasParent = isTold
            part.sums.add(event, day: single.day, FoldSums.sum(of: event, isFirst: isTold))
        }
        return part
    }
}
