import Foundation
import GRDB
import ShareLinks
import Testing

/// A newsroom in a folder of its own, with the real collector as a process of its own.
final class Newsroom {
    let home: String
    private(set) var process: ChildProcess?
    private(set) var port: UInt16 = 0
    private(set) var operatorPort: UInt16 = 0
    private var written: [UInt8] = []
    let base = "https://go.news.example"

    static let article = "https://news.example/tin/lu-quet-4821.html"
    static let title = "Lũ quét miền núi: Người dân được sơ tán"

    init(arguments: [String] = ["--site", "news.example", "--base-url", "https://go.news.example"]) throws {
        home = NSTemporaryDirectory() + "newsroom-\(UUID().uuidString)"
        let result = try Program.run(["init", "--home", home] + arguments)
        try #require(result.code == 0, "\(result.errors)")
    }

    deinit {
        if let process, process.isRunning {
            kill(process.identifier, SIGKILL)
            _ = process.wait()
        }
        for path in [home, errors] { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Starts the collector; returns once it says that it accepts.
    ///
    /// - Parameter recordMilliseconds: how long an answer waits for its record. A test machine that is busy with other
    ///   tests must not turn every late record into a failed test.
    func serve(
        _ arguments: [String] = [], recordMilliseconds: Int = 20_000, through wrapper: [String] = [],
        environment: [String: String] = [:], sockets: [Int32] = []
    ) throws {
        let command = wrapper + [Program.folder.appendingPathComponent("sharetrail").path]
        let process = try ChildProcess(
            command[0], command.dropFirst() + ["serve", "--home", home, "--listen", "127.0.0.1:0"] + arguments,
            environment: ["SHARETRAIL_LIMITS_RECORD_MILLISECONDS": "\(recordMilliseconds)"].merging(environment) { $1 },
            errors: errors, sockets: sockets)
        self.process = process
        // The line for the operator is written before this one.
        let line = process.firstLine()
        written += Array((line + "\n").utf8)
        let plain = line.replacing("https://", with: "http://")
        port = try #require(Self.number(after: "listening on http://127.0.0.1:", in: plain), "\(log.suffix(3000))")
        operatorPort = try #require(
            Self.number(after: "operator: http://127.0.0.1:", in: log)
                ?? Self.number(after: "\"url\":\"http://127.0.0.1:", in: log))
    }

    private var errors: String { home + ".err" }

    /// What the collectors of this newsroom have written to stderr.
    var log: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    /// What the collectors of this newsroom have written to stdout.
    var output: [UInt8] {
        written += process?.moreOutput() ?? []
        return written
    }

    /// The number behind the last of such marks: stderr goes on where the process before stopped.
    private static func number(after mark: String, in text: String) -> UInt16? {
        text.range(of: mark, options: .backwards).flatMap { UInt16(text[$0.upperBound...].prefix { $0.isNumber }) }
    }

    /// Stops the collector and returns its exit code.
    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        guard let process else { return 0 }
        kill(process.identifier, signal)
        let code = process.wait()
        written += process.moreOutput()
        self.process = nil
        return code
    }

    func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program.run(arguments + ["--home", home], input: input)
    }

    func ring() throws -> KeyRing { try KeyFile.read(path: home + "/" + KeyFile.name) }

    /// The target of a press link on this collector.
    func press(
        _ channel: Channel = .facebook, url: String = article, title: String? = title, id: String? = nil
    ) throws -> String {
        let ring = try ring()
        let signer = try PressLinkSigner(keyText: try #require(ring.linkKey(of: 1)), keyID: 1, base: base)
        let link = try signer.links(PressValues(url: url, title: title, cmsID: id), channels: [channel])[0]
        return String(link.dropFirst(base.count))
    }

    func client() throws -> RawClient { try RawClient(port: port) }

    /// One request on a connection of its own, as a reader behind a local front server.
    func get(_ target: String, reader: String = "203.0.113.1", fields: [String] = [], method: String = "GET") throws
        -> RawAnswer
    {
        let client = try client()
        return try client.ask(target, reader: reader, fields: fields, method: method)
    }

    /// What the operator's listener answers, asked by the name that it is asked by on its machine.
    func operate(_ target: String, host: String = "localhost") throws -> RawAnswer {
        try RawClient(port: operatorPort).ask(target, fields: ["Host: \(host)"])
    }

    /// The value of a metric, by its name and labels as they are written.
    func metric(_ name: String) throws -> Double? {
        try operate("/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            .flatMap { Double($0.dropFirst(name.count + 1)) }
    }

    /// Sends a hang-up, and waits until the collector has read everything again, with or without success.
    func hangUp() {
        func readings() -> Double {
            let taken = try? metric("sharetrail_reloads_total")
            return ((taken ?? nil) ?? 0) + (((try? metric("sharetrail_reloads_failed_total")) ?? nil) ?? 0)
        }
        let before = readings()
        guard let process else { return }
        kill(process.identifier, SIGHUP)
        let begun = Date()
        while readings() == before, Date().timeIntervalSince(begun) < 60 {}
    }

    /// Waits until the log has a text.
    func waitForLog(_ text: String) {
        let begun = Date()
        while !log.contains(text), Date().timeIntervalSince(begun) < 60 { _ = try? operate("/healthz") }
    }

    /// Changes the database, from outside.
    func change(_ sql: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(20)
        let queue = try DatabaseQueue(path: home + "/sharetrail.db", configuration: configuration)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Adds lines to the configuration.
    func configure(_ lines: String) throws {
        let path = home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "\n" + lines + "\n").utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Any query, from outside.
    func value<Value: DatabaseValueConvertible>(_ sql: String) throws -> Value? {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: home + "/sharetrail.db", configuration: configuration).read {
            try Value.fetchOne($0, sql: sql)
        }
    }

    /// A report as JSON.
    func report(_ arguments: [String]) throws -> [String: Any] {
        let result = try run(["report"] + arguments + ["--format", "json"])
        try #require(result.code == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }
}
