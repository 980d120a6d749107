import Testing

@testable import Judging

@Suite("The table of repeats")
struct RepeatTableTests {
    @Test("It says what a dictionary says, through growth, equal places and emptying", arguments: [1, 2, 3])
    func likeDictionary(seed: UInt64) {
        var state = seed
        // The same each time (Knuth's MMIX); the low bits of such a sequence are poor.
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        var table = RepeatTable()
        var dictionary: [Int: UInt64] = [:]
        for _ in 0..<20_000 {
            // Few different low bits, so that many keys want the same place.
            let key = Int(truncatingIfNeeded: next() % 3_000) << Int(next() % 3 * 8)
            switch next() % 400 {
            case 0:
                table.removeAll(expecting: Int(next() % 3_000))
                dictionary = [:]
            case 1...200:
                // 0 and 1 share a place: a hash is 0 once in 2^64.
                #expect(table.find(key)?.value == dictionary[key == 0 ? 1 : key])
            default:
                let value = next()
                let stored = key == 0 ? 1 : key
                let before = table.insert(RepeatTable.Entry(key: key, at: 5, value: value))
                #expect(before?.value == dictionary[stored])
                if before == nil { dictionary[stored] = value }
            }
            #expect(table.count == dictionary.count)
        }
    }
}
