import Dispatch
import Engagement
import EventStore
import Foundation
import NIOCore
import Synchronization

/// Puts events on disk: all that wait share one commit, and then hear of it with one wake-up an event loop.
///
/// Everything that writes runs on one serial queue, one thing at a time. Numbers are given to events before the commit;
/// a batch whose commit failed keeps them, and is tried again until it succeeds.
final class Recorder: Sendable {
    /// Events that came together, and who is to hear of them: with the places of those that can never be written.
    struct Submission: Sendable {
        let events: [EventEntry]
        let answered: (@Sendable (_ refused: Set<Int>) -> Void)?
    }

    private struct Inbox {
        var submissions: [Submission] = []
        var events = 0
        var sums = PendingSums()
        var isScheduled = false
        var isTimed = false

        /// The oldest submissions, of about so many events in all, and the sums.
        mutating func take(about limit: Int) -> Batch {
            var end = 0
            var taken = 0
            while end < submissions.count, taken < limit {
                taken += submissions[end].events.count
                end += 1
            }
            let batch = Batch(submissions: Array(submissions[..<end]), sums: sums)
            submissions.removeFirst(end)
            events -= taken
            sums = PendingSums()
            return batch
        }
    }

    private struct Batch: Sendable {
        var submissions: [Submission]
        var sums: PendingSums
        /// The number of its first event.
        var first: Int64 = 0

        var count: Int { submissions.reduce(0) { $0 + $1.events.count } }
    }

    /// What only the queue touches.
    private struct State {
        var next: Int64
        /// The batch whose commit failed.
        var failed: Batch?
        var unfolded = 0
        var lastBatch = 0
        var isClosed = false
    }

    /// Events that may wait while the storage fails; what comes then is lost, and counted as lost.
    static let capacity = 200_000
    static let batchLimit = 2_000
    /// So many events go into a commit without waiting for more.
    static let gatherUpTo = 200
    /// How many events a fold takes between commits of a busy collector: some milliseconds' work.
    static let busyFoldStep = 2_000
    /// Unfolded events from which on folding no longer waits for a quiet moment. Reports add them up themselves until
    /// then, which takes them longer.
    static let foldAnyway = 500_000

    private let writer: StoreWriter
    private let counters: Counters
    private let queue = DispatchQueue(label: "sharetrail.recorder", qos: .userInitiated)
    private let inbox = Mutex(Inbox())
    private let state: Mutex<State>

    init(writer: StoreWriter, counters: Counters) throws {
        self.writer = writer
        self.counters = counters
        counters.lastBackup.set(Int(try writer.lastBackup()?.seconds ?? 0))
        state = Mutex(State(next: try writer.nextEvent(), unfolded: try writer.unfolded()))
    }

    /// Records events that came together; whoever sent them hears of it once they are on disk.
    ///
    /// - Returns: false where too many wait already; nobody hears anything then.
    func record(_ events: [EventEntry], then answered: (@Sendable (_ refused: Set<Int>) -> Void)?) -> Bool {
        let (taken, schedule) = inbox.withLock { inbox in
            guard inbox.events < Self.capacity else { return (false, false) }
            inbox.submissions.append(Submission(events: events, answered: answered))
            inbox.events += events.count
            defer { inbox.isScheduled = true }
            return (true, !inbox.isScheduled)
        }
        if schedule { queue.async { self.drain() } }
        if !taken { counters.lost.add(events.count) }
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

    /// Folds what an earlier process left unfolded.
    func catchUp() {
        queue.async { self.scheduleFold() }
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

    private func addSum(_ add: (inout PendingSums) -> Void) {
        let schedule = inbox.withLock { inbox in
            add(&inbox.sums)
            defer { inbox.isTimed = true }
            return !inbox.isTimed
        }
        if schedule { wakeLater(.seconds(5)) }
    }

    /// Runs a piece of work that writes, when its turn comes.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable (StoreWriter) throws -> Result,
        then done: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        queue.async {
            let blocked = self.state.withLock { $0.failed != nil || $0.isClosed }
            guard !blocked else {
                done(
                    .failure(
                        StoreError(
                            .storage, "writing to the database",
                            hint: "the collector's storage fails at the moment; see its log, then try again")))
                return
            }
            let result = Swift.Result { () throws -> Result in
                let result = try work(self.writer)
                let next = try self.writer.nextEvent()
                self.state.withLock { state in
                    state.unfolded += Int(max(0, next - state.next))
                    state.next = next
                }
                return result
            }
            done(result)
            self.scheduleFold()
        }
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
    func close(then done: @escaping @Sendable () -> Void) {
        queue.async {
            while self.drainOnce() {}
            let left = self.state.withLock { state in
                state.isClosed = true
                return state.failed?.count ?? 0
            }
            self.counters.lost.add(left + self.inbox.withLock { $0.events })
            try? self.writer.close()
            done()
        }
    }

    // MARK: - On the queue

    private func wakeLater(_ delay: DispatchTimeInterval) {
        queue.asyncAfter(deadline: .now() + delay) {
            self.inbox.withLock { $0.isTimed = false }
            // The retry of a failed batch takes the sums along.
            guard self.state.withLock({ $0.failed == nil }) else { return }
            self.drain()
        }
    }

    private func drain() {
        while drainOnce() { gather() }
        if state.withLock({ $0.failed != nil }) {
            // The flag stays up, so that only this retry comes back to it.
            queue.asyncAfter(deadline: .now() + .milliseconds(200)) { self.drain() }
            return
        }
        let more = inbox.withLock { inbox in
            inbox.isScheduled = inbox.events > 0
            return inbox.isScheduled
        }
        if more {
            queue.async { self.drain() }
        } else {
            scheduleFold()
        }
    }

    /// Under load, lets more events come together before the next commit, so that they share it.
    ///
    /// A commit costs as much as writing many events, so a millisecond here saves several. A reader who is alone never
    /// waits for it.
    private func gather() {
        guard state.withLock({ $0.lastBatch > 1 }), inbox.withLock({ $0.events < Self.gatherUpTo }) else {
            return
        }
        usleep(1_000)
    }

    /// Writes one batch. False where nothing waits, or where the storage fails.
    private func drainOnce() -> Bool {
        guard !state.withLock({ $0.isClosed }) else { return false }
        if let failed = state.withLock({ $0.failed }) {
            guard write(failed) else { return false }
            state.withLock { $0.failed = nil }
            return true
        }
        var batch = inbox.withLock { $0.take(about: Self.batchLimit) }
        let count = batch.count
        guard count > 0 || !batch.sums.isEmpty else { return false }
        batch.first = state.withLock { state in
            defer { state.next += Int64(count) }
            state.lastBatch = count
            return state.next
        }
        if write(batch) { return true }
        state.withLock { $0.failed = batch }
        return false
    }

    private func write(_ batch: Batch) -> Bool {
        let refused: [Int]
        let begun = NIODeadline.now()
        do {
            refused = try writer.append(
                batch.submissions.map(\.events), first: batch.first, sums: batch.sums.unattributed,
                refused: batch.sums.refused)
        } catch {
            counters.failedCommits.add()
            counters.commitWatch.failed(error, isFirst: counters.degraded.count == 0)
            counters.degraded.set(1)
            return false
        }
        let count = batch.count
        counters.degraded.set(0)
        counters.commitWatch.done(since: begun)
        counters.commits.add()
        counters.lost.add(refused.count)
        counters.recorded.add(count - refused.count)
        note(batch, except: Set(refused))
        tell(batch.submissions, refused)
        let unfolded = state.withLock { state in
            state.unfolded += count
            return state.unfolded
        }
        if unfolded >= Self.foldAnyway { foldOnce(limit: Self.busyFoldStep) }
        return true
    }

    /// Counts what is on disk by verdict.
    private func note(_ batch: Batch, except refused: Set<Int>) {
        var place = 0
        for submission in batch.submissions {
            for event in submission.events {
                if refused.isEmpty || !refused.contains(place) { counters.events.note(event.kind, code: event.code) }
                place += 1
            }
        }
        if !batch.sums.isEmpty { counters.events.note(batch.sums) }
    }

    private func tell(_ submissions: [Submission], _ refused: [Int]) {
        var first = 0
        for submission in submissions {
            let places = first..<(first + submission.events.count)
            first = places.upperBound
            let own = refused.isEmpty ? [] : refused.filter(places.contains).map { $0 - places.lowerBound }
            submission.answered?(Set(own))
        }
    }

    /// Folds when nothing else is to do: a moment later, since each step is a commit of its own.
    private func scheduleFold() {
        guard state.withLock({ $0.unfolded > 0 && !$0.isClosed }) else { return }
        let schedule = inbox.withLock { inbox in
            defer { inbox.isTimed = true }
            return !inbox.isTimed
        }
        guard schedule else { return }
        queue.asyncAfter(deadline: .now() + .seconds(1)) {
            self.inbox.withLock { $0.isTimed = false }
            guard self.state.withLock({ $0.failed == nil }) else { return }
            while self.inbox.withLock({ $0.events == 0 }), self.foldOnce() {}
            self.drain()
        }
    }

    @discardableResult
    private func foldOnce(limit: Int = Recorder.batchLimit) -> Bool {
        guard !state.withLock({ $0.isClosed || $0.failed != nil }) else { return false }
        do {
            let more = try writer.foldOnce(limit: limit)
            state.withLock { $0.unfolded = more ? max(1, $0.unfolded - limit) : 0 }
            return more
        } catch {
            counters.failedCommits.add()
            return false
        }
    }
}
