import Engagement
import EventStore
import Foundation
import Judging
import ShareLinks

/// What an import did.
public struct ImportSummary: Hashable, Sendable {
    /// Lines read, of any kind.
    public var lines: Int64 = 0
    /// Clicks recorded, counted or refused.
    public var clicks: Int64 = 0
    /// Of these, the ones that are counted.
    public var counted: Int64 = 0
    /// Signs of life of the feed, which are no clicks.
    public var heartbeats: Int64 = 0
    /// Lines that could not be read, by number, with the reason.
    public var broken: [Problem] = []
    /// Whether the same content was imported before, as a whole.
    public var wasKnown = false

    /// A line that was skipped.
    public struct Problem: Hashable, Sendable {
        /// The line's number, from 1.
        public var line: Int64
        /// What is wrong with it.
        public var reason: String
    }

    /// Nothing done yet.
    public init() {}
}

/// The click feed of 1.USA.gov: JSON lines, also compressed, each the opening of a short link.
///
/// Fields: `t` click time, `u` long address, `a` user agent, `r` referrer or `direct`, `c` country; a line with
/// `_heartbeat_` is none. Each long address is an article, each line with a click time a visit without channel.
/// Two equal lines are two clicks; a file is known by the digest of its content, so importing it again adds nothing.
public struct USAGovImport {
    /// How many clicks one transaction takes.
    static let step = 2_000

    private let store: any StoreWriting
    private let judge: Judge
    private let clock: Clock

    /// Imports into a store, or through a running collector.
    public init(store: any StoreWriting, clock: Clock, judge: Judge = Judge()) {
        self.judge = judge
        self.store = store
        self.clock = clock
    }

    /// Imports a file.
    ///
    /// An import that was cut off goes on behind the last line that was recorded.
    /// - Parameter progress: called after each step with the lines done so far.
    public func run(path: String, progress: (Int64) -> Void = { _ in }) throws -> ImportSummary {
        let digest = try Self.digest(path: path)
        let name = URL(fileURLWithPath: path).lastPathComponent
        let state = try store.beginImport(format: "usagov", digest: digest, name: name)
        var summary = ImportSummary()
        guard state.finished == nil else {
            summary.wasKnown = true
            summary.lines = state.lines
            return summary
        }
        var file = try CompressedFile(path: path)
        var clicks: [ImportStep.Click] = []
        while let line = try file.nextLine() {
            summary.lines += 1
            guard summary.lines > state.lines else { continue }
            switch read(line) {
            case .click(let click):
                clicks.append(click)
                summary.clicks += 1
                if click.event.code == 0 { summary.counted += 1 }
            case .heartbeat:
                summary.heartbeats += 1
            case .broken(let reason):
                summary.broken.append(ImportSummary.Problem(line: summary.lines, reason: reason))
            case .empty:
                break
            }
            if clicks.count >= Self.step {
                try store.record(
                    ImportStep(number: state.number, clicks: clicks, lines: summary.lines, finished: nil))
                clicks.removeAll(keepingCapacity: true)
                progress(summary.lines)
            }
        }
        try store.record(
            ImportStep(number: state.number, clicks: clicks, lines: summary.lines, finished: clock.now()))
        progress(summary.lines)
        return summary
    }

    private static func digest(path: String) throws -> String {
        var file = try CompressedFile(path: path)
        let digest = SHA256Digest()
        while let chunk = try file.nextChunk() {
            chunk.withUnsafeBytes { digest.update($0) }
        }
        return digest.finish().map { String(format: "%02x", $0) }.joined()
    }

    private enum Line {
        case click(ImportStep.Click)
        case heartbeat
        case broken(String)
        case empty
    }

    private func read(_ line: [UInt8]) -> Line {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return .empty }
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
            return .broken("not a JSON object")
        }
        if object["_heartbeat_"] != nil { return .heartbeat }
        guard let time = (object["t"] as? NSNumber)?.int64Value, Timestamp.storable.contains(time) else {
            return .broken("no click time «t» in seconds since 1970")
        }
        guard let url = object["u"] as? String, Self.isAddress(url) else { return .broken("no address «u»") }
        var signals = Signals(agent: object["a"] as? String)
        signals.referrer = object["r"] as? String
        let judgement = judge.judge(signals)
        let country = (object["c"] as? String).flatMap { code in
            code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? code : nil
        }
        // Years old: no agent is kept of it.
        var about = judge.circumstances(of: signals, judgement, wantsPrivacy: true)
        about.country = country
        let event = EventEntry(
            at: Timestamp(seconds: time), kind: .visit, article: 0, share: nil, channel: -1,
            verdict: judgement.verdict, rules: judge.rulesVersion, circumstances: about)
        return .click(ImportStep.Click(url: url, event: event))
    }

    /// Any scheme: the feed holds ftp addresses too.
    private static func isAddress(_ url: String) -> Bool {
        guard let scheme = url.firstRange(of: "://"), scheme.lowerBound > url.startIndex,
            scheme.upperBound < url.endIndex
        else { return false }
        return url.utf8.count <= 4096
            && !url.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    }
}
