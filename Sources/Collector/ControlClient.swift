import Engagement
import EventStore
import Foundation
import ShareLinks
import Synchronization

/// Hands what a command wants written to the collector that runs on the same home folder.
public final class ControlClient: StoreWriting {
    private let descriptor: Int32
    private let turn = Mutex(())

    /// Connects to the collector of a home folder; nil where none runs.
    public init?(home: String) {
        guard let (path, folder) = try? ControlSocket.path(home: home) else { return nil }
        defer { close(folder) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private func ask(_ request: ControlRequest) throws -> ControlReply {
        let line = try JSONEncoder().encode(request) + [0x0A]
        let reply = try turn.withLock { _ in
            try send(line)
            return try receive()
        }
        guard let answer = try? JSONDecoder().decode(ControlReply.self, from: reply) else {
            throw StoreError(
                .newer, "the running collector", hint: "it is of another version than this command; restart it")
        }
        if case .failed(let code, let message) = answer {
            throw StoreError(code, "the running collector", hint: message)
        }
        return answer
    }

    private var gone: StoreError {
        StoreError(
            .storage, "asking the running collector",
            hint: "it ended in the middle; run the command again, nothing is written twice")
    }

    private func send(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw gone }
            rest = rest.dropFirst(sent)
        }
    }

    private func receive() throws -> Data {
        var line = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw gone }
            line.append(contentsOf: buffer[..<count])
            if buffer[count - 1] == 0x0A { return line.dropLast() }
        }
    }

    /// Whether the running collector knows the keys of a ring.
    public func knowsSigner(of ring: KeyRing) throws -> Bool {
        guard case .keys(let names) = try ask(.keys) else { throw gone }
        return ring.names.allSatisfy { names.contains($0) }
    }

    /// Makes the running collector read the key file again; throws where it does not answer within ten seconds.
    public func refreshKeys() throws {
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard case .keys = try ask(.refreshKeys) else { throw gone }
    }

    // MARK: - StoreWriting

    /// Adds articles, or what is newly known of them.
    public func record(_ articles: [ArticleFacts], source: ArticleSource) throws -> [Article] {
        guard case .articles(let known) = try ask(.articles(articles, source)) else { throw gone }
        return known
    }

    /// Changes an article by hand.
    public func change(_ article: Int64, _ change: ArticleChange, at: Timestamp) throws -> [Article] {
        guard case .articles(let changed) = try ask(.change(article, change, at)) else { throw gone }
        return changed
    }

    /// Judges events again.
    public func rejudge(_ verdicts: NewVerdicts, apply: Bool) throws -> Rejudgement {
        guard case .rejudged(let outcome) = try ask(.rejudge(verdicts, apply: apply)) else { throw gone }
        return outcome
    }

    /// Records a share of the newsroom.
    public func record(_ share: NewsroomShare) throws {
        _ = try ask(.newsroomShare(share))
    }

    /// Begins an import, or finds how far it came.
    public func beginImport(format: String, digest: String, name: String) throws -> ImportState {
        guard case .importState(let state) = try ask(.beginImport(format: format, digest: digest, name: name)) else {
            throw gone
        }
        return state
    }

    /// Records one step of an import.
    public func record(_ step: ImportStep) throws {
        _ = try ask(.importStep(step))
    }

    /// Records views by day.
    public func record(_ views: [PageViews]) throws -> Int {
        guard case .changed(let count) = try ask(.views(views)) else { throw gone }
        return count
    }

    /// Joins one step of access logs with the events that are known.
    public func join(_ step: LogStep) throws -> LogOutcome {
        guard case .joined(let outcome) = try ask(.join(step)) else { throw gone }
        return outcome
    }

    /// Brings the tallies up to date.
    public func fold() throws {
        _ = try ask(.fold)
    }

    /// Seals the days before a local midnight.
    public func seal(before moment: Timestamp) throws -> Timestamp {
        guard case .sealed(let sealed) = try ask(.seal(moment)) else { throw gone }
        return sealed
    }

    /// Removes the events of sealed days among the next so many by number.
    public func removeSealed(after number: Int64, limit: Int) throws -> Removal {
        guard case .removed(let step) = try ask(.removeSealed(after: number, limit: limit)) else { throw gone }
        return step
    }

    /// Adds the next sums of refused requests of sealed days to those of hours and days.
    public func foldRefused(limit: Int) throws -> Bool {
        guard case .more(let more) = try ask(.foldRefused(limit: limit)) else { throw gone }
        return more
    }

    /// Folds all unsealed days again.
    public func rebuild() throws {
        _ = try ask(.rebuild)
    }

    /// Notes when the last backup was made.
    public func noteBackup(made: Timestamp) throws {
        _ = try ask(.backup(made: made))
    }
}
