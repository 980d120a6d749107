import ArgumentParser
import Collector
import Dispatch
import Engagement
import Foundation
import Logging
import Reports
import ServiceLifecycle
import ShareLinks
import Synchronization
import UnixSignals

/// `sharetrail serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the collector: verify links, record events, redirect.",
        discussion: """
            The line «listening on http://ADDRESS:PORT» goes to stdout once it accepts. SIGTERM stops it within five \
            seconds, with every answered event on disk; a second one at once. SIGHUP makes it read the keys again.
            """)

    @OptionGroup var home: HomeOption

    @Option(help: ArgumentHelp("Where to listen; port 0 takes any free one.", valueName: "address:port"))
    var listen: String?

    @Option(help: ArgumentHelp("Where /metrics and /healthz answer the operator.", valueName: "address:port"))
    var operatorListen: String?

    @Option(help: ArgumentHelp("The public address of the collector.", valueName: "url"))
    var baseURL: String?

    @Option(help: "The number of threads for connections.")
    var threads: Int?

    func run() async throws {
        // Until the keys are read there is nothing to read again, and its default would end the process.
        signal(SIGHUP, SIG_IGN)
        var options: [String: String] = [:]
        options["listen"] = listen
        options["operator.listen"] = operatorListen
        options["baseURL"] = baseURL
        options["threads"] = threads.map(String.init)
        let configuration = try await NewsroomConfiguration.read(home: home.path, options: options)
        let folder = home.path
        let keys = try KeySource { try KeyFile.read(path: folder + "/" + KeyFile.name) }
        var settings = CollectorSettings(
            home: configuration.home, baseURL: configuration.baseURL, hosts: configuration.hosts,
            zone: configuration.zone, words: configuration.words, channels: configuration.channels,
            sharing: configuration.sharing,
            addsCampaignTags: configuration.addsCampaignTags, listen: configuration.listen,
            operatorListen: configuration.operatorListen, trustedProxies: configuration.trustedProxies,
            threads: configuration.threads, limits: configuration.limits)
        settings.tellsArrivals = configuration.tellsArrivals
        settings.internalAddresses = configuration.internalAddresses
        settings.previews = configuration.previews
        settings.judge = configuration.judge
        settings.copiesBeforeMigration = configuration.copiesBeforeMigration
        settings.ballastBytes = configuration.ballastBytes
        let logger = Logger(label: "sharetrail") { StreamLogHandler.standardError(label: $0) }
        let shown =
            configuration.listen.host.contains(":") ? "[\(configuration.listen.host)]" : configuration.listen.host
        let operatorHost = configuration.operatorListen.host
        let collector = Collector(
            settings: settings, keys: keys, clock: .system, random: .system, logger: logger
        ) { port, operatorPort in
            // Whoever waits for the line on stdout finds the other one there already.
            Terminal.note("operator: http://\(operatorHost):\(operatorPort)/metrics")
            Terminal.write("listening on http://\(shown):\(port)\n")
        }
        let impatience = SecondSignal()
        impatience.watch()
        let hangUp = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        hangUp.setEventHandler {
            do {
                try keys.refresh()
                logger.info("read the keys again", metadata: ["keys": "\(keys.names.joined(separator: " "))"])
            } catch {
                logger.error("keeping the old keys", metadata: ["reason": "\(error)"])
            }
        }
        hangUp.resume()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [collector], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        withExtendedLifetime((impatience, hangUp)) {}
    }
}

/// Ends the process at once when it is told to stop a second time.
private final class SecondSignal {
    private let sources = [SIGTERM, SIGINT].map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }

    func watch() {
        let count = Counting()
        for source in sources {
            source.setEventHandler { if count.next() > 1 { _exit(1) } }
            source.resume()
        }
    }

    private final class Counting: Sendable {
        private let value = Atomic<Int>(0)

        func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
    }
}
