import Foundation

/// The public agents with their labels, which lie beside the repository where they were fetched.
enum AgentData {
    struct Row: Sendable {
        var isHuman: Bool
        var kind: String
        var agent: String
        /// Whether the rules were made in sight of it: half of the agents were never looked at.
        var isSeen: Bool
    }

    static let rows: [Row]? = read("user-agents.tsv", fields: 4).map(rows)
    /// Strings that only noisy lists know: label noise is to be expected.
    static let weak: [Row]? = read("user-agents-weak.tsv", fields: 4).map(rows)
    /// Agents about which lists disagree: reason, agent.
    static let disputed: [[String]]? = read("user-agents-disputed.tsv", fields: 4)
    /// Agents of apps with the app's name in their list.
    static let inApp: [[String]]? = read("inapp-channels.tsv", fields: 3)
    /// `Sec-CH-UA` with a label.
    static let brands: [[String]]? = read("sec-ch-ua.tsv", fields: 2)

    private static func rows(_ lines: [[String]]) -> [Row] {
        lines.filter { ["human", "bot"].contains($0[0]) }.map {
            Row(isHuman: $0[0] == "human", kind: $0[1], agent: $0[3], isSeen: isSeen($0[3]))
        }
    }

    /// The half that an agent falls into, by a bit of its FNV-1a hash.
    static func isSeen(_ agent: String) -> Bool {
        let hash = agent.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return hash >> 40 & 1 == 0
    }

    private static func read(_ name: String, fields: Int) -> [[String]]? {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("../shared/data/\(name)")) else {
            print("SKIPPED: \(name) is not in ../shared/data")
            return nil
        }
        return data.split(separator: UInt8(ascii: "\n")).map { line in
            line.split(separator: UInt8(ascii: "\t"), maxSplits: fields - 1, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }.filter { $0.count == fields }
    }
}
