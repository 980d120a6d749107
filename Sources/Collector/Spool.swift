import Engagement
import EventStore
import NIOCore

/// Events on their way to the disk, in the order in which they came.
struct Spool {
    /// Events that came together, and who is to hear of them: with the places of those that can never be written.
    struct Submission: Sendable {
        let events: [EventEntry]
        /// When they came.
        let since: NIODeadline
        /// Their room in memory, where that is bounded: while the storage keeps up it is not counted.
        let bytes: Int
        let answered: (@Sendable (_ refused: Set<Int>) -> Void)?
    }

    /// What is written in one transaction.
    struct Batch: Sendable {
        var submissions: [Submission]
        var sums: PendingSums
        /// The number of its first event.
        var first: Int64 = 0
        /// The number of its sums, if it has any.
        var sumsNumber: Int64 = 0

        var count: Int { submissions.reduce(0) { $0 + $1.events.count } }
    }

    /// Events that may wait while the storage fails; what comes then is lost, and counted as lost.
    static let capacity = 200_000
    /// Bytes of memory that they may take.
    static let byteCapacity = 64 << 20

    private var submissions = CircularBuffer<Submission>()
    private(set) var events = 0
    private(set) var bytes = 0
    var sums = PendingSums()
    /// Whether somebody will come for the events.
    var isScheduled = false
    /// Whether somebody will come for the sums.
    var isTimed = false

    var isFull: Bool { events >= Self.capacity || bytes >= Self.byteCapacity }
    /// When the oldest event came.
    var since: NIODeadline? { submissions.first?.since }

    mutating func append(_ submission: Submission) {
        submissions.append(submission)
        events += submission.events.count
        bytes += submission.bytes
    }

    /// The oldest submissions, of about so many events in all, and the sums.
    mutating func take(about limit: Int) -> Batch {
        var taken = 0
        var batch = Batch(submissions: [], sums: sums)
        while taken < limit, let submission = submissions.popFirst() {
            taken += submission.events.count
            bytes -= submission.bytes
            batch.submissions.append(submission)
        }
        events -= taken
        sums = PendingSums()
        return batch
    }

    /// All that waits, for whoever gives it up.
    var all: [EventEntry] { submissions.flatMap(\.events) }

    /// About the memory that events take.
    static func bytes(of events: [EventEntry]) -> Int {
        events.reduce(0) { sum, event in
            let about = event.circumstances
            var texts = (about.referrerHost?.utf8.count ?? 0) + (about.machineAgent?.utf8.count ?? 0)
            texts += (about.agentFamily?.utf8.count ?? 0) + (about.place?.name.utf8.count ?? 0)
            texts += (about.system?.utf8.count ?? 0) + (about.place?.appID?.utf8.count ?? 0)
            return sum + MemoryLayout<EventEntry>.stride + texts
        }
    }
}
