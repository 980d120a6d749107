import ArgumentParser
import EventStore
import Imports
import Reports

extension ImportCommand {
    /// `sharetrail import views`
    struct Views: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "views", abstract: "Import how often articles were read, from any web analytics: CSV.",
            discussion: """
                Reports then tell share clicks per 1,000 views. The header names an address (url, page path…), an id in the \
                CMS (id) or a number of ours (articleId); a day (2026-11-23 or 20261123) of the newsroom's zone; and \
                views. Rows of one article and day are added up; a later file takes the place of an earlier one. Articles that are \
                not known are counted and named: import them first with «articles import».
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp("Tables of CSV, also as .gz; - is standard input.", valueName: "file"))
        var files: [String]

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let writer = try home.writer(configuration)
            let reader = try StoreReader(folder: home.path)
            let importer = ViewsImport(
                store: writer, articles: try reader.allArticles(), former: try reader.formerAddresses())
            for file in files {
                let summary: ViewsImport.Summary
                do {
                    summary = try importer.run(path: file)
                } catch let error as TableError {
                    throw Failure(.badData, "\(file): \(error)")
                }
                for problem in summary.problems.prefix(10) {
                    Terminal.note("\(file): \(ScreenText.clean(problem)); skipped")
                }
                for address in summary.examples {
                    Terminal.note("\(file): no article has \(ScreenText.clean(address)); skipped")
                }
                print(
                    "\(file): \(summary.rows) rows, \(summary.told) articles and days (\(summary.changed) new or changed), "
                        + "\(summary.unknown) of unknown articles with \(summary.unknownViews) views, "
                        + "\(summary.problems.count) that could not be read")
                guard summary.told > 0 || summary.rows == 0 else {
                    throw Failure(.badData, "\(file): nothing could be used; mend what is named above")
                }
            }
        }
    }
}
