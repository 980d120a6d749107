import Engagement

/// An event as the fold and reports need it: what it is, and whether its share was marked before.
struct RecordedEvent {
    var id: Int64
    var at: Int64
    var kind: EventKind
    var article: Int64
    var share: Int64?
    var channel: Int
    var origin: Origin
    var code: Int
    var arrival: Bool?
    var names: EventNames
    /// When its share was previewed and opened first, as far as that is folded.
    var previewed: Int64?
    var opened: Int64?
    var hasParent: Bool
}

/// The numbers of what an event came from and with; 0 is unknown.
struct EventNames: Hashable {
    var referrer: Int64 = 0
    var agent: Int64 = 0
    var place: Int64 = 0
}

/// Which share was opened or previewed.
struct ShareMark: Hashable {
    var share: ShareKey
    /// 0 where a person opened it, else the number of the reason `preview`.
    var code: Int
}

/// What events add to the tallies, added up in memory: the one definition of every figure.
struct FoldSums {
    /// Events of one hour, day, article, channel, origin, kind, verdict and, where they count, circumstances are one.
    struct Slot: Hashable {
        var hour: Int64
        var day: Int64
        var article: Int64
        var channel: Int
        var origin: Origin
        var kind: EventKind
        var code: Int
        var names: EventNames

        /// Fewer and wider words cost less: this is done for each event.
        func hash(into hasher: inout Hasher) {
            hasher.combine(hour ^ article << 36)
            hasher.combine(channel << 8 ^ code << 2 ^ kind.rawValue << 1 ^ origin.rawValue ^ Int(names.agent) << 20)
            hasher.combine(names.referrer << 24 ^ names.place)
        }
    }

    struct Sum {
        var requests: Int64 = 0
        var previewed: Int64 = 0
        var opened: Int64 = 0
        var arrivals: Int64 = 0
        var unhashed: Int64 = 0
        var reshares: Int64 = 0
    }

    private(set) var slots: [Slot: Sum] = [:]
    /// When shares were previewed or opened first, for the fold to write down.
    private(set) var marks: [ShareMark: Int64] = [:]

    /// What an event adds, and what it marks its share as.
    static func sum(of event: RecordedEvent, isFirstPreview: Bool, isFirstVisit: Bool) -> Sum {
        var sum = Sum(requests: 1)
        let isCounted = event.code == 0
        switch event.kind {
        case .press: sum.reshares = isCounted && event.hasParent ? 1 : 0
        case .visit:
            sum.arrivals = isCounted && event.arrival == true ? 1 : 0
            sum.unhashed = isCounted && event.arrival == nil ? 1 : 0
            sum.opened = isFirstVisit ? 1 : 0
            sum.previewed = isFirstPreview ? 1 : 0
        }
        return sum
    }

    /// What an event adds, by what is known of its share. Its mark is noted, so that the next is not first.
    ///
    /// - Parameter folded: up to which number events are folded: of these, a share's mark is the moment of its first one.
    mutating func take(_ event: RecordedEvent, folded: Int64) -> Sum {
        let isPreview = event.kind == .visit && event.code == RefusalReason.preview.rawValue
        let isVisit = event.kind == .visit && event.code == 0
        guard isPreview || isVisit, let share = event.share else {
            return Self.sum(of: event, isFirstPreview: false, isFirstVisit: false)
        }
        let marked = isPreview ? event.previewed : event.opened
        let mark = ShareMark(share: ShareKey(article: event.article, id: share), code: event.code)
        let isFirst =
            (marked == nil || (event.id <= folded && marked == event.at))
            && marks.updateValue(marks[mark] ?? event.at, forKey: mark) == nil
        return Self.sum(of: event, isFirstPreview: isPreview && isFirst, isFirstVisit: isVisit && isFirst)
    }

    /// Takes an event of a local day up that nobody folded before.
    mutating func add(_ event: RecordedEvent, day: Int64) {
        add(event, day: day, take(event, folded: 0))
    }

    /// Takes an event of a local day up that adds so much.
    mutating func add(_ event: RecordedEvent, day: Int64, _ sum: Sum) {
        let slot = Slot(
            hour: LocalSpans.hour(of: event.at), day: day, article: event.article, channel: event.channel,
            origin: event.origin, kind: event.kind, code: event.code,
            names: event.code == 0 ? event.names : EventNames())
        slots[slot, default: Sum()].add(sum)
    }

    /// How many entries it has.
    var count: Int { slots.count }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: slots.count < 2_000)
        marks.removeAll(keepingCapacity: marks.count < 2_000)
    }
}

extension FoldSums.Sum {
    mutating func add(_ other: Self) {
        requests += other.requests
        previewed += other.previewed
        opened += other.opened
        arrivals += other.arrivals
        unhashed += other.unhashed
        reshares += other.reshares
    }

    /// The figures of events of one kind and verdict.
    func figures(_ kind: EventKind, code: Int, seesPreviews: Bool = true) -> Figures {
        let counted = code == 0 ? requests : 0
        return Figures(
            presses: kind == .press ? counted : 0, previewed: seesPreviews ? previewed : 0, opened: opened,
            visits: kind == .visit ? counted : 0, arrivals: arrivals, visitsWithoutArrival: unhashed,
            reshares: reshares, seesPreviews: seesPreviews)
    }
}

extension Figures {
    /// Whether there is nothing to tell.
    var isZero: Bool { presses == 0 && previewed == 0 && opened == 0 && visits == 0 }
}
