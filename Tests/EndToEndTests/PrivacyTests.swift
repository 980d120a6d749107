import Foundation
import GRDB
import Synchronization
import Testing

@Suite("What is left of readers on disk")
struct PrivacyTests {
    static let requests = ProcessInfo.processInfo.environment["SHARETRAIL_MARKED"].flatMap { Int($0) } ?? 3_000

    private struct Hit: Hashable, CustomStringConvertible {
        var mark: String
        var file: String
        var description: String { "\(mark) in \(file)" }
    }

    /// Every plain file of the home folder, the program's output and its errors, as bytes.
    private static func files(_ newsroom: Newsroom) throws -> [String: Data] {
        var files = ["stdout": Data(newsroom.output), "stderr": Data(newsroom.log.utf8)]
        for name in try FileManager.default.subpathsOfDirectory(atPath: newsroom.home) {
            let url = URL(fileURLWithPath: newsroom.home + "/" + name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[name] = try Data(contentsOf: url)
        }
        return files
    }

    /// The marks that the test itself finds, byte by byte.
    private static func hits(_ texts: [String], _ newsroom: Newsroom) throws -> Set<Hit> {
        var hits: Set<Hit> = []
        for (file, data) in try files(newsroom) {
            for text in texts where data.range(of: Data(text.utf8)) != nil { hits.insert(Hit(mark: text, file: file)) }
            for bytes in MarkedTraffic.bytes where data.range(of: Data(bytes)) != nil {
                hits.insert(Hit(mark: bytes.map { String($0, radix: 16) }.joined(separator: " "), file: file))
            }
        }
        return hits
    }

    /// Both searches find nothing, and have looked where something could be.
    private static func expectNothing(_ newsroom: Newsroom, _ when: String) throws {
        let names = Set(try files(newsroom).keys)
        // A collector that stops well takes the log along.
        let log: Set<String> = newsroom.process == nil && when != "after SIGKILL" ? [] : ["sharetrail.db-wal"]
        #expect(names.isSuperset(of: log.union(["sharetrail.db", "visitors.salt", "stdout", "stderr"])), "\(when)")
        #expect(try hits(MarkedTraffic.texts, newsroom) == [], "\(when)")
        let report = try newsroom.run(["privacy-report"] + MarkedTraffic.texts.flatMap { ["--search", $0] })
        #expect(report.code == 0, "\(when): \(report.output)")
        #expect(report.output.contains("for \(MarkedTraffic.texts.count) texts: 0 found"), "\(when)")
    }

    /// The tables and columns where a text stands.
    private static func columns(holding text: String, _ newsroom: Newsroom) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: newsroom.home + "/sharetrail.db", configuration: configuration).read {
            database in
            let columns = try Row.fetchAll(
                database,
                sql: """
                    SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'
                    """)
            return try columns.compactMap { row in
                let (table, column): (String, String) = (row[0], row[1])
                // Both names come from the database itself.
                let count = try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM \"\(table)\" WHERE instr(\"\(column)\", ?)", arguments: [text])
                return count == 0 ? nil : "\(table).\(column)"
            }.sorted()
        }
    }

    /// Sends the requests with these numbers over several connections, many in a row before the first answer.
    ///
    /// - Returns: how many were answered that stand in the sum of all requests, and with which states.
    private static func send(_ numbers: Range<Int>, _ traffic: MarkedTraffic, _ newsroom: Newsroom) throws
        -> (requests: Int, states: Set<Int>)
    {
        let port = newsroom.port
        let sum = Mutex((requests: 0, states: Set<Int>()))
        let threads = DispatchGroup()
        let share = 250
        for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: share) {
            threads.enter()
            Thread.detachNewThread {
                defer { threads.leave() }
                guard let client = try? RawClient(port: port) else { return }
                let all = Array(first..<min(first + share, numbers.upperBound))
                for start in stride(from: 0, to: all.count, by: 25) {
                    let pipeline = all[start..<min(start + 25, all.count)].map(traffic.request)
                    guard (try? client.send(pipeline.map(\.text).joined())) != nil else { return }
                    for request in pipeline {
                        guard let answer = try? client.answer(hasBody: request.kind != .head) else { return }
                        sum.withLock { sum in
                            sum.requests += request.kind.isRequest ? 1 : 0
                            sum.states.insert(answer.status)
                        }
                    }
                }
            }
        }
        threads.wait()
        return sum.withLock { $0 }
    }

    private static func requests(in newsroom: Newsroom) throws -> Int {
        let total = try #require(try newsroom.report(["counts"])["total"] as? [String: Any])
        return try #require(total["requests"] as? Int)
    }

    @Test("After thousands of marked requests no file holds an address, an agent of a person, a path or a cookie")
    func marked() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let settings = try String(contentsOfFile: path, encoding: .utf8)
        try (settings + "internal: [198.51.100.64/27]\n").write(toFile: path, atomically: true, encoding: .utf8)
        try newsroom.serve()
        let traffic = try MarkedTraffic(newsroom)
        let half = Self.requests / 2
        let first = try Self.send(0..<half, traffic, newsroom)
        try Self.expectNothing(newsroom, "while it runs")
        let second = try Self.send(half..<Self.requests, traffic, newsroom)
        for number in 0..<20 {
            let client = try newsroom.client()
            try client.send(
                traffic.request(number).text.replacing("\r\n\r\n", with: "\r\nContent-Length: 5ZqBroken\r\n\r\n"))
            #expect(try client.answer(hasBody: number % 17 != 6).status == 400)
        }
        try Self.expectNothing(newsroom, "before SIGTERM")
        #expect(newsroom.stop() == 0)
        try Self.expectNothing(newsroom, "after SIGTERM")

        // Everything was really there: each kind of request stands in the sum.
        let asked = (0..<Self.requests).count { MarkedTraffic.kind($0).isRequest }
        #expect(first.requests + second.requests == asked)
        #expect(first.states == [200, 204, 302, 303, 404, 503], "\(first.states)")
        #expect(try Self.requests(in: newsroom) == asked + 1)
        let reasons: String? = try newsroom.value(
            "SELECT group_concat(reason) FROM (SELECT DISTINCT reason FROM events ORDER BY 1)")
        #expect(reasons == "0,1,2,7,9,10,11")
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE arrival = 1") ?? 0 > Self.requests / 40)
        #expect(try newsroom.value("SELECT count(*) > 0 FROM shares WHERE parent IS NOT NULL") == true)

        try newsroom.serve()
        _ = try Self.send(Self.requests..<(Self.requests + 1_000), traffic, newsroom)
        newsroom.stop(SIGKILL)
        try Self.expectNothing(newsroom, "after SIGKILL")

        // A machine's agent is kept, and only where it should be.
        let found = try newsroom.run(["privacy-report", "--search", MarkedTraffic.machine.uppercased()])
        #expect(found.code == 65 && found.output.contains("FOUND «ZQMACHINEAGENT» in sharetrail.db"))
        #expect(try Self.columns(holding: MarkedTraffic.machine, newsroom) == ["machines.agent"])
        #expect(try newsroom.value("SELECT count(*) FROM machines") == 50)
        #expect(try Self.columns(holding: "l.facebook.com", newsroom) == ["referrers.host"])
        print(
            "PRIVACY: \(first.requests + second.requests + 1) requests recorded, \(MarkedTraffic.texts.count) texts, 0 found"
        )
    }

    @Test("Both searches find what is planted: in an article, in the log of the database, in any file, across pieces")
    func planted() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        try Self.expectNothing(newsroom, "before")
        let feed = "{\"url\":\"https://news.example/1.html\",\"title\":\"Seen at 203.0.113.77\"}\n"
        #expect(try newsroom.run(["articles", "import", "-"], input: feed).code == 0)
        #expect(
            try Self.hits(["203.0.113.77"], newsroom) == [Hit(mark: "203.0.113.77", file: "sharetrail.db-wal")])
        var report = try newsroom.run(["privacy-report", "--search", "203.0.113.77", "--search", "nowhere"])
        #expect(report.code == 65)
        #expect(report.output.contains("FOUND «203.0.113.77» in sharetrail.db-wal at byte "), "\(report.output)")
        #expect(report.output.contains("for 2 texts: 1 found"))
        newsroom.stop()
        #expect(try Self.hits(["203.0.113.77"], newsroom) == [Hit(mark: "203.0.113.77", file: "sharetrail.db")])
        #expect(try Self.columns(holding: "203.0.113.77", newsroom) == ["articles.title"])

        // A text that lies across two pieces of a long file in a folder below, spelled otherwise.
        let folder = newsroom.home + "/old"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let long = Data(repeating: 0x2E, count: (1 << 20) - 5) + Data("zqpersonAGENT".utf8) + Data(count: 100)
        try long.write(to: URL(fileURLWithPath: folder + "/log"))
        report = try newsroom.run(["privacy-report", "--search", MarkedTraffic.person])
        #expect(report.code == 65)
        #expect(report.output.contains("in old/log at byte \((1 << 20) - 5)\n"), "\(report.output)")
        for bytes in MarkedTraffic.bytes {
            try Data(bytes + [1, 2]).write(to: URL(fileURLWithPath: newsroom.home + "/planted"))
            #expect(try Self.hits([], newsroom).map(\.file) == ["planted"])
        }
        let short = try newsroom.run(["privacy-report", "--search", "203"])
        #expect(short.code == 64 && short.errors.contains("at least 4"))
    }
    @Test("What is held is listed, and in Vietnamese no English sentence is left")
    func list() throws {
        let newsroom = try Newsroom()
        let english = try newsroom.run(["privacy-report", "--lang", "en", "--format", "csv"])
        #expect(english.code == 0 && english.errors.contains("never on disk"), "\(english.errors)")
        let lines = english.output.split(whereSeparator: \.isNewline).dropFirst()
        #expect(lines.count == 11)
        let vietnamese = try newsroom.run(["privacy-report", "--lang", "vi", "--format", "html"])
        #expect(vietnamese.code == 0)
        for line in lines {
            // A sentence with commas is quoted.
            let cells = line.split(separator: "\"")
            guard cells.count > 2 else { continue }
            #expect(!vietnamese.output.contains(">\(cells[1])<"), "\(cells[1])")
        }
        for english in ["for good", "until local midnight", "30 days", "whole agent"] {
            #expect(!vietnamese.output.contains(english), "\(english)")
        }
        #expect(vietnamese.output.contains("đến nửa đêm"))
    }
}
