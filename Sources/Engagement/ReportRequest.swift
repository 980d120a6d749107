import Foundation

/// A report in the words that people ask for it with: the options of a command, or the query of an address.
public struct ReportRequest: Hashable, Sendable {
    /// The reports, by the names that stand in commands, addresses and JSON.
    public enum Name: String, CaseIterable, Sendable {
        case top
        case article
        case channels
        case trend
        case sections
        case authors
        case referrers
        case devices
        case drift
        case table
        case counts
    }

    /// Which report.
    public var name: Name
    /// `24h`, `7d` and the like.
    public var last: String?
    /// Today until now.
    public var today = false
    /// The first day, as in 2026-11-23.
    public var from: String?
    /// The last day, which is part of the period.
    public var to: String?
    /// A time zone other than the newsroom's.
    public var tz: String?
    /// Whether the period before is answered too.
    public var compare = false
    /// The width of time of `trend`, the division of `counts`, the keys of `table`.
    public var by: String?
    /// By which figure rows stand; visits unless given.
    public var sort: FigureName?
    /// How many rows at most.
    public var limit: Int?
    /// An article's number, its id in the CMS, or its address.
    public var article: String?
    /// A channel's name.
    public var channel: String?
    /// A section's name.
    public var section: String?
    /// An author's name.
    public var author: String?
    /// `reader`, `newsroom` or `all`.
    public var origin: String?
    /// What stands before a key where an error names it: `--` on a command line, nothing in an address.
    public var marker: String

    /// Asks for a report on everything recorded.
    public init(_ name: Name, marker: String) {
        self.name = name
        self.marker = marker
    }

    /// Eleven years of them: more rows than anybody reads, or a page can show.
    private static let mostHours: Int64 = 100_000

    /// The question, once what it names is looked up.
    ///
    /// - Parameters:
    ///   - zone: the newsroom's zone, which says what a day is unless the request does.
    ///   - all: the first and the last moment that something was recorded of.
    ///   - article: looks an article up by what was written; throws where there is none.
    ///   - channel: the number of a channel; throws where there is none.
    /// - Throws: ``RequestError``, and what the look-ups throw.
    public func question(
        zone: TimeZone, now: Timestamp, all: () throws -> (from: Timestamp, to: Timestamp)?,
        article: (String) throws -> Int64, channel: (String) throws -> Int
    ) throws -> ReportQuestion {
        let period = try period(zone: try self.zone(default: zone), now: now, all: all)
        let subject = try subject()
        if case .trend(by: .hour) = subject, period.to.seconds - period.from.seconds > 3_600 * Self.mostHours {
            throw RequestError("a trend by hour tells at most \(Self.mostHours) hours; choose \(marker)by day")
        }
        var filter = ReportFilter(origin: try origins(), section: section, author: author)
        filter.article = try self.article.map(article)
        // History that was imported has no channel that anybody could press.
        filter.channel = try self.channel.map { $0 == "unknown" ? -1 : try channel($0) }
        return ReportQuestion(subject, period: period, filter: filter, compare: compare, sort: sort ?? .visits)
    }

    /// What was filtered out, to be said beside the answer.
    public var filters: [Note] {
        [
            ("channel", channel), ("section", section), ("author", author), ("origin", origin == "all" ? nil : origin),
        ].compactMap { key, value in value.map { .filtered(key: key, value: $0) } }
    }

    private func origins() throws(RequestError) -> Origin? {
        let wanted = origin ?? (name == .counts ? "all" : "reader")
        guard wanted != "all" else { return nil }
        guard let known = Origin.allCases.first(where: { $0.name == wanted }) else {
            throw RequestError("\(marker)origin must be reader, newsroom or all")
        }
        return known
    }
}

/// Why a request for a report cannot be answered, with what to write instead.
public struct RequestError: Error, Hashable, CustomStringConvertible {
    /// One line.
    public let description: String

    init(_ description: String) { self.description = description }
}
