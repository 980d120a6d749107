import Engagement
import Synchronization

/// Remembers for ten seconds which link was requested from which address with which agent. In memory only.
///
/// It holds hashes under a seed of this process, never an address or an agent. Safe to use from several threads.
public final class RepeatMemory: Sendable {
    /// How long a repeat is one, in seconds.
    public static let window: Int64 = 10

    /// Two generations, so that what is old is let go all at once.
    private struct Memory {
        var since: Int64 = 0
        var current = RepeatTable()
        var earlier = RepeatTable()

        mutating func turn(at now: Int64) {
            guard now < since || now - since >= RepeatMemory.window else { return }
            let isNext = now >= since && now - since < 2 * RepeatMemory.window
            // As many are to be expected again; growing on the way would move them all several times.
            let room = isNext ? current.count : 0
            swap(&current, &earlier)
            current.removeAll(expecting: room)
            if !isNext { earlier.removeAll(expecting: 0) }
            since = now
        }
    }

    private final class Shard: Sendable {
        let memory = Mutex(Memory())
    }

    private let shards = (0..<16).map { _ in Shard() }
    private let limit: Int

    /// Makes a memory of at most about this many requests a window; one beyond is not taken for a repeat.
    public init(limit: Int = 1_000_000) {
        self.limit = limit / 16
    }

    /// The key of a request.
    public static func key(link: some Hashable, address: some Hashable, agent: String?) -> Int {
        var hasher = Hasher()
        hasher.combine(link)
        hasher.combine(address)
        hasher.combine(agent)
        return hasher.finalize()
    }

    /// Notes a request, or returns what was noted with the first one of the last ten seconds.
    ///
    /// - Parameter value: what to remember with the first one, such as the share that it made.
    public func firstValue(of key: Int, at now: Timestamp, noting value: UInt64) -> UInt64? {
        shards[key & 15].memory.withLock { memory in
            memory.turn(at: now.seconds)
            let entry = RepeatTable.Entry(key: key, at: now.seconds, value: value)
            if let known = memory.earlier.find(key), now.seconds - known.at < Self.window { return known.value }
            if memory.current.count >= limit { return memory.current.find(key)?.value }
            return memory.current.insert(entry)?.value
        }
    }
}
