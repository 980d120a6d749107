import ArgumentParser
import Collector
import Engagement
import Foundation
import Reports
import ShareLinks

/// `sharetrail links`
struct LinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "Print the press links of an article, as a site's template would make them.")

    @OptionGroup var home: HomeOption

    @Option(help: "The article's address, https, on one of the site's hosts.")
    var url: String

    @Option(help: "The headline.")
    var title: String?

    @Option(help: "The article's id in the CMS.")
    var id: String?

    @Option(help: ArgumentHelp("The address of an image.", valueName: "url"))
    var image: String?

    @Option(help: ArgumentHelp("A channel; again for several. Default: all.", valueName: "name"))
    var channel: [String] = []

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let channels = channel.isEmpty ? Channel.all : try channel.map(Self.channel)
        let address = try ArticleAddress(url, hosts: configuration.hosts)
        let signer = try home.currentKeys().pressSigner(base: configuration.baseURL.text)
        let values = PressValues(url: address.text, title: title, cmsID: id, image: image)
        let links = try signer.links(values, channels: channels)
        let language = output.lang ?? configuration.language
        let rows = zip(channels, links).map { channel, link -> [Cell] in
            [.text(channel.name), .text(channel.label(in: language.rawValue)), .text(link)]
        }
        let columns = [Column("channel", .text), Column("label", .text), Column("href", .text)]
        let list = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
        // A link that is cut to fit the terminal is of no use.
        var options = output.options(language: configuration.language)
        options.width = nil
        Terminal.write(render(list, as: output.format, options: options))
    }

    static func channel(_ name: String) throws -> Channel {
        guard let channel = Channel.named(name) else {
            throw Failure(.usage, "there is no channel «\(name)»; «sharetrail channels» shows them")
        }
        return channel
    }
}

extension KeyRing {
    /// Signs as the site's templates do, with the newest key.
    func pressSigner(base: String) throws -> PressLinkSigner {
        guard let id = signer(for: .link), let key = linkKey(of: id) else { throw TokenError.noSigningKey(.link) }
        return try PressLinkSigner(keyText: key, keyID: id, base: base)
    }
}
