import Engagement
import EventStore
import Testing

@testable import Collector

@Suite("What is kept of refused requests that come in floods")
struct FloodGaugeTests {
    private func event(_ article: Int64, channel: Int = 1, second: Int64 = 0) -> EventEntry {
        EventEntry(
            at: Timestamp(seconds: 1_794_793_260 + second), kind: .visit, article: article, share: 1, channel: channel,
            verdict: .refused(.library), rules: 1)
    }

    private struct Kept: Equatable {
        var events = 0
        var sums = 0
        var without = 0
    }

    private func kept(_ gauge: FloodGauge, _ events: some Sequence<EventEntry>) -> Kept {
        var kept = Kept()
        for event in events {
            switch gauge.admit(event) {
            case .event: kept.events += 1
            case .sum: kept.sums += 1
            case .sumWithoutArticle: kept.without += 1
            }
        }
        return kept
    }

    @Test("600 of an article in a minute are events, the rest sums; another article and the next minute have their own")
    func ofArticle() {
        let gauge = FloodGauge()
        #expect(kept(gauge, (0..<700).map { _ in event(1) }) == Kept(events: 600, sums: 100))
        #expect(kept(gauge, [event(2)]) == Kept(events: 1))
        #expect(kept(gauge, [event(1, second: 60)]) == Kept(events: 1))
    }

    @Test("6,000 of all articles are events, 1,000 kinds of sums tell the article, and no more")
    func inAll() {
        let gauge = FloodGauge()
        let first = kept(gauge, (0..<6_000).map { event(Int64($0)) })
        #expect(first == Kept(events: 6_000))
        #expect(kept(gauge, (0..<1_500).map { event(Int64($0)) }) == Kept(sums: 1_000, without: 500))
        #expect(kept(gauge, (0..<10).map { event(Int64($0)) }) == Kept(sums: 10))
    }
}
