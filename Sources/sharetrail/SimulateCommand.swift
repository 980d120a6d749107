import ArgumentParser
import Engagement
import EventStore
import Foundation
import Imports
import Reports

/// `sharetrail simulate`
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Make up a newsroom's traffic, with the truth about it beside.",
        discussion: """
            For trying reports, and for measuring them: articles come out over days, readers press, friends come and some \
            share it on; networks draw their cards, crawlers come. The same seed makes the same traffic. It goes into \
            the database of a newsroom that has no events yet; stop its collector before.

            truth.ndjson in the home folder says what the reports must say, counted while it was made up: each line a \
            dimension, the first second of a local day (of «hour»: an hour), a key, an origin and the figures.
            """)

    @OptionGroup var home: HomeOption

    @Option(help: "How many events, about.")
    var events = 1_000_000

    @Option(help: "How many days, each whole.")
    var days = 90

    @Option(help: "Articles that come out each day.")
    var articles = 250

    @Option(help: "The same seed makes the same traffic.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The last day (default: yesterday).", valueName: "yyyy-mm-dd"))
    var until: String?

    func validate() throws {
        guard (1...1_000_000_000).contains(events) else { throw ValidationError("--events must be 1 to 1000000000") }
        guard (1...3_660).contains(days) else { throw ValidationError("--days must be 1 to 3660") }
        guard (1...100_000).contains(articles) else { throw ValidationError("--articles must be 1 to 100000") }
    }

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let zone = configuration.zone
        var end = TimeBucket.day.start(of: Clock.system.now(), zone: zone)
        if let until {
            guard let day = Timestamp.midnight(of: until, zone: zone, plus: 1) else {
                throw ValidationError("«\(until)» is no day; write it as in 2026-11-23")
            }
            end = day
        }
        guard let store = try home.writer(configuration) as? StoreWriter else {
            throw Failure(.tryLater, "a collector is running in \(home.path); stop it, and run this once more")
        }
        let plan = SimulationPlan(
            seed: seed, events: events, days: days, articlesPerDay: articles, end: end, zone: zone,
            host: configuration.hosts.first ?? "news.example")
        let clock = ContinuousClock()
        let begun = clock.now
        func seconds() -> Double { (clock.now - begun) / .seconds(1) }
        let run = SimulationRun(plan, store: store, judge: configuration.judge, seconds: seconds)
        let (truth, done) = try run.run { Terminal.progress("\($0.events) of about \(events) events") }
        Terminal.progress("")
        let path = home.path + "/truth.ndjson"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Failure(.ioError, "cannot write \(path)") }
        var text = ""
        truth.lines { line in
            text += line
            guard text.utf8.count > 1 << 20 else { return }
            file.write(Data(text.utf8))
            text = ""
        }
        file.write(Data(text.utf8))
        try store.close()
        func rate(_ seconds: Double) -> String { String(Int(Double(done.events) / max(seconds, 0.001))) }
        print(
            """
            \(done.events) events of \(days) days up to \(LocalTime(end, zone: zone).iso8601), in \(Int(seconds())) s: \
            written at \(rate(done.writing)) a second, folded at \(rate(done.folding))
            The truth about them: \(path)
            """)
    }
}
