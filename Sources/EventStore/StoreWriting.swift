import Engagement

/// A number and a name that the store keeps for people who open the database.
public struct NamedChannel: Hashable, Codable, Sendable {
    /// The number in tokens and events.
    public var number: Int
    /// The name, such as `facebook`.
    public var name: String
    /// Whether it can be seen who draws its link previews.
    public var showsPreviews: Bool

    /// Names a channel.
    public init(number: Int, name: String, showsPreviews: Bool = true) {
        self.number = number
        self.name = name
        self.showsPreviews = showsPreviews
    }
}

/// One step of an import: events of a file, up to a line.
public struct ImportStep: Codable, Sendable {
    /// An event of a click log: its article is known by address.
    public struct Click: Codable, Sendable {
        /// The address of the article.
        public var url: String
        /// The event, whose article number is not known yet.
        public var event: EventEntry

        /// Pairs an event with its address.
        public init(url: String, event: EventEntry) {
            self.url = url
            self.event = event
        }
    }

    /// The number of the import.
    public var number: Int64
    /// The events, in the order of the lines.
    public var clicks: [Click]
    /// How many lines of the file are done after this step.
    public var lines: Int64
    /// Whether the file is done.
    public var finished: Timestamp?

    /// Describes a step.
    public init(number: Int64, clicks: [Click], lines: Int64, finished: Timestamp?) {
        self.number = number
        self.clicks = clicks
        self.lines = lines
        self.finished = finished
    }
}

/// Where an import stands.
public struct ImportState: Codable, Sendable {
    /// The number of the import.
    public var number: Int64
    /// How many lines are done.
    public var lines: Int64
    /// When the last was; nil while there are more.
    public var finished: Timestamp?
}

/// How often an article was read on a day, as web analytics tell.
public struct PageViews: Hashable, Codable, Sendable {
    /// The newsroom's day, such as `2026-11-23`.
    public var day: String
    /// The number of the article.
    public var article: Int64
    /// How often.
    public var views: Int64

    /// Tells of an article and a day.
    public init(day: String, article: Int64, views: Int64) {
        self.day = day
        self.article = article
        self.views = views
    }
}

/// Whoever may write: the store itself, or a running collector that is asked to.
public protocol StoreWriting: Sendable {
    /// Adds articles, or what is newly known of them; each answer is the article as it stands then.
    func record(_ articles: [ArticleFacts], source: ArticleSource) throws -> [Article]
    /// Changes an article by hand, from a moment on; the answer is every article that changed.
    func change(_ article: Int64, _ change: ArticleChange, at: Timestamp) throws -> [Article]
    /// Records a share of the newsroom.
    func record(_ share: NewsroomShare) throws
    /// Begins an import, or finds how far the same content came before.
    func beginImport(format: String, digest: String, name: String) throws -> ImportState
    /// Records one step of an import in one transaction.
    func record(_ step: ImportStep) throws
    /// Records views by day, in place of what was known of those days and articles; the answer: how many were new or
    /// changed.
    func record(_ views: [PageViews]) throws -> Int
    /// Judges events again by newer rules, as far as what is kept allows.
    func rejudge(_ verdicts: NewVerdicts, apply: Bool) throws -> Rejudgement
    /// Joins one step of access logs with the events that are known, in one transaction.
    func join(_ step: LogStep) throws -> LogOutcome
    /// Brings the tallies up to date.
    func fold() throws
    /// Seals the days before a local midnight; the answer is before which moment days are sealed.
    func seal(before moment: Timestamp) throws -> Timestamp
    /// Removes the events of sealed days among the next so many by number.
    func removeSealed(after number: Int64, limit: Int) throws -> Removal
    /// Adds the next sums of refused requests of sealed days to those of hours and days; the answer: is there more?
    func foldRefused(limit: Int) throws -> Bool
    /// Folds all unsealed days again.
    func rebuild() throws
    /// Notes when the last backup was made.
    func noteBackup(made: Timestamp) throws
}
