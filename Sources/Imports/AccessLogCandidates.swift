import Engagement
import EventStore
import Judging

/// The requests of a run on our links, packed: a log of a big site holds millions.
///
/// 56 bytes each; where and with what they were opened, which repeats much, is kept once. No address is kept, only
/// hashes under a seed of this process.
struct AccessLogCandidates {
    private struct Packed {
        var at: Int64
        /// −1 is none.
        var share: Int64
        /// 0 is none.
        var repeatKey: Int
        /// The hash of the whole line.
        var content: Int
        var article: Int64
        var order: UInt32
        var circumstances: UInt32
        var file: UInt16
        var channel: Int8
        var code: UInt8
        var flags: UInt8

        static let press: UInt8 = 1
        static let newsroom: UInt8 = 2
        static let agentIsKnown: UInt8 = 4
        static let wasAnswered: UInt8 = 8

        func has(_ flag: UInt8) -> Bool { flags & flag != 0 }
    }

    private var packed: [Packed] = []
    private var circumstances: [Circumstances] = []
    private var numbers: [Circumstances: UInt32] = [:]
    private let rules: Int

    /// Takes up requests that rules of this version judged.
    init(rules: Int) { self.rules = rules }

    var count: Int { packed.count }

    /// Takes up a request of a file.
    mutating func add(_ found: AccessLogLinks.Found, line: [UInt8], isAgentKnown: Bool, file: Int) {
        let event = found.event
        var flags: UInt8 = event.kind == .press ? Packed.press : 0
        if event.origin == .newsroom { flags |= Packed.newsroom }
        if isAgentKnown { flags |= Packed.agentIsKnown }
        if found.wasAnswered { flags |= Packed.wasAnswered }
        let number = numbers[event.circumstances] ?? UInt32(circumstances.count)
        if Int(number) == circumstances.count {
            circumstances.append(event.circumstances)
            numbers[event.circumstances] = number
        }
        packed.append(
            Packed(
                at: event.at.seconds, share: event.share ?? -1, repeatKey: found.repeatKey ?? 0,
                content: line.hashValue,
                article: event.article, order: UInt32(truncatingIfNeeded: packed.count), circumstances: number,
                file: UInt16(clamping: file), channel: Int8(clamping: event.channel), code: UInt8(clamping: event.code),
                flags: flags))
    }

    /// Brings them into the order of time, drops what several of the files hold, and refuses repeats.
    mutating func settle() {
        numbers = [:]
        packed.sort { ($0.at, $0.order) < ($1.at, $1.order) }
        dropShared()
        let memory = RepeatMemory()
        for place in packed.indices where packed[place].repeatKey != 0 {
            let at = Timestamp(seconds: packed[place].at)
            if memory.firstValue(of: packed[place].repeatKey, at: at, noting: 0) != nil {
                packed[place].code = UInt8(Verdict.refused(.repeat).code)
            }
        }
    }

    /// Rotated logs that overlap hold the same lines. Equal lines of one file are different requests; of those of
    /// several files, the file that has most of them has all.
    private mutating func dropShared() {
        guard packed.contains(where: { $0.file != packed[0].file }) else { return }
        var kept: [Packed] = []
        kept.reserveCapacity(packed.count)
        var start = 0
        while start < packed.count {
            var end = start + 1
            while end < packed.count, packed[end].at == packed[start].at { end += 1 }
            let second = packed[start..<end]
            var counts: [Int: [UInt16: Int]] = [:]
            for candidate in second { counts[candidate.content, default: [:]][candidate.file, default: 0] += 1 }
            let files = counts.mapValues { counts in counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
            kept += second.filter { files[$0.content] == $0.file }
            start = end
        }
        packed = kept
    }

    /// The steps in which they are worked off, each a range of places.
    ///
    /// Cut where no event can belong to lines on both sides; a site that is never quiet is cut at `most` all the same.
    func steps(about size: Int, atMost most: Int) -> [Range<Int>] {
        var steps: [Range<Int>] = []
        var start = 0
        for place in packed.indices.dropFirst() {
            let isGap = packed[place].at - packed[place - 1].at > 2
            guard place - start >= most || (isGap && place - start >= size) else { continue }
            steps.append(start..<place)
            start = place
        }
        if start < packed.count { steps.append(start..<packed.count) }
        return steps
    }

    /// The lines of a step.
    func lines(_ places: Range<Int>, sources: [Int64]) -> [LogLine] {
        packed[places].map { line in
            var event = EventEntry(
                at: Timestamp(seconds: line.at), kind: line.has(Packed.press) ? .press : .visit, article: line.article,
                share: line.share < 0 ? nil : line.share, channel: Int(line.channel),
                origin: line.has(Packed.newsroom) ? .newsroom : .reader, verdict: .counted, rules: rules,
                circumstances: circumstances[Int(line.circumstances)])
            event.code = Int(line.code)
            return LogLine(
                event: event, source: sources[Int(line.file)], isAgentKnown: line.has(Packed.agentIsKnown),
                wasAnswered: line.has(Packed.wasAnswered))
        }
    }
}
