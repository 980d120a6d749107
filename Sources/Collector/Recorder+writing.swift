import Dispatch
import Engagement
import EventStore
import Foundation
import NIOCore
import Synchronization

/// On the queue: batches, and the fold where nothing else is to do.
extension Recorder {
    func wakeLater(_ delay: DispatchTimeInterval) {
        queue.asyncAfter(deadline: .now() + delay) {
            self.inbox.withLock { $0.isTimed = false }
            // The retry of a failed batch takes the sums along.
            guard !self.state.withLock({ $0.isBlocked }) else { return }
            self.drain()
        }
    }

    func drain() {
        while drainOnce() { gather() }
        if state.withLock({ $0.isBlocked }) { return retryLater() }
        let more = inbox.withLock { inbox in
            inbox.isScheduled = inbox.events > 0
            return inbox.isScheduled
        }
        if more {
            queue.async { self.drain() }
        } else {
            foldInPassing()
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
    func drainOnce() -> Bool {
        guard !state.withLock({ $0.isClosed }) else { return false }
        if state.withLock({ $0.mustReopen }), !reopen() { return false }
        if let failed = state.withLock({ $0.failed }) {
            guard write(failed) else { return false }
            state.withLock { $0.failed = nil }
            return true
        }
        var batch = inbox.withLock { $0.take(about: Self.batchLimit) }
        let count = batch.count
        guard count > 0 || !batch.sums.isEmpty else { return false }
        state.withLock { state in
            batch.first = state.next
            state.next += Int64(count)
            batch.sumsNumber = state.nextSums
            if !batch.sums.isEmpty { state.nextSums += 1 }
            state.lastBatch = count
        }
        if write(batch) { return true }
        state.withLock { $0.failed = batch }
        return false
    }

    private func write(_ batch: Spool.Batch) -> Bool {
        let events = batch.submissions.map(\.events)
        let sums = BatchSums(
            number: batch.sumsNumber, unattributed: batch.sums.unattributed, refused: batch.sums.refused,
            losses: batch.sums.losses)
        let began = NIODeadline.now()
        guard let refused = attempt({ try writer.append(events, first: batch.first, sums: sums) }) else {
            return false
        }
        let count = batch.count
        counters.commitWatch.done(since: began)
        counters.commits.add()
        note(batch, except: Set(refused))
        counters.recorded.add(count - refused.count)
        tell(batch.submissions, refused)
        if !refused.isEmpty {
            let all = events.flatMap(\.self)
            lose(refused.map { all[$0] }, .refused)
        }
        succeeded(in: .now() - began)
        let unfolded = state.withLock { state in
            state.unfolded += count
            return state.unfolded
        }
        if let steps = writer.pendingFold {
            // Never so many that it takes long.
            if steps >= state.withLock({ $0.foldSteps }) { foldOnce(limit: Self.busyFoldStep) }
        } else if unfolded >= Self.foldAnyway {
            foldALittle()
        }
        relieveLog()
        return true
    }

    /// Counts what is on disk by verdict.
    private func note(_ batch: Spool.Batch, except refused: Set<Int>) {
        var place = 0
        for submission in batch.submissions {
            for event in submission.events {
                if refused.isEmpty || !refused.contains(place) { counters.events.note(event.kind, code: event.code) }
                place += 1
            }
        }
        if !batch.sums.isEmpty { counters.events.note(batch.sums) }
    }

    private func tell(_ submissions: [Spool.Submission], _ refused: [Int]) {
        var first = 0
        for submission in submissions {
            let places = first..<(first + submission.events.count)
            first = places.upperBound
            let own = refused.isEmpty ? [] : refused.filter(places.contains).map { $0 - places.lowerBound }
            submission.answered?(Set(own))
        }
    }

    /// Folds when nothing else is to do: a moment later, since each step is a commit of its own.
    func scheduleFold() {
        guard state.withLock({ $0.unfolded > 0 && !$0.isClosed }) else { return }
        let schedule = inbox.withLock { inbox in
            defer { inbox.isTimed = true }
            return !inbox.isTimed
        }
        guard schedule else { return }
        queue.asyncAfter(deadline: .now() + .seconds(1)) {
            self.inbox.withLock { $0.isTimed = false }
            guard !self.state.withLock({ $0.isBlocked }) else { return }
            while self.inbox.withLock({ $0.events == 0 }), self.foldOnce(limit: Self.quietFoldStep) {}
            self.relieveLog()
            self.writer.ballast?.keep()
            self.drain()
        }
    }

    /// Folds where nobody waits at the moment: each second what is known in memory, or a little of what has to be read.
    ///
    /// Once all of that is read, the next events are known in memory again.
    private func foldInPassing() {
        if writer.pendingFold != nil {
            if state.withLock({ $0.unfolded > 0 && .now() - $0.lastFold >= Self.foldEvery }) {
                foldOnce(limit: Self.busyFoldStep)
            }
        } else if state.withLock({ $0.unfolded > 0 }) {
            foldALittle()
        }
    }

    /// A step so short that whoever comes meanwhile hardly notices, and not too often.
    private func foldALittle() {
        guard state.withLock({ .now() - $0.lastFold >= Self.foldPause }) else { return }
        foldOnce(limit: Self.busyFoldStep)
    }

    @discardableResult
    private func foldOnce(limit: Int) -> Bool {
        guard !state.withLock({ $0.isBlocked }) else { return false }
        let began = NIODeadline.now()
        let steps = writer.pendingFold
        guard let more = attempt({ try writer.foldOnce(limit: limit) }) else { return false }
        let took = NIODeadline.now() - began
        state.withLock { state in
            state.unfolded = more ? max(1, state.unfolded - limit) : 0
            state.lastFold = .now()
            guard let steps, steps > 0, took.nanoseconds > 0 else { return }
            let fitting = Int64(steps) * Self.foldTime.nanoseconds / took.nanoseconds
            state.foldSteps = min(max(Int(fitting), Self.foldSteps.lowerBound), Self.foldSteps.upperBound)
        }
        succeeded(in: .now() - began)
        return more
    }

    /// Runs a piece of work that writes, when its turn comes. While another program holds the database it is tried again
    /// for five seconds.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable (StoreWriter) throws -> Result,
        then done: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        perform(work, until: .now() + .seconds(5), then: done)
    }

    private func perform<Result: Sendable>(
        _ work: @escaping @Sendable (StoreWriter) throws -> Result, until end: NIODeadline,
        then done: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        queue.async {
            guard !self.state.withLock({ $0.isBlocked }) else {
                done(
                    .failure(
                        StoreError(
                            .storage, "writing to the database",
                            hint: "the collector's storage fails at the moment; see its log, then try again")))
                return
            }
            do {
                let result = try work(self.writer)
                let next = try self.writer.nextEvent()
                self.state.withLock { state in
                    state.unfolded += Int(max(0, next - state.next))
                    state.next = next
                }
                done(.success(result))
                self.relieveLog()
                self.scheduleFold()
            } catch let error as StoreError where error.trouble == .busy && NIODeadline.now() < end {
                self.queue.asyncAfter(deadline: .now() + .milliseconds(100)) {
                    self.perform(work, until: end, then: done)
                }
            } catch {
                if (error as? StoreError)?.trouble != nil {
                    _ = self.meet(error)
                    if self.state.withLock({ $0.isBlocked }) { self.retryLater() }
                }
                done(.failure(error))
            }
        }
    }
}
