import Engagement

/// A line of a front server's access log: one request, as far as the log tells of it.
struct AccessLogEntry: Hashable, Sendable {
    /// When the server wrote it, which is when the request ended.
    var at: Timestamp
    /// The method, such as `GET`; empty where the request had none that could be read.
    var method = ""
    /// What was asked for, as it was sent; empty likewise.
    var target = ""
    /// The status of the answer; 0 where there was none.
    var status: Int
    /// `User-Agent`; nil where the client sent none, or the log does not say.
    var agent: String?
    /// Whether the log has a field for the agent.
    var isAgentKnown = false
    /// `Referer`.
    var referrer: String?
    /// The client's address. To tell repeats, in memory only; never stored.
    var address: String?
    /// `Sec-Purpose` and its older names.
    var purposes: [String] = []
    /// `Sec-Fetch-Dest`, lower case.
    var fetchDestination: String?
    /// `Origin`.
    var origin: String?
    /// `X-Requested-With`.
    var requestedWith: String?
    /// `Sec-CH-UA`.
    var brands: String?
    /// `From`.
    var from: String?
    /// Whether `X-Scanner` was sent.
    var namesScanner = false
    /// Whether `Sec-GPC: 1` or `DNT: 1` was sent.
    var wantsPrivacy = false

    init(at: Timestamp, status: Int) {
        self.at = at
        self.status = status
    }

    /// Takes a request line apart: `GET /path HTTP/1.1`. Anything else, such as the bytes of a TLS greeting, is none.
    mutating func setRequest(_ line: [UInt8]) {
        guard let space = line.firstIndex(of: 0x20), space > 0, space <= 16 else { return }
        let name = line[..<space]
        guard name.allSatisfy({ (0x41...0x5A).contains($0) }) else { return }
        var rest = line[(space + 1)...]
        if let last = rest.lastIndex(of: 0x20), rest[(last + 1)...].starts(with: "HTTP/".utf8) { rest = rest[..<last] }
        method = String(decoding: name, as: UTF8.self)
        target = AccessLogText.text(rest)
    }
}

/// Why a line of a log cannot be read.
enum AccessLogProblem: String, Error, Hashable, Sendable {
    case tooLong = "longer than 256 KiB"
    case noFormat = "none of the known formats"
    case noTime = "no time with its offset from UTC"
    case timeRange = "the time lies before 1970 or after the year 9999"
    case noRequest = "no request"
    case noStatus = "no status"
    case notJSON = "not a JSON object"
}

/// The formats of access logs, told apart line by line.
enum AccessLogFormat {
    /// For people: what can be read.
    static let names =
        "combined and common (nginx, Apache; also with a virtual host in front), JSON of nginx, JSON of Caddy"

    /// A longer line is no request: servers take some 8 KiB a field, and escapes make four letters of a byte.
    static let maxLine = 256 << 10

    /// Reads a line; nil where it is blank.
    static func read(_ line: [UInt8]) throws(AccessLogProblem) -> AccessLogEntry? {
        guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        if first == UInt8(ascii: "{") { return try AccessLogJSON.read(line) }
        return try AccessLogCombined.read(line)
    }
}

/// Text out of a log. Whoever sent the request wrote it.
enum AccessLogText {
    /// The longest value that is looked at: what the collector takes of a header field.
    static let maxBytes = 8192

    /// Bytes as text: what is not UTF-8 is replaced, a long value cut.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.prefix(maxBytes), as: UTF8.self)
    }

    /// The value of a header field: without control characters; nil where the log says that there was none.
    static func field(_ bytes: some Collection<UInt8>) -> String? {
        let text = text(bytes)
        guard !text.isEmpty, text != "-" else { return nil }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
