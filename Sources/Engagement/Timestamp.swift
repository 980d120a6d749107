/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Whole seconds are all that is kept of any reader's doing: a finer time can point at a person.
public struct Timestamp: Hashable, Comparable, Codable, Sendable {
    /// Seconds since 1970 in UTC, leap seconds not counted, as POSIX defines it.
    public var seconds: Int64

    /// The moments that can be recorded: from 1970 to the end of the year 9999.
    public static let storable: ClosedRange<Int64> = 0...253_402_300_799

    /// Makes a moment from seconds since 1970.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Whether the left moment is before the right one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.seconds < right.seconds
    }

    /// The moment this many seconds later, or earlier where negative.
    public func advanced(by seconds: Int64) -> Timestamp {
        Timestamp(seconds: self.seconds + seconds)
    }

    /// Writes the moment as its bare number of seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }

    /// Reads a bare number of seconds.
    public init(from decoder: any Decoder) throws {
        seconds = try decoder.singleValueContainer().decode(Int64.self)
    }
}

/// Where the present moment comes from, so that tests can set it.
public struct Clock: Sendable {
    /// The present moment.
    public let now: @Sendable () -> Timestamp

    /// Makes a clock from a function.
    public init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }
}
