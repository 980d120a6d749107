import Foundation
import GRDB
import ShareLinks
import Synchronization
import Testing

@Suite("Backup, restore, prune and rebuild beside a running collector")
struct OperationTests {
    /// Presses until it is told to stop, and counts the answers, and those that say they are on disk.
    private final class Presser: Sendable {
        private let isDone = Atomic(false)
        private let recorded = Atomic(0)
        private let answered = Atomic(0)
        private let ended = DispatchSemaphore(value: 0)
        private let progress = DispatchSemaphore(value: 0)

        init(_ newsroom: Newsroom) throws {
            let port = newsroom.port
            let target = try newsroom.press()
            let thread = Thread { [self] in
                var client = try? RawClient(port: port)
                var number = 0
                while !isDone.load(ordering: .acquiring), let asked = client {
                    number += 1
                    let reader = "198.51.\(number / 250 % 250).\(number % 250 + 1)"
                    guard let answer = try? asked.ask(target, reader: reader) else { break }
                    // On a busy machine a record may come after the answer.
                    answered.wrappingAdd(1, ordering: .acquiringAndReleasing)
                    if answer.isRecorded { recorded.wrappingAdd(1, ordering: .acquiringAndReleasing) }
                    progress.signal()
                    // A connection takes a thousand requests.
                    if answer.fields["connection"] == "close" { client = try? RawClient(port: port) }
                }
                ended.signal()
            }
            thread.start()
        }

        var count: Int { recorded.load(ordering: .acquiring) }

        func waitFor(_ count: Int) throws {
            let end = DispatchTime.now() + 60
            while self.count < count { try #require(progress.wait(timeout: end) == .success) }
        }

        /// From how many that are on disk for sure, to how many that may be.
        func stop() -> ClosedRange<Int> {
            isDone.store(true, ordering: .releasing)
            ended.wait()
            return count...answered.load(ordering: .acquiring)
        }
    }

    @Test("A backup while events arrive is whole; restored elsewhere it serves, and no number comes twice")
    func backupAndRestore() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let first = try newsroom.get(try newsroom.press(.zalo), reader: "203.0.113.7")
        let token = try LinkTests.token(in: first, base: newsroom.base)
        let presser = try Presser(newsroom)
        try presser.waitFor(20)
        let folder = newsroom.home + "/backups"
        let before = presser.count
        let made = try newsroom.run(["backup", "--keep", "2"])
        let after = presser.count
        #expect(made.code == 0 && made.output.contains("Made \(folder)/sharetrail-"), "\(made.errors)")
        try presser.waitFor(after + 5)
        let all = presser.stop().upperBound + 1
        // An article that the backup does not have.
        let lost = try newsroom.get(
            try newsroom.press(url: "https://news.example/tin/mat.html"), reader: "203.0.113.9")
        #expect(lost.isRecorded)
        let lostToken = try LinkTests.token(in: lost, base: newsroom.base)
        #expect(try newsroom.run(["doctor"]).output.contains("ok   backup: the last was made"))
        newsroom.stop()
        let lastEvent: Int? = try newsroom.value("SELECT max(id) FROM events")
        #expect(lastEvent == all + 1)

        // In its own folder, over the old database.
        #expect(try newsroom.run(["restore", folder]).errors.contains("--force"))
        let restored = try newsroom.run(["restore", folder, "--force"])
        #expect(restored.code == 0 && restored.output.contains("The old database is in"), "\(restored.errors)")
        #expect(try newsroom.value("PRAGMA integrity_check") == "ok")
        let kept: Int = try #require(try newsroom.value("SELECT count(*) FROM events"))
        // Whatever was answered before it began is in it, and nothing from after its end.
        #expect(kept >= before + 1 && kept <= after + 2)
        let rows = try #require(try newsroom.report(["counts"])["total"] as? [String: Any])
        #expect(rows["requests"] as? Int == kept)
        #expect(try newsroom.run(["rebuild"]).output.contains("with the log: 0 differ"))

        try newsroom.serve()
        #expect(try newsroom.get("/" + token, reader: "203.0.113.20").status == 302)
        // It names an article that is lost, and must not lead to another one.
        let other = try newsroom.get(
            try newsroom.press(url: "https://news.example/tin/moi.html"), reader: "203.0.113.21")
        #expect(other.isRecorded)
        #expect(try newsroom.get("/" + lostToken, reader: "203.0.113.22").status == 404)
        newsroom.stop()
        #expect(try newsroom.value("SELECT max(number) > 100000 FROM articles") == true)
        #expect(try newsroom.value("SELECT max(id) FROM events") == (lastEvent ?? 0) + 100_000_002)
        #expect(try newsroom.report(["top"]).description.contains("since a backup was restored"))

        // And in a new folder, with its keys and its configuration.
        let home = NSTemporaryDirectory() + "restored-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let elsewhere = try Program.run(["restore", folder, "--home", home])
        #expect(elsewhere.code == 0 && elsewhere.output.contains("Restored \(home)/sharetrail.keys"))
        #expect(try Program.run(["doctor", "--home", home]).code == 0)
        for name in ["sharetrail.db", "sharetrail.keys", "sharetrail.yaml"] {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(home)/\(name)")[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("Restoring is refused while a collector runs")
    func restoreBeside() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        #expect(try newsroom.run(["backup"]).code == 0)
        let result = try newsroom.run(["restore", newsroom.home + "/backups", "--force"])
        #expect(result.code == 75 && result.errors.contains("in use"))
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        #expect(try newsroom.run(["restore", newsroom.home + "/nothing"]).code == 66)
    }

    @Test("Old events go while new ones arrive; figures stay, numbers go on, and logs of those days are refused")
    func prune() throws {
        let newsroom = try Newsroom()
        let clicks = newsroom.home + "/clicks.json"
        let lines = (0..<300).map { number in
            "{\"t\":\(1_331_923_247 + number * 60),\"u\":\"http://a.gov/\(number % 3)\",\"a\":\"\(RawClient.browser)\","
                + "\"c\":\"US\",\"r\":\"direct\"}\n"
        }
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: clicks))
        #expect(try newsroom.run(["import", "usagov", clicks]).code == 0)
        try newsroom.serve()
        let presser = try Presser(newsroom)
        try presser.waitFor(5)
        let period = ["--from", "2012-03-01", "--to", "2012-03-31"]
        let figures = try newsroom.run(["report", "trend"] + period).output
        #expect(try newsroom.run(["prune", "--dry-run"]).output.contains("Would remove 300 events"))
        let result = try newsroom.run(["prune"])
        #expect(result.code == 0 && result.output.contains("Removed 300 events"), "\(result.errors)")
        #expect(figures.contains("300"))
        #expect(try newsroom.run(["report", "trend"] + period).output == figures)
        #expect(try newsroom.run(["rebuild"]).output.contains("with the log: 0 differ"))
        try presser.waitFor(presser.count + 5)
        let recorded = presser.stop()
        // What is told of agents alone is gone, and the command says so.
        let agents = try newsroom.run(["report", "counts", "--by", "agent"] + period)
        #expect(agents.code == 64 && agents.errors.contains("removed by «prune»"))
        let log = newsroom.home + "/access.log"
        let token = try LinkTests.token(
            in: try newsroom.get(try newsroom.press(), reader: "203.0.113.77"), base: newsroom.base)
        try Data(
            "203.0.113.5 - - [16/Mar/2012:18:40:47 +0000] \"GET /\(token) HTTP/1.1\" 302 0 \"-\" \"\(RawClient.browser)\"\n"
                .utf8
        ).write(to: URL(fileURLWithPath: log))
        let imported = try newsroom.run(["import", "accesslog", log])
        #expect(imported.output.contains("1 refused: they are from before"), "\(imported.output)\(imported.errors)")
        newsroom.stop()
        let events: Int = try #require(try newsroom.value("SELECT count(*) FROM events"))
        #expect(recorded.contains(events - 1))
        #expect(try newsroom.value("SELECT min(id) FROM events") == 301)
        let said = try newsroom.run(["doctor"])
        #expect(said.code == 0 && said.output.contains("are sealed: their events were removed"), "\(said.output)")
    }
}
