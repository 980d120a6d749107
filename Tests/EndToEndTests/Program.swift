import Foundation

/// The program under test, as it was built beside the tests.
enum Program {
    static let folder: URL = {
        // The test bundle lies in the folder of the products.
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
        for candidate in [
            bundle.deletingLastPathComponent(),
            URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent(".build/debug"),
        ]
        where FileManager.default.isExecutableFile(atPath: candidate.appendingPathComponent("sharetrail").path) {
            return candidate
        }
        return bundle
    }()

    /// The top of the repository.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    /// Runs a program to its end.
    static func run(
        _ arguments: [String], program: String = "sharetrail", environment: [String: String] = [:], input: String = ""
    ) throws -> Result {
        let process = Process()
        process.executableURL =
            program.hasPrefix("/") ? URL(fileURLWithPath: program) : folder.appendingPathComponent(program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SHARETRAIL_") }
            .merging(environment) { $1 }
        let scratch = NSTemporaryDirectory() + UUID().uuidString
        defer { for end in [".out", ".err", ".in"] { unlink(scratch + end) } }
        try Data(input.utf8).write(to: URL(fileURLWithPath: scratch + ".in"))
        for end in [".out", ".err"] { try Data().write(to: URL(fileURLWithPath: scratch + end)) }
        process.standardInput = FileHandle(forReadingAtPath: scratch + ".in")
        process.standardOutput = FileHandle(forWritingAtPath: scratch + ".out")
        process.standardError = FileHandle(forWritingAtPath: scratch + ".err")
        try process.run()
        // A program that should have refused to start must not hold up the tests.
        let identifier = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
        process.waitUntilExit()
        watchdog.cancel()
        return Result(
            code: process.terminationStatus,
            output: try String(contentsOfFile: scratch + ".out", encoding: .utf8),
            errors: try String(contentsOfFile: scratch + ".err", encoding: .utf8))
    }

    /// The first of these interpreters that is installed; nil with a loud word where none is.
    static func interpreter(_ names: [String]) -> String? {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for name in names {
            for path in paths where FileManager.default.isExecutableFile(atPath: "\(path)/\(name)") {
                return "\(path)/\(name)"
            }
        }
        print("SKIPPED: none of \(names.joined(separator: ", ")) is installed")
        return nil
    }
}
