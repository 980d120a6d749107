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
        let path = program.hasPrefix("/") ? program : folder.appendingPathComponent(program).path
        let scratch = NSTemporaryDirectory() + UUID().uuidString
        defer { for end in [".out", ".err", ".in"] { unlink(scratch + end) } }
        try Data(input.utf8).write(to: URL(fileURLWithPath: scratch + ".in"))
        for end in [".out", ".err"] { try Data().write(to: URL(fileURLWithPath: scratch + end)) }
        let process = try ChildProcess(
            path, arguments, environment: environment, input: scratch + ".in", output: scratch + ".out",
            errors: scratch + ".err")
        // A program that should have refused to start must not hold up the tests.
        let watchdog = DispatchWorkItem { kill(process.identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
        let code = process.wait()
        watchdog.cancel()
        return Result(
            code: code, output: try String(contentsOfFile: scratch + ".out", encoding: .utf8),
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
