import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports

/// `sharetrail prune`
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove events of old days; what reports add up stays.",
        discussion: """
            Events of whole local days go; figures of hours and days, shares and articles stay for good, and links go on \
            working. The days are sealed: access logs of them are refused, «rejudge» and «rebuild» leave them as they \
            are, and reports tell of them what whole days and whole hours of UTC can tell. By agent, machine, place and \
            mangle nothing is told before the seal. It runs beside the collector in short turns; stopped in the middle, \
            run it again. The file does not shrink: what is freed is used for new events. Run it once a day.
            """)

    @OptionGroup var home: HomeOption

    @Option(help: ArgumentHelp("How many whole days before today keep their events.", valueName: "n"))
    var keepDays = 90

    @Flag(help: "Say what would go, and remove nothing.")
    var dryRun = false

    func validate() throws {
        guard (1...36_500).contains(keepDays) else { throw ValidationError("--keep-days must be from 1 to 36500") }
    }

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let boundary = Seal.boundary(keepDays: keepDays, at: Clock.system.now(), zone: configuration.zone)
        if dryRun {
            let reader = try StoreReader(folder: home.path)
            let sealed = max(boundary, try reader.sealedBefore() ?? boundary)
            let (events, first) = try reader.prunable(before: sealed)
            let since = first.map { ", the first of \(text($0, configuration))" } ?? ""
            print("Would remove \(events) events from before \(text(sealed, configuration))\(since)")
            return
        }
        let outcome = try home.writer(configuration).prune(before: boundary) {
            Terminal.progress("removed \($0) events")
        }
        Terminal.progress("")
        print(
            "Removed \(outcome.removed) events from before \(text(outcome.sealed, configuration)); those days are sealed"
        )
    }

    private func text(_ moment: Timestamp, _ configuration: NewsroomConfiguration) -> String {
        LocalTime(moment, zone: configuration.zone).iso8601
    }
}
