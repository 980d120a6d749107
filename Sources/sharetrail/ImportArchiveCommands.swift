import ArgumentParser
import Collector
import EventStore
import Foundation
import Imports
import ShareLinks

extension ImportCommand {
    /// `sharetrail import ndjson`
    struct NDJSON: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ndjson", abstract: "Take over what «export ndjson» wrote, into an empty newsroom.",
            discussion: ArchiveTaking.discussion)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("The file, also as .gz; - is standard input.", valueName: "file"))
        var file: String

        func run() async throws { try await ArchiveTaking.run(home: home, path: file) }
    }

    /// `sharetrail import csv`
    struct CSV: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv", abstract: "Take over what «export csv» wrote, into an empty newsroom.",
            discussion: ArchiveTaking.discussion)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
        var folder: String

        func run() async throws { try await ArchiveTaking.run(home: home, path: folder) }
    }
}

/// Taking over an archive, whatever its form.
private enum ArchiveTaking {
    static let discussion = """
        Numbers of articles and events stay as they were, and every report tells the same afterwards. Copy sharetrail.yaml and \
        the key file too: links that are posted need them. An import that was cut off goes on where it stopped; repeated, it \
        changes nothing. No collector may be running.
        """

    static func run(home: HomeOption, path: String) async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        var manner = WriterManner()
        manner.keepsManyPages = true
        manner.takesArchive = true
        let store: StoreWriter
        do {
            store = try StoreWriter(
                folder: home.path, zone: configuration.zone, clock: .system,
                channels: configuration.channels.namedChannels,
                copiesBeforeMigration: configuration.copiesBeforeMigration, manner: manner)
        } catch let error as StoreError where error.code == .locked {
            throw Failure(.tryLater, "a collector, or another command, holds this newsroom; stop it, then import again")
        }
        let summary: ArchiveImport.Summary
        do {
            summary = try ArchiveImport(store: store).run(path: path) { Terminal.progress("\(path): row \($0)") }
        } catch let error as TableError {
            Terminal.progress("")
            throw Failure(.badData, "\(path): \(error)")
        }
        Terminal.progress("")
        try store.close()
        print(
            summary.wasKnown
                ? "\(path): imported before (\(summary.rows) rows); nothing changed"
                : "\(path): \(summary.rows) rows, \(summary.events) events; every report tells the same as where it was exported"
        )
    }
}
