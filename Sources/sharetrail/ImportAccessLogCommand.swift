import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import Imports
import Reports
import ShareLinks

extension ImportCommand {
    /// `sharetrail import accesslog`
    struct AccessLog: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accesslog",
            abstract: "Fill hours in which the collector was away from the front server's access logs.",
            discussion: """
                Reads the combined and common formats of nginx and Apache and the JSON of nginx and Caddy, also as \
                .gz; «-» is standard input. Requests on our links are judged by the collector's rules and joined with \
                the events that are known, so that none is counted twice: import a log as often as you like, also \
                while the collector runs. Give rotated logs that follow on each other at once, so that a double click \
                across them is told. Requests of days that «prune» has sealed are refused. Addresses in a log are never stored.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("Access logs.", valueName: "file"))
        var files: [String]

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let ring = try home.keys()
            let writer = try home.writer(configuration)
            let reader = try StoreReader(folder: home.path)
            var site = AccessLogSite(
                ring: ring, hosts: configuration.hosts, basePath: configuration.baseURL.path,
                channels: configuration.channels, articles: try reader.allArticles(),
                newsroomShares: try reader.newsroomShares())
            site.formerAddresses = try reader.formerAddresses()
            site.judge = configuration.judge
            let own = configuration.internalAddresses
            site.isInternal = { address in own.contains { $0.contains(text: address) } }
            try reader.close()
            let summary = try AccessLogImport(store: writer, site: site).run(paths: files) { progress in
                switch progress {
                case .reading(let lines): Terminal.progress("line \(lines)")
                case .joining(let done, let all): Terminal.progress("request \(done) of \(all)")
                }
            }
            Terminal.progress("")
            try writer.fold()
            for problem in summary.problems {
                Terminal.note("\(problem.file): line \(problem.line): \(problem.reason); skipped")
            }
            let unnamed = summary.unreadable - Int64(summary.problems.count)
            if unnamed > 0 { Terminal.note("and \(unnamed) more lines that cannot be read") }
            for line in Self.lines(of: summary) { print(line) }
            if let sealed = summary.sealedBefore {
                print(
                    "\(summary.sealed) refused: they are from before \(LocalTime(sealed, zone: configuration.zone).iso8601), "
                        + "whose events were removed by «prune», so nobody can tell whether they are known")
            }
            if let damage = summary.damaged.first { throw Failure(.badData, damage) }
        }

        /// The summary, a line a subject.
        static func lines(of summary: AccessLogSummary) -> [String] {
            let refused = summary.refused.values.reduce(0, +)
            let reasons = summary.refused.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
                .map { "\($0.key.name) \($0.value)" }.joined(separator: ", ")
            var lines = [
                "\(summary.lines) lines, \(summary.links) requests on our links, \(summary.unreadable) unreadable",
                "\(summary.added) new events (\(summary.added - refused) counted, \(refused) refused"
                    + "\(reasons.isEmpty ? "" : ": \(reasons)")), \(summary.known) known already",
                "\(summary.failures) reached nobody, \(summary.turnedAway) turned away, \(summary.unverified) unverified",
            ]
            if summary.rejected > 0 {
                lines.append(
                    "\(summary.rejected) left out: they name a channel or a share that this database does not have")
            }
            return lines
        }
    }
}
