import NIOCore
import Synchronization

/// A number that several threads count up.
final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func add(_ count: Int = 1) { value.wrappingAdd(count, ordering: .relaxed) }
    func set(_ count: Int) { value.store(count, ordering: .relaxed) }
    var count: Int { value.load(ordering: .relaxed) }
}

/// How often something took how long. Noting costs two relaxed additions, and no memory.
final class Histogram: Sendable {
    /// What was noted until now.
    struct Reading: Sendable {
        /// The upper bounds in seconds, each with how many took no longer; the last is all.
        var cumulative: [(bound: Double?, count: Int)]
        /// All of them together, in seconds.
        var sum: Double
        var count: Int { cumulative.last?.count ?? 0 }
    }

    /// Upper bounds in microseconds, ascending.
    private let bounds: [Int]
    private let buckets: [Counter]
    private let nanoseconds = Counter()

    /// Makes an empty one.
    ///
    /// - Parameter microseconds: the upper bounds, ascending; one more without an end is added.
    init(upTo microseconds: [Int]) {
        bounds = microseconds
        buckets = (0...microseconds.count).map { _ in Counter() }
    }

    func note(_ time: TimeAmount) {
        let taken = Int(max(0, time.nanoseconds))
        var place = 0
        while place < bounds.count, taken > bounds[place] * 1_000 { place += 1 }
        buckets[place].add()
        nanoseconds.add(taken)
    }

    var reading: Reading {
        var total = 0
        var cumulative: [(bound: Double?, count: Int)] = []
        for (place, bucket) in buckets.enumerated() {
            total += bucket.count
            cumulative.append((place < bounds.count ? Double(bounds[place]) / 1e6 : nil, total))
        }
        return Reading(cumulative: cumulative, sum: Double(nanoseconds.count) / 1e9)
    }
}
