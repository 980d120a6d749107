import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import ShareLinks

/// `sharetrail mint`
struct MintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint", abstract: "Make a landing link for the newsroom's own page or post.",
        discussion: "Its visits are kept apart from those of readers' shares (--origin newsroom in reports).")

    @OptionGroup var home: HomeOption

    @Option(help: "The article: its number, its id in the CMS, or its address.")
    var article: String

    @Option(help: ArgumentHelp("Where it will be posted.", valueName: "name"))
    var channel: String

    @Option(help: "The name of a campaign, which becomes utm_campaign.")
    var campaign: String?

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let minting = Minting(home: home, configuration: configuration)
        let (link, found) = try minting.mint(article: article, channel: channel, campaign: campaign)
        if found.withdrawn != nil {
            Terminal.note("sharetrail: this article is withdrawn; the link will say so until it is put back")
        }
        print(link)
    }
}

/// Makes landing links for the newsroom's own posts.
struct Minting {
    let home: HomeOption
    let configuration: NewsroomConfiguration

    /// The link, which is recorded before it is told, and its article.
    func mint(article: String, channel: String, campaign: String?) throws -> (link: String, article: Article) {
        let channelNumber = try configuration.channels.toPress(channel).number
        let ring = try home.currentKeys()
        let writer = try home.writer(configuration)
        let known = try StoreReader(folder: home.path).article(named: article)
        let found: Article
        if let known {
            found = known
        } else {
            guard article.contains("://") else {
                throw Failure(.noInput, "there is no article «\(article)»; «sharetrail articles list» shows them")
            }
            let address = try ArticleAddress(article, hosts: configuration.hosts)
            guard let made = try writer.record([ArticleFacts(url: address.text)], source: .press).first else {
                throw Failure(.software, "the store gave no article back; this is a fault of ours")
            }
            found = made
        }
        // Also for an article known from elsewhere: the collector redirects to the site's own hosts only.
        _ = try ArticleAddress(found.facts.url, hosts: configuration.hosts)
        guard let number = UInt32(exactly: found.number) else { throw TokenError.articleOutOfRange(.max) }
        let minted = try ring.mint(article: number, channel: channelNumber, random: .system)
        let key = ShareKey(article: found.number, id: Int64(minted.token.share))
        try writer.record(
            NewsroomShare(key: key, channel: Int(channelNumber), campaign: campaign, made: Clock.system.now()))
        return ("\(configuration.baseURL.text)/\(minted.text)", found)
    }
}
