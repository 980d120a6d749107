import Engagement

/// A request of an access log on one of our links, judged, on its way to be joined with the events that are known.
public struct LogLine: Hashable, Codable, Sendable {
    /// The event that it is, unless it is known: with the share that a visit names, without one for a press.
    public var event: EventEntry
    /// The number of the import that it belongs to.
    public var source: Int64
    /// Whether the log says what agent it was. Where it does not, an event of any agent may be the same.
    public var isAgentKnown: Bool
    /// Whether the reader got an answer. What reached nobody is never a new event.
    public var wasAnswered: Bool

    /// Describes a line.
    public init(event: EventEntry, source: Int64, isAgentKnown: Bool = true, wasAnswered: Bool = true) {
        self.event = event
        self.source = source
        self.isAgentKnown = isAgentKnown
        self.wasAnswered = wasAnswered
    }
}

/// One step of an import of access logs: one transaction.
public struct LogStep: Codable, Sendable {
    /// How far a log is.
    public struct Progress: Hashable, Codable, Sendable {
        /// The number of the import.
        public var source: Int64
        /// How many lines of the log were read.
        public var lines: Int64

        /// Says how far a log is.
        public init(source: Int64, lines: Int64) {
            self.source = source
            self.lines = lines
        }
    }

    /// The lines, in the order of time.
    public var lines: [LogLine]
    /// Events that lines of an earlier step took or became, and that no line of this one may take.
    public var taken: Set<Int64>
    /// Requests that reached nobody, by the first second of their hour of UTC: all that the logs of this run tell.
    public var failures: [Int64: Int64]
    /// Logs that are done.
    public var finished: [Progress]

    /// Describes a step.
    public init(
        lines: [LogLine] = [], taken: Set<Int64> = [], failures: [Int64: Int64] = [:], finished: [Progress] = []
    ) {
        self.lines = lines
        self.taken = taken
        self.failures = failures
        self.finished = finished
    }
}

/// What became of the lines of a step, by their places in it. Those that are not named were known.
public struct LogOutcome: Hashable, Codable, Sendable {
    /// Lines that are new events.
    public var added: [Int] = []
    /// Lines that reached nobody.
    public var failed: [Int] = []
    /// Lines that break a rule of the schema, and were left out.
    public var rejected: [Int] = []
    /// Lines of sealed days, and of the second after: the events that they could be joined with were removed.
    public var sealed: [Int] = []
    /// Before which moment days are sealed.
    public var sealedBefore: Timestamp?
    /// The events that were taken or made close enough to the end that a line of the next step could take them.
    public var taken: Set<Int64> = []
}
