import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// `sharetrail report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Answer an editor's question: top, article, channels, trend, sections and so on.",
        discussion: """
            top       the most shared articles
            article   one article (--article): its channels, places, and hours
            channels  which channels
            trend     over time: --by hour, day, week or month
            sections  the newspaper's sections
            authors   its authors
            referrers hosts that presses and visits came from
            devices   classes of devices, and their systems
            drift     rows: where it was shared; columns: where it was opened
            table     the long form: --by one or more of these, with commas:
                        hour, day, week, month, article, section, author, channel, origin;
                        or referrer, place, device, system beside time, channel and origin
            counts    requests = counted + refused by reason; --by one of these:
                        hour, day, article, channel
                        agent    families of browsers, apps and machines
                        machine  whole agents of machines, kept for 30 days
                        place    the app or network it was opened in
                        country  as imported click logs tell it
                        mangle   what was done to links on their way

            All but counts show counted events only. Without a period they cover everything recorded.
            """)

    enum Name: String, CaseIterable, ExpressibleByArgument {
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

    @OptionGroup var home: HomeOption

    @Argument(help: "top, article, channels, trend, sections, authors, referrers, devices, drift, table or counts.")
    var name: Name

    @OptionGroup var period: PeriodOptions

    @Flag(help: "Answer for the period before, too; within one day, also what is usual for its weekday.")
    var compare = false

    @Option(help: "For trend: hour, day (default), week or month. For counts and table: see above.")
    var by: String?

    @Option(
        help: ArgumentHelp(
            "For rows of articles, channels, sections and so on: by which figure they stand, most first (default: visits).",
            valueName: "figure"))
    var sort: FigureName?

    @Option(
        help:
            "For top, sections, authors, referrers, table and counts --by article: at most this many (default: 20; counts: 1000; table: all)."
    )
    var limit: Int?

    @Option(help: "One article: its number, its id in the CMS, or its address.")
    var article: String?

    @Option(help: "One channel.")
    var channel: String?

    @Option(help: "One section.")
    var section: String?

    @Option(help: "One author.")
    var author: String?

    @Option(help: "reader, newsroom for its own links, or all (default: reader, and all for counts).")
    var origin: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let reader = try StoreReader(folder: home.path)
        let zone = try period.zone(default: configuration.zone)
        let range = try period.period(zone: zone, now: Clock.system.now(), all: try reader.range())
        let question = ReportQuestion(
            try subject(), period: range, filter: try filter(configuration.channels), compare: compare,
            sort: sort ?? .visits)
        var answer = try reader.answer(question)
        let asked = [
            ("channel", channel), ("section", section), ("author", author), ("origin", origin == "all" ? nil : origin),
        ]
        answer.notes =
            asked.compactMap { key, value in value.map { Note.filtered(key: key, value: $0) } } + answer.notes
        Terminal.write(
            render(answer, as: output.format, options: output.options(configuration)))
    }

    private func subject() throws -> ReportQuestion.Subject {
        if by != nil, ![.trend, .counts, .table].contains(name) {
            throw ValidationError("--by belongs to trend, counts and table, not to \(name.rawValue)")
        }
        if sort != nil, ![.top, .channels, .sections, .authors, .referrers, .devices].contains(name) {
            throw ValidationError("--sort belongs to top, channels, sections, authors, referrers and devices")
        }
        if let sort, sort == .views || sort == .pressesPerThousandViews, ![.top, .sections, .authors].contains(name) {
            throw ValidationError(
                "views are told by top, sections and authors only; sort \(name.rawValue) by another figure")
        }
        if sort == .previewed, name == .referrers || name == .devices {
            throw ValidationError(
                "machines fetch link previews, so \(name.rawValue) do not tell them; sort by another figure")
        }
        if limit != nil, [.article, .channels, .trend, .devices, .drift].contains(name) {
            throw ValidationError("--limit belongs to top, sections, authors, referrers, table and counts --by article")
        }
        let all = limit
        let limit = limit ?? (name == .counts ? 1_000 : 20)
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
        switch name {
        case .sections: return .sections(limit: limit)
        case .authors: return .authors(limit: limit)
        case .referrers: return .referrers(limit: limit)
        case .devices: return .devices
        case .drift: return .drift
        case .table: return .table(by: try keys(), limit: all)
        case .top:
            return .top(limit: limit)
        case .article:
            guard article != nil else { throw ValidationError("say which with --article") }
            return .article
        case .channels:
            return .channels
        case .trend:
            let standard = period.last?.hasSuffix("h") == true || period.today ? "hour" : "day"
            guard let bucket = TimeBucket(rawValue: by ?? standard) else {
                throw ValidationError("--by must be hour, day, week or month")
            }
            return .trend(by: bucket)
        case .counts:
            guard let division = ReportQuestion.Division(rawValue: by ?? "none") else {
                throw ValidationError(
                    "--by must be hour, day, article, channel, agent, machine, place, country or mangle")
            }
            return .counts(by: division, limit: limit)
        }
    }

    private func keys() throws -> [ReportQuestion.TableKey] {
        let known = ReportQuestion.TableKey.allCases.map(\.rawValue).joined(separator: ", ")
        let keys = try (by ?? "").split(separator: ",").map { word in
            guard let key = ReportQuestion.TableKey(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("--by knows no «\(word)»; name any of \(known)")
            }
            return key
        }
        guard !keys.isEmpty else {
            throw ValidationError("say by what with --by, such as day,channel: any of \(known)")
        }
        guard !keys.contains(.article) || !(keys.contains(.section) || keys.contains(.author)) else {
            throw ValidationError("article brings its section and its author; leave those out of --by")
        }
        guard Set(keys).count == keys.count else { throw ValidationError("--by names a key twice; keep one of them") }
        return keys
    }

    private func filter(_ table: ChannelTable) throws -> ReportFilter {
        var filter = ReportFilter(section: section, author: author)
        if let article { filter.article = try ArticlesCommand.find(article, home: home).number }
        if let channel {
            filter.channel = channel == "unknown" ? -1 : Int(try table.toPress(channel).number)
        }
        let origin = origin ?? (name == .counts ? "all" : "reader")
        if origin != "all" {
            guard let known = Origin.allCases.first(where: { $0.name == origin }) else {
                throw ValidationError("--origin must be reader, newsroom or all")
            }
            filter.origin = known
        }
        return filter
    }
}

extension FigureName: ExpressibleByArgument {}

/// Which time a report covers.
struct PeriodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The last 24h, 7d, 30d…: whole hours with the present one, or full days before today.", valueName: "n"))
    var last: String?

    @Flag(help: "Today until now.")
    var today = false

    @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
    var from: String?

    @Option(help: ArgumentHelp("The last day, which is part of it.", valueName: "yyyy-mm-dd"))
    var to: String?

    @Option(help: "The time zone that says what a day is (default: from the configuration).")
    var tz: String?

    func zone(default standard: TimeZone) throws -> TimeZone {
        guard let tz else { return standard }
        guard let zone = TimeZone(identifier: tz) else {
            throw ValidationError("there is no time zone «\(tz)»; write it as in Asia/Ho_Chi_Minh")
        }
        return zone
    }

    func period(
        zone: TimeZone, now: Timestamp, all: @autoclosure () throws -> (from: Timestamp, to: Timestamp)?
    ) throws -> Period {
        let ways = [last != nil, today, from != nil || to != nil].count { $0 }
        guard ways <= 1 else { throw ValidationError("choose one of --last, --today, and --from with --to") }
        if today { return .today(at: now, zone: zone) }
        if let last {
            guard let unit = last.last, let count = Int(last.dropLast()), count > 0, count <= 100_000 else {
                throw ValidationError("--last must be a number with h or d, such as 24h or 7d")
            }
            switch unit {
            case "h": return .last(hours: count, until: now, zone: zone)
            case "d": return .last(days: count, before: now, zone: zone)
            default: throw ValidationError("--last must be a number with h or d, such as 24h or 7d")
            }
        }
        let first = try from.map { try LocalDate.midnight($0, zone: zone, plus: 0) }
        let end = try to.map { try LocalDate.midnight($0, zone: zone, plus: 1) }
        let whole = try all() ?? (now, now)
        let start =
            first ?? TimeBucket.day.start(of: min(whole.from, end?.advanced(by: -1) ?? whole.from), zone: zone)
        let lastDay = TimeBucket.day.start(of: max(whole.to, start), zone: zone)
        let stop = end ?? TimeBucket.day.start(of: lastDay.advanced(by: 30 * 3600), zone: zone)
        guard start < stop else { throw ValidationError("--from must not be after --to") }
        return Period(from: start, to: stop, zone: zone)
    }
}
