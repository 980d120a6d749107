import ArgumentParser
import Engagement
import Foundation
import Pages
import Reports
import ShareLinks

/// `sharetrail editors`
struct EditorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "editors", abstract: "Say who may see the pages: add, list, remove.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token for an editor. It is shown once, and only its digest is kept.")

        @OptionGroup var home: HomeOption

        @Argument(help: "The name, by which access can be taken away again.")
        var name: String

        func run() async throws {
            _ = try await NewsroomConfiguration.read(home: home.path)
            let token = try home.changeEditors { try $0.add(name, at: Clock.system.now(), random: .system) }
            say(token)
            Terminal.note(
                "The browser asks for a name and a password: any name, and this as password. It is not shown again.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show who may see the pages.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let tokens = try EditorTokens(home: home.path)
            let answer = ListAnswer(
                columns: [Column("editor", .text), Column("made", .moment(nil))],
                rows: tokens.editors.map { [.text($0.name), .moment($0.made)] }, zone: configuration.zone)
            Terminal.write(render(answer, as: output.format, options: output.options(configuration)))
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take access away, at once.")

        @OptionGroup var home: HomeOption

        @Argument(help: "The name.")
        var name: String

        func run() async throws {
            _ = try await NewsroomConfiguration.read(home: home.path)
            try home.changeEditors { try $0.remove(name) }
            say("«\(name)» is let in no more.")
        }
    }
}

extension HomeOption {
    /// Changes who may see the pages, one command at a time.
    fileprivate func changeEditors<Value>(_ change: (inout EditorTokens) throws -> Value) throws -> Value {
        try alone {
            var tokens = try EditorTokens(home: path)
            let value = try change(&tokens)
            try tokens.write(home: path)
            return value
        }
    }
}
