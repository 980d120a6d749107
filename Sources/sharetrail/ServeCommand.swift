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
            The line «listening on http://ADDRESS:PORT» (https with «tls.certificate») goes to stdout once it accepts. \
            SIGTERM stops it within five seconds, with every answered event on disk; a second one at once. SIGHUP makes \
            it read keys, certificate and configuration again. Under systemd it takes sockets over (LISTEN_FDS) and \
            says how far it is (NOTIFY_SOCKET, WATCHDOG_USEC).
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
        let environment = ProcessInfo.processInfo.environment
        let configuration = try await NewsroomConfiguration.read(home: home.path, options: options)
        let sockets = try InheritedSockets(environment: environment)
        let settings = try Self.settings(configuration, sockets)
        let keyPath = home.path + "/" + KeyFile.name
        let keys = try KeySource { try KeyFile.read(path: keyPath) }
        let log = LogOutput(
            format: configuration.logFormat, level: configuration.logLevel,
            isJournal: LogOutput.isJournal(STDERR_FILENO, environment: environment)
        ) {
            FileHandle.standardError.write(Data($0.utf8))
        }
        let logger = log.logger("sharetrail")
        let (hangUps, hangUp) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        var surroundings = Collector.Surroundings()
        surroundings.notice = ServiceNotice(environment: environment)
        surroundings.sockets = sockets
        surroundings.hangUps = hangUps
        let path = home.path
        surroundings.read = { [options] in
            let configuration = try await NewsroomConfiguration.read(home: path, options: options)
            log.minimum = configuration.logLevel
            return try Self.settings(configuration, sockets)
        }
        let collector = Collector(
            settings: settings, keys: keys, clock: .system, random: .system, logger: logger, surroundings: surroundings
        ) { port, operatorPort in
            // Whoever waits for the line on stdout finds the other one there already.
            let metrics = "\(Self.address(settings.operatorListen.host, operatorPort, "http"))/metrics"
            if configuration.logFormat == .json {
                logger.info("operator", metadata: ["url": "\(metrics)"])
            } else {
                Terminal.note("operator: \(metrics)")
            }
            let scheme = settings.tls == nil ? "http" : "https"
            Terminal.write("listening on \(Self.address(settings.listen.host, port, scheme))\n")
        }
        let impatience = SecondSignal()
        impatience.watch()
        let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        source.setEventHandler { hangUp.yield() }
        source.resume()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [collector], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            guard configuration.logFormat == .json, let failure = Failure(error) else { throw error }
            // Whoever reads the log reads JSON to the end.
            logger.critical("\(failure.description)")
            throw ExitCode(failure.code.rawValue)
        }
        withExtendedLifetime((impatience, source)) {}
    }

    /// The settings, with the addresses of sockets that listen already.
    private static func settings(
        _ configuration: NewsroomConfiguration, _ sockets: InheritedSockets
    ) throws -> CollectorSettings {
        var configuration = configuration
        if let socket = sockets.readers { configuration.listen = socket.address }
        if let socket = sockets.operators { configuration.operatorListen = socket.address }
        guard configuration.operatorListen.isLoopback else {
            throw Failure(
                .configuration,
                "the operator's socket listens on \(configuration.operatorListen.host); give it a loopback address")
        }
        return configuration.collectorSettings
    }

    private static func address(_ host: String, _ port: Int, _ scheme: String) -> String {
        "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
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
