import Engagement
import EventStore
import Foundation
import Judging
import ShareLinks
import Testing

@testable import Imports

@Suite("Made-up traffic is what its truth says, in every report")
struct SimulationTests {
    private static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    private static let end = plan.end
    private static let plan = plan(in: zone)
    /// In New York, clocks are put back within 30 days before the end.
    static let zones = ["Asia/Ho_Chi_Minh", "America/New_York", "UTC"]

    /// Up to 2026-11-24 00:00 in the zone: 60 days before it hold a whole month.
    private static func plan(in zone: TimeZone) -> SimulationPlan {
        SimulationPlan(
            seed: 7, events: 12_000, days: 60, articlesPerDay: 6,
            end: TimeBucket.day.start(of: Timestamp(seconds: 1_795_521_600), zone: zone), zone: zone,
            host: "news.example")
    }

    /// A newsroom with made-up traffic, removed at the end of the test.
    private final class Newsroom {
        let folder = NSTemporaryDirectory() + "simulated-\(UUID().uuidString)"
        let store: StoreWriter
        let truth: SimulationTruth

        init(_ plan: SimulationPlan = SimulationTests.plan) throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            store = try StoreWriter(
                folder: folder, zone: plan.zone, clock: Clock { plan.end },
                channels: ChannelTable.standard.pressable.map {
                    NamedChannel(number: Int($0.number ?? 0), name: $0.name, showsPreviews: $0.showsPreviews)
                })
            truth = try SimulationRun(plan, store: store, seconds: { 0 }).run().truth
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func answer(
            _ subject: ReportQuestion.Subject, _ period: Period, origin: Origin? = .reader
        ) throws -> ReportAnswer {
            try StoreReader(folder: folder).answer(
                ReportQuestion(subject, period: period, filter: ReportFilter(origin: origin)))
        }
    }

    private static let figures = ReportShape.figureColumns.count

    /// What a row of figures must be; previews are told apart below.
    private static func cells(_ figures: Figures) -> [Cell] { ReportShape.cells(figures) }

    private static func names(_ row: [Cell]) -> String {
        row.dropLast(figures).map { cell in
            switch cell {
            case .text(let text): text
            case .count(let number): "\(number)"
            default: ""
            }
        }.joined(separator: "|")
    }

    /// A row without the columns of views, of which the truth has none.
    private static func withoutViews(_ row: [Cell], _ answer: ReportAnswer) -> [Cell] {
        answer.columns.last?.key == "pressesPerThousandViews" ? row.dropLast(2) : row
    }

    private func expectSame(
        _ answer: ReportAnswer, _ truth: [String: Figures], key: ([Cell]) -> String = SimulationTests.names
    ) {
        let told = truth.filter { $0.value.presses + $0.value.previewed + $0.value.opened + $0.value.visits > 0 }
        #expect(answer.rows.count == told.count, "\(answer.report)")
        for whole in answer.rows {
            let row = Self.withoutViews(whole, answer)
            guard let figures = truth[key(row)] else {
                Issue.record("\(answer.report): \(key(row)) is in no truth")
                continue
            }
            #expect(Array(row.suffix(Self.figures)) == Self.cells(figures), "\(answer.report): \(key(row))")
        }
    }

    @Test(
        "Articles, channels, sections, authors, days and hours over long and short periods", arguments: [60, 30, 7, 1],
        zones)
    func figures(days: Int, zone: String) throws {
        let plan = Self.plan(in: try #require(TimeZone(identifier: zone)))
        let newsroom = try Newsroom(plan)
        let period = Period.last(days: days, before: plan.end, zone: plan.zone)
        let span = period.from..<period.to
        func truth(_ dimension: SimulationTruth.Dimension, _ origin: Origin? = .reader) -> [String: Figures] {
            newsroom.truth.figures(by: dimension, origin: origin, in: span)
        }
        let top = try newsroom.answer(.top(limit: 1_000), period)
        expectSame(top, truth(.article)) { row in
            if case .count(let number) = row[0] { "\(number)" } else { "" }
        }
        for origin in [Origin.newsroom, nil] {
            expectSame(try newsroom.answer(.channels, period, origin: origin), truth(.channel, origin))
        }
        let channels = try newsroom.answer(.channels, period)
        expectSame(channels, truth(.channel))
        expectSame(try newsroom.answer(.sections(limit: 100), period), truth(.section))
        expectSame(try newsroom.answer(.authors(limit: 100), period), truth(.author))
        let total = try #require(truth(.total)[""])
        for answer in [top, channels, try newsroom.answer(.trend(by: .month), period)] {
            let sum = Self.withoutViews(answer.total, answer).suffix(Self.figures)
            #expect(Array(sum) == Self.cells(total), "\(answer.report)")
        }
        for (key, dimension) in [
            (ReportQuestion.TableKey.channel, SimulationTruth.Dimension.channel), (.section, .section),
            (.author, .author),
        ] {
            expectSame(try newsroom.answer(.table(by: [key], limit: nil), period), truth(dimension))
        }
        for row in try newsroom.answer(.trend(by: .day), period).rows {
            guard case .moment(let start) = row[0] else { continue }
            let day = newsroom.truth.figures(
                by: .total, origin: .reader, in: start..<start.advanced(by: 1))[""]
            #expect(Array(row.suffix(Self.figures)) == Self.cells(day ?? Figures()), "\(start)")
        }
        guard days == 7 else { return }
        for row in try newsroom.answer(.trend(by: .hour), period).rows {
            guard case .moment(let start) = row[0] else { continue }
            let hour = newsroom.truth.figures(by: .hour, origin: .reader, in: start..<start.advanced(by: 1))[""]
            #expect(Array(row.suffix(Self.figures)) == Self.cells(hour ?? Figures()), "\(start)")
        }
    }

    @Test("Referrers, devices, where links were opened, and how the requests add up", arguments: [60, 7], zones)
    func circumstances(days: Int, zone: String) throws {
        let plan = Self.plan(in: try #require(TimeZone(identifier: zone)))
        let newsroom = try Newsroom(plan)
        let period = Period.last(days: days, before: plan.end, zone: plan.zone)
        let span = period.from..<period.to
        func truth(_ dimension: SimulationTruth.Dimension) -> [String: Figures] {
            newsroom.truth.figures(by: dimension, origin: .reader, in: span)
        }
        /// Link previews come from machines, which have no referrer and no device.
        func without(_ figures: [String: Figures]) -> [String: Figures] {
            figures.mapValues { figures in
                var figures = figures
                figures.previewed = 0
                figures.seesPreviews = false
                return figures
            }
        }
        let referrers = try newsroom.answer(.referrers(limit: 100), period)
        expectSame(referrers, without(truth(.referrer))) { row in
            if case .text(let host) = row[0] { host } else { "" }
        }
        var devices: [String: Int64] = [:]
        for row in try newsroom.answer(.devices, period).rows {
            let device = if case .text(let name) = row[0] { name } else { "" }
            if case .count(let visits) = row[5] { devices[device, default: 0] += visits }
        }
        #expect(devices == truth(.device).mapValues(\.visits).filter { devices[$0.key] != nil || $0.value > 0 })
        var drift: [String: Int64] = [:]
        for row in try newsroom.answer(.drift, period).rows {
            guard case .text(let channel) = row[0], case .text(let place) = row[1], case .count(let visits) = row[2]
            else { continue }
            drift[channel + "\t" + (place == "unknown" ? "" : place)] = visits
        }
        #expect(drift == truth(.drift).mapValues(\.visits))
        #expect(drift.count > 15)
        var reasons: [String: Int64] = [:]
        for row in try newsroom.answer(.counts(by: .none), period, origin: nil).rows {
            guard case .count(let requests) = row[2] else { continue }
            let reason = if case .text(let name) = row[1] { name } else { "counted" }
            reasons[reason] = requests
        }
        let requests = newsroom.truth.figures(by: .requests, origin: nil, in: span).mapValues(\.visits)
        #expect(reasons == requests)
        #expect(requests.count > 6)
    }

    @Test("After a prune, a rebuild and in a zone off the hour the figures are the same")
    func stays() throws {
        let newsroom = try Newsroom()
        let period = Period.last(days: 60, before: Self.end, zone: Self.zone)
        let subjects: [ReportQuestion.Subject] = [
            .top(limit: 50), .channels, .sections(limit: 50), .referrers(limit: 50), .devices, .drift,
            .trend(by: .hour), .counts(by: .day),
        ]
        func answers() throws -> [[[Cell]]] { try subjects.map { try newsroom.answer($0, period).rows } }
        let before = try answers()
        #expect(try StoreReader(folder: newsroom.folder).compareTallies().different == 0)
        try newsroom.store.rebuild()
        #expect(try answers() == before)
        _ = try newsroom.store.prune(before: Self.end.advanced(by: -10 * 86_400))
        #expect(try answers() == before)
        try newsroom.store.rebuild()
        #expect(try answers() == before)
        #expect(try StoreReader(folder: newsroom.folder).compareTallies().different == 0)
    }

    @Test("The same seed makes the same traffic, another one another; it is about as much as was asked for")
    func seeds() throws {
        func lines(_ seed: UInt64) throws -> (lines: Set<String>, events: Int) {
            var plan = Self.plan
            plan.seed = seed
            plan.days = 8
            var lines: Set<String> = []
            let truth = try Newsroom(plan).truth
            truth.lines { lines.insert($0) }
            return (lines, truth.events)
        }
        let first = try lines(1)
        #expect(try lines(1).lines == first.lines)
        #expect(try lines(2).lines != first.lines)
        #expect((8_000...16_000).contains(first.events))
    }

    @Test("It goes into no database that has events, and says so")
    func refuses() throws {
        let newsroom = try Newsroom()
        #expect {
            try SimulationRun(Self.plan, store: newsroom.store, seconds: { 0 }).run()
        } throws: { error in
            "\(error)".contains("make another one with «sharetrail init»")
        }
    }
}
