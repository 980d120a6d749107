import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports

/// `sharetrail rebuild`
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Add up the tallies again from the log, and prove that they are the same.",
        discussion: """
            Every figure of every hour and day whose events are kept is added up anew, beside the tallies that are there, \
            and compared. Where any differ, which would be a fault of ours or of the disk, the log is \
            folded again in one transaction. No request and no report waits for the comparison. Days that «prune» has \
            sealed are left as they are.
            """)

    @OptionGroup var home: HomeOption

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let reader = try StoreReader(folder: home.path)
        defer { try? reader.close() }
        let first = try reader.compareTallies()
        let sealed = try reader.sealedBefore().map {
            " from \(LocalTime($0, zone: configuration.zone).iso8601) on"
        }
        print("Compared \(first.compared) tallies\(sealed ?? "") with the log: \(first.different) differ")
        guard first.different > 0 else { return }
        try home.writer(configuration).rebuild()
        let second = try reader.compareTallies()
        print("Folded the log again: of \(second.compared) tallies \(second.different) differ")
        guard second.different == 0 else {
            throw Failure(
                .software,
                "tallies still differ from the log, which is a fault of ours; run «sharetrail doctor», and report it")
        }
    }
}
