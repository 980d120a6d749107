import ArgumentParser
import Engagement
import Foundation
import Reports
import ShareLinks

/// `sharetrail channels`
struct ChannelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Show the table of channels.",
        discussion: """
            A channel without a number cannot be pressed: nobody has verified it, or («gone») there is no link for it \
            any more, and the remark says what to use instead. With a newsroom's folder in --home, its own channels \
            are in the table.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let newsroom = try await home.newsroom()
        let language = output.lang ?? newsroom?.language ?? .vi
        let words = newsroom.map(output.words) ?? output.words(language)
        let known = (newsroom?.channels ?? .standard).all.map { channel -> [Cell] in
            let templates = channel.forms.map { form in
                let platforms = form.platforms.map(\.rawValue).sorted().joined(separator: ", ")
                return platforms.isEmpty ? form.template : "\(form.template) (\(platforms))"
            }
            return [
                channel.number.map { .count(Int64($0)) } ?? .none, .text(channel.name),
                .text(words.label(of: channel)), .text(channel.status.rawValue),
                .text(channel.aliases.joined(separator: " ")), .text(channel.medium),
                .text(templates.joined(separator: " ")), .text(orNone: channel.remark),
            ]
        }
        let gone = GoneChannel.all.map { channel -> [Cell] in
            [
                .none, .text(channel.name), .text(channel.name), .text("gone"),
                .text(channel.aliases.joined(separator: " ")), .none, .none,
                .text("\(channel.reason); use «\(channel.successor)»"),
            ]
        }
        let columns = [
            Column("number", .number), Column("channel", .text), Column("label", .text), Column("status", .text),
            Column("aliases", .text), Column("medium", .text), Column("template", .machine), Column("remark", .text),
        ]
        let list = ListAnswer(columns: columns, rows: known + gone, zone: .gmt)
        let options = newsroom.map(output.options) ?? output.options(language: language)
        Terminal.write(render(list, as: output.format, options: options))
    }
}
