import ArgumentParser
import Collector
import Foundation
import Reports
import ShareLinks

/// `sharetrail intent`
struct IntentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intent", abstract: "Print a channel's own address for an article, without tracking.",
        discussion: """
            Text that the channel would not take is cut at a word; the shared address is never cut. With a newsroom's \
            folder in --home, its channels and «share» settings are used.

            --batch reads a line of NDJSON {"channel","url","title","summary","image","hashtags","via","instance",\
            "app","page","platform"} for each address and writes {"channel","href"} or {"channel","error"}, a line \
            for a line. A channel that nobody has verified also has "status":"unverified". Exit code 65 where a line \
            is no such object.
            """)

    @OptionGroup var home: HomeOption

    @Flag(help: "Read NDJSON from standard input, write NDJSON.")
    var batch = false

    @Option(help: ArgumentHelp("The channel.", valueName: "name"))
    var channel: String?

    @Option(help: "The address to share.")
    var url: String?

    @Option(help: "The headline, or the text of the post.")
    var title: String?

    @Option(help: "One or two sentences.")
    var summary: String?

    @Option(help: ArgumentHelp("The address of an image.", valueName: "url"))
    var image: String?

    @Option(help: ArgumentHelp("A hashtag; again for several.", valueName: "tag"))
    var hashtag: [String] = []

    @Option(help: "The newsroom's name on the network.")
    var via: String?

    @Option(help: ArgumentHelp("The host of a Mastodon server.", valueName: "host"))
    var instance: String?

    @Option(help: "ios, android, desktop, mac or unknown.")
    var platform: String?

    private struct Input: Decodable {
        var channel: String
        var url: String
        var title: String?
        var summary: String?
        var image: String?
        var hashtags: [String]?
        var via: String?
        var instance: String?
        var app: String?
        var page: String?
        var platform: String?
    }

    func run() async throws {
        let newsroom = try await home.newsroom()
        let table = newsroom?.channels ?? .standard
        guard batch else {
            guard let channel, let url else {
                throw ValidationError("say --channel and --url, or --batch for many")
            }
            let input = Input(
                channel: channel, url: url, title: title, summary: summary, image: image, hashtags: hashtag, via: via,
                instance: instance, platform: platform)
            let (found, href) = try Self.intent(input, table, newsroom)
            if found.status == .unverified {
                Terminal.note("sharetrail: nobody has verified «\(found.name)»; open the address once by hand")
            }
            print(href)
            return
        }
        try Batch.answer(broken: { "{\"channel\":null,\"error\":\(JSONText.quoted($0))}" }) { (input: Input) in
            let name = JSONText.quoted(input.channel)
            do {
                let (channel, href) = try Self.intent(input, table, newsroom)
                let status = channel.status == .unverified ? ",\"status\":\"unverified\"" : ""
                return "{\"channel\":\(name),\"href\":\(JSONText.quoted(href))\(status)}"
            } catch {
                let reason = Failure(error)?.description ?? "\(error)"
                return "{\"channel\":\(name),\"error\":\(JSONText.quoted(reason))}"
            }
        }
    }

    private static func intent(
        _ input: Input, _ table: ChannelTable, _ newsroom: NewsroomConfiguration?
    ) throws -> (Channel, String) {
        let channel = try table.channel(input.channel)
        guard !input.url.isEmpty else { throw Failure(.badData, "«url» is empty") }
        let content = ShareContent(
            url: input.url, title: input.title ?? "", summary: input.summary ?? "", image: input.image ?? "",
            hashtags: input.hashtags ?? [], via: input.via ?? newsroom?.sharing.via ?? "",
            instance: input.instance ?? newsroom?.sharing.servers.first ?? "",
            app: input.app ?? newsroom?.sharing.app ?? "", page: input.page ?? input.url)
        guard let platform = Platform(rawValue: input.platform ?? "unknown") else {
            let names = Platform.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.usage, "the platform must be one of \(names)")
        }
        guard let intent = channel.intent(for: content, on: platform) else {
            guard channel.forms.isEmpty else {
                throw Failure(.usage, "«\(channel.name)»: \(channel.remark ?? "needs something that is not there")")
            }
            throw Failure(.usage, "«\(channel.name)» has no address of its own; it is done on the reader's device")
        }
        return (channel, intent.address)
    }
}
