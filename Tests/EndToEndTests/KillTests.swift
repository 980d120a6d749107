import Foundation
import GRDB
import ShareLinks
import Synchronization
import Testing

/// What the collector promised to have on disk.
private final class Ledger: Sendable {
    private struct Promises {
        var presses: [String] = []
        var visits: [String] = []
        var reader: UInt32 = 0
    }

    private let promises = Mutex(Promises())
    private let signal = DispatchSemaphore(value: 0)

    func press(_ token: String) { note { $0.presses.append(token) } }
    func visit(_ token: String) { note { $0.visits.append(token) } }

    private func note(_ change: (inout Promises) -> Void) {
        promises.withLock { change(&$0) }
        signal.signal()
    }

    /// Waits for so many more promises, not for time.
    func wait(for count: Int) -> Bool {
        (0..<count).allSatisfy { _ in signal.wait(timeout: .now() + 60) == .success }
    }

    /// An address that no other request came from, so that none is a repeat.
    func nextReader() -> String {
        let number = promises.withLock { promises in
            promises.reader += 1
            return promises.reader
        }
        return "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }

    var all: (presses: [String], visits: [String]) { promises.withLock { ($0.presses, $0.visits) } }
}

@Suite("SIGKILL under load", .serialized)
struct KillTests {
    static let kills = ProcessInfo.processInfo.environment["SHARETRAIL_KILLS"].flatMap { Int($0) } ?? 50
    static let clients = 64

    @Test("Every answer that said it was recorded is in the database exactly once, kill after kill")
    func kills() throws {
        let newsroom = try Newsroom()
        let ledger = Ledger()
        let link = try newsroom.press()
        let ring = try newsroom.ring()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<Self.kills {
            try newsroom.serve()
            let port = newsroom.port
            let threads = DispatchGroup()
            for _ in 0..<Self.clients {
                threads.enter()
                Thread.detachNewThread {
                    Self.pressAndVisit(port: port, link: link, ledger: ledger)
                    threads.leave()
                }
            }
            #expect(
                ledger.wait(for: Int.random(in: 1...600, using: &random)),
                "the collector acknowledges nothing: \(newsroom.process?.isRunning ?? false) \(newsroom.log.suffix(60_000))"
            )
            newsroom.stop(SIGKILL)
            threads.wait()
        }
        let (presses, visits) = ledger.all
        var configuration = Configuration()
        configuration.readonly = true
        // Opened by the collector once more, as after any crash.
        try newsroom.serve()
        #expect(newsroom.stop() == 0)
        let database = try DatabaseQueue(path: newsroom.home + "/sharetrail.db", configuration: configuration)
        var lost = 0
        var doubled = 0
        let total = try database.read { database in
            for (kind, tokens) in [(1, presses), (2, visits)] {
                let counts = try Dictionary(
                    Row.fetchAll(
                        database,
                        sql: "SELECT share, count(*) FROM events WHERE kind = ? AND reason = 0 GROUP BY share",
                        arguments: [kind]
                    ).map { ($0[0] as Int64, $0[1] as Int) }, uniquingKeysWith: +)
                for token in tokens {
                    let share = try #require(ring.verify(token)).share
                    let count = counts[Int64(share)] ?? 0
                    if count == 0 { lost += 1 }
                    if count > 1 { doubled += 1 }
                }
            }
            #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
            #expect(try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil)
            return try Int.fetchOne(database, sql: "SELECT count(*) FROM events") ?? 0
        }
        print(
            """
            KILLS: \(Self.kills) kills, \(Self.clients) clients, \(presses.count + visits.count) events acknowledged \
            (\(presses.count) presses, \(visits.count) visits), \(lost) lost, \(doubled) doubled; \(total) in the database
            """)
        #expect(lost == 0)
        #expect(doubled == 0)
        #expect(total >= presses.count + visits.count)
    }

    private static func pressAndVisit(port: UInt16, link: String, ledger: Ledger) {
        guard let client = try? RawClient(port: port) else { return }
        for _ in 0..<450 {
            guard let press = try? client.ask(link, reader: ledger.nextReader(), fields: ["Accept: application/json"]),
                let object = try? JSONSerialization.jsonObject(with: Data(press.body.utf8)) as? [String: Any],
                let landing = object["landing"] as? String
            else { return }
            let token = String(landing.suffix(24))
            guard press.isRecorded else { continue }
            ledger.press(token)
            guard let visit = try? client.ask("/" + token, reader: ledger.nextReader()) else { return }
            if visit.isRecorded { ledger.visit(token) }
        }
    }
}
