import Dispatch
import Engagement
import EventStore
import Foundation
import Logging
import NIOCore
import Synchronization

/// What happens when the storage fails, is slow or full: readers go on, events wait, and it is tried again.
extension Recorder {
    /// The time between attempts, at first and at most.
    private static let patience: (first: Int, full: Int, broken: Int) = (200, 1_000, 5_000)
    /// Failures in a row after which the connection is opened anew.
    private static let reopenAfter = 2

    /// Whether answers go out without waiting for their record: from the first commit that failed or was late, to the
    /// first that is in time again.
    var isBehind: Bool { behind.load(ordering: .relaxed) }

    /// How long the oldest event that waits has waited; nil where none does.
    var oldestWaiting: TimeAmount? {
        let failed = state.withLock { $0.failed?.submissions.first?.since }
        return (failed ?? inbox.withLock { $0.since }).map { .now() - $0 }
    }

    /// Whether an operator should look: commits fail or are late, or events wait for longer than a second.
    var isDegraded: Bool { counters.degraded.count != 0 || (oldestWaiting ?? .zero) > .seconds(1) }

    /// From now on nobody waits for a record.
    func fallBehind() {
        behind.store(true, ordering: .relaxed)
        counters.degraded.set(1)
    }

    // MARK: - Losses

    /// Counts requests that cannot be recorded, and notes them for reports.
    func lose(_ events: [EventEntry], _ reason: LossReason) {
        counters.lost.add(events.count)
        addSum { sums in for event in events { sums.lose(at: event.at, reason) } }
    }

    /// Counts a request that cannot be recorded, and notes it for reports.
    func lose(_ reason: LossReason) {
        counters.lost.add()
        let now = clock.now()
        addSum { $0.lose(at: now, reason) }
    }

    /// At the end: what could not be written is lost.
    func giveUp(_ events: [EventEntry]) {
        counters.lost.add(events.count)
        var sums = PendingSums()
        for event in events { sums.lose(at: event.at, .stopped) }
        let number = state.withLock { $0.nextSums }
        let isNoted = (try? writer.append([], first: 1, sums: BatchSums(number: number, losses: sums.losses))) != nil
        logger.error(
            "stopped before all was recorded: the storage fails",
            metadata: ["lost": "\(events.count)", "reports": isNoted ? "say so" : "do not know of it"])
    }

    // MARK: - On the queue

    /// Tries something; nil where it failed, which is counted. Where only room was missing and the ballast gave some, it
    /// is tried again at once.
    func attempt<Result>(_ work: () throws -> Result) -> Result? {
        while true {
            do { return try work() } catch { guard meet(error) else { return nil } }
        }
    }

    /// Takes note of a failure; true where trying again at once makes sense.
    func meet(_ error: any Error) -> Bool {
        counters.failedCommits.add()
        fallBehind()
        let trouble = (error as? StoreError)?.trouble
        state.withLock { state in
            state.failures += 1
            if trouble == .broken, state.failures >= Self.reopenAfter { state.mustReopen = true }
            counters.commitWatch.failed(error, isFirst: state.failures == 1)
        }
        guard trouble == .full, let ballast = writer.ballast, ballast.release() else { return false }
        logger.warning("the disk is full: released the ballast; free some space")
        // The log's room can be used again once it is written back.
        try? writer.relieveLog(anyway: true)
        return true
    }

    /// Takes note of a commit that came through.
    func succeeded(in time: TimeAmount) {
        let wasFailing = state.withLock { state in
            defer { state.failures = 0 }
            return state.failures > 0
        }
        if wasFailing { counters.commitWatch.recovered() }
        guard isBehind, time <= lateAfter else { return }
        // Whoever comes behind events that have waited that long would wait in vain.
        let now = NIODeadline.now()
        guard inbox.withLock({ $0.since.map { now - $0 <= lateAfter } ?? true }) else { return }
        behind.store(false, ordering: .relaxed)
        counters.degraded.set(0)
    }

    /// Tries again after a while that grows. There is one such attempt at a time, and events that come wait for it.
    func retryLater() {
        let delay: Int? = state.withLock { state in
            guard !state.isClosed, !state.isRetrying else { return nil }
            state.isRetrying = true
            let most = state.mustReopen ? Self.patience.broken : Self.patience.full
            return min(most, Self.patience.first << min(8, max(0, state.failures - 1)))
        }
        guard let delay else { return }
        inbox.withLock { $0.isScheduled = true }
        queue.asyncAfter(deadline: .now() + .milliseconds(delay)) {
            self.state.withLock { $0.isRetrying = false }
            self.drain()
        }
    }

    /// Opens the connection anew. The batch that failed keeps its number: if its commit came back to life, its repetition
    /// adds nothing.
    func reopen() -> Bool {
        do {
            try writer.reopen()
            let (next, sums, unfolded) = (try writer.nextEvent(), try writer.nextSums(), try writer.unfolded())
            state.withLock { state in
                var after: Int64 = 0
                if var failed = state.failed {
                    // Numbers beyond it are not ours: it is another file than before.
                    if next > failed.first + Int64(failed.count) { failed.first = next }
                    after = failed.first + Int64(failed.count)
                    state.failed = failed
                }
                state.next = max(next, after)
                state.nextSums = max(sums, state.nextSums)
                state.unfolded = unfolded
                state.mustReopen = false
            }
            counters.reopenings.add()
            backedUp(at: try writer.lastBackup() ?? Timestamp(seconds: 0))
            // Opening it writes, too. A batch that failed has yet to show that it can be written.
            if state.withLock({ $0.failed == nil }) { succeeded(in: .zero) }
            return true
        } catch {
            _ = meet(error)
            state.withLock { $0.mustReopen = true }
            return false
        }
    }

    /// Writes the log back if it has grown: here, where no request waits for it.
    func relieveLog() {
        do {
            try writer.relieveLog()
        } catch {
            // Commits go on, and it is tried again; a disk that is full is the reason to let the ballast go.
            if (error as? StoreError)?.trouble == .full, writer.ballast?.release() ?? false {
                logger.warning("the disk is full: released the ballast; free some space")
                try? writer.relieveLog(anyway: true)
            }
        }
    }
}
