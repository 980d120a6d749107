import ArgumentParser
import Engagement
import Foundation
import Reports
import ShareLinks

/// `sharetrail channels`
struct ChannelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Show the table of channels.")

    @OptionGroup var output: OutputOptions

    func run() throws {
        let language = output.lang ?? .vi
        let rows = Channel.all.map { channel -> [Cell] in
            let template =
                switch channel.delivery {
                case .web(let template), .app(let template): template
                case .copy: ""
                }
            return [
                .count(Int64(channel.number)), .text(channel.name), .text(channel.label(in: language.rawValue)),
                .text(channel.aliases.joined(separator: " ")), .text(channel.medium), .text(template),
                .text(orNone: channel.remark),
            ]
        }
        let columns = [
            Column("number", .number), Column("channel", .text), Column("label", .text), Column("aliases", .text),
            Column("medium", .text), Column("template", .machine), Column("remark", .text),
        ]
        let list = ListAnswer(columns: columns, rows: rows, zone: .gmt)
        Terminal.write(render(list, as: output.format, options: output.options(language: language)))
    }
}
