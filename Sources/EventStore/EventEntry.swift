import Engagement

/// An event on its way into the log.
public struct EventEntry: Hashable, Codable, Sendable {
    /// The share through which the reader of a press came.
    public struct Parent: Hashable, Codable, Sendable {
        /// The id of the parent share, of the same article.
        public var id: Int64
        /// The channel of the parent share, should it be missing.
        public var channel: Int

        /// Names a parent.
        public init(id: Int64, channel: Int) {
            self.id = id
            self.channel = channel
        }
    }

    /// When it happened, by the collector's clock.
    public var at: Timestamp
    /// A press or a visit.
    public var kind: EventKind
    /// The number of the article.
    public var article: Int64
    /// The id of the share; nil for a refused press and for history.
    public var share: Int64?
    /// The parent of the share that a press creates.
    public var parent: Parent?
    /// The number of the channel; −1 is unknown.
    public var channel: Int
    /// Readers, or the newsroom.
    public var origin: Origin
    /// 0 for counted, else the number of the reason.
    public var code: Int
    /// The version of the rules that judged it.
    public var rules: Int
    /// Whether it is the visitor's first on this article today; nil where that is not known.
    public var arrival: Bool?
    /// Where and with what it was opened.
    public var circumstances: Circumstances
    /// The visitor's hash, to be kept for the day; nil where there is none.
    public var seen: SeenVisitor?

    /// Describes an event.
    public init(
        at: Timestamp, kind: EventKind, article: Int64, share: Int64?, parent: Parent? = nil, channel: Int,
        origin: Origin = .reader, verdict: Verdict, rules: Int, arrival: Bool? = nil,
        circumstances: Circumstances = Circumstances()
    ) {
        self.at = at
        self.kind = kind
        self.article = article
        self.share = share
        self.parent = parent
        self.channel = channel
        self.origin = origin
        self.code = verdict.code
        self.rules = rules
        self.arrival = arrival
        self.circumstances = circumstances
    }
}

/// That a visitor came to an article on a day, by a hash that only that day's key can make again.
public struct SeenVisitor: Hashable, Codable, Sendable {
    /// The first second of the local day.
    public var day: Timestamp
    /// The hash.
    public var visitor: Int64

    /// Names a visitor of a day.
    public init(day: Timestamp, visitor: Int64) {
        self.day = day
        self.visitor = visitor
    }
}

/// Refused requests beyond what is kept one by one, summed up.
public struct RefusedSum: Hashable, Codable, Sendable {
    /// What the requests have in common.
    public struct Key: Hashable, Codable, Sendable {
        /// The first second of the minute.
        public var minute: Timestamp
        /// Presses or visits.
        public var kind: EventKind
        /// The number of the article.
        public var article: Int64
        /// The number of the channel.
        public var channel: Int
        /// Readers, or the newsroom.
        public var origin: Origin
        /// The number of the reason.
        public var code: Int

        /// The minute and so on of an event.
        public init(_ event: EventEntry) {
            minute = Timestamp(seconds: event.at.seconds - ((event.at.seconds % 60) + 60) % 60)
            kind = event.kind
            article = event.article
            channel = event.channel
            origin = event.origin
            code = event.code
        }
    }

    /// What they have in common.
    public var key: Key
    /// How many, at least one.
    public var requests: Int64

    /// Makes a sum.
    public init(key: Key, requests: Int64) {
        self.key = key
        self.requests = requests
    }
}

/// Requests that belong to no article, summed up.
public struct UnattributedSum: Hashable, Codable, Sendable {
    /// The first second of the minute.
    public var minute: Timestamp
    /// Presses or visits.
    public var kind: EventKind
    /// Why they are not counted.
    public var reason: RefusalReason
    /// How many, at least one.
    public var requests: Int64

    /// Makes a sum.
    public init(minute: Timestamp, kind: EventKind, reason: RefusalReason, requests: Int64) {
        self.minute = minute
        self.kind = kind
        self.reason = reason
        self.requests = requests
    }
}

/// A share that the newsroom makes for its own page or post.
public struct NewsroomShare: Hashable, Codable, Sendable {
    /// Which share.
    public var key: ShareKey
    /// The number of the channel.
    public var channel: Int
    /// The name of a campaign.
    public var campaign: String?
    /// When it was made.
    public var made: Timestamp

    /// Describes a share.
    public init(key: ShareKey, channel: Int, campaign: String?, made: Timestamp) {
        self.key = key
        self.channel = channel
        self.campaign = campaign
        self.made = made
    }
}
