import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

extension ExportCommand {
    /// `sharetrail export ndjson`
    struct NDJSON: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ndjson", abstract: "Write everything that was recorded as JSON lines, to standard output.",
            discussion: """
                The first line tells the version; each other is a row with its table as «type». «sharetrail import \
                ndjson» makes the same newsroom of it. Keys and the configuration are no part of it: copy sharetrail.yaml and the key \
                file, or posted links lead nowhere.
                """)

        @OptionGroup var home: HomeOption

        func run() async throws {
            let reader = try StoreReader(folder: home.path)
            var output = PatientOutput("the export")
            var rows: Int64 = 0
            try reader.archive(id: ArchiveName.make()) { header in
                try output.write(ArchiveText.header(header))
            } row: { table, row in
                rows += 1
                try output.write(ArchiveText.line(table, row))
            }
            try output.write(ArchiveText.end(rows: rows))
            try output.finish()
        }
    }

    /// `sharetrail export csv`
    struct CSV: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv", abstract: "Write everything that was recorded as tables of CSV, into a new folder.",
            discussion: """
                A file a table, and archive.json. Texts that a spreadsheet might take for formulas get a ' in front, \
                which the import takes away again. Keys and the configuration are no part of it.
                """)

        @OptionGroup var home: HomeOption

        @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"))
        var to: String

        func run() async throws {
            let reader = try StoreReader(folder: home.path)
            guard mkdir(to, 0o700) == 0 else {
                throw Failure(
                    .ioError,
                    "cannot make the folder \(to): \(String(cString: strerror(errno))); name one that is not there")
            }
            var rows: [(name: String, count: Int)] = []
            var output: PatientOutput?
            var first = ""
            try reader.archive(id: ArchiveName.make()) { header in
                first = try ArchiveText.header(header)
                for table in ArchiveTable.all {
                    var file = try PatientOutput(path: "\(to)/\(table.name).csv")
                    try file.write(ArchiveText.names(table))
                    try file.finish()
                }
            } row: { table, row in
                if rows.last?.name != table.name {
                    try output?.finish()
                    output = try PatientOutput(appendingTo: "\(to)/\(table.name).csv")
                    rows.append((table.name, 0))
                }
                rows[rows.count - 1].count += 1
                try output?.write(ArchiveText.fields(row))
            }
            try output?.finish()
            // Last: a folder without it is not whole.
            var file = try PatientOutput(path: "\(to)/archive.json")
            try file.write(first + ArchiveText.end(rows: rows.reduce(0) { $0 + Int64($1.count) }))
            try file.finish()
            print("\(to): " + rows.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
        }
    }
}

/// What tells one archive from another.
private enum ArchiveName {
    static func make() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let part = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - part.count) + part
        }.joined()
    }
}
