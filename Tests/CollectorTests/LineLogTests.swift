import Foundation
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Collector

/// Keeps the lines of a log.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }

    func output(_ format: LogFormat, level: Logger.Level = .info, isJournal: Bool = false) -> LogOutput {
        LogOutput(
            format: format, level: level, isJournal: isJournal, now: { Date(timeIntervalSince1970: 1_795_000_000) }
        ) { self.add($0) }
    }
}

@Suite("Log lines")
struct LineLogTests {
    private static let hostile = "Lũ \"quét\"\\\r\n\u{1B}[2J\u{85}\u{2028}\u{7F}\t\u{0}end"

    @Test("A line of JSON parses, and holds message and values as they were, whatever they hold")
    func json() throws {
        let lines = LogLines()
        var logger = lines.output(.json).logger("sharetrail")
        logger[metadataKey: "always"] = "here"
        logger.info("\(Self.hostile)", metadata: ["path": "\(Self.hostile)", "message": "not this"])
        let line = try #require(lines.all.first)
        #expect(lines.all.count == 1 && line.hasSuffix("\n") && !line.dropLast().contains("\n"))
        #expect(line.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        let read = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(
            read == [
                "time": "2026-11-18T11:06:40Z", "level": "info", "message": Self.hostile, "path": Self.hostile,
                "_message": "not this", "always": "here",
            ])
    }

    @Test("A line of text is one line; the journal gets the level as a number, and no time")
    func text() {
        let lines = LogLines()
        for isJournal in [false, true] {
            let logger = lines.output(.text, isJournal: isJournal).logger("sharetrail")
            logger.warning("two\nlines \"here\"", metadata: ["b": "x y", "a": "plain", "c": "", "d": "e=\u{1B}"])
        }
        let rest = #"two\nlines "here" a=plain b="x y" c="" d="e=\u001b""# + "\n"
        #expect(lines.all == ["2026-11-18T11:06:40Z warning " + rest, "<4>" + rest])
    }

    @Test("The level changes for loggers that are there already")
    func level() {
        let lines = LogLines()
        let output = lines.output(.text, level: .error)
        let logger = output.logger("sharetrail")
        logger.info("one")
        output.minimum = .info
        logger.info("two")
        logger.debug("three")
        #expect(lines.all.map { $0.hasSuffix("two\n") } == [true])
    }

    @Test("The journal is told by device and inode, so that a line that goes elsewhere has its time")
    func journal() throws {
        let folder = try SaltFolder()
        try folder.write("")
        let descriptor = open(folder.file.path, O_RDONLY)
        defer { close(descriptor) }
        var about = stat()
        #expect(fstat(descriptor, &about) == 0)
        let name = "\(about.st_dev):\(about.st_ino)"
        #expect(LogOutput.isJournal(descriptor, environment: ["JOURNAL_STREAM": name]))
        #expect(!LogOutput.isJournal(descriptor, environment: ["JOURNAL_STREAM": name + "0"]))
        #expect(!LogOutput.isJournal(descriptor, environment: [:]))
    }
}

@Suite("What the log says of trouble that begins, lasts and ends")
struct OperationsWatchTests {
    private static func time(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(1_000 + seconds) }

    @Test("Storage that fails is told when it begins, once a minute, and when it ends")
    func storage() {
        let lines = LogLines()
        let counters = Counters()
        var watch = OperationsWatch(counters: counters, logger: lines.output(.text).logger("")) { 5 }
        watch.look(at: Self.time(0))
        #expect(lines.all.isEmpty)
        counters.commitWatch.failed(CancellationError(), isFirst: true)
        counters.degraded.set(1)
        for second in 1..<120 { watch.look(at: Self.time(Int64(second))) }
        #expect(lines.all.count == 2 && lines.all.allSatisfy { $0.contains(" error storage fails") })
        counters.degraded.set(0)
        for second in 120..<200 { watch.look(at: Self.time(Int64(second))) }
        #expect(lines.all.count == 3 && lines.all[2].contains(" notice storage works again waiting=5"))
    }

    @Test("What comes and goes each second makes two lines a minute")
    func flapping() {
        let lines = LogLines()
        let counters = Counters()
        var watch = OperationsWatch(counters: counters, logger: lines.output(.text).logger("")) { 0 }
        for second in 0..<600 {
            counters.isPaused.set(second % 2)
            watch.look(at: Self.time(Int64(second)))
        }
        #expect((18...20).contains(lines.all.count), "\(lines.all.count)")
        #expect(lines.all.allSatisfy { $0.contains("accepting") })
    }

    @Test("Lost events are told with their number, and that no more are")
    func lost() {
        let lines = LogLines()
        let counters = Counters()
        var watch = OperationsWatch(counters: counters, logger: lines.output(.text).logger("")) { 200_000 }
        counters.lost.add(3)
        watch.look(at: Self.time(0))
        watch.look(at: Self.time(1))
        watch.look(at: Self.time(2))
        #expect(lines.all.count == 2, "\(lines.all)")
        #expect(lines.all.first?.contains(" error events are lost lost=3 waiting=200000") ?? false)
        #expect(lines.all.last?.contains(" notice no more events are lost lost=3") ?? false)
    }
}
