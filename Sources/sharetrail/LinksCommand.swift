import ArgumentParser
import Collector
import Engagement
import Foundation
import Reports
import ShareLinks

/// `sharetrail links`
struct LinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links", abstract: "Print the press links of an article, as a site's template would make them.",
        discussion: """
            --format html is the share box itself, ready for a page.

            --batch reads a line of NDJSON {"url","title","id","image","summary","hashtags","instance","via",\
            "channels"} for each article and writes {"url","links":[{"channel","label","href"}]} or {"url","error"}, \
            a line for a line; «channels» of a line comes before --channel. Exit code 65 where a line is no such object.
            """)

    @OptionGroup var home: HomeOption

    @Flag(help: "Read NDJSON articles from standard input, write NDJSON.")
    var batch = false

    @Option(help: "The article's address, https, on one of the site's hosts.")
    var url: String?

    @Option(help: "The headline.")
    var title: String?

    @Option(help: "The article's id in the CMS.")
    var id: String?

    @Option(help: ArgumentHelp("The address of an image.", valueName: "url"))
    var image: String?

    @Option(help: "One or two sentences, for mails.")
    var summary: String?

    @Option(help: ArgumentHelp("A hashtag; again for several.", valueName: "tag"))
    var hashtag: [String] = []

    @Option(help: ArgumentHelp("A channel; again for several. Default: all.", valueName: "name"))
    var channel: [String] = []

    @OptionGroup var output: OutputOptions

    private struct Input: Decodable {
        var url: String
        var title: String?
        var id: String?
        var image: String?
        var summary: String?
        var hashtags: [String]?
        var instance: String?
        var via: String?
        var channels: [String]?

        var values: PressValues {
            PressValues(
                url: url, title: title.map(PressValues.oneLine), cmsID: id, image: image,
                summary: summary.map(PressValues.oneLine),
                hashtags: hashtags?.joined(separator: ","), instance: instance, via: via)
        }
    }

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let table = configuration.channels
        let channels = channel.isEmpty ? table.pressable : try channel.map { try table.toPress($0).channel }
        let signer = try home.currentKeys().pressSigner(base: configuration.baseURL.text)
        let words = output.words(configuration)
        if batch {
            try runBatch(configuration, channels, signer, words)
            return
        }
        guard let url else { throw ValidationError("say the article's --url, or --batch for many") }
        let input = Input(
            url: url, title: title, id: id, image: image, summary: summary,
            hashtags: hashtag.isEmpty ? nil : hashtag)
        let links = try Self.links(input, channels, configuration, signer)
        if output.format == .html {
            let buttons = zip(channels, links).map { ShareBox.Button(channel: $0, href: $1) }
            print(ShareBox(buttons: buttons, words: words).html)
            return
        }
        let rows = zip(channels, links).map { channel, link -> [Cell] in
            [.text(channel.name), .text(words.label(of: channel)), .text(link)]
        }
        let columns = [Column("channel", .text), Column("label", .text), Column("href", .text)]
        let list = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
        // A link that is cut to fit the terminal is of no use.
        var options = output.options(configuration)
        options.width = nil
        Terminal.write(render(list, as: output.format, options: options))
    }

    private func runBatch(
        _ configuration: NewsroomConfiguration, _ channels: [Channel], _ signer: PressLinkSigner, _ words: BoxWords
    ) throws {
        // All that stands before an address is the same in every line.
        func fronts(_ channels: [Channel]) -> [String] {
            channels.map { channel in
                let label = JSONText.quoted(words.label(of: channel))
                return "{\"channel\":\(JSONText.quoted(channel.name)),\"label\":\(label),\"href\":\""
            }
        }
        let standard = fronts(channels)
        try Batch.answer(broken: { "{\"url\":null,\"error\":\(JSONText.quoted($0))}" }) { (input: Input) in
            let url = JSONText.quoted(input.url)
            do {
                let chosen = try input.channels.map { try $0.map { try configuration.channels.toPress($0).channel } }
                let links = try Self.links(input, chosen ?? channels, configuration, signer)
                // A link is of letters that JSON takes as they are.
                let items = zip(chosen.map(fronts) ?? standard, links).map { "\($0)\($1)\"}" }
                return "{\"url\":\(url),\"links\":[\(items.joined(separator: ","))]}"
            } catch {
                let reason = Failure(error)?.description ?? "\(error)"
                return "{\"url\":\(url),\"error\":\(JSONText.quoted(reason))}"
            }
        }
    }

    private static func links(
        _ input: Input, _ channels: [Channel], _ configuration: NewsroomConfiguration, _ signer: PressLinkSigner
    ) throws -> [String] {
        var values = input.values
        values.url = try ArticleAddress(input.url, hosts: configuration.hosts).text
        return try signer.links(values, channels: channels)
    }
}

extension KeyRing {
    /// Signs as the site's templates do, with the newest key.
    func pressSigner(base: String) throws -> PressLinkSigner {
        guard let id = signer(for: .link), let key = linkKey(of: id) else { throw TokenError.noSigningKey(.link) }
        return try PressLinkSigner(keyText: key, keyID: id, base: base)
    }
}
