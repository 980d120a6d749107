import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports

/// `sharetrail privacy-report`
struct PrivacyReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy-report", abstract: "List what is held of readers, and search the files for a text.",
        discussion: """
            Lists every kind of record that a request leaves, how many there are, from when the oldest is and how \
            long it stays. With --search it reads every file of the folder byte by byte for the texts given, such as \
            an address or a user agent, without regard to the case of letters; exit code 65 where one is found.
            """)

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            "A text of at least 4 letters to search all files for; as often as you like.", valueName: "text"))
    var search: [String] = []

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        guard search.allSatisfy({ $0.utf8.count >= 4 }) else {
            throw ValidationError("--search needs at least 4 letters")
        }
        if !search.isEmpty {
            let found = try FileSearch.places(of: search, in: home.path)
            for (text, place) in found {
                print("FOUND «\(ScreenText.clean(text))» in \(place.file) at byte \(place.byte)")
            }
            let files = try FileSearch.files(in: home.path).count
            print(
                "searched \(files) files for \(search.count) text\(search.count == 1 ? "" : "s"): \(found.count) found")
            if !found.isEmpty {
                throw Failure(
                    .badData, "found in the files named above; see to it that whatever wrote it there no longer does")
            }
            return
        }
        let holdings = try StoreReader(folder: home.path).holdings()
        let rows = holdings.map { holding -> [Cell] in
            [
                .text(holding.what), .text(holding.fields), .count(holding.rows),
                holding.oldest.map(Cell.moment) ?? .none, .text(holding.keptFor),
            ]
        }
        let columns = [
            Column("what", .text), Column("fields", .word), Column("rows", .number), Column("oldest", .moment(nil)),
            Column("keptFor", .word),
        ]
        let list = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
        Terminal.write(render(list, as: output.format, options: output.options(configuration)))
        Terminal.note(
            """
            never on disk: addresses, agents of people, cookies, referrer paths. \
            In memory for 10 seconds: hashes of address and agent. \
            In visitors.salt: the key of today's hashes, replaced at local midnight. \
            uniques is \(configuration.tellsArrivals ? "on" : "off: no hash is made").
            """)
    }
}

/// Searches the files of a folder.
enum FileSearch {
    struct Place: Equatable {
        var file: String
        var byte: Int
    }

    /// The plain files of a folder and those below it, by name.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            let type =
                try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.type] as? FileAttributeType
            return type == .typeRegular
        }.sorted()
    }

    /// The first place of each text in each file, letters of ASCII in either case.
    ///
    /// Cost: each file is read once, a piece at a time.
    static func places(of texts: [String], in folder: String) throws -> [(text: String, place: Place)] {
        let wanted = texts.map { (text: $0, bytes: Data($0.utf8.map(lower))) }
        let longest = wanted.map(\.bytes.count).max() ?? 0
        return try files(in: folder).flatMap { name -> [(text: String, place: Place)] in
            guard let file = FileHandle(forReadingAtPath: folder + "/" + name) else { return [] }
            defer { try? file.close() }
            var found: [Int: Int] = [:]
            var start = 0
            var held = Data()
            // Each piece with the end of the one before it.
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                held.append(Data(piece.map(lower)))
                for (number, text) in wanted.enumerated() where found[number] == nil {
                    if let range = held.range(of: text.bytes) { found[number] = start + range.lowerBound }
                }
                let drop = max(0, held.count - longest + 1)
                held = Data(held.suffix(held.count - drop))
                start += drop
            }
            return found.sorted { $0.key < $1.key }.map { (wanted[$0.key].text, Place(file: name, byte: $0.value)) }
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
