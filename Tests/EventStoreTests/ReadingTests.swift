import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Answers are the same whatever they are put together from")
struct ReadingTests {
    private static let zone = TemporaryStore.zone
    private static let now = TemporaryStore.now

    private func column(_ key: String, of answer: ReportAnswer) -> Int? {
        guard let place = answer.columns.firstIndex(where: { $0.key == key }),
            case .count(let count) = answer.total[place]
        else { return nil }
        return Int(count)
    }

    private func ask(
        _ store: TemporaryStore, _ subject: ReportQuestion.Subject, _ period: Period, _ filter: ReportFilter = .init()
    ) throws -> ReportAnswer {
        try store.reader().answer(ReportQuestion(subject, period: period, filter: filter))
    }

    @Test("A share opened before a period that cuts through an hour is not opened in it, folded or not")
    func openedOnce() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let first = Self.now.advanced(by: -20 * 60)
        let events: [EventEntry] = [
            .press(article, share: 7, at: first), .visit(article, share: 7, at: first.advanced(by: 60)),
            .visit(article, share: 7, at: Self.now), .visit(article, share: 7, at: Self.now.advanced(by: 7200)),
        ]
        _ = try store.open().append(events, first: 1)
        // 08:31 to 08:50 in Viet Nam, within an hour of UTC; something came later.
        let period = Period(from: Self.now.advanced(by: -600), to: Self.now.advanced(by: 600), zone: Self.zone)
        for isFolded in [false, true] {
            if isFolded { try store.open().fold() }
            for subject in [ReportQuestion.Subject.channels, .top(limit: 5), .trend(by: .hour)] {
                let answer = try ask(store, subject, period)
                #expect(
                    column("visits", of: answer) == 1 && column("opened", of: answer) == 0, "\(isFolded) \(subject)")
            }
        }
    }

    @Test("However far into an hour a period ends, channels tell what articles tell, which are counted event by event")
    func everyMinute() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let events = MadeUpEvents.make(3_000, article: article, seed: 5, days: 1)
        _ = try store.open().append(Array(events.prefix(2_000)), first: 1)
        try store.open().fold()
        // A third is in no tally yet.
        _ = try store.open().append(Array(events.dropFirst(2_000)), first: 2_001)
        let hour = Self.now.advanced(by: -9 * 3_600).seconds.floored(to: 3_600)
        for minute in stride(from: Int64(0), through: 60, by: 4) {
            let period = Period(
                from: Timestamp(seconds: hour - 7_200), to: Timestamp(seconds: hour + minute * 60 + 7), zone: Self.zone)
            for filter in [ReportFilter(), ReportFilter(channel: 1), ReportFilter(origin: .reader)] {
                let channels = try ask(store, .channels, period, filter)
                let top = try ask(store, .top(limit: 5), period, filter)
                let hours = try ask(store, .trend(by: .hour), period, filter)
                for key in ["presses", "previewed", "opened", "visits", "distinctArrivals", "reshares"] {
                    #expect(column(key, of: channels) == column(key, of: top), "\(minute) \(key)")
                    #expect(column(key, of: channels) == column(key, of: hours), "\(minute) \(key)")
                }
            }
        }
    }

    /// Makes a folded database what it is between the migration from version 2 and the take-over.
    private func forgetTallies(_ store: TemporaryStore) throws {
        try store.close()
        try store.execute(
            "DELETE FROM weeks", "DELETE FROM months", "DELETE FROM article_tallies", "DELETE FROM channel_tallies",
            "DELETE FROM circumstances", "DELETE FROM openings", "DELETE FROM request_sums")
    }

    private func answers(_ store: TemporaryStore, zone: TimeZone) throws -> [[[Cell]]] {
        let period = Period.last(days: 20, before: Self.now.advanced(by: 86_400), zone: zone)
        return try [.top(limit: 9), .channels, .trend(by: .day), .devices, .drift, .counts(by: .day)].map {
            (subject: ReportQuestion.Subject) in try ask(store, subject, period).rows
        }
    }

    @Test(
        "A database of an earlier version is taken over whole, also with another zone at once, and nobody reads it before",
        arguments: ["Asia/Ho_Chi_Minh", "UTC", "America/New_York"])
    func takesOver(name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(700, article: article, seed: 12), first: 1)
        try store.open().fold()
        try store.reopen(zone: zone)
        let right = try answers(store, zone: zone)
        try store.reopen()
        try forgetTallies(store)
        #expect { try store.reader() } throws: { "\($0)".contains("start the collector once") }
        try store.reopen(zone: zone)
        #expect(try answers(store, zone: zone) == right)
        #expect(try store.reader().compareTallies().different == 0)
    }

    @Test("Sealed days come along where a database is taken over, in another zone too")
    func takesOverSealed() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(700, article: article, seed: 13), first: 1)
        _ = try store.open().prune(before: Seal.boundary(keepDays: 5, at: Self.now, zone: Self.zone))
        let utc = try #require(TimeZone(identifier: "UTC"))
        let period = Period.last(days: 20, before: Self.now.advanced(by: 86_400), zone: utc)
        let right = try ask(store, .channels, period).rows
        try forgetTallies(store)
        try store.reopen(zone: utc)
        #expect(try ask(store, .channels, period).rows == right)
        #expect(try store.reader().compareTallies().different == 0)
    }

    @Test(
        "Any days, weeks and months of a period add up to its events, whatever lies behind it",
        arguments: ["Asia/Ho_Chi_Minh", "America/New_York"])
    func anyPeriod(name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let store = try TemporaryStore(zone: zone)
        let articles = try ["1", "2", "3"].map { try store.article("https://news.example/\($0).html") }
        let events = articles.enumerated().flatMap { place, article in
            MadeUpEvents.make(700, article: article, seed: UInt64(place + 30), days: 100)
        }
        _ = try store.open().append(events, first: 1)
        try store.open().fold()
        var random = SplitMix(state: 31)
        for round in 0..<120 {
            // Up to three weeks from now on, too: then nothing lies behind the end.
            let ends = [-100, 21].map { TemporaryStore.now.advanced(by: $0 * 86_400) }
            let moments = (0..<2).map { _ in
                TimeBucket.day.start(
                    of: Timestamp(
                        seconds: Int64.random(in: ends[0].seconds...ends[1].seconds, using: &random)), zone: zone)
            }.sorted()
            let period = Period(from: moments[0], to: moments[1], zone: zone)
            let visits = events.count {
                $0.kind == .visit && $0.code == 0 && $0.at >= period.from && $0.at < period.to
            }
            let all = ReportFilter(origin: nil)
            for subject in [
                ReportQuestion.Subject.top(limit: 9), .channels, .sections(limit: 9), .counts(by: .article),
            ] {
                let answer = try ask(store, subject, period, all)
                if case .counts = subject {
                    let requests = events.count { $0.at >= period.from && $0.at < period.to }
                    #expect(column("requests", of: answer) == requests, "\(round) \(subject)")
                } else {
                    #expect(column("visits", of: answer) == visits, "\(round) \(subject)")
                }
            }
        }
    }

    @Test("A database of version 4 keeps every figure and every request, sealed ones too", arguments: [false, true])
    func takesOverVersion4(isSealed: Bool) throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(900, article: article, seed: 16, days: 40), first: 1)
        if isSealed { _ = try store.open().prune(before: Seal.boundary(keepDays: 5, at: Self.now, zone: Self.zone)) }
        try store.open().fold()
        let right = try answers(store, zone: Self.zone)
        let events = try everyEvent(store)
        try store.close()
        try store.becomeVersion4()
        #expect { try store.reader() } throws: { "\($0)".contains("start the collector once") }
        try store.reopen()
        #expect(try store.reader().statistics().schemaIsOurs)
        #expect(try answers(store, zone: Self.zone) == right)
        #expect(try everyEvent(store) == events)
        #expect(try store.reader().compareTallies().different == 0)
        #expect(try store.value("SELECT count(*) FROM article_tallies WHERE span = 604800") ?? 0 > 0)
    }

    private func everyEvent(_ store: TemporaryStore) throws -> [String] {
        try store.reader().queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM events ORDER BY id").map(\.description)
        }
    }

    @Test("A channel whose previews can no longer be seen is told without them, by article as by channel")
    func previewsChange() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(600, article: article, seed: 14), first: 1)
        try store.open().fold()
        let period = Period.last(days: 20, before: Self.now.advanced(by: 86_400), zone: Self.zone)
        let before = column("previewed", of: try ask(store, .top(limit: 5), period))
        try store.open().adopt(
            TemporaryStore.channels.map {
                NamedChannel(number: $0.number, name: $0.name, showsPreviews: $0.number != 1)
            })
        let after = column("previewed", of: try ask(store, .top(limit: 5), period))
        #expect(after == column("previewed", of: try ask(store, .channels, period)))
        #expect(after ?? 0 < before ?? 0)
        #expect(try store.reader().compareTallies().different == 0)
    }

    @Test("An article's sealed days are told where days are off the hour, without its places and with a note")
    func sealedArticle() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Kathmandu"))
        let store = try TemporaryStore(zone: zone)
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(500, article: article, seed: 15), first: 1)
        let sealed = Seal.boundary(keepDays: 5, at: Self.now, zone: zone)
        let period = Period(from: sealed.advanced(by: -5 * 86_400), to: sealed.advanced(by: -86_400), zone: zone)
        let filter = ReportFilter(article: article)
        let before = try ask(store, .article, period, filter)
        _ = try store.open().prune(before: sealed)
        let after = try ask(store, .article, period, filter)
        #expect(after.total == before.total && after.notes.contains(.eventsRemoved(before: sealed, zone: zone)))
    }

    @Test("The number of an article that leads to another asks for that other one, in every report")
    func aliases() throws {
        let store = try TemporaryStore()
        let (old, new) = (try store.article(), try store.article("https://news.example/tin/2.html"))
        _ = try store.open().append([.visit(old, share: nil), .visit(new, share: nil)], first: 1)
        _ = try store.open().change(old, .redirect(to: new), at: Self.now)
        let period = Period.today(at: Self.now, zone: Self.zone)
        for isFolded in [false, true] {
            if isFolded { try store.open().fold() }
            for number in [old, new] {
                let filter = ReportFilter(article: number)
                for subject in [ReportQuestion.Subject.channels, .top(limit: 5), .article] {
                    #expect(column("visits", of: try ask(store, subject, period, filter)) == 2, "\(number) \(subject)")
                }
                #expect(column("requests", of: try ask(store, .counts(by: .agent), period, filter)) == 2)
            }
        }
    }

    @Test("The last hour of a day of 25 hours off the hour is found for one article too")
    func longDay() throws {
        let zone = try #require(TimeZone(identifier: "America/St_Johns"))
        // 2025-11-02 in St John's: from 02:30 UTC to 03:30 of the next day.
        let end = Timestamp(seconds: 1_762_140_600)
        let store = try TemporaryStore(zone: zone, now: end.advanced(by: 10 * 86_400))
        let article = try store.article()
        _ = try store.open().append(
            [
                .visit(article, share: nil, at: end.advanced(by: -1200)),
                .visit(article, share: nil, at: end.advanced(by: 86_400)),
            ],
            first: 1)
        try store.open().fold()
        // From 03:00 UTC, a whole hour; what came later is another day's.
        let brasil = try #require(TimeZone(identifier: "America/Sao_Paulo"))
        let period = Period(from: end.advanced(by: -1800), to: end.advanced(by: 1800), zone: brasil)
        #expect(column("visits", of: try ask(store, .channels, period, ReportFilter(article: article))) == 1)
        #expect(column("visits", of: try ask(store, .top(limit: 2), period)) == 1)
    }
}
