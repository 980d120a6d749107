import ArgumentParser
import EventStore
import Foundation
import Imports

/// `sharetrail import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read history in.",
        subcommands: [
            USAGov.self, AccessLog.self, Views.self, NDJSON.self, CSV.self,
        ])

    /// `sharetrail import usagov`
    struct USAGov: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "usagov", abstract: "Import the 1.USA.gov click feed: JSON lines, also as .gz.",
            discussion: """
                Each long address is an article, each line with a click time a visit, counted or refused. Broken lines \
                are reported by number and skipped. Importing a file again changes nothing; an import that was cut \
                off goes on where it stopped.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("Files of the feed.", valueName: "file"))
        var files: [String]

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let writer = try home.writer(configuration)
            let importer = USAGovImport(store: writer, clock: .system, judge: configuration.judge)
            for file in files {
                let summary = try importer.run(path: file) { Terminal.progress("\(file): line \($0)") }
                Terminal.progress("")
                if summary.wasKnown {
                    print("\(file): imported before (\(summary.lines) lines); nothing changed")
                    continue
                }
                for problem in summary.broken {
                    Terminal.note("\(file): line \(problem.line): \(problem.reason); skipped")
                }
                print(
                    """
                    \(file): \(summary.lines) lines, \(summary.clicks) clicks (\(summary.counted) counted, \
                    \(summary.clicks - summary.counted) refused), \(summary.heartbeats) heartbeats, \
                    \(summary.broken.count) broken
                    """)
            }
            try writer.fold()
        }
    }
}
