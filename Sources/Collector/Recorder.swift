import Dispatch
import Engagement
import EventStore
import Foundation
import Logging
import NIOCore
import Synchronization

/// Puts events on disk: all that wait share one commit, and then hear of it with one wake-up an event loop.
///
/// Everything that writes runs on one serial queue, one thing at a time. Numbers are given to events before the commit;
/// a batch whose commit failed keeps them, and is tried again until it succeeds.
final class Recorder: Sendable {
    /// What only the queue touches.
    struct State {
        var next: Int64 = 0
        var nextSums: Int64 = 1
        /// The batch whose commit failed.
        var failed: Spool.Batch?
        /// Whether the connection is to be opened anew before anything else.
        var mustReopen = false
        /// Attempts in a row that failed.
        var failures = 0
        var isRetrying = false
        var unfolded = 0
        var lastFold = NIODeadline.now()
        /// How many steps of a fold from memory are folded at once.
        var foldSteps = Recorder.foldSteps.upperBound
        var lastBatch = 0
        var isClosed = false

        var isBlocked: Bool { failed != nil || mustReopen || isClosed }
    }

    static let batchLimit = 2_000
    /// So many events go into a commit without waiting for more.
    static let gatherUpTo = 200
    /// So many steps of a fold from memory are folded at once, at most and at least. In between it is as many as the last
    /// fold would have done in `foldTime`: visits of one article cost a fraction of those of many.
    static let foldSteps = 60...400
    /// How long a fold holds up those who wait for a commit.
    static let foldTime = TimeAmount.milliseconds(4)
    /// However few they are, under load.
    static let foldEvery = TimeAmount.seconds(1)
    /// How many events a fold reads from the log while readers may come: about two milliseconds' work.
    static let busyFoldStep = 250
    /// And while nobody has come for a moment.
    static let quietFoldStep = 1_000
    /// The pause between two such folds under load, which wait until nobody waits for a commit.
    static let foldPause = TimeAmount.milliseconds(10)
    /// Unfolded events from which on they wait for nobody. Reports add up themselves what is not folded.
    static let foldAnyway = 2_000_000

    let writer: StoreWriter
    let counters: Counters
    let clock: Clock
    let logger: Logger
    /// A commit that takes longer is late: readers go on without it.
    let lateAfter: TimeAmount
    let queue = DispatchQueue(label: "sharetrail.recorder", qos: .userInitiated)
    let inbox = Mutex(Spool())
    let state: Mutex<State>
    let behind = Atomic<Bool>(false)

    /// Takes a writer over. One that is not open yet is opened as soon as it can be.
    init(writer: StoreWriter, counters: Counters, clock: Clock, logger: Logger, lateAfter: TimeAmount) throws {
        self.writer = writer
        self.counters = counters
        self.clock = clock
        self.logger = logger
        self.lateAfter = lateAfter
        var state = State()
        if writer.isOpen {
            state.next = try writer.nextEvent()
            state.nextSums = try writer.nextSums()
            state.unfolded = try writer.unfolded()
            counters.lastBackup.set(Int(try writer.lastBackup()?.seconds ?? 0))
        } else {
            state.mustReopen = true
        }
        self.state = Mutex(state)
        if state.mustReopen {
            fallBehind()
            queue.async { self.drain() }
        }
    }

    /// Records events that came together; whoever sent them hears of it once they are on disk.
    ///
    /// - Returns: false where too many wait already; nobody hears anything then.
    func record(_ events: [EventEntry], then answered: (@Sendable (_ refused: Set<Int>) -> Void)?) -> Bool {
        let bytes = isBehind ? Spool.bytes(of: events) : 0
        let submission = Spool.Submission(events: events, since: .now(), bytes: bytes, answered: answered)
        let (taken, schedule) = inbox.withLock { inbox in
            guard !inbox.isFull else { return (false, false) }
            inbox.append(submission)
            defer { inbox.isScheduled = true }
            return (true, !inbox.isScheduled)
        }
        if schedule { queue.async { self.drain() } }
        if !taken { lose(events, .full) }
        return taken
    }

    /// Events that wait for a commit, those of a failed one included.
    var waiting: Int {
        inbox.withLock { $0.events } + state.withLock { $0.failed?.count ?? 0 }
    }

    /// Events on disk that no tally holds yet.
    var unfolded: Int { state.withLock { $0.unfolded } }

    /// Tells that a backup was made.
    func backedUp(at moment: Timestamp) { counters.lastBackup.set(Int(moment.seconds)) }

    /// Folds what an earlier process left unfolded, and sees to the ballast.
    func catchUp() {
        queue.async {
            self.writer.ballast?.keep()
            self.scheduleFold()
        }
    }

    /// Adds a request that belongs to no article to the sum of its minute, which is written within five seconds.
    func add(_ reason: RefusalReason, _ kind: EventKind, at: Timestamp) {
        if reason == .unverified { counters.unverified.add() }
        addSum { $0.add(reason, kind, at: at) }
    }

    /// Adds a refused request to the sum of its minute, which is written within five seconds.
    func add(_ key: RefusedSum.Key) {
        addSum { $0.add(key) }
    }

    func addSum(_ add: (inout PendingSums) -> Void) {
        let schedule = inbox.withLock { inbox in
            add(&inbox.sums)
            defer { inbox.isTimed = true }
            return !inbox.isTimed
        }
        if schedule { wakeLater(.seconds(5)) }
    }

    /// Answers once the queue has its turn.
    func answer(_ done: @escaping @Sendable () -> Void) { queue.async(execute: done) }

    /// Does something on the queue after a while, unless all is closed by then.
    func later(_ delay: DispatchTimeInterval, _ work: @escaping @Sendable (Recorder) -> Void) {
        queue.asyncAfter(deadline: .now() + delay) { [weak self] in
            guard let self, !self.state.withLock({ $0.isClosed }) else { return }
            work(self)
        }
    }

    /// Writes all that waits, and closes the database. Called once, when nothing more comes.
    ///
    /// - Parameter end: until then it is tried again where the storage fails; what is left is lost, and the log says so.
    func close(until end: NIODeadline, then done: @escaping @Sendable () -> Void) {
        queue.async {
            while true {
                while self.drainOnce() {}
                guard self.state.withLock({ $0.isBlocked }), NIODeadline.now() < end else { break }
                usleep(50_000)
            }
            let left =
                (self.state.withLock { $0.failed }?.submissions.flatMap(\.events) ?? [])
                + self.inbox.withLock { $0.all }
            if !left.isEmpty { self.giveUp(left) }
            self.state.withLock { $0.isClosed = true }
            try? self.writer.close()
            done()
        }
    }
}
