/// Which events a report is about; nil is all.
public struct ReportFilter: Hashable, Sendable {
    /// The number of a channel.
    public var channel: Int?
    /// Readers' shares, or the newsroom's own.
    public var origin: Origin?
    /// The number of an article.
    public var article: Int64?
    /// The name of a section.
    public var section: String?
    /// The name of an author.
    public var author: String?

    /// Makes a filter; nil lets all through.
    public init(
        channel: Int? = nil, origin: Origin? = nil, article: Int64? = nil, section: String? = nil,
        author: String? = nil
    ) {
        self.channel = channel
        self.origin = origin
        self.article = article
        self.section = section
        self.author = author
    }

    /// Whether nothing is filtered out.
    public var isEmpty: Bool {
        channel == nil && origin == nil && article == nil && section == nil && author == nil
    }
}

/// What a report is asked.
public struct ReportQuestion: Hashable, Sendable {
    /// By what the requests of `counts` are divided.
    public enum Division: String, CaseIterable, Sendable {
        case none
        case hour
        case day
        case article
        case channel
        /// The family of the agent: a browser, an app or a machine.
        case agent
        /// The whole agents of machines, as long as they are kept.
        case machine
        /// Where visits were opened: an app or a network.
        case place
        /// The country of readers, which imported click logs tell; the collector asks nobody for it.
        case country
        /// What was done to landing links on their way, by channel.
        case mangle
    }

    /// A key of the long form.
    public enum TableKey: String, CaseIterable, Sendable {
        case hour
        case day
        case week
        case month
        case article
        case section
        case author
        case channel
        case origin
        /// The host that it came from.
        case referrer
        case device
        case system
        /// Where visits were opened.
        case place

        /// The width of time that it is; nil for the others.
        public var bucket: TimeBucket? { TimeBucket(rawValue: rawValue) }

        /// Whether it is something of an article.
        public var isOfArticle: Bool { self == .article || self == .section || self == .author }
    }

    /// Which report.
    public enum Subject: Hashable, Sendable {
        /// The most shared articles, at most this many.
        case top(limit: Int)
        /// One article: its channels and its hours. The filter names it.
        case article
        /// The channels.
        case channels
        /// Hour by hour, day by day and so on.
        case trend(by: TimeBucket)
        /// The sections of the newspaper, at most this many.
        case sections(limit: Int)
        /// The authors, at most this many.
        case authors(limit: Int)
        /// The hosts that visits came from, at most this many.
        case referrers(limit: Int)
        /// What visits and presses were made with.
        case devices
        /// Where links of each channel were opened.
        case drift
        /// The long form: a row for each combination of these keys, at most so many; nil is all.
        case table(by: [TableKey], limit: Int?)
        /// How the requests add up; by article, for at most this many articles.
        case counts(by: Division, limit: Int = 1_000)
    }

    /// Which report.
    public var subject: Subject
    /// Which time.
    public var period: Period
    /// Which events.
    public var filter: ReportFilter
    /// Whether the period before is answered too, and within one day what is usual for its weekday.
    public var compare: Bool
    /// By which figure rows stand, the most first; reports over time stay in the order of time.
    public var sort: FigureName

    /// Asks for a report.
    public init(
        _ subject: Subject, period: Period, filter: ReportFilter = ReportFilter(), compare: Bool = false,
        sort: FigureName = .visits
    ) {
        self.subject = subject
        self.period = period
        self.filter = filter
        self.compare = compare
        self.sort = sort
    }

    /// The report's name on the command line and in JSON.
    public var name: String {
        switch subject {
        case .top: "top"
        case .article: "article"
        case .channels: "channels"
        case .trend: "trend"
        case .sections: "sections"
        case .authors: "authors"
        case .referrers: "referrers"
        case .devices: "devices"
        case .drift: "drift"
        case .table: "table"
        case .counts: "counts"
        }
    }
}

/// A row of figures before it is drawn.
public struct FigureRow<Key: Hashable & Sendable>: Hashable, Sendable {
    /// What the row is about.
    public var key: Key
    /// Its figures.
    public var figures: Figures

    /// Makes a row.
    public init(key: Key, figures: Figures) {
        self.key = key
        self.figures = figures
    }
}

/// A number of requests with one verdict.
public struct RequestRow<Key: Hashable & Sendable>: Hashable, Sendable {
    /// What the row is about.
    public var key: Key
    /// 0 for counted, else the number of the reason.
    public var code: Int
    /// How many.
    public var requests: Int64

    /// Makes a row.
    public init(key: Key, code: Int, requests: Int64) {
        self.key = key
        self.code = code
        self.requests = requests
    }
}
