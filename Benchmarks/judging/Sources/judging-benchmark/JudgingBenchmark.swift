import Foundation
import Judging

/// Nanoseconds a verdict, over the agents of standard input, one a line.
///
/// More agents than the judge remembers are not remembered when they come again; a tenth of that many are.
@main
enum JudgingBenchmark {
    static func main() {
        var agents: [String] = []
        while let line = readLine() { agents.append(line) }
        guard agents.count > 10_000 else {
            FileHandle.standardError.write(Data("judging-benchmark: give 10,000 agents or more, one a line\n".utf8))
            exit(65)
        }
        let start = ContinuousClock.now
        let judge = Judge()
        report("rules read and judge made", [(ContinuousClock.now - start).nanoseconds])
        // Shuffled, since agents of one kind stand together.
        agents = agents.map { (hash($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        report("verdict, agent not remembered", rounds(5, agents, judge))
        report("verdict, remembered", rounds(20, Array(agents.prefix(400)), judge))
    }

    /// Of each agent the quickest round, so that what else the machine does is not measured.
    private static func rounds(_ count: Int, _ agents: [String], _ judge: Judge) -> [Int] {
        var best = [Int](repeating: .max, count: agents.count)
        var counted = 0
        for _ in 0..<count {
            for (index, agent) in agents.enumerated() {
                let start = ContinuousClock.now
                if judge.judge(agent: agent).verdict == .counted { counted += 1 }
                best[index] = min(best[index], (ContinuousClock.now - start).nanoseconds)
            }
        }
        precondition(counted > 0)
        return best
    }

    private static func report(_ what: String, _ nanoseconds: [Int]) {
        let sorted = nanoseconds.sorted()
        let mean = sorted.reduce(0, +) / sorted.count
        print("\(what)\t\(sorted[sorted.count / 2])\t\(sorted[sorted.count * 99 / 100])\t\(mean)")
    }

    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int {
        Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
    }
}
