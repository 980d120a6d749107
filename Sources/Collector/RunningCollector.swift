import Engagement
import EventStore
import Foundation
import Judging
import Logging
import NIOCore
import ShareLinks

/// What a collector is made of while it runs, and how its configuration is exchanged.
struct RunningCollector: Sendable {
    let keys: KeySource
    let articles: ArticleIndex
    let recorder: Recorder
    let counters: Counters
    let clock: Clock
    let random: RandomSource
    let repeats: RepeatMemory
    let visitors: Visitors?
    let majority: AddressMajority
    let tls: TLSIdentity?
    let state: OperatorState
    let logger: Logger
    let notice: ServiceNotice

    /// What serves readers by these settings.
    func publicServer(_ settings: CollectorSettings) -> ServerContext {
        let home = "https://\(settings.hosts.first ?? "")/"
        let site = PublicSite(
            settings: settings, keys: keys, articles: articles, judge: settings.judge, repeats: repeats,
            recorder: recorder, counters: counters, clock: clock, random: random,
            pages: PublicPages(words: settings.words, home: home), visitors: visitors, majority: majority)
        return context(site, counters, settings)
    }

    /// What serves the operator by these settings.
    func operatorServer(_ settings: CollectorSettings) -> ServerContext {
        let site = OperatorSite(
            counters: counters, recorder: recorder, articles: articles, majority: majority, state: state, tls: tls,
            home: settings.home, version: settings.version, sqliteVersion: StoreWriter.sqliteVersion,
            tellsArrivals: settings.tellsArrivals, backupDays: settings.backupDays, hosts: settings.operatorHosts)
        // Its own counters: the operator's look at the collector is not the collector's work.
        return context(site, Counters(), settings)
    }

    private func context(_ site: any Site, _ counters: Counters, _ settings: CollectorSettings) -> ServerContext {
        ServerContext(
            site: site, recorder: recorder, articles: articles, counters: counters, limits: settings.limits,
            trustedProxies: settings.trustedProxies)
    }

    // MARK: - Reading again

    /// Reads keys, certificate and configuration again; each that cannot be used leaves the one before in force.
    ///
    /// - Returns: the settings in force from now on.
    func reload(
        _ old: CollectorSettings, readers: Listener, operators: Listener,
        read: @Sendable () async throws -> CollectorSettings
    ) async -> CollectorSettings {
        notice.reloading()
        var faults: [String] = []
        do {
            try keys.refresh()
            logger.info("read the keys again", metadata: ["keys": "\(keys.names.joined(separator: " "))"])
        } catch {
            faults.append("\(error)")
            logger.error("keeping the old keys", metadata: ["reason": "\(error)"])
        }
        var settings = old
        var pending = state.current.pendingKeys
        do {
            let new = try await read()
            pending = new.keysForRestart(since: old)
            settings = new.keeping(old)
            try await take(settings, readers: readers, operators: operators)
            logger.info("read the configuration again")
            if !pending.isEmpty {
                logger.warning(
                    "a new value waits for a restart",
                    metadata: ["keys": "\(pending.joined(separator: " "))"])
            }
        } catch {
            settings = old
            faults.append("\(error)")
            logger.error("keeping the old configuration", metadata: ["reason": "\(error)"])
        }
        if let tls, let files = settings.tls {
            do {
                try tls.refresh(files)
                logger.info("read the certificate again", metadata: ["expires": "\(tls.expiry.formatted(.iso8601))"])
            } catch {
                faults.append("\(error)")
                logger.error("keeping the old certificate", metadata: ["reason": "\(error)"])
            }
        }
        if faults.isEmpty {
            counters.reloads.add()
            state.taken(pendingKeys: pending)
            notice.ready("serving; read everything again")
        } else {
            counters.failedReloads.add()
            state.refused(faults.joined(separator: "; "))
            notice.ready("serving, but refused what was read: \(faults.joined(separator: "; "))")
        }
        return settings
    }

    private func take(_ settings: CollectorSettings, readers: Listener, operators: Listener) async throws {
        let channels = settings.channels.namedChannels
        // First into the store, which refuses a number that would change its meaning.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            recorder.perform({ try $0.adopt(channels) }, then: { continuation.resume(with: $0) })
        }
        articles.update(hosts: settings.hosts)
        await readers.adopt(publicServer(settings))
        await operators.adopt(operatorServer(settings))
    }

    // MARK: - While it runs

    /// Says once a second what began and what ended.
    func watch() async {
        var watch = OperationsWatch(counters: counters, logger: logger) { recorder.waiting }
        while (try? await Task.sleep(for: .seconds(1))) != nil { watch.look(at: .now()) }
    }

    /// Tells the service manager that all is well, twice in the time that it gives: only after each event loop and the
    /// recorder's queue have answered.
    func feedWatchdog(_ readers: Listener) async {
        guard let microseconds = notice.watchdogMicroseconds else { return }
        repeat {
            await readers.answers()
            await withCheckedContinuation { continuation in
                recorder.answer { continuation.resume() }
            }
            notice.alive()
        } while (try? await Task.sleep(for: .microseconds(microseconds / 2))) != nil
    }
}
