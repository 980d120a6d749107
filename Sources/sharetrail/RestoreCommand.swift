import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// `sharetrail restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in place, with no collector running.",
        discussion: """
            The backup is checked first. What was recorded after it was made is lost, and reports say so; its numbers are \
            in links that were posted, so new articles begin \(StoreRestore.skippedArticles) numbers later, and events \
            \(StoreRestore.skippedEvents): no number is used twice. Links to articles that the backup does not have end on \
            the page with the site's home link. Keys and configuration are taken from the backup where the folder has \
            none; those that are there stay, since they may be newer.
            """)

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp("The backup: its .db file, or a folder with the newest in it.", valueName: "backup"))
    var backup: String

    @Flag(help: "Move a database that is there aside, into a folder beside it.")
    var force = false

    func run() async throws {
        let file = try chosen()
        let stem = String(file.dropLast(file.hasSuffix(".db") ? 3 : 0))
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: home.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.ioError, "cannot make the folder \(home.path); check that it can be written to")
        }
        let settings = home.path + "/" + NewsroomConfiguration.fileName
        let takesSettings = !files.fileExists(atPath: settings) && files.fileExists(atPath: stem + ".yaml")
        if takesSettings { try copy(stem + ".yaml", to: settings) }
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let keys = home.path + "/" + KeyFile.name
        let takesKeys = !files.fileExists(atPath: keys)
        if takesKeys { _ = try KeyFile.read(path: stem + ".keys") } else { _ = try home.keys() }
        let outcome = try StoreRestore(
            home: home.path, zone: configuration.zone, channels: configuration.channels.namedChannels, clock: .system
        ).run(backup: file, replaces: force)
        if takesKeys { try copy(stem + ".keys", to: keys) }
        let record = outcome.record
        print("Restored \(home.path)/\(StoreWriter.fileName) from \(file), made \(text(record.made, configuration))")
        if let aside = outcome.aside { print("The old database is in \(aside)") }
        print(
            "Lost: what was recorded since. New articles have numbers from \(record.article), events from \(record.event)."
        )
        if takesSettings { print("Restored \(settings)") }
        if takesKeys {
            print("Restored \(keys)")
        } else if files.contents(atPath: keys) != files.contents(atPath: stem + ".keys") {
            print("Kept \(keys), which differs from the backup's: its keys may be newer")
        }
        print("Next: sharetrail serve --home \(home.path)")
    }

    private func text(_ moment: Timestamp, _ configuration: NewsroomConfiguration) -> String {
        LocalTime(moment, zone: configuration.zone).iso8601
    }

    /// The file that was named, or the newest backup of the folder that was.
    private func chosen() throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: backup, isDirectory: &isFolder) else {
            throw Failure(.noInput, "there is no backup \(backup); name its .db file, or the folder that it is in")
        }
        guard isFolder.boolValue else { return backup }
        guard let newest = Backup.newest(in: backup) else {
            throw Failure(.noInput, "there is no backup in \(backup); name the .db file of one")
        }
        return newest
    }

    private func copy(_ source: String, to target: String) throws {
        do {
            try Backup.copySecret(source, to: target)
        } catch let error as StoreError {
            throw Failure(.ioError, error.description)
        }
    }
}
