import ArgumentParser
import Collector
import Engagement
import Foundation
import Logging
import Pages
import Reports
import ServiceLifecycle
import ShareLinks
import UnixSignals

/// `sharetrail pages`
struct PagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages", abstract: "Show the reports to editors as pages in a browser.",
        discussion: """
            It reads the database beside the running collector; only the form for the social desk makes links. On a loopback address everybody on \
            this machine may look until «sharetrail editors add» has made a token; on any other a token is needed. The \
            line «pages on http://ADDRESS:PORT» goes to stdout once it accepts.
            """)

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            "Where to listen; port 0 takes any free one (default: 127.0.0.1:8081, or «pages.listen»).",
            valueName: "address:port"))
    var listen: String?

    func run() async throws {
        var options: [String: String] = [:]
        options["pages.listen"] = listen
        let configuration = try await NewsroomConfiguration.read(home: home.path, options: options)
        let log = LogOutput(
            format: configuration.logFormat, level: max(configuration.logLevel, .notice),
            isJournal: LogOutput.isJournal(STDERR_FILENO, environment: ProcessInfo.processInfo.environment)
        ) {
            FileHandle.standardError.write(Data($0.utf8))
        }
        let logger = log.logger("sharetrail.pages")
        let address = configuration.pagesListen
        var settings = configuration.pagesSettings
        let minting = Minting(home: home, configuration: configuration)
        settings.mint = { request in
            do {
                let made = try minting.mint(
                    article: request.article, channel: request.channel, campaign: request.campaign)
                return MintedLink(link: made.link, title: made.article.facts.title ?? made.article.facts.url)
            } catch {
                throw MintError(Failure(error)?.description ?? "\(error)")
            }
        }
        let pages = Pages(settings: settings, clock: .system, logger: logger) { port in
            let host = address.host.contains(":") ? "[\(address.host)]" : address.host
            say("pages on http://\(host):\(port)")
        }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [pages], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }
}
