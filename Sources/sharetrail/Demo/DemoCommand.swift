import ArgumentParser
import Foundation
import ShareLinks

/// `sharetrail demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "A newsroom in a temporary folder: press its buttons, see its reports.",
        discussion: """
            Makes keys and articles, starts the collector, and takes one article through the six buttons of a \
            newspaper's share box over HTTP. Then the collector stays up until Ctrl-C; with --once it stops, and the \
            exit code says whether the report held exactly the numbers that were made.
            """)

    @Flag(help: "Stop at the end, check the figures, and remove the folder.")
    var once = false

    func run() async throws {
        let newsroom = try DemoNewsroom()
        defer {
            _ = newsroom.stop()
            newsroom.remove()
        }
        say("A newsroom in \(newsroom.home)\n")
        try newsroom.run(["init", "--site", DemoNewsroom.host, "--base-url", newsroom.base])
        try newsroom.run(["articles", "import", try newsroom.writeFeed()])
        let ring = try KeyFile.read(path: newsroom.home + "/" + KeyFile.name)
        let page = try newsroom.writePage(ring: ring)
        try newsroom.serve()

        let story = DemoStory(newsroom: newsroom)
        let expected = try story.tell()
        say("")
        try newsroom.run(["report", "top", "--today"])
        try newsroom.run(["report", "channels", "--today"])
        try newsroom.run(["report", "counts", "--today"])
        try story.check(expected)
        say("The reports hold exactly what was done.\n")

        if once {
            guard newsroom.stop() else { throw Failure(.software, "the collector did not end well") }
            try newsroom.run(["doctor"])
            return
        }
        if let page { say("Open the article's page: file://\(page)") }
        say("Or press a button from here:")
        for (channel, link) in story.links {
            say("  \(channel.name.padding(toLength: 10, withPad: " ", startingAt: 0)) curl -i '\(link)'")
        }
        say(
            """
            Then try, in another terminal:
              sharetrail report article --article 10482 --home \(newsroom.home)
              sharetrail report trend --by hour --today --format csv --home \(newsroom.home)
              sharetrail mint --article 10479 --channel zalo --campaign lich-toi --home \(newsroom.home)
              sharetrail keys cms --for php --home \(newsroom.home)
            Ctrl-C ends the demo and removes the folder.
            """)
        newsroom.waitForCollector()
    }
}
