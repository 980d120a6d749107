import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("An archive makes the same newsroom")
struct ArchiveTests {
    typealias Archive = (header: ArchiveHeader, rows: [(table: ArchiveTable, row: [Cell])])

    private static let id = String(repeating: "a1", count: 32)
    private static let now = TemporaryStore.now

    private func archive(_ store: TemporaryStore, id: String = id) throws -> Archive {
        var header: ArchiveHeader?
        var rows: [(table: ArchiveTable, row: [Cell])] = []
        try store.reader().archive(id: id) {
            header = $0
        } row: {
            rows.append(($0, $1))
        }
        return (try #require(header), rows)
    }

    /// Takes rows over in batches; nil takes all.
    private func take(_ archive: Archive, into store: TemporaryStore, batch: Int = 400, until limit: Int? = nil) throws
    {
        let writer = try store.open()
        let state = try writer.begin(archive.header, name: "test")
        var next = Int(state.lines)
        var isAddedUp = false
        while next < min(limit ?? .max, archive.rows.count) {
            let table = archive.rows[next].table
            if table == .events, !isAddedUp {
                try writer.foldArchive(archive.header)
                isAddedUp = true
            }
            let part = archive.rows[next...].prefix(batch).prefix { $0.table == table }
            next += part.count
            try writer.take(part.map(\.row), of: table, lines: Int64(next), import: state.number)
            if table == .events { _ = try writer.foldOnce(of: archive.header, limit: batch / 3) }
        }
        guard limit == nil else { return }
        if !isAddedUp { try writer.foldArchive(archive.header) }
        try writer.finish(archive.header, lines: Int64(next), import: state.number)
    }

    /// A newsroom with something in every table that an archive has.
    private func newsroom(zone: TimeZone = TemporaryStore.zone, isPruned: Bool) throws -> TemporaryStore {
        let store = try TemporaryStore(zone: zone)
        let writer = try store.open()
        let numbers = try writer.record(
            (1...4).map {
                ArticleFacts(
                    url: "https://news.example/\($0).html", cmsID: "c\($0)", title: $0 == 2 ? "=Lũ; quét\r\n" : nil,
                    section: "Giáo dục", author: $0 == 3 ? "An" : nil, published: Self.now)
            }, source: .feed
        ).map(\.number)
        var events = (0..<3).flatMap { MadeUpEvents.make(400, article: numbers[$0], seed: UInt64($0), days: 40) }
        for index in events.indices where events[index].code == RefusalReason.crawler.rawValue {
            events[index].circumstances.machineAgent = "Crawler/\(index % 3)"
        }
        // A day, and a month, on which machines alone came.
        events.append(
            .visit(numbers[0], share: nil, at: Self.now.advanced(by: -80 * 86_400), verdict: .refused(.scanner)))
        let minute = Self.now.advanced(by: -Self.now.seconds % 60)
        let flood = RefusedSum(
            key: RefusedSum.Key(.press(numbers[0], share: nil, at: minute, verdict: .refused(.repeat))), requests: 70)
        _ = try writer.append(
            events, first: 1,
            sums: [UnattributedSum(minute: minute, kind: .visit, reason: .unverified, requests: 5)], refused: [flood])
        try writer.record(
            NewsroomShare(key: ShareKey(article: numbers[3], id: 77), channel: 1, campaign: "bản tin", made: Self.now))
        _ = try writer.record([PageViews(day: "2026-11-10", article: numbers[0], views: 12)])
        _ = try writer.change(numbers[1], .withdraw, at: Self.now.advanced(by: -9_000))
        _ = try writer.change(numbers[3], .redirect(to: numbers[2]), at: Self.now.advanced(by: -8_000))
        var correction = ArticleCorrection()
        correction.url = "https://news.example/moi.html"
        _ = try writer.change(numbers[2], .correct(correction), at: Self.now.advanced(by: -7_000))
        let state = try writer.beginImport(format: "usagov", digest: String(repeating: "0", count: 64), name: "x")
        try writer.record(ImportStep(number: state.number, clicks: [], lines: 3, finished: Self.now))
        try store.execute(
            "INSERT INTO losses VALUES (1794700000 - 1794700000 % 60, 'full', 3)",
            "INSERT INTO filled_hours VALUES (1794700000 - 1794700000 % 3600, 2, 1)",
            "INSERT INTO restores (at, made, article, event) VALUES (1794700000, 1794600000, 1, 1)")
        if isPruned {
            _ = try writer.prune(before: Seal.boundary(keepDays: 15, at: Self.now, zone: zone))
        }
        return store
    }

    private func answers(_ store: TemporaryStore, zone: TimeZone) throws -> [ReportAnswer] {
        let days = Period.last(days: 50, before: Self.now.advanced(by: 86_400), zone: zone)
        let hours = Period.last(hours: 30, until: Self.now, zone: zone)
        let subjects: [ReportQuestion.Subject] = [
            .top(limit: 9), .channels, .trend(by: .day), .trend(by: .month), .sections(limit: 9), .authors(limit: 9),
            .referrers(limit: 9), .devices, .drift, .counts(by: .none), .counts(by: .day), .counts(by: .article),
            .table(by: [.day, .article, .channel, .origin], limit: nil),
        ]
        return try (subjects + [.counts(by: .agent), .counts(by: .machine), .counts(by: .place), .trend(by: .hour)])
            .map { try store.reader().answer(ReportQuestion($0, period: hours)) }
            + subjects.map { try store.reader().answer(ReportQuestion($0, period: days, compare: true)) }
            + (1...4).map {
                try store.reader().answer(
                    ReportQuestion(.article, period: days, filter: ReportFilter(article: $0)))
            }
    }

    @Test(
        "Every report is the same there, whatever the zone and whether days are sealed",
        arguments: ["Asia/Ho_Chi_Minh", "Asia/Kolkata", "America/New_York"], [false, true])
    func same(zone: String, isPruned: Bool) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let source = try newsroom(zone: zone, isPruned: isPruned)
        let archive = try archive(source)
        let target = try TemporaryStore(zone: zone)
        try take(archive, into: target)
        #expect(try answers(target, zone: zone) == answers(source, zone: zone))
        // Another archive of it has the same rows.
        let again = try self.archive(target)
        let imports = archive.rows.filter { $0.table.name != "imports" }
        #expect(again.rows.filter { $0.table.name != "imports" }.map(\.row) == imports.map(\.row))
        // And every tally is what the log says.
        let before = try answers(target, zone: zone)
        try target.open().rebuild()
        #expect(try answers(target, zone: zone) == before)
    }

    @Test("Each table is in the sample, so that none is passed over")
    func everyTable() throws {
        let rows = try archive(newsroom(isPruned: true)).rows
        let missing = Set(ArchiveTable.all.map(\.name)).subtracting(rows.map(\.table.name))
        // Visits before a change within one hour are of removed events only, and there are none here.
        #expect(missing == ["sealedVisits"])
    }

    @Test("Cut off anywhere, it goes on; repeated, it changes nothing", arguments: [0, 3, 700, 1_500, 2_100])
    func cutOff(limit: Int) throws {
        let archive = try archive(newsroom(isPruned: true))
        let target = try TemporaryStore()
        try take(archive, into: target, until: limit)
        if limit > 0 {
            // Nobody else writes to half a newsroom: numbers of events would be given that the other half has.
            #expect(throws: StoreError.self) { try target.reopen() }
            // And nothing of it is taken out, which would pass for a whole.
            #expect { try self.archive(target) } throws: { "\($0)".contains("in part only") }
        }
        var manner = WriterManner()
        manner.takesArchive = true
        try target.reopen(manner: manner)
        try take(archive, into: target)
        let whole = try TemporaryStore()
        try take(archive, into: whole)
        #expect(try answers(target, zone: TemporaryStore.zone) == answers(whole, zone: TemporaryStore.zone))
        #expect(try target.open().begin(archive.header, name: "test").finished != nil)
    }

    @Test("Life goes on there: numbers go on behind those of the archive, and what was opened is not opened again")
    func goesOn() throws {
        let source = try newsroom(isPruned: true)
        let archive = try archive(source)
        let target = try TemporaryStore()
        try take(archive, into: target)
        #expect(try target.open().nextEvent() == source.open().nextEvent())
        let opened: Int64 = try #require(
            try target.value("SELECT id FROM shares WHERE article = 1 AND opened IS NOT NULL LIMIT 1"))
        let today = Period.today(at: Self.now, zone: TemporaryStore.zone)
        for store in [source, target] {
            let next = try store.open().nextEvent()
            _ = try store.open().append(
                [.visit(1, share: opened, at: Self.now), .press(1, share: 4_242, at: Self.now, parent: opened)],
                first: next)
        }
        let question = ReportQuestion(.top(limit: 9), period: today)
        #expect(try target.reader().answer(question) == source.reader().answer(question))
        #expect(
            try target.open().record([ArticleFacts(url: "https://news.example/neu.html")], source: .press)[0].number
                == 5)
    }

    @Test("A newsroom with articles of its own takes none, and one of another zone no sealed days")
    func refused() throws {
        let archive = try archive(newsroom(isPruned: true))
        let used = try TemporaryStore()
        _ = try used.article()
        #expect(throws: StoreError.self) { try take(archive, into: used) }
        #expect(try used.value("SELECT count(*) FROM imports") == 0)
        let berlin = try TemporaryStore(zone: try #require(TimeZone(identifier: "Europe/Berlin")))
        #expect(throws: StoreError.self) { try take(archive, into: berlin) }
        var newer = archive
        newer.header.version = 2
        #expect(throws: StoreError.self) { try take(newer, into: try TemporaryStore()) }
    }

    @Test("A row that breaks a rule is named, nothing of its batch stays, and a whole archive goes on there")
    func brokenRow() throws {
        let archive = try archive(newsroom(isPruned: false))
        let place = try #require(archive.rows.firstIndex { $0.table == .events }) + 20
        for (column, cell) in [
            (5, Cell.text("nobody")), (2, .text("glance")), (7, .text("why")), (1, .none), (0, .none), (0, .count(1)),
            (8, .count(.max)),
        ] {
            var broken = archive
            broken.rows[place].row[column] = cell
            let target = try TemporaryStore()
            let error = #expect(throws: StoreError.self) { try take(broken, into: target) }
            #expect(error?.description.contains("row \(place + 1)") == true, "\(error?.description ?? "")")
            try take(archive, into: target)
            #expect(try answers(target, zone: TemporaryStore.zone).count == 34)
        }
    }

    @Test("What SQLite would take, and reports would stumble over, is refused")
    func beyond() throws {
        let archive = try archive(newsroom(isPruned: true))
        func refuse(_ change: (inout Archive) throws -> Void) throws {
            var broken = archive
            try change(&broken)
            #expect(throws: StoreError.self) { try take(broken, into: try TemporaryStore()) }
        }
        func place(_ name: String) throws -> Int {
            try #require(archive.rows.firstIndex { $0.table.name == name })
        }
        try refuse { $0.rows[try place("pageViews")].row[2] = .count(1 << 60) }
        try refuse { $0.rows[try place("pageViews")].row[0] = .text("____-__-__") }
        try refuse { $0.rows[try place("tallies")].row[5] = .count(.max) }
        try refuse { $0.rows[try place("shares")].row[2] = .text("gapo") }
        try refuse { $0.rows[try place("articles")].row[0] = .none }
        try refuse { $0.header.nextEvent = 20 }
        try refuse { $0.header.nextEvent = .max }
        try refuse { $0.header.sealedBefore = .max }
        let first = try place("events")
        try refuse { $0.rows.swapAt(first, first + 300) }
    }

    @Test("While events of sealed days still stand, nothing is taken out: their figures may be nowhere yet")
    func sealedEvents() throws {
        let source = try newsroom(isPruned: true)
        let old = Self.now.advanced(by: -30 * 86_400)
        _ = try source.open().append([.visit(1, share: nil, at: old)], first: source.open().nextEvent())
        #expect(throws: StoreError.self) { try archive(source) }
        _ = try source.open().prune(before: Seal.boundary(keepDays: 15, at: Self.now, zone: TemporaryStore.zone))
        #expect(try !archive(source).rows.isEmpty)
    }

    @Test("Machines whose names are equal to a reader, and not to the letter, stop no import")
    func equalMachines() throws {
        let source = try newsroom(isPruned: false)
        try source.close()
        try source.execute(
            "UPDATE machines SET agent = 'bot/é' WHERE number = (SELECT min(number) FROM machines)",
            "UPDATE machines SET agent = 'bot/e\u{301}' WHERE number = (SELECT max(number) FROM machines)")
        let target = try TemporaryStore()
        try take(try archive(source), into: target)
        let count: Int? = try target.value("SELECT count(*) FROM machine_events")
        #expect(try count == source.value("SELECT count(*) FROM machine_events"))
    }

    @Test("Views of days before the first event are told there, too")
    func viewDays() throws {
        let source = try TemporaryStore()
        let article = try source.article()
        _ = try source.open().append([.press(article, share: 1)], first: 1)
        _ = try source.open().record([PageViews(day: "2026-10-01", article: article, views: 7)])
        let target = try TemporaryStore()
        try take(try archive(source), into: target)
        let from = Timestamp(seconds: 1_790_787_600)
        let question = ReportQuestion(
            .article, period: Period(from: from, to: from.advanced(by: 86_400), zone: TemporaryStore.zone),
            filter: ReportFilter(article: article))
        let answer = try target.reader().answer(question)
        #expect(answer == (try source.reader().answer(question)))
        #expect(answer.total.suffix(2).first == .count(7))
    }

    @Test("Rows that name what is not there are found at the end")
    func dangling() throws {
        var archive = try archive(newsroom(isPruned: false))
        archive.rows.removeAll { $0.table.name == "shares" }
        #expect(throws: StoreError.self) { try take(archive, into: try TemporaryStore()) }
    }
}
