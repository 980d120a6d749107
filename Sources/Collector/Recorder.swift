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
    /// Who waits, and for which request.
    struct Ticket: Sendable {
        let loop: any EventLoop
        let waiter: NIOLoopBound<any RecordWaiter>
        let request: UInt64
    }

    private struct Pending: Sendable {
        var event: EventEntry
        var ticket: Ticket?
    }

    private struct Inbox {
        var events: [Pending] = []
        var sums = PendingSums()
        var isScheduled = false
        var isTimed = false
    }

    /// What only the queue touches.
    private struct State {
        var next: Int64
        /// The batch whose commit failed, with the number of its first event.
        var failed: (batch: [Pending], sums: PendingSums, first: Int64)?
        var unfolded = 0
        var lastBatch = 0
        var isClosed = false
    }

    /// Events that may wait while the storage fails; what comes then is lost, and counted as lost.
    static let capacity = 200_000
    static let batchLimit = 2_000
    /// So many events go into a commit without waiting for more.
    static let gatherUpTo = 200
    /// How many events a fold takes between commits of a busy collector: a few milliseconds' work.
    static let busyFoldStep = 500
    /// Unfolded events from which on folding no longer waits for a quiet moment.
    static let foldAnyway = 50_000

    private let writer: StoreWriter
    private let counters: Counters
    private let queue = DispatchQueue(label: "sharetrail.recorder", qos: .userInitiated)
    private let inbox = Mutex(Inbox())
    private let state: Mutex<State>

    init(writer: StoreWriter, counters: Counters) throws {
        self.writer = writer
        self.counters = counters
        state = Mutex(State(next: try writer.nextEvent(), unfolded: try writer.unfolded()))
    }

    /// Records an event; the waiter hears of it once it is on disk.
    ///
    /// - Returns: false where too many wait already; the waiter hears nothing then.
    func record(_ event: EventEntry, ticket: Ticket?) -> Bool {
        let (taken, schedule) = inbox.withLock { inbox in
            guard inbox.events.count < Self.capacity else { return (false, false) }
            inbox.events.append(Pending(event: event, ticket: ticket))
            defer { inbox.isScheduled = true }
            return (true, !inbox.isScheduled)
        }
        if schedule { queue.async { self.drain() } }
        if !taken { counters.lost.add() }
        return taken
    }

    /// Events that wait for a commit, those of a failed one included.
    var waiting: Int {
        inbox.withLock { $0.events.count } + state.withLock { $0.failed?.batch.count ?? 0 }
    }

    /// Events on disk that no tally holds yet.
    var unfolded: Int { state.withLock { $0.unfolded } }

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
                return state.failed?.batch.count ?? 0
            }
            self.counters.lost.add(left + self.inbox.withLock { $0.events.count })
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
            inbox.isScheduled = !inbox.events.isEmpty
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
        guard state.withLock({ $0.lastBatch > 1 }), inbox.withLock({ $0.events.count < Self.gatherUpTo }) else {
            return
        }
        usleep(1_000)
    }

    /// Writes one batch. False where nothing waits, or where the storage fails.
    private func drainOnce() -> Bool {
        if let failed = state.withLock({ $0.isClosed ? nil : $0.failed }) {
            guard write(failed.batch, failed.sums, first: failed.first) else { return false }
            state.withLock { $0.failed = nil }
            return true
        }
        guard !state.withLock({ $0.isClosed }) else { return false }
        let (batch, sums) = inbox.withLock { inbox in
            let batch: [Pending]
            if inbox.events.count <= Self.batchLimit {
                batch = inbox.events
                inbox.events = []
                inbox.events.reserveCapacity(batch.count)
            } else {
                batch = Array(inbox.events.prefix(Self.batchLimit))
                inbox.events.removeFirst(Self.batchLimit)
            }
            let sums = inbox.sums
            inbox.sums = PendingSums()
            return (batch, sums)
        }
        guard !batch.isEmpty || !sums.isEmpty else { return false }
        let first = state.withLock { state in
            defer { state.next += Int64(batch.count) }
            state.lastBatch = batch.count
            return state.next
        }
        if write(batch, sums, first: first) { return true }
        state.withLock { $0.failed = (batch, sums, first) }
        return false
    }

    private func write(_ batch: [Pending], _ sums: PendingSums, first: Int64) -> Bool {
        let refused: [Int]
        let begun = NIODeadline.now()
        do {
            refused = try writer.append(
                batch.map(\.event), first: first, sums: sums.unattributed, refused: sums.refused)
        } catch {
            counters.failedCommits.add()
            counters.commitWatch.failed(error, isFirst: counters.degraded.count == 0)
            counters.degraded.set(1)
            return false
        }
        counters.degraded.set(0)
        counters.commitWatch.done(since: begun)
        counters.commits.add()
        counters.lost.add(refused.count)
        counters.recorded.add(batch.count - refused.count)
        for (place, pending) in batch.enumerated() where refused.isEmpty || !refused.contains(place) {
            counters.events.note(pending.event.kind, code: pending.event.code)
        }
        if !sums.isEmpty { counters.events.note(sums) }
        tell(batch, except: Set(refused))
        let unfolded = state.withLock { state in
            state.unfolded += batch.count
            return state.unfolded
        }
        if unfolded >= Self.foldAnyway { foldOnce(limit: Self.busyFoldStep) }
        return true
    }

    /// One wake-up for each event loop.
    private func tell(_ batch: [Pending], except refused: Set<Int>) {
        var groups: [(loop: any EventLoop, tickets: [(Ticket, Bool)])] = []
        for (place, pending) in batch.enumerated() {
            guard let ticket = pending.ticket else { continue }
            let entry = (ticket, refused.isEmpty || !refused.contains(place))
            if let group = groups.firstIndex(where: { $0.loop === ticket.loop }) {
                groups[group].tickets.append(entry)
            } else {
                groups.append((ticket.loop, [entry]))
            }
        }
        for group in groups {
            let tickets = group.tickets
            group.loop.execute {
                for (ticket, done) in tickets { ticket.waiter.value.recorded(done, request: ticket.request) }
            }
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
            while self.inbox.withLock({ $0.events.isEmpty }), self.foldOnce() {}
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
