import ArgumentParser
import Foundation
import Reports

/// The command `sharetrail`: one file a subcommand.
@main
struct Sharetrail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sharetrail",
        abstract: "Signed share links for newsrooms, and how far each share got.",
        discussion: """
            Start with «sharetrail demo», or make a newsroom of your own: «sharetrail init --home news --site \
            news.example --base-url https://go.news.example», then «sharetrail serve --home news».

            Exit codes are those of sysexits.h: 64 wrong use, 65 bad data, 66 no input, 69 unavailable, 74 input or \
            output, 75 try later, 77 no permission, 78 configuration.
            """,
        version: "0.2.0",
        subcommands: [
            DemoCommand.self, InitCommand.self, ServeCommand.self, KeysCommand.self, LinksCommand.self,
            IntentCommand.self, FitCommand.self, MintCommand.self, CheckLinkCommand.self, TokenCommand.self,
            ChannelsCommand.self, ClassifyCommand.self, ArticlesCommand.self,
            ImportCommand.self, ExportCommand.self, ReportCommand.self, PagesCommand.self, EditorsCommand.self,
            ReportLinkCommand.self, DigestCommand.self,
            RejudgeCommand.self, PrivacyReportCommand.self,
            BackupCommand.self, RestoreCommand.self, PruneCommand.self, RebuildCommand.self, DoctorCommand.self,
            SimulateCommand.self,
        ])

    static func main() async {
        // A reader of our output that went away is no reason to die in the middle of a write.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = Failure(error) else { exit(withError: error) }
            FileHandle.standardError.write(Data("sharetrail: \(ScreenText.clean(failure.description))\n".utf8))
            exit(failure.code.rawValue)
        }
    }

    private static func exit(_ code: Int32) -> Never { Foundation.exit(code) }
}
