import ArgumentParser
import Engagement
import EventStore
import Foundation
import Reports
import ShareLinks

/// What is done to an article after it was shared. `report article` tells the visits before and after.
extension ArticlesCommand {
    /// `sharetrail articles withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Answer an article's links with a page that says it was withdrawn.")

        @OptionGroup var home: HomeOption

        @Argument(help: "Its number, its id in the CMS, or its address.")
        var article: String

        @Flag(help: "Put it back instead.")
        var undo = false

        func run() async throws {
            let found = try await ArticlesCommand.change(article, home: home, undo ? .restore : .withdraw)
            print("\(undo ? "Put back" : "Withdrew") \(found.number) \(ScreenText.clean(found.facts.url))")
        }
    }

    /// `sharetrail articles correct`
    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct",
            abstract: "Put an article's address, title or other facts right.",
            discussion: """
                Links that were posted lead to the new address, and press links with the old one go on working. A \
                feed that is read again does not undo it.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: "Its number, its id in the CMS, or its address.")
        var article: String

        @Option(help: "The new address, on one of the site's hosts.")
        var url: String?

        @Option(help: "The headline.")
        var title: String?

        @Option(help: "The section.")
        var section: String?

        @Option(help: "The author, several joined with commas.")
        var author: String?

        @Option(help: "The address of the lead image.")
        var image: String?

        @Option(help: "One or two sentences.")
        var summary: String?

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            var correction = ArticleCorrection()
            if let url {
                guard let address = try? ArticleAddress(url, hosts: configuration.hosts) else {
                    throw Failure(
                        .badData,
                        "«\(ScreenText.clean(url))» is no https address on \(configuration.hosts.joined(separator: ", ")); "
                            + "give one that is"
                    )
                }
                correction.url = address.text
            }
            // An article without a headline would be an empty line in every report.
            if let title, title.allSatisfy(\.isWhitespace) {
                throw ValidationError("--title is empty; give a headline")
            }
            correction.title = title
            correction.section = section
            correction.author = author
            correction.image = image
            correction.summary = summary
            guard !correction.isEmpty else {
                throw ValidationError("say what to put right: --url, --title, --section, --author, --image, --summary")
            }
            let found = try await ArticlesCommand.change(article, home: home, .correct(correction))
            print("Corrected \(found.number) \(ScreenText.clean(found.facts.url))")
        }
    }

    /// `sharetrail articles redirect`
    struct Redirect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "redirect",
            abstract: "Lead an article's links to another one, and count both as one.",
            discussion: """
                For an article that was merged into another one or written anew. Links that were posted follow; \
                reports count both under the second, and «report article» tells the visits before and after.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: "Its number, its id in the CMS, or its address.")
        var article: String

        @Argument(help: "The article that its links shall lead to.")
        var target: String?

        @Flag(help: "Make it an article of its own again.")
        var undo = false

        func run() async throws {
            switch (target, undo) {
            case (let target?, false):
                let target = try ArticlesCommand.find(target, home: home)
                let found = try await ArticlesCommand.change(article, home: home, .redirect(to: target.number))
                print("Redirected \(found.number) to \(target.number) \(ScreenText.clean(target.facts.url))")
            case (nil, true):
                let found = try await ArticlesCommand.change(article, home: home, .separate)
                print("Separated \(found.number) \(ScreenText.clean(found.facts.url))")
            default:
                throw ValidationError("name the article that its links shall lead to, or give --undo")
            }
        }
    }

    /// Changes an article from now on, and returns it as it stands then.
    fileprivate static func change(
        _ name: String, home: HomeOption, _ change: ArticleChange
    ) async throws -> Article {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let found = try ArticlesCommand.find(name, home: home)
        let changed = try home.writer(configuration).change(found.number, change, at: Clock.system.now())
        return changed.first { $0.number == found.number } ?? found
    }
}
