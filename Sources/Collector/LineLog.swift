import Foundation
import Logging
import Synchronization

/// How the log is written.
public enum LogFormat: String, CaseIterable, Sendable {
    /// A line for people: time, level, message, then `key=value`.
    case text
    /// A line of JSON: `time`, `level`, `message`, and the values by their keys.
    case json
}

/// Where log lines go, and from which level on; the level can change while all goes on.
public final class LogOutput: Sendable {
    private let format: LogFormat
    private let isJournal: Bool
    private let level: Mutex<Logger.Level>
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// Makes an output.
    ///
    /// - Parameters:
    ///   - isJournal: whether the reader of the lines is systemd's journal, which has times of its own and reads the
    ///     level from a number in angle brackets (sd-daemon(3)). JSON is the same everywhere.
    ///   - write: takes a line with its end.
    public init(
        format: LogFormat, level: Logger.Level, isJournal: Bool, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.isJournal = isJournal
        self.level = Mutex(level)
        self.now = now
        self.write = write
    }

    /// Lines below it are left out.
    public var minimum: Logger.Level {
        get { level.withLock { $0 } }
        set { level.withLock { $0 = newValue } }
    }

    /// A logger that writes here.
    public func logger(_ label: String) -> Logger {
        Logger(label: label) { _ in LineLogHandler(output: self) }
    }

    /// Whether a descriptor is systemd's journal, as `JOURNAL_STREAM` (device and inode) says.
    public static func isJournal(_ descriptor: Int32, environment: [String: String]) -> Bool {
        var about = stat()
        guard let named = environment["JOURNAL_STREAM"], fstat(descriptor, &about) == 0 else { return false }
        return named == "\(about.st_dev):\(about.st_ino)"
    }

    fileprivate func put(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) {
        let values = metadata.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        switch format {
        case .json:
            let reserved: Set = ["time", "level", "message"]
            let fields =
                [("time", time), ("level", level.rawValue), ("message", message)]
                + values.map { (reserved.contains($0) ? "_" + $0 : $0, $1) }
            let pairs = fields.map { "\(QuotedText.json($0)):\(QuotedText.json($1))" }
            write("{\(pairs.joined(separator: ","))}\n")
        case .text:
            let head = isJournal ? "<\(level.syslog)>" : "\(time) \(level.rawValue) "
            let tail = values.map { " \($0)=\(Self.quoted($1))" }.joined()
            write(head + Self.oneLine(message) + tail + "\n")
        }
    }

    private var time: String { now().formatted(.iso8601) }

    /// Quoted where a reader could not tell its end.
    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "\\" }
        let text = QuotedText.json(value)
        return isPlain && text.utf8.count == value.utf8.count + 2 ? value : text
    }

    private static func oneLine(_ message: String) -> String {
        let text = QuotedText.json(message)
        return text.contains("\\") ? String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"") : message
    }
}

/// Writes log lines, with what goes with all of them.
struct LineLogHandler: LogHandler {
    let output: LogOutput
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?

    /// The output's; a logger cannot have one of its own.
    var logLevel: Logger.Level {
        get { output.minimum }
        set { output.minimum = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let more = metadataProvider?.get() { all.merge(more) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        output.put(event.level, "\(event.message)", all)
    }
}

extension Logger.Level {
    /// The number that syslog has for it (RFC 5424, section 6.2.1).
    fileprivate var syslog: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
