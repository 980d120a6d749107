import Engagement
import EventStore
import Foundation
import HeapModule
import Judging
import ShareLinks

/// A newspaper's traffic, made up: articles come out over days, readers press, friends come, some of them press again;
/// networks' machines draw cards, crawlers and programs come too; the newsroom posts links of its own.
///
/// Events come in the order of their time. How often things happen is made up too, in the orders of magnitude that
/// newspapers tell of: it is a load and a truth to hold reports against, no model of any network.
final class Simulation {
    /// How many visits a share brings: none for every other share, a few for most, hundreds for very few.
    private static let sharesOpened = 0.55
    private static let visitsShape = 1.7
    private static let mostVisits = 3_000.0
    private static let reshares = 0.06
    private static let repeats = 0.04
    /// Events for each press by a reader who did not come through a share, with all that follows from it. Measured.
    private static let eventsPerPress = 3.05
    /// Presses of each hour of the day, beside each other.
    private static let readers: [Double] = [
        0.25, 0.12, 0.08, 0.06, 0.1, 0.3, 0.6, 0.8, 0.85, 0.8, 0.75, 0.85, 0.95, 0.8, 0.7, 0.7, 0.7, 0.7, 0.75, 0.9, 1,
        1, 0.8, 0.5,
    ]

    private struct Share {
        var id: Int64
        var article: Int
        var channel: Int
        var origin: Origin = .reader
        var isPreviewed = false
        var isOpened = false
    }

    private enum Deed {
        case press(article: Int, parent: Int?)
        case machineOnPress(article: Int)
        case preview(share: Int)
        case machine(share: Int)
        case visit(share: Int)
        case again(share: Int, about: Circumstances)
    }

    private struct Planned: Comparable {
        var at: Timestamp
        var order: Int
        var deed: Deed

        static func == (one: Planned, other: Planned) -> Bool { one.order == other.order }
        static func < (one: Planned, other: Planned) -> Bool { (one.at, one.order) < (other.at, other.order) }
    }

    let articles: [SimulatedArticles.Article]
    let truth = SimulationTruth()
    private let plan: SimulationPlan
    private let days: SimulatedDays
    private let readers: SimulatedReaders
    private let rules: Int
    private let channels: [Channel]
    private var numbers: SeededNumbers
    private var heap = Heap<Planned>()
    private var planned = 0
    private var shares: [Share] = []
    private var articleNumbers: [Int64] = []

    init(_ plan: SimulationPlan, judge: Judge) {
        self.plan = plan
        days = SimulatedDays(plan)
        readers = SimulatedReaders(judge: judge)
        rules = judge.rulesVersion
        channels = ChannelTable.standard.pressable
        numbers = SeededNumbers(seed: plan.seed)
        articles = SimulatedArticles.make(
            days: days.starts, perDay: plan.articlesPerDay, host: plan.host, &numbers)
    }

    private func later(_ deed: Deed, at: Timestamp) {
        guard at < plan.end else { return }
        planned += 1
        heap.insert(Planned(at: at, order: planned, deed: deed))
    }

    /// Makes all of it up.
    ///
    /// - Parameters:
    ///   - articleNumbers: the numbers that the store gave to `articles`.
    ///   - post: a link that the newsroom makes for itself, before any event of it.
    ///   - emit: each event, in the order of time.
    func run(
        articleNumbers: [Int64], post: (NewsroomShare) throws -> Void, emit: (EventEntry) throws -> Void
    ) rethrows {
        self.articleNumbers = articleNumbers
        let sum = articles.reduce(0) { $0 + $1.weight }
        let scale = Double(plan.events) / Self.eventsPerPress / sum
        for (place, article) in articles.enumerated() {
            while let first = heap.min, first.at < article.published { try happen(heap.removeMin(), emit) }
            let presses = numbers.count(mean: article.weight * scale)
            for _ in 0..<presses { later(.press(article: place, parent: nil), at: moment(after: article.published)) }
            for _ in 0..<numbers.count(mean: Double(presses) * 0.05) {
                later(.machineOnPress(article: place), at: moment(after: article.published))
            }
            if numbers.chance(0.12) { try newsroomPosts(place, presses: presses, post) }
        }
        while !heap.isEmpty { try happen(heap.removeMin(), emit) }
    }

    /// When somebody presses: soon after it came out, and when people are awake.
    private func moment(after published: Timestamp) -> Timestamp {
        var at = published
        for _ in 0..<5 {
            let mean = numbers.chance(0.75) ? 5 * 3600.0 : numbers.chance(0.8) ? 30 * 3600 : 10 * 86_400
            at = published.advanced(by: 60 + Int64(numbers.wait(mean: mean)))
            guard at < plan.end else { break }
            let hour = (at.seconds - days.starts[days.place(of: at)].seconds) / 3600
            if numbers.chance(Self.readers[Int(min(hour, 23))]) { break }
        }
        return at
    }

    private func newsroomPosts(_ article: Int, presses: Int, _ post: (NewsroomShare) throws -> Void) rethrows {
        let at = articles[article].published.advanced(by: 300 + Int64(numbers.part() * 3600))
        guard at < plan.end else { return }
        let channel = readers.ownChannels.draw(&numbers)
        let share = add(Share(id: id(), article: article, channel: place(of: channel), origin: .newsroom))
        try post(
            NewsroomShare(
                key: ShareKey(article: articleNumbers[article], id: shares[share].id),
                channel: Int(channel.number ?? 0), campaign: "trang-\(channel.name)", made: at))
        previews(of: share, after: at)
        for _ in 0..<numbers.count(mean: 3 + Double(presses) * 0.5) {
            later(.visit(share: share), at: moment(after: at))
        }
    }

    private func id() -> Int64 { Int64(truncatingIfNeeded: numbers.next() >> 24) }
    private func place(of channel: Channel) -> Int { channels.firstIndex { $0.name == channel.name } ?? 0 }

    private func add(_ share: Share) -> Int {
        shares.append(share)
        return shares.count - 1
    }

    private func previews(of share: Int, after at: Timestamp) {
        guard readers.preview(of: channels[shares[share].channel]) != nil, numbers.chance(0.8) else { return }
        for _ in 0..<(numbers.chance(0.3) ? 2 : 1) {
            later(.preview(share: share), at: at.advanced(by: 1 + Int64(numbers.wait(mean: 20))))
        }
    }

    private func happen(_ next: Planned, _ emit: (EventEntry) throws -> Void) rethrows {
        switch next.deed {
        case .press(let article, let parent): try press(article, parent: parent, at: next.at, emit)
        case .machineOnPress(let article):
            let request = readers.machineOnPress(&numbers)
            let channel = place(of: readers.channels.draw(&numbers))
            try tell(request, kind: .press, article: article, channel: channel, share: nil, at: next.at, emit)
        case .preview(let share):
            guard let request = readers.preview(of: channels[shares[share].channel]) else { return }
            try tell(request, share: share, at: next.at, emit)
        case .machine(let share): try tell(readers.machine(&numbers), share: share, at: next.at, emit)
        case .visit(let share):
            let request = readers.opening(of: channels[shares[share].channel], &numbers)
            try tell(request, share: share, at: next.at, emit)
            if numbers.chance(Self.repeats) {
                later(.again(share: share, about: request.about), at: next.at.advanced(by: 3))
            }
            if numbers.chance(Self.reshares) {
                let at = next.at.advanced(by: 20 + Int64(numbers.wait(mean: 180)))
                later(.press(article: shares[share].article, parent: share), at: at)
            }
        case .again(let share, let about):
            let request = SimulatedReaders.Request(verdict: .refused(.repeat), about: about)
            try tell(request, share: share, at: next.at, emit)
        }
    }

    private func press(
        _ article: Int, parent: Int?, at: Timestamp, _ emit: (EventEntry) throws -> Void
    ) rethrows {
        let share = add(Share(id: id(), article: article, channel: place(of: readers.channels.draw(&numbers))))
        let above = parent.map { EventEntry.Parent(id: shares[$0].id, channel: number(of: shares[$0].channel)) }
        try tell(
            readers.press(&numbers), kind: .press, article: article, channel: shares[share].channel, share: share,
            parent: above, at: at, emit)
        previews(of: share, after: at)
        if numbers.chance(0.04) { later(.machine(share: share), at: moment(after: at)) }
        guard numbers.chance(Self.sharesOpened) else { return }
        let visits = Int(min(numbers.pareto(shape: Self.visitsShape), Self.mostVisits))
        for _ in 0..<visits {
            let mean = numbers.chance(0.6) ? 1_200.0 : numbers.chance(0.75) ? 5 * 3600 : 30 * 3600
            later(.visit(share: share), at: at.advanced(by: 15 + Int64(numbers.wait(mean: mean))))
        }
    }

    private func number(of place: Int) -> Int { Int(channels[place].number ?? 0) }

    private func tell(
        _ request: SimulatedReaders.Request, share: Int, at: Timestamp, _ emit: (EventEntry) throws -> Void
    ) rethrows {
        try tell(
            request, kind: .visit, article: shares[share].article, channel: shares[share].channel, share: share, at: at,
            emit)
    }

    private func tell(
        _ request: SimulatedReaders.Request, kind: EventKind, article: Int, channel: Int, share: Int?,
        parent: EventEntry.Parent? = nil, at: Timestamp, _ emit: (EventEntry) throws -> Void
    ) rethrows {
        let origin = share.map { shares[$0].origin } ?? .reader
        let isCounted = request.verdict == .counted
        // Some ask not to be told apart; of the rest most come once a day.
        let arrival = kind == .visit && isCounted ? (numbers.chance(0.03) ? nil : numbers.chance(0.85)) : Bool?.none
        let event = EventEntry(
            at: at, kind: kind, article: articleNumbers[article], share: share.map { shares[$0].id }, parent: parent,
            channel: number(of: channel), origin: origin, verdict: request.verdict, rules: rules,
            arrival: arrival, circumstances: request.about)
        let facts = articles[article].facts
        var about = SimulationTruth.About(
            day: days.starts[days.place(of: at)], channel: channels[channel].name, section: facts.section ?? "",
            author: facts.author ?? "", seesPreviews: channels[channel].showsPreviews)
        if kind == .visit, let share {
            if isCounted, !shares[share].isOpened {
                shares[share].isOpened = true
                about.isFirstVisit = true
            }
            if request.verdict == .refused(.preview), !shares[share].isPreviewed {
                shares[share].isPreviewed = true
                about.isFirstPreview = true
            }
        }
        truth.add(
            EventEntryFacts(
                at: at, kind: kind, article: event.article, origin: origin, verdict: request.verdict,
                hasParent: parent != nil, arrival: arrival, about: request.about),
            about)
        try emit(event)
    }
}
