import Engagement
import Foundation
import Testing

@testable import EventStore

@Suite("The long form, and what is usual")
struct TableTests {
    private static let zone = TemporaryStore.zone
    private static let now = TemporaryStore.now

    /// Two articles with sections, seventy days, the last of them not folded.
    private func store() throws -> TemporaryStore {
        let store = try TemporaryStore()
        let articles = try store.open().record(
            [
                ArticleFacts(url: "https://news.example/1.html", section: "Giáo dục", author: "An"),
                ArticleFacts(url: "https://news.example/2.html", section: "Thời sự"),
            ], source: .feed)
        var first: Int64 = 1
        for (place, article) in articles.enumerated() {
            var events = MadeUpEvents.make(900, article: article.number, seed: UInt64(place + 5), days: 70)
            for index in events.indices where index % 5 == 0 { events[index].origin = .newsroom }
            _ = try store.open().append(events, first: first)
            first += Int64(events.count)
            if place == 0 { try store.open().fold() }
        }
        return store
    }

    private func ask(
        _ store: TemporaryStore, _ subject: ReportQuestion.Subject, _ period: Period, _ filter: ReportFilter = .init(),
        compare: Bool = false, sort: FigureName = .visits
    ) throws -> ReportAnswer {
        try store.reader().answer(
            ReportQuestion(subject, period: period, filter: filter, compare: compare, sort: sort))
    }

    private func figures(_ row: [Cell], of answer: ReportAnswer) -> [Cell] {
        Array(row.dropFirst(answer.columns.firstIndex { $0.key == "presses" } ?? 0))
    }

    @Test("By one key it is the report of that key, in another order")
    func oneKey() throws {
        let store = try store()
        for period in [
            Period.last(days: 65, before: Self.now, zone: Self.zone),
            .last(hours: 40, until: Self.now, zone: Self.zone),
        ] {
            for filter in [ReportFilter(), ReportFilter(channel: 1, origin: .reader), ReportFilter(section: "Thời sự")]
            {
                let table = try ask(store, .table(by: [.channel], limit: nil), period, filter)
                let channels = try ask(store, .channels, period, filter)
                #expect(Set(table.rows) == Set(channels.rows))
                #expect(table.total == channels.total)
                let days = try ask(store, .table(by: [.day], limit: nil), period, filter)
                let trend = try ask(store, .trend(by: .day), period, filter)
                let told = trend.rows.filter { figures($0, of: trend).contains { $0 != .count(0) && $0 != .none } }
                #expect(days.rows == told)
            }
        }
    }

    @Test("By several keys it adds up to the total, and its rows by one of them to that report")
    func severalKeys() throws {
        let store = try store()
        let period = Period.last(days: 65, before: Self.now, zone: Self.zone)
        let table = try ask(store, .table(by: [.week, .section, .author, .channel, .origin], limit: nil), period)
        #expect(table.columns.prefix(5).map(\.key) == ["week", "section", "author", "channel", "origin"])
        let visits = try #require(table.columns.firstIndex { $0.key == "visits" })
        var sums: [Cell: Int64] = [:]
        for row in table.rows {
            if case .count(let count) = row[visits] { sums[row[3], default: 0] += count }
        }
        let channels = try ask(store, .channels, period)
        for row in channels.rows {
            let place = try #require(channels.columns.firstIndex { $0.key == "visits" })
            #expect(row[place] == .count(sums[row[0]] ?? 0))
        }
        #expect(Set(table.rows.map { $0[4] }) == [.text("reader"), .text("newsroom")])
        #expect(table.total[visits] == .count(sums.values.reduce(0, +)))
        let cut = try ask(store, .table(by: [.week, .section], limit: 3), period)
        #expect(cut.rows.count == 3)
        #expect(cut.total[2...] == table.total[5...])
        #expect(cut.notes.contains { if case .limited(3, _) = $0 { true } else { false } })
    }

    @Test("Places, referrers and devices go with time and channels, and not with articles")
    func circumstances() throws {
        let store = try store()
        let period = Period.last(days: 65, before: Self.now, zone: Self.zone)
        let table = try ask(store, .table(by: [.device, .system], limit: nil), period)
        let devices = try ask(store, .devices, period)
        #expect(Set(table.rows) == Set(devices.rows))
        let places = try ask(store, .table(by: [.place, .month], limit: nil), period)
        let presses = try #require(places.columns.firstIndex { $0.key == "presses" })
        #expect(places.rows.allSatisfy { $0[presses] == .none })
        for keys in [[ReportQuestion.TableKey.place, .article], [.referrer, .section], [.referrer, .place]] {
            #expect(throws: StoreError.self) { try ask(store, .table(by: keys, limit: nil), period) }
        }
        #expect(throws: StoreError.self) {
            try ask(store, .table(by: [.place], limit: nil), period, ReportFilter(section: "Thời sự"))
        }
    }

    @Test("What is usual is the middle of the eight days asked for one by one, also of a day that is not over")
    func usual() throws {
        let store = try store()
        for period in [
            Period.today(at: Self.now, zone: Self.zone), .last(days: 1, before: Self.now, zone: Self.zone),
        ] {
            for subject in [ReportQuestion.Subject.channels, .top(limit: 5), .trend(by: .hour)] {
                let answer = try ask(store, subject, period, compare: true)
                let weeks = try period.weekdaysBefore(weeks: 8).map { try ask(store, subject, $0).total }
                let usual = try #require(answer.usual)
                #expect(answer.usualWeeks == 8)
                for (place, column) in answer.columns.enumerated() where ["presses", "visits"].contains(column.key) {
                    let counts = weeks.compactMap { if case .count(let count) = $0[place] { count } else { nil } }
                        .sorted()
                    #expect(usual[place] == .count(Int64((Double(counts[3] + counts[4]) / 2).rounded())))
                }
            }
        }
        let week = Period.last(days: 7, before: Self.now, zone: Self.zone)
        #expect(try ask(store, .channels, week, compare: true).usual == nil)
    }

    @Test("Only weeks in which anything could be recorded make the usual")
    func young() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(
            [15, 14, 1].map { .visit(article, share: nil, at: Self.now.advanced(by: -$0 * 86_400)) }, first: 1)
        let period = Period.today(at: Self.now, zone: Self.zone)
        for isFolded in [false, true] {
            if isFolded { try store.open().fold() }
            let answer = try ask(store, .channels, period, compare: true)
            #expect(answer.usualWeeks == 2)
        }
    }

    @Test("The rows before are of the articles that are shown, with zeros for one that is new")
    func previousRows() throws {
        let store = try store()
        let period = Period.last(days: 7, before: Self.now, zone: Self.zone)
        for subject in [ReportQuestion.Subject.top(limit: 1), .sections(limit: 1)] {
            let answer = try ask(store, subject, period, compare: true)
            let before = try ask(store, subject, period.before)
            #expect(answer.previousRows?.count == 1)
            #expect(before.rows.first == answer.previousRows?.first || before.rows.count == 1)
        }
    }
}

@Suite("Views")
struct ViewsTests {
    private static let zone = TemporaryStore.zone

    private func total(_ answer: ReportAnswer, _ key: String) -> Cell? {
        answer.columns.firstIndex { $0.key == key }.map { answer.total[$0] }
    }

    @Test("They stand beside the presses of the same days, for articles, sections and all")
    func beside() throws {
        let store = try TemporaryStore()
        let articles = try store.open().record(
            [1, 2, 3].map { ArticleFacts(url: "https://news.example/\($0).html", section: $0 < 3 ? "A" : "B") },
            source: .feed
        ).map(\.number)
        let day = TemporaryStore.now.advanced(by: -86_400)
        _ = try store.open().append(
            (0..<6).map { .press(articles[0], share: $0, at: day) } + [.press(articles[2], share: 9, at: day)], first: 1
        )
        try store.open().fold()
        #expect(
            try store.open().record([
                PageViews(day: "2026-11-15", article: articles[0], views: 1_500),
                PageViews(day: "2026-11-15", article: articles[1], views: 500),
                PageViews(day: "2026-11-14", article: articles[0], views: 99),
            ]) == 3)
        #expect(try store.open().record([PageViews(day: "2026-11-15", article: articles[0], views: 1_500)]) == 0)
        // That views of the weeks before are missing says nothing of this day.
        let compared = try store.reader().answer(
            ReportQuestion(
                .top(limit: 9), period: .last(days: 1, before: TemporaryStore.now, zone: Self.zone), compare: true))
        #expect(compared.notes.isEmpty)

        func ask(_ subject: ReportQuestion.Subject, _ period: Period, _ filter: ReportFilter = .init()) throws
            -> ReportAnswer
        {
            try store.reader().answer(ReportQuestion(subject, period: period, filter: filter))
        }
        let yesterday = Period.last(days: 1, before: TemporaryStore.now, zone: Self.zone)
        let top = try ask(.top(limit: 9), yesterday)
        #expect(total(top, "views") == .count(2_000))
        #expect(total(top, "pressesPerThousandViews") == .ratio(3.5))
        #expect(top.rows.map { $0.suffix(2) } == [[.count(1_500), .ratio(4)], [.none, .none]])
        let sections = try ask(.sections(limit: 9), yesterday)
        #expect(sections.rows.map { $0.suffix(2) } == [[.count(2_000), .ratio(3)], [.none, .none]])
        let article = try ask(.article, yesterday, ReportFilter(article: articles[0]))
        #expect(total(article, "views") == .count(1_500))
        #expect(article.rows[0].suffix(2) == [.none, .ratio(4)])
        #expect(total(try ask(.top(limit: 9), yesterday, ReportFilter(section: "B")), "views") == Cell.none)

        // Once its number leads to another article, its views do too.
        _ = try store.open().change(articles[1], .redirect(to: articles[2]), at: TemporaryStore.now)
        #expect(try ask(.top(limit: 9), yesterday).rows.map { $0[$0.count - 2] } == [.count(1_500), .count(500)])
    }

    @Test("Where views are known of some days only they are left out, and a note says of how many")
    func someDays() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 1)], first: 1)
        _ = try store.open().record([PageViews(day: "2026-11-15", article: article, views: 5)])
        for (days, views) in [(1, Cell.count(5)), (3, .none)] {
            let period = Period.last(days: days, before: TemporaryStore.now, zone: Self.zone)
            for (subject, filter) in [
                (ReportQuestion.Subject.top(limit: 5), ReportFilter()), (.sections(limit: 5), ReportFilter()),
                (.article, ReportFilter(article: article)),
            ] {
                let answer = try store.reader().answer(ReportQuestion(subject, period: period, filter: filter))
                #expect(total(answer, "views") == views)
                #expect(answer.notes.contains(.viewsOfDays(1, of: 3)) == (days == 3))
            }
        }
    }

    @Test("Of parts of days, and of another zone's days, they are not told, and a note says so")
    func parts() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([.press(article, share: 1)], first: 1)
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let periods = [
            Period.today(at: TemporaryStore.now, zone: Self.zone),
            .last(days: 2, before: TemporaryStore.now, zone: berlin),
        ]
        for period in periods {
            let answer = try store.reader().answer(ReportQuestion(.top(limit: 5), period: period))
            #expect(!answer.notes.contains(.viewsByDay(Self.zone)))
        }
        _ = try store.open().record([PageViews(day: "2026-11-16", article: article, views: 5)])
        for period in periods {
            let answer = try store.reader().answer(ReportQuestion(.top(limit: 5), period: period))
            #expect(total(answer, "views") == Cell.none)
            #expect(answer.notes.contains(.viewsByDay(Self.zone)))
        }
    }
}
