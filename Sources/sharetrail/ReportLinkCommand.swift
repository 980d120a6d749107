import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import Pages
import Reports
import ShareLinks

/// `sharetrail report-link`
struct ReportLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report-link",
        abstract: "Signed links by which people outside see one report on the pages: make, list, revoke.",
        subcommands: [Make.self, List.self, Revoke.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link to one report.",
            discussion: """
                Whoever has the link sees this report, with these filters, until it expires, and nothing else. Counts below \
                5 are not shown by it.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: "The report: top, article, channels, trend, sections and so on.")
        var report: ReportRequest.Name

        @Option(help: "For whom or what it is.")
        var name: String

        @Option(help: "For how many days it is good, 1 to 400.")
        var days = 30

        @OptionGroup var question: QuestionOptions

        @Option(help: ArgumentHelp("Where the pages are reached from outside.", valueName: "url"))
        var base: String?

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let reader = try StoreReader(folder: home.path)
            let request = question.request(report)
            let number = try request.article.map { try ArticlesCommand.find($0, in: reader).number }
            // What cannot be answered is refused now, and not when somebody opens the link.
            _ = try reader.answer(
                request.question(
                    zone: configuration.zone, now: Clock.system.now(), all: { try reader.range() },
                    article: { _ in number ?? 0 },
                    channel: { Int(try configuration.channels.toPress($0).number) }))
            let now = Clock.system.now()
            let keys = try home.keys()
            let text = try home.changeReportLinks { list in
                try list.add(
                    name, report: report, query: request.query(article: number),
                    article: report == .article ? number : nil,
                    days: days, at: now, keys: keys)
            }
            let host = configuration.pagesHosts.first.map { "https://\($0)" }
            let address = configuration.pagesListen
            say((base ?? host ?? "http://\(address.host):\(address.port)") + "/r/" + text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the links that were made; never a link itself.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let columns = [
                Column("number", .number), Column("label", .text), Column("report", .text), Column("query", .text),
                Column("made", .moment(nil)), Column("expires", .moment(nil)), Column("revoked", .moment(nil)),
            ]
            let rows = try ReportLinkList(home: home.path).entries.map { entry -> [Cell] in
                [
                    .count(Int64(entry.serial)), .text(entry.name), .text(entry.report), .text(entry.query),
                    .moment(Timestamp(seconds: entry.made)), .moment(Timestamp(seconds: entry.expires)),
                    entry.revoked.map { .moment(Timestamp(seconds: $0)) } ?? .none,
                ]
            }
            let answer = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
            Terminal.write(render(answer, as: output.format, options: output.options(configuration)))
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a link back, at once.")

        @OptionGroup var home: HomeOption

        @Argument(help: "Its number, as «report-link list» shows it.")
        var number: UInt32

        func run() async throws {
            _ = try await NewsroomConfiguration.read(home: home.path)
            try home.changeReportLinks { try $0.revoke(number, at: Clock.system.now()) }
            say("Report link \(number) shows nothing any more.")
        }
    }
}

extension HomeOption {
    /// Changes the list of report links, one command at a time.
    @discardableResult
    fileprivate func changeReportLinks<Value>(_ change: (inout ReportLinkList) throws -> Value) throws -> Value {
        try alone {
            var list = try ReportLinkList(home: path)
            let value = try change(&list)
            try list.write(home: path)
            return value
        }
    }
}
