import Testing

@testable import Judging

@Suite("The table of repeats")
struct RepeatTableTests {
    @Test("It says what a dictionary says, through growth, equal places and emptying", arguments: [1, 2, 3])
    func likeDictionary(seed: UInt64) {
        var random = SplitMix64(state: seed)
        var table = RepeatTable()
        var dictionary: [Int: UInt64] = [:]
        for _ in 0..<20_000 {
            // Few different low bits, so that many keys want the same place.
            let key = Int(truncatingIfNeeded: random.next() % 3_000) << Int(random.next() % 3 * 8)
            switch random.next() % 400 {
            case 0:
                table.removeAll(expecting: Int(random.next() % 3_000))
                dictionary = [:]
            case 1...200:
                // 0 and 1 share a place: a hash is 0 once in 2^64.
                #expect(table.find(key)?.value == dictionary[key == 0 ? 1 : key])
            default:
                let value = random.next()
                let stored = key == 0 ? 1 : key
                let before = table.insert(RepeatTable.Entry(key: key, at: 5, value: value))
                #expect(before?.value == dictionary[stored])
                if before == nil { dictionary[stored] = value }
            }
            #expect(table.count == dictionary.count)
        }
    }
}

/// Numbers that are the same each time (SplitMix64, by Sebastiano Vigna, public domain).
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
