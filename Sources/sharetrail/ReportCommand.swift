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

    @OptionGroup var home: HomeOption

    @Argument(help: "top, article, channels, trend, sections, authors, referrers, devices, drift, table or counts.")
    var name: ReportRequest.Name

    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let reader = try StoreReader(folder: home.path)
        let request = question.request(name)
        let question = try request.question(
            zone: configuration.zone, now: Clock.system.now(), all: { try reader.range() },
            article: { try ArticlesCommand.find($0, in: reader).number },
            channel: { Int(try configuration.channels.toPress($0).number) })
        var answer = try reader.answer(question)
        answer.notes = request.filters + answer.notes
        Terminal.write(
            render(answer, as: output.format, options: output.options(configuration)))
    }
}

extension ReportRequest.Name: ExpressibleByArgument {}
extension FigureName: ExpressibleByArgument {}

/// What a report is asked beside its name.
struct QuestionOptions: ParsableArguments {
    @OptionGroup var period: PeriodOptions

    @Flag(help: "Answer for the period before, too; within one day, also what is usual for its weekday.")
    var compare = false

    @Option(help: "For trend: hour, day (default), week or month. For counts and table: as «report --help» lists.")
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

    /// The same in the words of a request.
    func request(_ name: ReportRequest.Name) -> ReportRequest {
        var request = ReportRequest(name, marker: "--")
        (request.last, request.today, request.from, request.to) = (period.last, period.today, period.from, period.to)
        (request.tz, request.compare, request.by, request.sort) = (period.tz, compare, by, sort)
        (request.limit, request.article, request.channel) = (limit, article, channel)
        (request.section, request.author, request.origin) = (section, author, origin)
        return request
    }
}

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
}
