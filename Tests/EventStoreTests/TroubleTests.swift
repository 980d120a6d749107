import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("What failed is tried again, and counts once")
struct TroubleTests {
    private func sums(_ number: Int64?, losing lost: Int64 = 2) -> BatchSums {
        let minute = Timestamp(seconds: TemporaryStore.now.seconds / 60 * 60)
        return BatchSums(
            number: number,
            unattributed: [UnattributedSum(minute: minute, kind: .visit, reason: .unverified, requests: 5)],
            losses: [LossSum(minute: minute, reason: .full, events: lost)])
    }

    @Test("A batch whose commit came through after all is there once when it is written again, sums too")
    func once() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        let number = try store.open().nextSums()
        for _ in 0..<2 {
            _ = try store.open().append([[.press(article, share: 7)]], first: 1, sums: sums(number))
            // As after an error: the connection is opened anew, and the repetition finds what is there.
            try store.open().reopen()
        }
        #expect(try store.value("SELECT requests FROM unattributed") == 5)
        #expect(try store.value("SELECT events FROM losses") == 2)
        #expect(try store.value("SELECT count(*) FROM events") == 1)
        #expect(try store.open().nextSums() == number + 1)
        _ = try store.open().append([], first: 2, sums: sums(number + 1))
        #expect(try store.value("SELECT requests FROM unattributed") == 10)
    }

    @Test("A batch without sums writes no mark")
    func noMark() throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append([[.press(article, share: 7)]], first: 1, sums: BatchSums(number: 9))
        #expect(try store.open().nextSums() == 1)
    }

    @Test("While the connection is opened anew, nobody else gets the lock")
    func keepsLock() throws {
        let store = try TemporaryStore()
        let path = store.folder + "/sharetrail.db"
        let writer = try store.open()
        try writer.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        // The file is gone from where it was, and something that is no database stands there.
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect { try writer.reopen() } throws: { ($0 as? StoreError)?.trouble == .broken }
        #expect(!writer.isOpen)
        #expect { try writer.nextEvent() } throws: { ($0 as? StoreError)?.trouble == .broken }
        #expect { try StoreLock(path: store.folder + "/sharetrail.lock") } throws: {
            ($0 as? StoreError)?.code == .locked
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        try writer.reopen()
        #expect(try writer.nextEvent() == 1)
    }

    @Test("Reports whose period holds a minute of losses say so, others do not")
    func notes() throws {
        let store = try TemporaryStore()
        _ = try store.open().append([], first: 1, sums: sums(1, losing: 3))
        func notes(_ subject: ReportQuestion.Subject, _ from: Timestamp) throws -> [Note] {
            let period = Period(from: from, to: from.advanced(by: 86_400), zone: TemporaryStore.zone)
            return try store.reader().answer(ReportQuestion(subject, period: period)).notes.filter {
                if case .unrecorded = $0 { true } else { false }
            }
        }
        // 2026-11-16 in Viet Nam, and the day after.
        let day = Timestamp(seconds: 1_794_762_000)
        let minute = Timestamp(seconds: TemporaryStore.now.seconds / 60 * 60)
        let span = Period(from: minute, to: minute.advanced(by: 60), zone: TemporaryStore.zone)
        #expect(try notes(.top(limit: 3), day) == [.unrecorded(3, span)])
        #expect(try notes(.counts(by: .none), day) == [.unrecorded(3, span)])
        #expect(try notes(.top(limit: 3), day.advanced(by: 86_400)).isEmpty)
    }

    @Test("A ballast takes room where there is plenty, and gives it back")
    func ballast() throws {
        let store = try TemporaryStore()
        let path = store.folder + "/" + Ballast.fileName
        let ballast = Ballast(folder: store.folder, bytes: 1 << 20)
        #expect(ballast.size == 0 && !ballast.release())
        ballast.keep()
        #expect(ballast.size == 1 << 20 && DiskRoom.size(of: path) == 1 << 20)
        #expect(Ballast(folder: store.folder, bytes: 1 << 20).size == 1 << 20)
        #expect(ballast.release() && !FileManager.default.fileExists(atPath: path))
        let free = try #require(DiskRoom.free(at: store.folder))
        let large = Ballast(folder: store.folder, bytes: free / 3)
        large.keep()
        #expect(large.size == 0)
        // One that cannot be removed gives no room, however often it is asked.
        try FileManager.default.createDirectory(atPath: path + "/in", withIntermediateDirectories: true)
        let stuck = Ballast(folder: store.folder, bytes: 1 << 20)
        #expect(stuck.size > 0 && !stuck.release() && !stuck.release())
    }

    @Test("A log that grew while somebody read is cut off when he is gone")
    func log() throws {
        let store = try TemporaryStore()
        try store.close()
        var manner = WriterManner()
        manner.checkpointsApart = true
        let writer = try StoreWriter(
            folder: store.folder, zone: TemporaryStore.zone, clock: store.clock, channels: TemporaryStore.channels,
            manner: manner)
        let article = try writer.record([ArticleFacts(url: "https://news.example/1")], source: .press)[0].number
        let reader = try StoreReader(folder: store.folder)
        let path = store.folder + "/sharetrail.db-wal"
        var first: Int64 = 1
        func write() throws {
            let events = (0..<50_000).map { EventEntry.press(article, share: first + Int64($0)) }
            _ = try writer.append(events, first: first)
            first += Int64(events.count)
            try writer.relieveLog()
        }
        try reader.queue.inDatabase { database in
            try database.inTransaction(.deferred) {
                _ = try Int64.fetchOne(database, sql: "SELECT count(*) FROM articles")
                for _ in 0..<8 { try write() }
                #expect(DiskRoom.size(of: path) > StoreWriter.longLog)
                return .commit
            }
        }
        // The next step of its growth.
        for _ in 0..<2 { try write() }
        #expect(DiskRoom.size(of: path) < StoreWriter.longLog)
        try writer.close()
    }
}
