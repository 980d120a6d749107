import Dispatch
import Foundation
import ShareLinks

/// A newsroom in a folder, run through the command itself.
final class DemoNewsroom {
    let home: String
    let port: UInt16
    private var collector: Process?

    static let host = "caonguyen.example"

    init() throws {
        home = NSTemporaryDirectory() + "sharetrail-demo-\(ProcessInfo.processInfo.processIdentifier)"
        port = try Self.freePort()
    }

    var base: String { "http://127.0.0.1:\(port)" }

    /// The environment without settings of another newsroom.
    private static var clean: [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SHARETRAIL_") }
    }

    /// This very program.
    private static var executable: URL {
        URL(fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "")
    }

    /// Runs a subcommand on this newsroom and returns what it prints.
    @discardableResult
    func run(_ arguments: [String], echo: Bool = true) throws -> String {
        if echo { say("$ sharetrail \(arguments.map(Self.quoted).joined(separator: " "))") }
        let output = try Self.output(of: Self.executable, arguments: arguments + ["--home", home], environment: nil)
        if echo { Terminal.write(output) }
        return output
    }

    static func quoted(_ text: String) -> String {
        text.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=".contains($0) } ? text : "'\(text)'"
    }

    private static func output(of program: URL, arguments: [String], environment: [String: String]?) throws -> String {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = (environment ?? [:]).merging(clean) { own, _ in own }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(.software, "«\(arguments.first ?? "")» ended with code \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Starts the collector and waits for the line with which it says that it accepts.
    func serve() throws {
        say("$ sharetrail serve --listen 127.0.0.1:\(port) &")
        let process = Process()
        process.executableURL = Self.executable
        process.environment = Self.clean
        process.arguments = ["serve", "--home", home, "--listen", "127.0.0.1:\(port)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        let log = home + "/collector.log"
        try Data().write(to: URL(fileURLWithPath: log))
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        collector = process
        var line = ""
        while !line.contains("\n") {
            let data = pipe.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw Failure(.unavailable, "the collector did not start; its log is \(log)")
            }
            line += String(decoding: data, as: UTF8.self)
        }
        say(line)
    }

    /// Stops the collector as an operator would, and says whether it ended well.
    func stop() -> Bool {
        guard let collector else { return true }
        self.collector = nil
        collector.terminate()
        collector.waitUntilExit()
        return collector.terminationStatus == 0
    }

    /// Waits until the collector ends, which it does when this process is told to, by Ctrl-C or otherwise.
    func waitForCollector() {
        guard let collector else { return }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let identifier = collector.processIdentifier
            source.setEventHandler { kill(identifier, SIGTERM) }
            source.resume()
            return source
        }
        collector.waitUntilExit()
        for source in sources { source.cancel() }
    }

    /// Writes the feed that the newsroom's CMS would offer.
    func writeFeed() throws -> String {
        let path = home + "/feed.xml"
        try Data(PackageResources.feed_xml).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Lets the example template make the article's page; nil where the example was not built.
    func writePage(ring: KeyRing) throws -> String? {
        let program = Self.executable.deletingLastPathComponent().appendingPathComponent("newspaper")
        guard FileManager.default.isExecutableFile(atPath: program.path), let id = ring.signer(for: .link),
            let key = ring.linkKey(of: id)
        else { return nil }
        let page = try Self.output(
            of: program, arguments: [],
            environment: [
                "SHARETRAIL_LINK_KEY": key, "SHARETRAIL_KEY_ID": "\(id)", "SHARETRAIL_BASE_URL": base,
            ])
        let path = home + "/newspaper.html"
        try Data(page.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: home)
    }

    /// A port that is free now.
    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard done else { throw Failure(.unavailable, "no port is free on 127.0.0.1") }
        return UInt16(bigEndian: address.sin_port)
    }
}
