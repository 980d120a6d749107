import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// The home folder, which every command but `demo` needs.
struct HomeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with sharetrail.yaml, the keys and the database (or SHARETRAIL_HOME; else the current one).",
            valueName: "folder"))
    var home: String?

    /// The folder's path, without a slash at the end.
    var path: String {
        var path = home ?? ProcessInfo.processInfo.environment["SHARETRAIL_HOME"] ?? "."
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The newsroom's settings, for commands that need none: a folder that was named must be a newsroom's; without a
    /// name, there need be none here.
    func newsroom() async throws -> NewsroomConfiguration? {
        let isNamed = home != nil || ProcessInfo.processInfo.environment["SHARETRAIL_HOME"] != nil
        let isThere = FileManager.default.fileExists(atPath: path + "/" + NewsroomConfiguration.fileName)
        return isNamed || isThere ? try await NewsroomConfiguration.read(home: path) : nil
    }

    /// The keys of the newsroom.
    func keys() throws -> KeyRing {
        try KeyFile.read(path: path + "/" + KeyFile.name)
    }

    /// The keys, to make links that people will press now: a running collector must know the newest.
    func currentKeys() throws -> KeyRing {
        let ring = try keys()
        if let client = ControlClient(home: path), try !client.knowsSigner(of: ring) {
            throw Failure(
                .tryLater,
                "the running collector does not know the newest key yet; make it read the keys again (kill -HUP), then run this once more"
            )
        }
        return ring
    }

    /// Changes a small file of the folder, one command at a time: two at once would both begin with the same, and what one
    /// of them added would be gone.
    func alone<Value>(_ change: () throws -> Value) rethrows -> Value {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        if folder >= 0 { flock(folder, LOCK_EX) }
        return try change()
    }

    /// Changes the keys, one command at a time, and makes a running collector take them up.
    ///
    /// - Returns: the ring, and what to say of the collector.
    func changeKeys(_ change: (KeyRing) throws -> KeyRing) throws -> (ring: KeyRing, state: String) {
        let ring = try alone {
            let ring = try change(keys())
            try KeyFile.write(ring, path: path + "/" + KeyFile.name)
            return ring
        }
        guard let client = ControlClient(home: path) else { return (ring, "No collector is running.") }
        do {
            try client.refreshKeys()
        } catch {
            throw Failure(
                .tryLater,
                "the change is in \(path)/\(KeyFile.name), so do not run this again; but the running collector has not "
                    + "taken it up: \(Failure(error)?.description ?? "\(error)"). Send it SIGHUP, or restart it")
        }
        return (ring, "The running collector knows it.")
    }

    /// Whoever may write: the running collector, else the store itself.
    func writer(_ configuration: NewsroomConfiguration) throws -> any StoreWriting {
        if let client = ControlClient(home: path) { return client }
        var manner = WriterManner()
        manner.keepsManyPages = true
        do {
            return try StoreWriter(
                folder: path, zone: configuration.zone, clock: .system, channels: configuration.channels.namedChannels,
                copiesBeforeMigration: configuration.copiesBeforeMigration, manner: manner)
        } catch let error as StoreError where error.code == .locked {
            // A collector that was just starting has the lock before it has the socket.
            if let client = ControlClient(home: path) { return client }
            throw error
        }
    }
}

extension Clock {
    /// The system's clock.
    static let system = Clock { Timestamp(Date()) }
}

extension OutputFormat: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

/// How a command writes what it found: one option everywhere.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, csv, json, ndjson, markdown or html.")
    var format: OutputFormat = .table

    @Option(help: "vi or en, for headings and dates (default: from the configuration).")
    var lang: Language?

    @Flag(help: "Begin CSV with a byte order mark, which Excel needs to read UTF-8.")
    var bom = false

    /// The words of the box: the newsroom's own, or those of the language that was asked for.
    func words(_ configuration: NewsroomConfiguration) -> BoxWords {
        guard let lang, lang != configuration.language else { return configuration.words }
        return words(lang)
    }

    /// Our words of a language.
    func words(_ language: Language) -> BoxWords { language == .vi ? .vietnamese : .english }

    /// The way to draw, for this terminal, with the newsroom's channels.
    func options(_ configuration: NewsroomConfiguration) -> RenderOptions {
        options(language: configuration.language, table: configuration.channels, words: words(configuration))
    }

    /// The way to draw, for this terminal.
    func options(language: Language, table: ChannelTable = .standard, words: BoxWords? = nil) -> RenderOptions {
        let chosen = lang ?? language
        let words = words ?? self.words(chosen)
        let labels = Dictionary(uniqueKeysWithValues: table.all.map { ($0.name, words.label(of: $0)) })
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let refusesColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return RenderOptions(
            vocabulary: Vocabulary(language: chosen, channelLabels: labels), width: isTerminal ? Terminal.width : nil,
            colour: isTerminal && !refusesColour && environment["TERM"] != "dumb", byteOrderMark: bom)
    }
}

/// The terminal that a command runs in.
enum Terminal {
    /// Its width in columns.
    static var width: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init)
        }
        return Int(size.ws_col)
    }

    /// Writes text without adding a line end.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes a line to stderr, for people only.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Says how far long work is, over itself, if stderr is a terminal.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }
}

/// Writes a line at once, also into a pipe.
func say(_ text: String) {
    Terminal.write(text + "\n")
}
