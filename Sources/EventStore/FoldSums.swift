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
    /// What tallies tell apart beside time and article.
    struct Manner: Hashable {
        var channel: Int
        var origin: Origin
        var kind: EventKind
        /// 0 for counted, else the number of the reason.
        var code: Int
        /// Of counted events only.
        var names: EventNames

        /// Fewer and wider words cost less: this is done for each event.
        func hash(into hasher: inout Hasher) {
            hasher.combine(channel << 8 ^ code << 2 ^ kind.rawValue << 1 ^ origin.rawValue ^ Int(names.agent) << 20)
            hasher.combine(names.referrer << 24 ^ names.place)
        }
    }

    /// Events of one hour, day, article and manner are one.
    struct Slot: Hashable {
        var hour: Int64
        var day: Int64
        var article: Int64
        /// The place of the manner in `manners`.
        var manner: Int32

        /// The day follows from the hour, but where midnight cuts through one.
        func hash(into hasher: inout Hasher) {
            hasher.combine((hour ^ article << 34) &+ Int64(manner) &* 0x9E37_79B9_7F4A_7C1)
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
    private(set) var manners: [Manner] = []
    private var numbers: [Manner: Int32] = [:]
    /// When shares were previewed or opened first by what was taken.
    private var marks: [ShareMark: Int64] = [:]

    /// Makes room for so many slots at once: growing costs as much as hashing all of them again.
    mutating func makeRoom(_ count: Int) { slots.reserveCapacity(count) }

    /// The place of a manner.
    mutating func number(of manner: Manner) -> Int32 {
        if let number = numbers[manner] { return number }
        manners.append(manner)
        numbers[manner] = Int32(manners.count - 1)
        return Int32(manners.count - 1)
    }

    /// What an event adds.
    ///
    /// - Parameter isTold: whether it is its share's first preview or first visit, or a press whose share has a parent.
    static func sum(_ kind: EventKind, code: Int, arrival: Bool?, isTold: Bool) -> Sum {
        var sum = Sum(requests: 1)
        let isCounted = code == 0
        switch kind {
        case .press: sum.reshares = isCounted && isTold ? 1 : 0
        case .visit:
            sum.arrivals = isCounted && arrival == true ? 1 : 0
            sum.unhashed = isCounted && arrival == nil ? 1 : 0
            sum.opened = isCounted && isTold ? 1 : 0
            sum.previewed = !isCounted && isTold ? 1 : 0
        }
        return sum
    }

    /// What an event adds, told by itself.
    static func sum(of event: RecordedEvent, isFirst: Bool) -> Sum {
        sum(
            event.kind, code: event.code, arrival: event.arrival,
            isTold: event.kind == .press ? event.hasParent : isFirst)
    }

    /// What an event adds, by what is known of its share. Its mark is noted, so that the next is not first.
    ///
    /// - Parameter folded: up to which number events are folded: of these, a share's mark is the moment of its first one.
    mutating func take(_ event: RecordedEvent, folded: Int64) -> Sum {
        let isPreview = event.kind == .visit && event.code == RefusalReason.preview.rawValue
        let isVisit = event.kind == .visit && event.code == 0
        guard isPreview || isVisit, let share = event.share else { return Self.sum(of: event, isFirst: false) }
        let marked = isPreview ? event.previewed : event.opened
        let mark = ShareMark(share: ShareKey(article: event.article, id: share), code: event.code)
        let isFirst =
            (marked == nil || (event.id <= folded && marked == event.at))
            && marks.updateValue(marks[mark] ?? event.at, forKey: mark) == nil
        return Self.sum(of: event, isFirst: isFirst)
    }

    /// Takes an event of a local day up that adds so much.
    mutating func add(_ event: RecordedEvent, day: Int64, _ sum: Sum) {
        let manner = number(
            of: Manner(
                channel: event.channel, origin: event.origin, kind: event.kind, code: event.code,
                names: event.code == 0 ? event.names : EventNames()))
        add(sum, at: event.at, day: day, article: event.article, manner: manner)
    }

    /// Takes a sum up, of events at a moment of a local day.
    mutating func add(_ sum: Sum, at moment: Int64, day: Int64, article: Int64, manner: Int32) {
        let slot = Slot(hour: LocalSpans.hour(of: moment), day: day, article: article, manner: manner)
        slots[slot, default: Sum()].add(sum)
    }

    /// All of it, each slot with its manner.
    var all: some Sequence<(slot: Slot, manner: Manner, sum: Sum)> {
        slots.lazy.map { (slot: $0.key, manner: manners[Int($0.key.manner)], sum: $0.value) }
    }

    /// How many entries it has.
    var count: Int { slots.count }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: slots.count < 2_000)
        marks.removeAll(keepingCapacity: marks.count < 2_000)
        // Manners stay: the next events have the same ones. Strangers can make up many.
        guard manners.count > 10_000 else { return }
        manners.removeAll()
        numbers.removeAll()
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

    /// Takes away figures that are part of these. Whether previews can be seen stays as it is.
    mutating func subtract(_ part: Figures) {
        presses -= part.presses
        previewed -= part.previewed
        opened -= part.opened
        visits -= part.visits
        arrivals -= part.arrivals
        visitsWithoutArrival -= part.visitsWithoutArrival
        reshares -= part.reshares
    }
}
