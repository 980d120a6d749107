import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// `sharetrail token`
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Take a landing token or a report link apart, and say whether it verifies.",
        discussion: "Exit code 0 where it verifies, 65 where it does not.")

    @OptionGroup var home: HomeOption

    @Argument(help: "The token, or a whole landing link.")
    var text: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let ring = try home.keys()
        let token = text.split(separator: "/").last.map(String.init) ?? text
        var facts: [(String, Cell)]
        if let landing = ring.verify(token) {
            let channel = configuration.channels.numbered(landing.channel)?.name
            let article = try? StoreReader(folder: home.path).article(number: Int64(landing.article))
            facts = [
                ("kind", .text("landing")), ("version", .count(Int64(landing.profile.rawValue))),
                ("key", .count(Int64(landing.key))),
                ("state", .text(orNone: ring.state(of: landing.key, for: .land)?.rawValue)),
                ("channel", .text(orNone: channel)), ("channelNumber", .count(Int64(landing.channel))),
                ("articleId", .count(Int64(landing.article))), ("articleUrl", .text(orNone: article?.facts.url)),
                ("share", .text(String(landing.share, radix: 16))),
            ]
        } else if let report = ring.verifyReportLink(token) {
            facts = [
                ("kind", .text("report")), ("key", .count(Int64(report.key))),
                ("scope", .text("\(report.scopeKind)/\(report.scopeID)")), ("expires", .moment(report.expiry)),
                ("expired", .text(report.isExpired(at: Clock.system.now()) ? "yes" : "no")),
                ("serial", .count(Int64(report.serial))),
            ]
        } else {
            throw Failure(
                .badData,
                LandingToken.canBe(letters: token.utf8.count) || token.utf8.count == ReportLink.letters
                    ? "it does not verify: not of this site's keys, or a letter is wrong"
                    : "\(token.utf8.count) letters are no token: landing tokens have 24 or 28, report links 40")
        }
        let options = output.options(configuration)
        // Read down on a screen, across by programs.
        if output.format == .table || output.format == .markdown || output.format == .html {
            let rows = facts.map { [Cell.text($0.0), $0.1] }
            let list = ListAnswer(
                columns: [Column("field", .text), Column("value", .text)], rows: rows, zone: configuration.zone)
            Terminal.write(render(list, as: output.format, options: options))
        } else {
            let list = ListAnswer(
                columns: facts.map { Column($0.0, .text) }, rows: [facts.map(\.1)], zone: configuration.zone)
            Terminal.write(render(list, as: output.format, options: options))
        }
    }
}
