import CZlib
import Foundation
import ShareLinks
import Testing

@testable import Imports

@Suite("Hostile access logs")
struct AccessLogHostileTests {
    typealias Room = LogNewsroom

    /// Writes bytes as a log and imports them.
    private func run(_ room: Room, _ bytes: [UInt8], name: String = "a.log") throws -> AccessLogSummary {
        let path = room.folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try AccessLogImport(store: room.writer, site: try room.site()).run(paths: [path])
    }

    @Test("No bytes stop the import: what is good among them is read, what is not is named, ten lines at most")
    func bytes() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let long = String(repeating: "a", count: 100_000)
        var bytes: [UInt8] = []
        var good = 0
        var bad = 0
        func add(_ line: [UInt8], isGood: Bool) {
            bytes += line + [0x0A]
            if isGood { good += 1 } else { bad += 1 }
        }
        for number in 0..<8 {
            let at = Room.start + Int64(number) * 60
            let hostile: [[UInt8]] = [
                Array(" \u{1B}[2J\u{1B}]0;pwned\u{07}".utf8), [0], [0xFF, 0xFE, 0xC0, 0x80],
                Array("\\x00\\x1b[31m".utf8),
                Array(long.utf8), Array("\\".utf8), Array("\u{202E}\u{2066}".utf8), Array("\\x".utf8),
            ]
            let agent = Array((Room.browser + " ").utf8) + hostile[number]
            let line = Room.line(path, at: at, agent: "AGENT", referrer: "https://a.example/")
            let parts = line.components(separatedBy: "AGENT")
            add(Array(parts[0].utf8) + agent + Array(parts[1].utf8), isGood: true)
        }
        let noise: [[UInt8]] = [
            [0], [0xFF], Array(String(repeating: "[", count: 100_000).utf8),
            Array(String(repeating: "{\"a\":", count: 20_000).utf8),
            Array("{\"ts\":99999999999999999999999999,\"status\":302,\"request\":\"GET / HTTP/1.1\"}".utf8),
            Array("{\"ts\":-1,\"status\":302,\"request\":\"GET / HTTP/1.1\"}".utf8), Array("\"".utf8),
            Array("1.2.3.4 - - [17/May/2015:10:05:40 +9999] \"GET / HTTP/1.1\" 200 1".utf8),
            Array("1.2.3.4 - - [31/Dec/9999:23:59:60 -1800] \"GET / HTTP/1.1\" 200 1".utf8),
            Array(String(repeating: "x", count: 300_000).utf8), Array("\u{1B}[2J".utf8),
        ]
        for line in noise { add(line, isGood: false) }
        add(
            Array("1.2.3.4 - - [17/May/2015:10:05:40 +0000] \"GET / HTTP/1.1\" 200 99999999999999999999999".utf8),
            isGood: true)
        add(Array("{\"ts\":1794793260,\"status\":1e300,\"request\":\"GET / HTTP/1.1\"}".utf8), isGood: true)
        let summary = try run(room, bytes)
        #expect(summary.lines == Int64(good + bad))
        #expect(summary.unreadable == Int64(bad))
        #expect(summary.problems.count == 10)
        #expect(summary.problems.first?.line == 9)
        #expect(summary.added == 8)
        // Nothing of it is kept, and nothing of it is said.
        for sql in ["SELECT family FROM agents", "SELECT host FROM referrers", "SELECT name FROM imports"] {
            for text in try room.strings(sql) {
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.isASCII }, "\(text)")
            }
        }
        for problem in summary.problems {
            #expect(problem.reason.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.isASCII })
        }
    }

    @Test("A file of which no line can be read is refused, with the formats that can be; an empty one is not")
    func nothingRead() throws {
        let room = try Room()
        #expect {
            try run(room, Array("<html>\n<body>\n".utf8))
        } throws: { error in
            "\(error)".contains("combined") && "\(error)".contains("Caddy")
                && "\(error)".contains("nothing was imported")
        }
        #expect(try room.value("SELECT count(*) FROM imports") == 0)
        #expect(try run(room, []).lines == 0)
        #expect(try run(room, Array("\n\n  \n".utf8)).unreadable == 0)
    }

    @Test("Compressed logs are read; of one that is cut short, what came before is imported, and it is said")
    func compressed() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let lines = (0..<2_000).map { Room.line(path, at: Room.start + $0 * 30) + "\n" }.joined()
        let zipped = room.folder + "/whole.gz"
        let file = try #require(gzopen(zipped, "wb"))
        #expect(lines.withCString { gzwrite(file, $0, UInt32(lines.utf8.count)) } == lines.utf8.count)
        gzclose(file)
        let all = try Data(contentsOf: URL(fileURLWithPath: zipped))
        let cut = try run(room, Array(all.prefix(all.count / 2)), name: "cut.gz")
        #expect(cut.damaged.count == 1 && cut.added > 100 && cut.added < 2_000)
        let whole = try run(room, Array(all), name: "all.gz")
        #expect(whole.damaged.isEmpty && whole.known == cut.added && whole.added == 2_000 - cut.added)
        // The same content, not compressed.
        let plain = try run(room, Array(lines.utf8))
        #expect(plain.known == 2_000 && plain.added == 0)
        #expect(try room.value("SELECT count(*) FROM imports") == 2)
        #expect(throws: ImportFileError.unreadable("/nonexistent/x.log")) {
            try AccessLogImport(store: room.writer, site: try room.site()).run(paths: ["/nonexistent/x.log"])
        }
    }

    @Test("Lines that end with CR LF or not at all are lines")
    func lineEnds() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let text = Room.line(path) + "\r\n" + Room.line(path, at: Room.start + 60)
        #expect(try run(room, Array(text.utf8)).added == 2)
    }
}
