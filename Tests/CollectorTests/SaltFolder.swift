import Engagement
import EventStore
import Foundation
import ShareLinks
import Synchronization
import Testing

@testable import Collector

/// A folder for a salt file, removed at the end of the test; and random bytes that can be told apart.
final class SaltFolder: Sendable {
    let path = NSTemporaryDirectory() + "salt-\(UUID().uuidString)"
    private let drawn = Mutex<[[UInt8]]>([])

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: SaltFile { SaltFile(path: path + "/" + SaltFile.name) }

    /// All salts that were drawn, the oldest first.
    var salts: [[UInt8]] { drawn.withLock { $0 } }

    var random: RandomSource {
        RandomSource { [self] count in
            let bytes = RandomSource.system.bytes(count)
            drawn.withLock { $0.append(bytes) }
            return bytes
        }
    }

    func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    func text() throws -> String { try String(contentsOfFile: file.path, encoding: .utf8) }

    /// Whether the bytes of a salt stand anywhere in the folder, plainly or in hexadecimal of either case.
    func holds(_ salt: [UInt8]) throws -> Bool {
        let hex = Self.hex(salt)
        let wanted = [Data(salt), Data(hex.utf8), Data(hex.uppercased().utf8)]
        return try FileManager.default.contentsOfDirectory(atPath: path).contains { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
            return wanted.contains { data.range(of: $0) != nil }
        }
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    func visitors(at now: Timestamp, zone: TimeZone = VisitorsTests.zone, known: [Int64] = []) -> Visitors {
        Visitors(site: "news.example", zone: zone, file: file, now: now, random: random) { _ in known }
    }
}

extension Visitors {
    /// Whether it is a first visit; nil where that is not told.
    func isFirst(
        _ address: String = "203.0.113.7", agent: String? = "a browser", article: Int64 = 1, at now: Timestamp
    ) throws -> Bool? {
        arrival(of: try #require(PeerAddress(address)), agent: agent, article: article, at: now)?.isFirst
    }

    func number(_ address: String = "203.0.113.7", at now: Timestamp) throws -> SeenVisitor {
        let arrival = arrival(of: try #require(PeerAddress(address)), agent: "a browser", article: 1, at: now)
        return try #require(arrival?.seen)
    }
}
