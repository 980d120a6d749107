import ShareLinks
import Synchronization

/// The keys as they are now: read when the collector starts, and again when a command or a signal says so.
public final class KeySource: Sendable {
    private let ring: Mutex<KeyRing>
    private let read: @Sendable () throws -> KeyRing

    /// Reads the keys.
    ///
    /// - Parameter read: reads them anew; throws where they cannot be used, and the old ones stay.
    public init(_ read: @escaping @Sendable () throws -> KeyRing) throws {
        self.read = read
        ring = Mutex(try read())
    }

    /// The keys as they were last read.
    public var current: KeyRing { ring.withLock { $0 } }

    /// A name for each key, no secret.
    public var names: [String] { current.names }

    /// Reads them again. A request that is being answered goes on with those it began with.
    public func refresh() throws {
        // Read inside the lock, so that of two readings the later one stays.
        try ring.withLock { $0 = try read() }
    }
}
