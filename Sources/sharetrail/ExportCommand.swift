import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import ShareLinks

/// `sharetrail export`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write out what the newsroom needs elsewhere.",
        subcommands: [
            Redirects.self, NDJSON.self, CSV.self,
        ])

    /// `sharetrail export redirects`
    struct Redirects: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redirects",
            abstract: "Write a table with which a front server leads landing links to their articles.",
            discussion: """
                So that links go on while the collector is away, or for good without it. The article's number is in the \
                link, so the table needs no keys and serves links that are posted after it was written; it verifies \
                nothing, and leads to the newsroom's own articles only. Write it anew when there are new articles.

                nginx: include it in http { … } before every other map; it makes $sharetrail_article (empty: no such \
                link; «gone»: withdrawn), $sharetrail_press and $sharetrail_home. caddy: import it in handle_errors; \
                it makes placeholders of the same names. examples/front has a whole configuration for both.

                csv: articleId,key,articleUrl. The key is made from the link's letters, counted from 0: for each of \
                letters 2 to 5 «u» if it is of upper case, else «l»; the last bit of letter 1; letters 2 to 5; the \
                upper four bits of letter 6 as a hexadecimal digit. articleUrl is empty where the article was \
                withdrawn.

                csv --links: landing,articleUrl; every link that can have been posted, under each key of the newsroom, \
                retired ones too, since their links still lead to the article.

                An article whose address is on none of the site's hosts is left out, and named on stderr.
                """)

        @OptionGroup var home: HomeOption

        @Option(help: "nginx, caddy or csv.")
        var format: RedirectTable.Format

        @Flag(help: "With csv: a line for each link in place of one for each article.")
        var links = false

        func run() async throws {
            if links, format != .csv { throw ValidationError("--links needs --format csv") }
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let reader = try StoreReader(folder: home.path)
            let table = RedirectTable(
                format: format, path: configuration.baseURL.path, hosts: configuration.hosts,
                count: try reader.articleCount())
            let ring = links ? try home.keys() : nil
            var output = PatientOutput("the table")
            try output.write(links ? RedirectTable.linksHead : table.head)
            var foreign = 0
            try reader.redirects(at: Clock.system.now()) { redirect, shares in
                guard let number = UInt32(exactly: redirect.article) else { throw TokenError.articleOutOfRange(.max) }
                let address: ArticleAddress
                do {
                    address = try ArticleAddress(redirect.url, hosts: configuration.hosts)
                } catch {
                    foreign += 1
                    if foreign <= 10 { Terminal.note("sharetrail: article \(number): \(error); left out") }
                    return
                }
                let target = redirect.isWithdrawn ? nil : address
                guard let ring else {
                    try output.write(table.row(article: number, address: target))
                    return
                }
                for share in try shares() {
                    for text in try ring.everySignature(of: LandingToken(share, article: number)) {
                        let link = "\(configuration.baseURL.text)/\(text)"
                        try output.write(RedirectTable.row(landing: link, address: target))
                    }
                }
            }
            if !links { try output.write(table.foot) }
            try output.finish()
            if foreign > 0 { Terminal.note("sharetrail: articles left out: \(foreign)") }
        }
    }
}

extension RedirectTable.Format: ExpressibleByArgument {}

extension LandingToken {
    /// The token of a stored share; its key is still open.
    fileprivate init(_ share: PostedShare, article: UInt32) throws {
        let id = UInt64(share.key.id)
        guard let channel = UInt8(exactly: share.channel) else { throw TokenError.channelOutOfRange(.max) }
        let profile: Profile = id >> UInt64(Profile.standard.shareBits) == 0 ? .standard : .long
        self.init(profile: profile, key: 0, channel: channel, article: article, share: id)
    }
}
