import Engagement

/// An event of the store, as far as a line of a log can be told to be the same.
struct LoggedEvent: Hashable, Sendable {
    var id: Int64
    var at: Int64
    var link: Link
    var family: String?
    var code: Int
    var rules: Int

    /// What was requested: a landing link is one share, a press link an article and a channel.
    struct Link: Hashable, Sendable {
        var kind: EventKind
        var article: Int64
        var shareOrChannel: Int64

        init(kind: EventKind, article: Int64, share: Int64?, channel: Int) {
            self.kind = kind
            self.article = article
            shareOrChannel = kind == .visit ? share ?? -1 : Int64(channel)
        }
    }
}

/// Finds for each line of a log the event that it is, as a multiset: an event is taken once.
///
/// A front server and the collector may see one request a second apart. Nearest first would be wrong: with events at
/// 9 and 10 and lines at 10 and 11, the first line would take the second event, and the second line be counted twice.
/// So as many lines as can be find an event, and of all such ways one in which verdicts agree is looked for first.
struct LogMatching {
    /// How far apart, in seconds, line and event may be.
    static let tolerance: Int64 = 1

    private let lines: [LogLine]
    private let links: [LoggedEvent.Link]
    private let events: [LoggedEvent]
    /// The place of the event that each line took.
    private(set) var taken: [Int?]
    /// The place of the line that took each event.
    private var takers: [Int?]

    /// Matches lines and events, both in the order of time.
    init(lines: [LogLine], events: [LoggedEvent]) {
        self.lines = lines
        self.events = events
        links = lines.map {
            LoggedEvent.Link(
                kind: $0.event.kind, article: $0.event.article, share: $0.event.share, channel: $0.event.channel)
        }
        taken = Array(repeating: nil, count: lines.count)
        takers = Array(repeating: nil, count: events.count)
        guard !events.isEmpty else { return }
        let answered = lines.indices.filter { lines[$0].wasAnswered }
        let failed = lines.indices.filter { !lines[$0].wasAnswered }
        for places in [answered, failed] {
            takeEarliest(places, byVerdict: true)
            takeEarliest(places, byVerdict: false)
            takeRest(places)
        }
    }

    private struct Key: Hashable {
        var link: LoggedEvent.Link
        var family: String?
        var code: Int?
    }

    private func family(_ line: Int) -> String? { lines[line].event.circumstances.agentFamily }

    /// Each line in turn takes the earliest free event of its key: with windows of one width, no other way finds more.
    private mutating func takeEarliest(_ places: [Int], byVerdict: Bool) {
        var queues: [(places: [Int], next: Int)] = []
        var numbers: [Key: Int] = [:]
        for place in events.indices where takers[place] == nil {
            let event = events[place]
            let key = Key(link: event.link, family: event.family, code: byVerdict ? event.code : nil)
            if let number = numbers[key] {
                queues[number].places.append(place)
            } else {
                numbers[key] = queues.count
                queues.append(([place], 0))
            }
        }
        guard !queues.isEmpty else { return }
        for place in places where taken[place] == nil {
            let code = byVerdict ? lines[place].event.code : nil
            guard let number = numbers[Key(link: links[place], family: family(place), code: code)] else { continue }
            let at = lines[place].event.at.seconds
            while queues[number].next < queues[number].places.count {
                let candidate = queues[number].places[queues[number].next]
                if events[candidate].at > at + Self.tolerance { break }
                queues[number].next += 1
                if events[candidate].at >= at - Self.tolerance {
                    take(candidate, place)
                    break
                }
            }
        }
    }

    private mutating func take(_ event: Int, _ line: Int) {
        taken[line] = event
        takers[event] = line
    }

    // MARK: - Lines that others stand in the way of

    /// Whether a line can be an event. A family that other rules gave may have another name by these.
    private func agrees(_ line: Int, _ event: Int) -> Bool {
        let known = events[event]
        return known.family == family(line) || known.rules != lines[line].event.rules || !lines[line].isAgentKnown
    }

    /// Lets each line that is left take an event, where those that have one can move over (Kuhn's augmenting paths).
    ///
    /// Without it, an import repeated could find other pairs than the first time, and one line none.
    private mutating func takeRest(_ places: [Int]) {
        var free: Set<LoggedEvent.Link> = []
        for place in events.indices where takers[place] == nil { free.insert(events[place].link) }
        let left = places.filter { taken[$0] == nil && free.contains(links[$0]) }
        guard !left.isEmpty else { return }
        let wanted = Set(left.map { links[$0] })
        var bySecond: [LoggedEvent.Link: [Int64: [Int]]] = [:]
        for place in events.indices where wanted.contains(events[place].link) {
            bySecond[events[place].link, default: [:]][events[place].at, default: []].append(place)
        }
        // What a search that failed has seen leads nowhere for a later one either.
        var dead: Set<Int> = []
        for line in left {
            var seen: Set<Int> = []
            if !findPath(from: line, bySecond[links[line]] ?? [:], dead, &seen) { dead.formUnion(seen) }
        }
    }

    /// Searches breadth first, so that a long chain needs no deep stack.
    private mutating func findPath(
        from start: Int, _ bySecond: [Int64: [Int]], _ dead: Set<Int>, _ seen: inout Set<Int>
    ) -> Bool {
        var queue = [start]
        var reachedFrom: [Int: Int] = [:]
        var head = 0
        while head < queue.count {
            let line = queue[head]
            head += 1
            let at = lines[line].event.at.seconds
            for second in (at - Self.tolerance)...(at + Self.tolerance) {
                for event in bySecond[second] ?? []
                where !seen.contains(event) && !dead.contains(event) && agrees(line, event) {
                    // What reached nobody never pushes aside what reached somebody.
                    if let taker = takers[event], lines[taker].wasAnswered != lines[start].wasAnswered { continue }
                    seen.insert(event)
                    reachedFrom[event] = line
                    guard let taker = takers[event] else {
                        shift(to: event, reachedFrom)
                        return true
                    }
                    queue.append(taker)
                }
            }
        }
        return false
    }

    private mutating func shift(to end: Int, _ reachedFrom: [Int: Int]) {
        var event = end
        while let line = reachedFrom[event] {
            let before = taken[line]
            take(event, line)
            guard let before else { return }
            event = before
        }
    }
}
