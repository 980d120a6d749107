import Engagement
import EventStore
import Judging
import ShareLinks

/// A made-up day of a newsroom: what the collector would have recorded had it never been away, and what the front
/// server wrote. The same seed makes the same day.
struct AccessLogDay {
    struct Request {
        var at: Int64
        var target: String
        var method: String
        var agent: String?
        var address: String
        /// What the collector makes of it; none where the link is not ours.
        var event: EventEntry?
    }

    static let agents: [String?] = [
        LogNewsroom.browser, LogNewsroom.chrome, LogNewsroom.chrome, LogNewsroom.chrome,
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "curl/8.5.0", nil,
    ]

    var requests: [Request] = []

    /// Makes a day of so many seconds, in which requests come in clumps: many in the same second, of the same kind.
    init(_ room: LogNewsroom, requests count: Int, seconds: Int64, generator: inout some RandomNumberGenerator) throws {
        var targets: [(target: String, event: EventEntry)] = []
        for name in ["1", "2"] {
            let article = try room.article(name)
            for channel in [UInt8(1), 3] {
                let (path, token) = try room.landing(article, channel: channel)
                targets.append((path, EventStoreSamples.visit(article, token, at: 0)))
            }
            for (channel, number) in [(Channel.facebook, 1), (.zalo, 3)] {
                let event = EventEntry(
                    at: Timestamp(seconds: 0), kind: .press, article: article, share: nil, channel: number,
                    verdict: .counted, rules: Judge.rulesVersion)
                targets.append((try room.press(channel, name: name), event))
            }
        }
        let withdrawn = LogNewsroom.start + seconds / 2
        let second = try room.article("2")
        _ = try room.writer.change(second, .withdraw, at: Timestamp(seconds: withdrawn))
        let judge = Judge()
        var reader = 0
        while requests.count < count {
            // A clump: a few readers within a few seconds.
            let middle = LogNewsroom.start + Int64.random(in: 10..<(seconds - 40), using: &generator)
            guard abs(middle + 4 - withdrawn) > 40 else { continue }
            let one = targets[Int.random(in: 0..<targets.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                reader += 1
                let two = targets[Int.random(in: 0..<targets.count, using: &generator)]
                let (target, form) = Bool.random(using: &generator) ? one : two
                let agent = Self.agents[Int.random(in: 0..<Self.agents.count, using: &generator)]
                let isHead = Int.random(in: 0..<12, using: &generator) == 0
                let at = middle + Int64.random(in: 0...3, using: &generator)
                // Pressed again, or not, never so late that a second more or less decides whether it is a repeat.
                let again: [Int64] =
                    Int.random(in: 0..<4, using: &generator) == 0 ? [Int64.random(in: 0...7, using: &generator)] : []
                for (number, later) in ([0] + again).enumerated() {
                    let judgement = judge.judge(Signals(isHead: isHead, agent: agent))
                    var event = form
                    event.at = Timestamp(seconds: at + later)
                    var verdict = judgement.verdict
                    if verdict == .counted, event.article == second, at + later >= withdrawn {
                        verdict = .refused(.withdrawn)
                    }
                    if verdict == .counted, number > 0 { verdict = .refused(.repeat) }
                    event.code = verdict.code
                    event.circumstances.agentFamily = judgement.family
                    requests.append(
                        Request(
                            at: at + later, target: target, method: isHead ? "HEAD" : "GET", agent: agent,
                            address: "10.\(reader / 65536).\(reader / 256 % 256).\(reader % 256)", event: event))
                }
            }
        }
        requests.sort { $0.at < $1.at }
    }

    /// The front server's log: a second earlier or later than the collector's clock, and in any order within a second.
    func log(generator: inout some RandomNumberGenerator) -> [(at: Int64, line: String)] {
        requests.map { request in
            let at = request.at + Int64.random(in: -1...1, using: &generator)
            let status = request.event?.code == Verdict.refused(.withdrawn).code ? 410 : 302
            return (
                at,
                LogNewsroom.line(
                    request.target, at: at, status: status, method: request.method, agent: request.agent,
                    address: request.address)
            )
        }.shuffled(using: &generator).sorted { $0.at < $1.at }
    }

    /// What the uninterrupted day counts, as ``LogNewsroom/counts()`` tells it.
    var counts: [String] {
        var sums: [String: Int] = [:]
        for event in requests.compactMap(\.event) {
            sums["\(event.kind.rawValue) \(event.article) \(event.channel) \(event.code)", default: 0] += 1
        }
        return sums.map { "\($0.key) \($0.value)" }.sorted()
    }

    /// The events of the hours in which the collector was there.
    func live(_ isUp: (Int64) -> Bool) -> [EventEntry] {
        var share: Int64 = 0
        return requests.filter { isUp($0.at) }.compactMap(\.event).map { event in
            var event = event
            if event.kind == .press, event.code == 0 {
                share += 1
                event.share = share
            }
            return event
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct LogNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
