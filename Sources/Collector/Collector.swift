import Engagement
import EventStore
import Foundation
import Judging
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import ShareLinks

/// The collector: verifies links, records events before it answers, and redirects. Runs until it is told to stop.
public struct Collector: Service, CustomStringConvertible {
    /// What logs of services call it; its settings are nobody's business there.
    public var description: String { "collector" }

    private let settings: CollectorSettings
    private let keys: KeySource
    private let clock: Clock
    private let random: RandomSource
    private let logger: Logger
    private let surroundings: Surroundings
    private let started: @Sendable (_ publicPort: Int, _ operatorPort: Int) -> Void

    /// What whoever started the process gives it.
    public struct Surroundings: Sendable {
        /// Who is told that it serves, reads again, and stops.
        public var notice = ServiceNotice()
        /// Sockets that listen already.
        public var sockets = InheritedSockets()
        /// Each element makes it read keys, certificate and configuration again.
        public var hangUps = AsyncStream<Void> { $0.finish() }
        /// Reads the configuration anew; throws where it cannot be used, and the old one stays.
        public var read: (@Sendable () async throws -> CollectorSettings)?

        /// Nothing of all that.
        public init() {}
    }

    /// Makes a collector; nothing is opened before it runs.
    ///
    /// - Parameter started: called once it accepts, with the ports of the public and the operator's listener.
    public init(
        settings: CollectorSettings, keys: KeySource, clock: Clock, random: RandomSource, logger: Logger,
        surroundings: Surroundings = Surroundings(),
        started: @escaping @Sendable (_ publicPort: Int, _ operatorPort: Int) -> Void
    ) {
        self.settings = settings
        self.keys = keys
        self.clock = clock
        self.random = random
        self.logger = logger
        self.surroundings = surroundings
        self.started = started
    }

    /// Opens the store, listens, and serves until a graceful shutdown: then it stops accepting, answers what it has
    /// read, commits, and closes the database, within the limit that the settings give.
    public func run() async throws {
        // Before the database is opened: a certificate that cannot be used is found at once.
        let tls = try settings.tls.map { try TLSIdentity($0) }
        let (writer, reader) = try open()
        let articles = ArticleIndex(hosts: settings.hosts)
        articles.update(try reader.allArticles())
        articles.update(try reader.newsroomShares())
        articles.update(formerAddresses: try reader.formerAddresses())
        let counters = Counters()
        let recorder = try Recorder(
            writer: writer, counters: counters, clock: clock, logger: logger,
            lateAfter: .milliseconds(settings.limits.recordMilliseconds))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, settings.threads))
        let visitors = try settings.tellsArrivals ? visitors(reader) : nil
        try reader.close()
        if !settings.tellsArrivals { unlink(settings.home + "/" + SaltFile.name) }
        let running = RunningCollector(
            keys: keys, articles: articles, recorder: recorder, counters: counters, clock: clock, random: random,
            repeats: RepeatMemory(), visitors: visitors, majority: AddressMajority(), tls: tls, state: OperatorState(),
            logger: logger, notice: surroundings.notice)
        var end = NIODeadline.now()
        do {
            let control = try await ControlListener.start(
                home: settings.home, recorder: recorder, articles: articles, keys: keys, group: group)
            // A command that changed them before the socket was there found nobody to tell.
            try? keys.refresh()
            let operators = try await listen(
                settings.operatorListen, "operator.listen", surroundings.sockets.operators, nil,
                running.operatorServer(settings), group)
            let readers = try await listen(
                settings.listen, "listen", surroundings.sockets.readers, tls, running.publicServer(settings), group)
            logger.info(
                "collecting",
                metadata: [
                    "version": "\(settings.version)", "articles": "\(articles.count)",
                    "sqlite": "\(StoreWriter.sqliteVersion)", "port": "\(readers.port)",
                ])
            started(readers.port, operators.port)
            surroundings.notice.ready("serving")
            recorder.catchUp()
            recorder.keepHouse(
                Housekeeping(
                    visitors: visitors, clock: clock, zone: settings.zone, majority: running.majority, logger: logger))
            await serve(running, readers: readers, operators: operators)
            surroundings.notice.stopping()
            logger.info("stopping")
            end = .now() + .seconds(settings.limits.stopSeconds) - .milliseconds(300)
            // Recording and closing need a part of the time.
            let limit = TimeAmount.milliseconds(settings.limits.stopSeconds * 700)
            await readers.stop(within: limit)
            await control.stop()
            await operators.stop(within: .milliseconds(200))
        } catch {
            await finish(recorder, until: end, group)
            throw error
        }
        await finish(recorder, until: end, group)
        logger.info("stopped", metadata: ["recorded": "\(counters.recorded.count)", "lost": "\(counters.lost.count)"])
    }

    /// Serves until a graceful shutdown.
    private func serve(_ running: RunningCollector, readers: Listener, operators: Listener) async {
        await withTaskGroup { group in
            group.addTask { await running.watch() }
            group.addTask { await running.feedWatchdog(readers) }
            group.addTask {
                guard let read = surroundings.read else { return }
                var settings = settings
                for await _ in surroundings.hangUps {
                    settings = await running.reload(settings, readers: readers, operators: operators, read: read)
                }
            }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    /// Opens the database for writing, and to read what a start needs.
    ///
    /// Where it can be read but not written, readers still get their articles: the writer is closed then, and the recorder
    /// opens it when it can.
    private func open() throws -> (StoreWriter, StoreReader) {
        var manner = WriterManner()
        manner.busyMilliseconds = 300
        manner.checkpointsApart = true
        manner.ballast = Ballast(folder: settings.home, bytes: settings.ballastBytes)
        let writer = try StoreWriter(
            closedIn: settings.home, zone: settings.zone, clock: clock, channels: settings.channels.namedChannels,
            copiesBeforeMigration: settings.copiesBeforeMigration, manner: manner)
        do {
            try writer.reopen()
        } catch let error as StoreError where error.trouble != nil {
            guard let reader = try? StoreReader(folder: settings.home) else { throw error }
            logger.error(
                "the database can be read but not written; readers are redirected, and events wait in memory",
                metadata: ["reason": "\(error)"])
            return (writer, reader)
        }
        return (writer, try StoreReader(folder: settings.home))
    }

    private func visitors(_ reader: StoreReader) throws -> Visitors {
        try Visitors(
            site: keys.current.site, zone: settings.zone, file: SaltFile(path: settings.home + "/" + SaltFile.name),
            now: clock.now(), random: random, known: reader.seen(on:))
    }

    private func listen(
        _ address: ListenAddress, _ key: String, _ inherited: InheritedSockets.Socket?, _ tls: TLSIdentity?,
        _ server: ServerContext, _ group: any EventLoopGroup
    ) async throws -> Listener {
        do {
            return try await Listener.start(address, inherited: inherited, tls: tls, server: server, group: group)
        } catch let error as IOError {
            throw StoreError(
                .unavailable, "listening on \(address.host):\(address.port)",
                hint: "\(String(cString: strerror(error.errnoCode))); choose another address with «\(key)»")
        }
    }

    private func finish(_ recorder: Recorder, until end: NIODeadline, _ group: any EventLoopGroup) async {
        await withCheckedContinuation { continuation in
            recorder.close(until: end) { continuation.resume() }
        }
        try? await group.shutdownGracefully()
    }
}

extension ChannelTable {
    /// The channels as the store keeps them.
    public var namedChannels: [NamedChannel] {
        pressable.compactMap { channel in
            channel.number.map {
                NamedChannel(number: Int($0), name: channel.name, showsPreviews: channel.showsPreviews)
            }
        }
    }
}
