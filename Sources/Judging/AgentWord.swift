import Engagement

/// A word of the rules that an agent may hold, and what it tells.
struct AgentWord: Sendable {
    /// What words tell. Of each kind the word that stands first in the file counts.
    enum Kind: Int, Sendable, CaseIterable {
        /// A machine that is known by name.
        case machine
        /// What only machines say, whoever they are.
        case generic
        /// Takes what lies inside of it from the two above.
        case innocent
        /// A device or a program of people in whose agent libraries may be named.
        case person
        case app
        case browser
        case system
        case device
    }

    /// Where in the agent it counts.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        /// `^`: at the very beginning.
        static let first = Marks(rawValue: 1)
        /// `$`: at the very end.
        static let last = Marks(rawValue: 2)
        /// `|` in front: no letter stands before it.
        static let begins = Marks(rawValue: 4)
        /// `|` behind: no letter follows.
        static let ends = Marks(rawValue: 8)
    }

    var kind: Kind
    var marks: Marks
    /// In lower case.
    var text: [UInt8]
    /// The family of a machine, the name of an app, a browser or a system; empty for other kinds.
    var name = ""
    var channel: String?
    /// Why a machine is refused.
    var reason: RefusalReason?
    var device: Device?

    /// Whether the marks hold where the text holds the word.
    static func holds(_ marks: Marks, in agent: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        if marks.isEmpty { return true }
        return !(marks.contains(.first) && start > 0) && !(marks.contains(.last) && end < agent.count)
            && !(marks.contains(.begins) && start > 0 && isLetter(agent[start - 1]))
            && !(marks.contains(.ends) && end < agent.count && isLetter(agent[end]))
    }

    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
