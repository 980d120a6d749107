import Foundation

/// One value in a report's table.
public enum Cell: Hashable, Sendable {
    /// Words, such as a title; never markup.
    case text(String)
    /// A whole number.
    case count(Int64)
    /// A ratio.
    case ratio(Double)
    /// A moment, seen in the table's zone.
    case moment(Timestamp)
    /// Unknown or not to be told: null in JSON, an en dash on screen.
    case none

    /// The cell of a number that may be unknown.
    public static func count(orNone value: Int64?) -> Cell { value.map(Cell.count) ?? .none }
    /// The cell of words that may be missing.
    public static func text(orNone value: String?) -> Cell { value.map(Cell.text) ?? .none }
    /// The cell of a ratio that may be undefined.
    public static func ratio(orNone value: Double?) -> Cell { value.map(Cell.ratio) ?? .none }
}

/// A column of a report's table.
public struct Column: Hashable, Sendable {
    /// What the cells hold, which decides how they are aligned and what is drawn over them.
    public enum Kind: Hashable, Sendable {
        case text
        case number
        case moment(TimeBucket?)
        /// A channel's name, such as `facebook`: shown on screen as its label.
        case channel
        /// One of the fixed words of reports, such as `counted`: translated on screen.
        case word
        /// Only for programs: left out of tables on screen.
        case machine
    }

    /// The key in JSON and the header in CSV, such as `visitsPerPress`. An interface: never renamed.
    public var key: String
    /// What the cells hold.
    public var kind: Kind

    /// Names a column.
    public init(_ key: String, _ kind: Kind) {
        self.key = key
        self.kind = kind
    }
}

/// The answer to a report's question, ready to be drawn in any format.
public struct ReportAnswer: Hashable, Sendable {
    /// The name of the report, such as `top`.
    public var report: String
    /// The period it covers, in its zone.
    public var period: Period
    /// The columns, in order.
    public var columns: [Column]
    /// The rows, each with a cell a column.
    public var rows: [[Cell]]
    /// A cell a column: sums where a sum has meaning, else none.
    public var total: [Cell]
    /// The same totals for the period before, when that was asked for.
    public var previous: [Cell]?
    /// The rows of the period before, when that was asked for: of the keys that are shown, of `channels` all.
    public var previousRows: [[Cell]]?
    /// What is usual for this weekday: the median of the weeks before, when that was asked for a day or a part of one.
    public var usual: [Cell]?
    /// Of how many weeks that is the median, at most eight.
    public var usualWeeks: Int
    /// The figure by which its rows stand; reports over time and some others stand otherwise.
    public var sortedBy: FigureName = .visits
    /// What the reader of the report must know about it, a sentence each.
    public var notes: [Note]
    /// What the report is about, where it is about one thing: an article's title.
    public var subject: String?

    /// Puts an answer together.
    public init(
        report: String, period: Period, columns: [Column], rows: [[Cell]], total: [Cell], previous: [Cell]? = nil,
        previousRows: [[Cell]]? = nil, usual: [Cell]? = nil, usualWeeks: Int = 0, notes: [Note] = [],
        subject: String? = nil
    ) {
        self.report = report
        self.period = period
        self.columns = columns
        self.rows = rows
        self.total = total
        self.previous = previous
        self.previousRows = previousRows
        self.usual = usual
        self.usualWeeks = usualWeeks
        self.notes = notes
        self.subject = subject
    }
}

/// Something that the reader of a report must know.
public enum Note: Hashable, Sendable {
    /// For this many visits no distinct arrival could be told.
    case visitsWithoutArrival(Int64)
    /// The zone's hours do not begin with hours of UTC, so the figures were read from the event log,
    /// which is kept for a limited time.
    case readFromEventLog
    /// Only the first rows are shown, of this many.
    case limited(shown: Int, of: Int)
    /// Views were imported, but they are known by whole days of this zone only.
    case viewsByDay(TimeZone)
    /// Views were imported of so many of the period's days only.
    case viewsOfDays(Int, of: Int)
    /// This many requests are told of no article: without a valid signature, or out of a flood.
    case unverified(Int64)
    /// Hours were filled from access logs: the first runs of them, how many more runs there are, and with how many events.
    case filledFromLogs([Period], more: Int, events: Int64)
    /// This many requests on our links reached nobody, as access logs tell.
    case reachedNobody(Int64)
    /// Only what has this value under this key, such as `channel` and `facebook`.
    case filtered(key: String, value: String)
    /// Only requests whose machine's agent is kept are shown.
    case machinesOnly
    /// Counts below this are not told to readers outside the newsroom.
    case fewHidden(below: Int64)
    /// So many of a channel's visits came by a link that was damaged on its way.
    case mangled(channel: String, visits: Int64, of: Int64)
    /// What was done to an article by hand, with its visits before and after; for a withdrawn one, requests after.
    case changed(String, article: Int64, at: Timestamp, zone: TimeZone, before: Int64, after: Int64)
    /// What needs single events could be told from this moment on only: those before were removed.
    case eventsRemoved(before: Timestamp, zone: TimeZone)
    /// What was recorded in this span of time is lost: a backup from its beginning was restored at its end.
    case lost(Period)
    /// So many requests in this span of time could not be recorded, since the storage failed.
    case unrecorded(Int64, Period)
}
