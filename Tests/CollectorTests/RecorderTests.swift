import Engagement
import EventStore
import Foundation
import Logging
import NIOCore
import Testing

@testable import Collector

@Suite("The recorder, where its storage fails")
struct RecorderTests {
    /// A home folder, where a database can be written or not.
    private final class Home {
        let folder = NSTemporaryDirectory() + "recorder-\(UUID().uuidString)"
        let counters = Counters()
        static let now = Timestamp(seconds: 1_794_793_260)
        let clock = Clock { now }
        let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
        let article: Int64

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let writer = try StoreWriter(
                folder: folder, zone: zone, clock: clock, channels: [NamedChannel(number: 1, name: "facebook")])
            article = try writer.record([ArticleFacts(url: "https://news.example/1")], source: .press)[0].number
            try writer.close()
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        private var path: String { folder + "/" + StoreWriter.fileName }

        /// Puts a folder where the database was.
        func fail() throws {
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder + "/missing/database")
        }

        func heal() throws {
            // In one step: were there nothing in between, the recorder could make a new database.
            try #require(rename(path + ".away", path) == 0)
        }

        func recorder() throws -> Recorder {
            let writer = try StoreWriter(
                closedIn: folder, zone: zone, clock: clock, channels: [NamedChannel(number: 1, name: "facebook")])
            return try Recorder(
                writer: writer, counters: counters, clock: clock,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                lateAfter: .seconds(20))
        }

        func events(_ count: Int) -> [EventEntry] {
            (0..<count).map { number in
                EventEntry(
                    at: Self.now, kind: .press, article: article, share: Int64(number), channel: 1, verdict: .counted,
                    rules: 1)
            }
        }

        func notes() throws -> [Note] {
            let period = Period(from: Self.now, to: Self.now.advanced(by: 60), zone: zone)
            return try StoreReader(folder: folder).answer(ReportQuestion(.top(limit: 3), period: period)).notes
        }
    }

    private func close(_ recorder: Recorder, within limit: TimeAmount = .seconds(20)) async {
        await withCheckedContinuation { done in recorder.close(until: .now() + limit) { done.resume() } }
    }

    @Test("Nobody waits while the database cannot be opened; what came is recorded once it can be")
    func opensLater() async throws {
        let home = try Home()
        try home.fail()
        let recorder = try home.recorder()
        #expect(recorder.isBehind && recorder.isDegraded)
        #expect(recorder.record(home.events(3), then: nil))
        #expect(recorder.waiting == 3 && recorder.oldestWaiting != nil)
        try home.heal()
        let refused = await withCheckedContinuation { heard in
            _ = recorder.record(home.events(2)) { heard.resume(returning: $0) }
        }
        #expect(refused.isEmpty && home.counters.recorded.count == 5 && home.counters.lost.count == 0)
        await close(recorder)
        #expect(!recorder.isBehind && recorder.waiting == 0)
        #expect(try StoreReader(folder: home.folder).statistics().events == 5)
    }

    @Test("Where nothing waits, opening the database is enough to be well again")
    func wellAgain() async throws {
        let home = try Home()
        try home.fail()
        let recorder = try home.recorder()
        try home.heal()
        await close(recorder)
        #expect(!recorder.isBehind && !recorder.isDegraded && home.counters.reopenings.count == 1)
    }

    @Test("What is too much to wait is lost, and reports say so")
    func bounded() async throws {
        let home = try Home()
        try home.fail()
        let recorder = try home.recorder()
        let events = home.events(Spool.capacity)
        #expect(recorder.record(events, then: nil))
        #expect(!recorder.record(home.events(7), then: nil))
        #expect(home.counters.lost.count == 7)
        try home.heal()
        await close(recorder)
        #expect(home.counters.recorded.count == events.count)
        let lost = try home.notes().compactMap { note -> Int64? in
            if case .unrecorded(let requests, _) = note { requests } else { nil }
        }
        #expect(lost == [7])
    }

    @Test("A stop tries until its time is over, then counts what is left as lost")
    func stops() async throws {
        let home = try Home()
        try home.fail()
        let recorder = try home.recorder()
        #expect(recorder.record(home.events(4), then: nil))
        await close(recorder, within: .milliseconds(100))
        #expect(home.counters.lost.count == 4 && home.counters.recorded.count == 0)
    }

    @Test("Events leave in the order in which they came, whole submissions at a time")
    func spool() throws {
        let home = try Home()
        var spool = Spool()
        for count in [3, 4, 5] {
            let events = home.events(count)
            spool.append(Spool.Submission(events: events, since: .now(), bytes: 10, answered: nil))
        }
        #expect(spool.take(about: 5).submissions.map(\.events.count) == [3, 4])
        #expect(spool.events == 5 && spool.bytes == 10 && spool.since != nil)
        #expect(spool.take(about: 5).count == 5 && spool.since == nil && spool.bytes == 0)
    }
}
