import Foundation
import ShareLinks
import Testing

@Suite("Documents say what the program does")
struct DocumentTests {
    /// Without what differs from run to run: tokens, signatures, ports, folders, dates.
    static func masked(_ line: some StringProtocol) -> String {
        String(line)
            .replacing(/S[A-Za-z0-9_-]{23}(?![A-Za-z0-9_-])/, with: "TOKEN")
            .replacing(/s=[0-9a-f]{32}/, with: "s=SIGNATURE")
            .replacing(/127\.0\.0\.1(:|%3A)[0-9]+…?/, with: "ADDRESS")
            .replacing(/sharetrail-demo-[0-9]+/, with: "FOLDER")
            .replacing(/\ +$/, with: "")
    }

    static func readme() throws -> String {
        try String(contentsOf: Program.repository.appendingPathComponent("README.md"), encoding: .utf8)
    }

    /// The lines of the README's console blocks.
    static func blocks() throws -> [[Substring]] {
        try readme().components(separatedBy: "```console\n").dropFirst().map { text in
            text.components(separatedBy: "```")[0].split(separator: "\n", omittingEmptySubsequences: false)[...]
                .dropLast()
                .map { $0 }
        }
    }

    /// Each line must come up behind the one before; «…» stands for lines that are left out.
    static func expect(_ shown: [Substring], in output: String, _ what: String) {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(masked)
        var next = lines.startIndex
        for line in shown where line != "…" && !line.isEmpty {
            let wanted = masked(line)
            guard let found = lines[next...].firstIndex(of: wanted) else {
                Issue.record("\(what) prints no line «\(wanted)» behind the one before")
                return
            }
            next = found + 1
        }
    }

    @Test("The README's first screen: the demo prints what it says, and ends well")
    func demo() throws {
        let result = try Program.run(["demo", "--once"])
        #expect(result.code == 0, "\(result.errors)")
        let shown = try Self.blocks()[0].filter { !$0.hasPrefix("$ scripts/") }
        #expect(shown.count > 20)
        Self.expect(shown, in: result.output, "the demo")
        let page = result.output.firstMatch(of: /sharetrail-demo-[0-9]+/).map { String($0.output) } ?? ""
        #expect(!FileManager.default.fileExists(atPath: NSTemporaryDirectory() + page), "the folder is left behind")
    }

    @Test("The README's commands print what it says")
    func commands() throws {
        let folder = NSTemporaryDirectory() + "readme-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let block = try Self.blocks()[1]
        var commands: [(command: String, shown: [Substring])] = []
        for line in block {
            if line.hasPrefix("$ ") {
                commands.append((String(line.dropFirst(2)), []))
            } else {
                commands[commands.count - 1].shown.append(line)
            }
        }
        #expect(commands.count >= 6)
        for (command, shown) in commands where !command.hasSuffix("&") {
            let result = try Program.run(
                ["-c", "cd '\(folder)'; \(command) 2>&1 | tr -d '\\r'"], program: "/bin/sh",
                environment: [
                    "PATH": Program.folder.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
                ])
            Self.expect(shown, in: result.output, command)
        }
    }

    @Test("Every subcommand has a help that says what it does, and CONTRIBUTING names only what is there")
    func help() throws {
        let root = try Program.run(["--help"])
        let names =
            root.output.components(separatedBy: "SUBCOMMANDS:").last?.split(separator: "\n")
            .compactMap {
                $0.hasPrefix("  ") && !$0.hasPrefix("   ") ? $0.split(separator: " ").first.map(String.init) : nil
            } ?? []
        #expect(names.count >= 13)
        for name in names {
            let result = try Program.run([name, "--help"])
            #expect(result.code == 0)
            #expect(result.output.hasPrefix("OVERVIEW: "), "\(name)")
        }
        for document in ["CONTRIBUTING.md", "README.md"] {
            let text = try String(contentsOf: Program.repository.appendingPathComponent(document), encoding: .utf8)
            for match in text.matches(
                of: /(?:scripts|Sources|Tests|Benchmarks|examples)\/[A-Za-z0-9_.+\/-]*[A-Za-z0-9]/)
            {
                let path = Program.repository.appendingPathComponent(String(match.output)).path
                #expect(FileManager.default.fileExists(atPath: path), "\(document) names \(match.output)")
            }
        }
    }

    @Test("The page on channels holds the table, and its example of a configuration is taken")
    func channelPage() throws {
        let page = try String(
            contentsOf: Program.repository.appendingPathComponent(
                "Sources/ShareLinks/Documentation.docc/Channels.md"), encoding: .utf8)
        let lines = Set(page.split(separator: "\n").map(String.init))
        for channel in ChannelTable.standard.all {
            let forms = channel.forms.map { form in
                let platforms = form.platforms.map(\.rawValue).sorted().joined(separator: ", ")
                return "`\(form.template)`" + (platforms.isEmpty ? "" : " (\(platforms))")
            }
            let number = channel.number.map { "\($0)" } ?? ""
            let row =
                "| \(number) | \(channel.name) | \(channel.aliases.joined(separator: " ")) "
                + "| \(channel.status.rawValue) | \(forms.joined(separator: "<br>")) |"
            #expect(lines.contains(row), "\(row)")
        }
        for channel in GoneChannel.all {
            let names = ([channel.name] + channel.aliases).joined(separator: " ")
            #expect(lines.contains("| \(names) | \(channel.reason) | \(channel.successor) |"), "\(channel.name)")
        }
        let example = try #require(page.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        try Data((String(contentsOfFile: path, encoding: .utf8) + example).utf8).write(to: URL(fileURLWithPath: path))
        let own = try newsroom.run(["channels", "--format", "csv"]).output
        #expect(own.contains("48,gapo,Gapo,own,") && own.contains("50,xing,XING,unverified,"))
        try newsroom.serve()
        let answer = try newsroom.get(
            try newsroom.press().replacing("c=facebook", with: "c=gapo"), reader: "203.0.113.9")
        #expect(answer.status == 303 && answer.location.hasPrefix("https://www.gapo.example/share?url="))
        #expect(answer.isRecorded)
        let visit = try newsroom.get("/" + LinkTests.token(in: answer, base: newsroom.base))
        #expect(visit.location.contains("utm_source=gapo&utm_medium=social"))
        newsroom.stop()
        #expect(try newsroom.report(["channels"]).description.contains("gapo"))
    }

    @Test("The page on the share box shows the markup that the library writes, and its words are taken")
    func boxPage() throws {
        let page = try String(
            contentsOf: Program.repository.appendingPathComponent(
                "Sources/ShareLinks/Documentation.docc/TheShareBox.md"), encoding: .utf8)
        let html = ShareBox(
            buttons: [.facebook, .copy, .webShare].map { ShareBox.Button(channel: $0, href: "…") }
        ).html
        // The page shows one of the spoken labels only, to stay readable.
        let shown = html.replacing(#/ aria-label="(?!Chia)[^"]*"/#, with: "")
        #expect(page.contains(shown), "\(shown)")
        let example = try #require(page.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        try Data((String(contentsOfFile: path, encoding: .utf8) + example).utf8).write(to: URL(fileURLWithPath: path))
        let box = try newsroom.run([
            "links", "--url", Newsroom.article, "--channel", "copy", "--channel", "x", "--format", "html",
        ]).output
        #expect(box.contains("lang=\"fr\"") && box.contains("Partager avec des amis") && box.contains("Copier le lien"))
        #expect(box.contains("aria-label=\"Partager cet article sur X (Twitter)\""))
    }

    @Test("CONTRIBUTING's way to a new channel names the next free number, and every placeholder, gesture and status")
    func channelGuide() throws {
        let text = try String(
            contentsOf: Program.repository.appendingPathComponent("CONTRIBUTING.md"), encoding: .utf8)
        let guide = try #require(
            text.components(separatedBy: "## A new channel in ten minutes").last?.components(separatedBy: "\n## ").first
        )
        let next = (ChannelTable.standard.pressable.compactMap(\.number).max() ?? 0) + 1
        #expect(guide.contains("next free number, \(next) as of now"))
        let named = guide.matches(of: /`\{([a-z0-9]+)\}`/).map { String($0.output.1) }
        #expect(named == ShareLinks.Channel.Placeholder.allCases.map(\.rawValue))
        for gesture in ShareLinks.Channel.Gesture.allCases { #expect(guide.contains("`.\(gesture)`")) }
    }

    @Test("The page on link formats holds the vectors that the library passes")
    func vectors() throws {
        let page = try String(
            contentsOf: Program.repository.appendingPathComponent(
                "Sources/ShareLinks/Documentation.docc/TokenFormat.md"), encoding: .utf8)
        for vector in [
            "9a6ccc7bc9ea0a2d60bbf1b6fb9e585b7c7cbbf6614e04c6fd7ac53676449b8a",
            "XJYI5bYXi2SWizHDX9Q5qKzMvVY2a6To_y7B7BxpK0c", "SGAS1oefPCp7EFXTbEifvp__", "QAAAAAAAAAAAAJqILOuppb1s",
            "f____________3worsKat5f6", "iGAS1oefPCp7EKtU7ecKSOYcBL_I", "SgAAACprNuyAAAAHfk10HLgoUixnE8_QfnyRUbNC",
            "2e2642f310641dec5203d26b221a5b5b", "949596f38b1e4c1b0a7eb027be44867d",
        ] {
            #expect(page.contains(vector))
        }
    }

    @Test("The changelog's newest entry is this version")
    func version() throws {
        let version = try Program.run(["--version"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        let log = try String(contentsOf: Program.repository.appendingPathComponent("CHANGELOG.md"), encoding: .utf8)
        let newest = log.firstMatch(of: /(?m)^## ([0-9.]+)/).map { String($0.1) }
        #expect(newest == version)
    }
}
