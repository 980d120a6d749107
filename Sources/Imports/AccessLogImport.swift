import Engagement
import EventStore
import Foundation
import Judging
import ShareLinks

/// What an import of access logs did.
public struct AccessLogSummary: Hashable, Sendable {
    /// Lines read, of any kind.
    public var lines: Int64 = 0
    /// Requests on links of ours that verify.
    public var links: Int64 = 0
    /// Of these, the ones that became events.
    public var added: Int64 = 0
    /// The new events that are refused, by reason.
    public var refused: [RefusalReason: Int64] = [:]
    /// Requests that were known: recorded by the collector or imported before.
    public var known: Int64 = 0
    /// Requests that reached nobody, and so are no events: 5xx, and readers who went away.
    public var failures: Int64 = 0
    /// Requests that the server turned away: 404 and the like.
    public var turnedAway: Int64 = 0
    /// Requests that look like ours and do not verify, or whose article is not known.
    public var unverified: Int64 = 0
    /// Requests that the store would not take, since they break a rule of it.
    public var rejected: Int64 = 0
    /// Requests of days whose events were removed, with which they cannot be joined any more.
    public var sealed: Int64 = 0
    /// Before which moment days are sealed, where any request was of one.
    public var sealedBefore: Timestamp?
    /// Lines that could not be read.
    public var unreadable: Int64 = 0
    /// The first of these.
    public var problems: [Problem] = []
    /// Files that are cut short or damaged, of which the part before was imported.
    public var damaged: [String] = []

    /// A line that could not be read.
    public struct Problem: Hashable, Sendable {
        /// The file's name as it was given.
        public var file: String
        /// The line's number, from 1.
        public var line: Int64
        /// What is wrong with it.
        public var reason: String
    }

    /// How many problems are named.
    public static let namedProblems = 10

    /// Nothing done yet.
    public init() {}
}

/// Why a log cannot be imported.
public enum AccessLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// None of its lines could be read.
    case unknownFormat(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unknownFormat(let file):
            "none of the lines of \(file) can be read; nothing was imported. Known formats: \(AccessLogFormat.names)"
        }
    }
}

/// Access logs of the front server, joined with what the collector recorded.
///
/// The requests on our links are held in memory, 56 bytes each, nothing else of a log: they are sorted, since servers
/// write a request when it ends, and repeats are told by the log's own clock. A double click whose first half is in a
/// log of another run is not known as a repeat, so give logs that follow on each other at once.
public struct AccessLogImport {
    private let store: any StoreWriting
    private let site: AccessLogSite
    /// How many lines a step has: about, and at most. A step holds up the requests of a running collector.
    var stepLines = (about: 1_000, most: 5_000)

    /// Imports into a store, or through a running collector.
    public init(store: any StoreWriting, site: AccessLogSite) {
        self.store = store
        self.site = site
    }

    private struct Log {
        var name: String
        var digest: String
        var lines: Int64
    }

    /// Imports logs together; `-` is standard input. A log that was imported before changes nothing.
    ///
    /// - Parameter progress: called now and then with what is being done, and how much of it is done.
    /// - Throws: where a file cannot be opened, or none of its lines can be read; no event was added then.
    public func run(paths: [String], progress: (Progress) -> Void = { _ in }) throws -> AccessLogSummary {
        var summary = AccessLogSummary()
        var candidates = AccessLogCandidates(rules: site.judge.rulesVersion)
        let store = store
        var links = AccessLogLinks(site: site) { try store.record([$0], source: .press).first }
        var logs: [Log] = []
        for path in paths {
            logs.append(
                try read(path, number: logs.count, &links, &candidates, &summary) { progress(.reading($0)) })
        }
        candidates.settle()
        try join(candidates, logs, &summary, progress)
        return summary
    }

    /// How far an import is.
    public enum Progress: Hashable, Sendable {
        /// So many lines are read.
        case reading(Int64)
        /// So many requests are joined, of so many.
        case joining(Int, of: Int)
    }

    private func read(
        _ path: String, number: Int, _ links: inout AccessLogLinks, _ candidates: inout AccessLogCandidates,
        _ summary: inout AccessLogSummary, progress: (Int64) -> Void
    ) throws -> Log {
        let name = path == "-" ? "standard input" : path
        var file = try CompressedFile(path: path, digest: SHA256Digest())
        var lines: Int64 = 0
        var read: Int64 = 0
        var unreadable: Int64 = 0
        while let (line, isWhole) = nextLine(&file, &summary) {
            lines += 1
            summary.lines += 1
            if summary.lines % 65_536 == 0 { progress(summary.lines) }
            let entry: AccessLogEntry?
            do throws(AccessLogProblem) {
                guard isWhole else { throw .tooLong }
                entry = try AccessLogFormat.read(line)
            } catch {
                unreadable += 1
                summary.unreadable += 1
                if summary.problems.count < AccessLogSummary.namedProblems {
                    summary.problems.append(AccessLogSummary.Problem(file: name, line: lines, reason: error.rawValue))
                }
                continue
            }
            guard let entry else { continue }
            read += 1
            switch try links.finding(entry) {
            case .other: break
            case .unverified: summary.unverified += 1
            case .turnedAway: summary.turnedAway += 1
            case .event(let found):
                candidates.add(found, line: line, isAgentKnown: entry.isAgentKnown, file: number)
            }
        }
        guard read > 0 || unreadable == 0 else { throw AccessLogError.unknownFormat(name) }
        let digest = file.digest?.finish().map { String(format: "%02x", $0) }.joined() ?? ""
        return Log(name: path == "-" ? "-" : URL(fileURLWithPath: path).lastPathComponent, digest: digest, lines: lines)
    }

    /// The next line; nil at the end, and where a file is damaged: what came before is imported all the same.
    private func nextLine(
        _ file: inout CompressedFile, _ summary: inout AccessLogSummary
    ) -> (line: [UInt8], isWhole: Bool)? {
        do throws(ImportFileError) {
            return try file.nextLine(limit: AccessLogFormat.maxLine)
        } catch {
            summary.damaged.append(error.description)
            return nil
        }
    }

    private func join(
        _ candidates: AccessLogCandidates, _ logs: [Log], _ summary: inout AccessLogSummary,
        _ progress: (Progress) -> Void
    ) throws {
        let sources = try logs.map { log in
            try store.beginImport(format: "accesslog", digest: log.digest, name: log.name).number
        }
        summary.links = Int64(candidates.count)
        var taken: Set<Int64> = []
        var failures: [Int64: Int64] = [:]
        for places in candidates.steps(about: stepLines.about, atMost: stepLines.most) {
            let lines = candidates.lines(places, sources: sources)
            let outcome = try store.join(LogStep(lines: lines, taken: taken))
            taken = outcome.taken
            for place in outcome.added {
                summary.added += 1
                if let reason = RefusalReason(rawValue: lines[place].event.code) {
                    summary.refused[reason, default: 0] += 1
                }
            }
            for place in outcome.failed {
                let at = lines[place].event.at.seconds
                failures[at - at % 3600, default: 0] += 1
            }
            summary.failures += Int64(outcome.failed.count)
            summary.rejected += Int64(outcome.rejected.count)
            summary.sealed += Int64(outcome.sealed.count)
            if !outcome.sealed.isEmpty { summary.sealedBefore = outcome.sealedBefore }
            progress(.joining(places.upperBound, of: candidates.count))
        }
        summary.known = summary.links - summary.added - summary.failures - summary.rejected - summary.sealed
        let finished = zip(sources, logs).map { LogStep.Progress(source: $0, lines: $1.lines) }
        _ = try store.join(LogStep(failures: failures, finished: finished))
    }
}
