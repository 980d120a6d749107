import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// `sharetrail backup`
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database and the keys, also while the collector runs.",
        discussion: """
            Writes sharetrail-TIME.db, .keys and .yaml into a folder; what is in them is what was recorded when it \
            began. The copy is checked before it gets its name, so a file of that name is a whole backup. Visitors' \
            hashes and their salt are in none. Keep it as you keep the keys: who has it can sign links. No request \
            waits for it. Run it once a day; «doctor» asks for it. To go back: «sharetrail restore».
            """)

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            "A folder, or a file whose name ends in .db (default: the folder backups in the newsroom's own).",
            valueName: "folder|file"))
    var to: String?

    @Option(help: ArgumentHelp("Keep so many backups in the folder, and remove older ones.", valueName: "n"))
    var keep: Int?

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep must be at least 1") }
        if keep != nil, to?.hasSuffix(".db") == true {
            throw ValidationError("--keep goes with a folder, not with a file")
        }
    }

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        // A backup of keys that nobody can use is found too late.
        _ = try home.keys()
        let backup = Backup(home: home.path, beside: [KeyFile.name, NewsroomConfiguration.fileName])
        let outcome = try backup.make(to: to ?? home.path + "/backups", at: Clock.system.now(), keep: keep)
        print("Made \(outcome.path) (\(DiskRoom.text(outcome.bytes))), .keys and .yaml")
        if !outcome.removed.isEmpty {
            print("Removed \(outcome.removed.count) older: \(outcome.removed.joined(separator: ", "))")
        }
        try home.writer(configuration).noteBackup(made: outcome.made)
    }
}
