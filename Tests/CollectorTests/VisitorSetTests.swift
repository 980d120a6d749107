import Testing

@testable import Collector

@Suite("The set of a day's visitors")
struct VisitorSetTests {
    @Test("It holds each visitor once, whatever the last bits of its number, and no other")
    func holds() {
        let some = (0..<5_000).map { Int64($0 &* 2_654_435_761) &- (1 << 40) } + [.min, .max, 0, -1]
        var set = VisitorSet(Array(some[..<2_000]) + some[..<100])
        #expect(set.count == 2_000)
        for visitor in some { set.insert(visitor) }
        #expect(set.count == Set(some).count)
        for visitor in some { #expect(set.contains(visitor)) }
        #expect(!set.contains(7) && !set.contains(-7))
    }
}
