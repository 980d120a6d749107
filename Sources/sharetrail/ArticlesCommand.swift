import ArgumentParser
import Engagement
import EventStore
import Foundation
import Imports
import Reports
import ShareLinks

/// `sharetrail articles`
struct ArticlesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "articles", abstract: "Import, list and show articles; correct, redirect and withdraw them.",
        subcommands: [
            ImportArticles.self, List.self, Show.self, Correct.self, Redirect.self, Withdraw.self,
        ])

    /// `sharetrail articles import`
    struct ImportArticles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Read articles from RSS, Atom, JSON Feed, a news sitemap, NDJSON or CSV.",
            discussion: """
                What a feed says goes before what a press link says. Importing again updates; nothing is doubled. \
                Items that cannot be read are skipped and reported by number.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("Files; - is standard input.", valueName: "file"))
        var files: [String]

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let writer = try home.writer(configuration)
            for file in files {
                var result: FeedResult
                do {
                    result = try FeedReader.read(Self.contents(of: file))
                } catch let error as FeedError {
                    throw Failure(.badData, "\(file): \(error)")
                }
                // An address that we may not redirect to would make dead links of those that are posted already.
                var foreign = 0
                result.articles.removeAll { article in
                    do {
                        _ = try ArticleAddress(article.url, hosts: configuration.hosts)
                        return false
                    } catch {
                        foreign += 1
                        if foreign <= 10 {
                            Terminal.note("\(file): \(ScreenText.clean(article.url)): \(error); skipped")
                        }
                        return true
                    }
                }
                for start in stride(from: 0, to: result.articles.count, by: 500) {
                    let part = Array(result.articles[start..<min(start + 500, result.articles.count)])
                    _ = try writer.record(part, source: .feed)
                    Terminal.progress("\(file): \(start + part.count) articles")
                }
                Terminal.progress("")
                for problem in result.problems { Terminal.note("\(file): item \(problem)") }
                print("\(file): \(result.articles.count) articles, \(result.problems.count + foreign) problems")
                guard !result.articles.isEmpty || result.problems.count + foreign == 0 else {
                    throw Failure(.badData, "\(file): nothing could be read; mend what is named above")
                }
            }
        }

        static func contents(of file: String) throws -> Data {
            guard file != "-" else { return FileHandle.standardInput.readDataToEndOfFile() }
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Failure(.noInput, "cannot read \(file); check the name and that it can be read")
            }
            return data
        }
    }

    /// `sharetrail articles list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The newest articles.")

        @OptionGroup var home: HomeOption

        @Option(help: "At most this many.")
        var limit = 20

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let articles = try StoreReader(folder: home.path).articles(limit: max(0, limit))
            try ArticlesCommand.show(articles, output: output, configuration: configuration)
        }
    }

    /// `sharetrail articles show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What is known about one article.")

        @OptionGroup var home: HomeOption

        @Argument(help: "Its number, its id in the CMS, or its address.")
        var article: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let found = try ArticlesCommand.find(article, home: home)
            try ArticlesCommand.show([found], output: output, configuration: configuration)
        }
    }

    static func find(_ name: String, home: HomeOption) throws -> Article {
        try find(name, in: StoreReader(folder: home.path))
    }

    static func find(_ name: String, in reader: StoreReader) throws -> Article {
        guard let article = try reader.article(named: name) else {
            throw Failure(.noInput, "there is no article «\(name)»; «sharetrail articles list» shows them")
        }
        return article
    }

    private static func show(
        _ articles: [Article], output: OutputOptions, configuration: NewsroomConfiguration
    ) throws {
        let columns = [
            Column("articleId", .number), Column("cmsId", .machine), Column("articleTitle", .text),
            Column("section", .text), Column("author", .text), Column("published", .moment(nil)),
            Column("articleUrl", .machine), Column("image", .machine), Column("summary", .machine),
            Column("withdrawn", .moment(nil)), Column("aliasOf", .number),
        ]
        let rows = articles.map { article -> [Cell] in
            let facts = article.facts
            return [
                .count(article.number), .text(orNone: facts.cmsID), .text(facts.title ?? facts.url),
                .text(orNone: facts.section), .text(orNone: facts.author), facts.published.map(Cell.moment) ?? .none,
                .text(facts.url), .text(orNone: facts.image), .text(orNone: facts.summary),
                article.withdrawn.map(Cell.moment) ?? .none, .count(orNone: article.aliasOf),
            ]
        }
        let list = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
        Terminal.write(render(list, as: output.format, options: output.options(configuration)))
    }
}
