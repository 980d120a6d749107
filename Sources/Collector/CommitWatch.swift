import EventStore
import NIOCore
import Synchronization

/// How commits go: how long they take, when the last one was, and since when and why they fail.
final class CommitWatch: Sendable {
    private struct Trouble {
        var since: NIODeadline
        var reason: String
    }

    let seconds = Histogram(upTo: [
        500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
    ])
    private let last = Counter()
    private let begun = NIODeadline.now()
    private let trouble = Mutex<Trouble?>(nil)

    /// A commit that began then is done.
    func done(since begun: NIODeadline) {
        let now = NIODeadline.now()
        seconds.note(now - begun)
        last.set(Int(now.uptimeNanoseconds))
    }

    /// A commit failed.
    ///
    /// - Parameter isFirst: whether the one before was well.
    func failed(_ error: any Error, isFirst: Bool) {
        // Only our own errors are known to hold no stored value.
        let reason = (error as? StoreError)?.description ?? "an error of another kind"
        trouble.withLock { trouble in
            trouble = Trouble(since: isFirst ? .now() : trouble?.since ?? .now(), reason: reason)
        }
    }

    /// A commit came through again.
    func recovered() { trouble.withLock { $0 = nil } }

    /// Seconds since the last commit that succeeded, or since the start.
    func age(at now: NIODeadline) -> Double {
        let then = last.count == 0 ? begun : NIODeadline.uptimeNanoseconds(UInt64(last.count))
        return Double(max(0, (now - then).nanoseconds)) / 1e9
    }

    /// How long commits have failed, in seconds, and why. Asked only while they do.
    func failing(at now: NIODeadline) -> (seconds: Int, reason: String) {
        trouble.withLock { trouble in
            guard let trouble else { return (0, "commits are late") }
            return (Int(max(0, (now - trouble.since).nanoseconds) / 1_000_000_000), trouble.reason)
        }
    }
}
