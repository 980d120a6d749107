/// One table of an archive: everything that a newsroom has recorded, in a form that other programs read too.
///
/// Names and keys are an interface: whatever is changed about them is a new version.
public struct ArchiveTable: Hashable, Sendable {
    /// The version of the form.
    public static let version = 1

    /// The name, which is also that of the file in an archive of CSV.
    public let name: String
    /// The columns, in order. Moments are ISO 8601 in UTC.
    public let columns: [Column]

    private init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    private static func numbers(_ keys: String...) -> [Column] { keys.map { Column($0, .number) } }
    private static func texts(_ keys: String...) -> [Column] { keys.map { Column($0, .text) } }
    private static func moments(_ keys: String...) -> [Column] { keys.map { Column($0, .moment(nil)) } }
    private static let figures = numbers(
        "presses", "previewed", "opened", "visits", "arrivals", "unhashed", "reshares")

    /// All tables, in the order in which they are written and read: what a row names stands before it.
    public static let all: [ArchiveTable] = [
        articles, formerAddresses, articleChanges, sealedVisits, imports, referrers, agents, places, shares, tallies,
        refusedTallies, circumstances, openings, unattributed, refusedSums, losses, filledHours, restores, pageViews,
        events, machines,
    ]

    static let articles = ArchiveTable(
        "articles",
        numbers("number", "aliasOf") + texts("url", "cmsId", "title", "section", "author") + moments("published")
            + texts("image", "summary", "source") + moments("added", "withdrawn"))
    static let formerAddresses = ArchiveTable("formerAddresses", texts("url") + numbers("article"))
    static let articleChanges = ArchiveTable(
        "articleChanges", numbers("number", "article") + moments("at") + texts("change", "detail"))
    /// Of removed events: visits before a change of their article within one hour.
    static let sealedVisits = ArchiveTable("sealedVisits", numbers("change", "visits"))
    static let imports = ArchiveTable(
        "imports", numbers("number") + texts("format", "digest", "name") + numbers("lines") + moments("finished"))
    static let referrers = ArchiveTable("referrers", texts("host", "network"))
    static let agents = ArchiveTable("agents", texts("family", "system", "device"))
    static let places = ArchiveTable("places", texts("name", "channel", "app"))
    /// `previewed` and `opened` only of moments whose events are removed; the others follow from the events.
    static let shares = ArchiveTable(
        "shares",
        numbers("article", "id") + texts("channel", "origin") + numbers("parent") + texts("campaign")
            + moments("made", "previewed", "opened"))
    /// Of days whose events are removed, as the next three; `span` in seconds, 3600 or 86400.
    static let tallies = ArchiveTable(
        "tallies",
        numbers("span") + moments("start") + numbers("article") + texts("channel", "origin") + figures
            + numbers("fetches"))
    static let refusedTallies = ArchiveTable(
        "refusedTallies",
        numbers("span") + moments("start") + texts("kind") + numbers("article") + texts("channel", "origin", "reason")
            + numbers("requests"))
    /// One of referrer, agent (with system and device) and place (with app), or none where it is unknown.
    static let circumstances = ArchiveTable(
        "circumstances",
        numbers("span") + texts("about") + moments("start")
            + texts("referrer", "agent", "system", "device", "place", "app", "channel", "origin")
            + numbers("presses", "opened", "visits", "arrivals", "unhashed", "reshares"))
    static let openings = ArchiveTable(
        "openings", numbers("article") + moments("start") + texts("place", "app", "origin") + numbers("visits"))
    static let unattributed = ArchiveTable(
        "unattributed", moments("minute") + texts("kind", "reason") + numbers("requests"))
    static let refusedSums = ArchiveTable(
        "refusedSums",
        moments("minute") + texts("kind") + numbers("article") + texts("channel", "origin", "reason")
            + numbers("requests"))
    static let losses = ArchiveTable("losses", moments("minute") + texts("reason") + numbers("events"))
    static let filledHours = ArchiveTable("filledHours", moments("start") + numbers("events", "failures"))
    static let restores = ArchiveTable(
        "restores", numbers("number") + moments("at", "made") + numbers("article", "event"))
    static let pageViews = ArchiveTable("pageViews", texts("day") + numbers("article", "views"))
    /// `reason` null is counted. `arrival` 1 is a visitor's first on the article that day, null is unknown. `mangles` as in
    /// `schema.sql`.
    public static let events = ArchiveTable(
        "events",
        numbers("id") + moments("at") + texts("kind") + numbers("article", "share")
            + texts("channel", "origin", "reason") + numbers("rules", "arrival")
            + texts("referrer", "agent", "system", "device", "country") + numbers("import") + texts("place", "app")
            + numbers("mangles"))
    /// The agents of machines behind refused events, as long as they are kept.
    static let machines = ArchiveTable("machines", numbers("event") + texts("agent"))
}

/// What stands at the beginning of an archive.
public struct ArchiveHeader: Hashable, Codable, Sendable {
    /// The version of the form.
    public var version: Int
    /// What tells this archive from any other: 64 hexadecimal digits.
    public var id: String
    /// The zone of the days of `tallies`, `circumstances` and `pageViews`.
    public var timeZone: String
    /// Seconds since 1970: events before this moment were removed, and their tallies are in the archive; 0 is none.
    public var sealedBefore: Int64
    /// Seconds since 1970 from which on `circumstances` and `openings` know all there was.
    public var circumstancesSince: Int64
    /// The number that the next event would have got.
    public var nextEvent: Int64
    /// The number that the next import would have got.
    public var nextImport: Int64

    /// Describes an archive.
    public init(
        version: Int = ArchiveTable.version, id: String, timeZone: String, sealedBefore: Int64,
        circumstancesSince: Int64, nextEvent: Int64, nextImport: Int64
    ) {
        self.version = version
        self.id = id
        self.timeZone = timeZone
        self.sealedBefore = sealedBefore
        self.circumstancesSince = circumstancesSince
        self.nextEvent = nextEvent
        self.nextImport = nextImport
    }
}
