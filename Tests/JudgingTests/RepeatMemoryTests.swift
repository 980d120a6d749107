import Engagement
import Foundation
import Synchronization
import Testing

@testable import Judging

@Suite("The memory of repeats")
struct RepeatMemoryTests {
    static let noon = Timestamp(seconds: 1_767_225_600)
    static let key = RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__", address: "192.0.2.7", agent: "A/1")

    /// Whether each request, so many seconds after the first one, is a repeat.
    static func repeats(_ seconds: [Int64], from start: Timestamp = noon) -> [Bool] {
        let memory = RepeatMemory()
        return seconds.map { memory.firstValue(of: key, at: start.advanced(by: $0), noting: 1) != nil }
    }

    @Test("Within 0 to 9 seconds a second request is a repeat", arguments: Int64(0)...9)
    func within(seconds: Int64) {
        for offset in Int64(0)..<25 {
            #expect(Self.repeats([0, seconds], from: Self.noon.advanced(by: offset)) == [false, true])
        }
    }

    @Test("After exactly 10 seconds and later it is not", arguments: [Int64(10), 11, 15, 19, 20, 21, 40, 86_400])
    func after(seconds: Int64) {
        for offset in Int64(0)..<25 {
            #expect(Self.repeats([0, seconds], from: Self.noon.advanced(by: offset)) == [false, false])
        }
    }

    @Test("The ten seconds run from the first request, and repeats do not lengthen them")
    func notLengthened() {
        #expect(Self.repeats([0, 9, 10, 19, 20, 29]) == [false, true, false, true, false, true])
        #expect(Self.repeats([0, 3, 6, 9, 12]) == [false, true, true, true, false])
    }

    @Test("The answer is the same wherever in a window the first request fell, with others between")
    func generations() {
        for offset in Int64(0)..<30 {
            let memory = RepeatMemory()
            // Others keep the memory turning.
            for second in Int64(0)...60 {
                _ = memory.firstValue(of: Self.key &+ 16, at: Self.noon.advanced(by: second), noting: 0)
                guard second >= offset else { continue }
                let answer = memory.firstValue(of: Self.key, at: Self.noon.advanced(by: second), noting: 2)
                #expect((answer == nil) == ((second - offset) % 10 == 0), "\(offset) \(second)")
            }
        }
    }

    @Test("A repeat gets what was noted with the first request")
    func value() {
        let memory = RepeatMemory()
        #expect(memory.firstValue(of: Self.key, at: Self.noon, noting: 77) == nil)
        #expect(memory.firstValue(of: Self.key, at: Self.noon.advanced(by: 4), noting: 88) == 77)
        #expect(memory.firstValue(of: Self.key, at: Self.noon.advanced(by: 9), noting: 99) == 77)
        #expect(memory.firstValue(of: Self.key, at: Self.noon.advanced(by: 10), noting: 99) == nil)
        #expect(memory.firstValue(of: Self.key, at: Self.noon.advanced(by: 11), noting: 0) == 99)
    }

    @Test("A clock that steps back forgets at most, and never holds on", arguments: [Int64(1), 5, 11, 3600, 86_400])
    func clockSteppedBack(step: Int64) {
        let memory = RepeatMemory()
        #expect(memory.firstValue(of: Self.key, at: Self.noon, noting: 1) == nil)
        let back = Self.noon.advanced(by: -step)
        _ = memory.firstValue(of: Self.key, at: back, noting: 2)
        // From then on it is a clock like any other.
        #expect(memory.firstValue(of: Self.key, at: back.advanced(by: 9), noting: 3) != nil)
        #expect(memory.firstValue(of: Self.key, at: back.advanced(by: 10 + step), noting: 4) == nil)
        #expect(memory.firstValue(of: Self.key, at: back.advanced(by: 19 + step), noting: 5) == 4)
    }

    @Test("Another link, address or agent is another request")
    func otherKeys() {
        let keys = [
            Self.key,
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp_A", address: "192.0.2.7", agent: "A/1"),
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__", address: "192.0.2.8", agent: "A/1"),
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__", address: "192.0.2.7", agent: "A/2"),
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__", address: "192.0.2.7", agent: ""),
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__", address: "192.0.2.7", agent: nil),
            RepeatMemory.key(link: "SGAS1oefPCp7EFXTbEifvp__1", address: "92.0.2.7", agent: "A/1"),
        ]
        #expect(Set(keys).count == keys.count)
        let memory = RepeatMemory()
        for key in keys { #expect(memory.firstValue(of: key, at: Self.noon, noting: 1) == nil) }
        for key in keys { #expect(memory.firstValue(of: key, at: Self.noon, noting: 1) == 1) }
        #expect(
            RepeatMemory.key(link: "a", address: "b", agent: "c")
                == RepeatMemory.key(link: "a", address: "b", agent: "c"))
    }

    @Test("What is beyond the limit is not taken for a repeat, and what is within stays one")
    func limit() {
        let memory = RepeatMemory(limit: 160)
        for key in 0..<1600 { #expect(memory.firstValue(of: key, at: Self.noon, noting: 1) == nil) }
        let known = (0..<1600).filter { memory.firstValue(of: $0, at: Self.noon, noting: 1) != nil }
        #expect(known == Array(0..<160))
        // The next window has room again.
        let later = Self.noon.advanced(by: 10)
        #expect(memory.firstValue(of: 5000, at: later, noting: 1) == nil)
        #expect(memory.firstValue(of: 5000, at: later, noting: 1) == 1)
    }

    @Test("Of many requests at once exactly one is the first")
    func concurrent() {
        let memory = RepeatMemory()
        let firsts = Mutex([Int: Int]())
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for key in 0..<500 {
                if memory.firstValue(of: key, at: Self.noon, noting: UInt64(worker)) == nil {
                    firsts.withLock { $0[key, default: 0] += 1 }
                }
            }
        }
        #expect(firsts.withLock { $0.count } == 500)
        #expect(firsts.withLock { $0.values.allSatisfy { $0 == 1 } })
    }
}
