import Engagement
import EventStore
import Foundation
import GRDB
import ShareLinks

@testable import Imports

/// A newsroom with keys and a store in a folder of its own, removed at the end of the test.
final class LogNewsroom {
    /// 2026-11-16 08:00 in Viet Nam.
    static let start: Int64 = 1_794_790_800
    static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
    static let chrome =
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"

    let folder: String
    var ring = KeyRing.first(site: "news.example", root: (0..<32).map { UInt8($0) }, made: Timestamp(seconds: 0))
    private let store: StoreWriter
    private var serial: UInt8 = 0

    init() throws {
        folder = NSTemporaryDirectory() + "logs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try StoreWriter(
            folder: folder, zone: TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt,
            clock: Clock { Timestamp(seconds: Self.start + 86_400) },
            channels: [
                NamedChannel(number: 0, name: "copy"), NamedChannel(number: 1, name: "facebook"),
                NamedChannel(number: 3, name: "zalo"),
            ])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var writer: StoreWriter { store }

    func article(_ name: String = "1", id: String? = nil) throws -> Int64 {
        let facts = ArticleFacts(url: "https://news.example/tin/\(name).html", cmsID: id)
        return try store.record([facts], source: .feed)[0].number
    }

    /// A fresh landing link's path and its token.
    func landing(_ article: Int64, channel: UInt8 = 1) throws -> (path: String, token: LandingToken) {
        serial += 1
        let byte = serial
        let random = RandomSource { count in (0..<count).map { UInt8($0) &* 31 &+ byte } }
        let minted = try ring.mint(article: UInt32(article), channel: channel, random: random)
        return ("/" + minted.text, minted.token)
    }

    /// The target of a press link.
    func press(_ channel: Channel = .facebook, name: String = "1", id: String? = nil, key: UInt8 = 1) throws -> String {
        let text = ring.linkKey(of: key) ?? ""
        let signer = try PressLinkSigner(keyText: text, keyID: key, base: "https://go.news.example")
        let values = PressValues(url: "https://news.example/tin/\(name).html", title: "Lũ quét", cmsID: id)
        return String(try signer.links(values, channels: [channel])[0].dropFirst("https://go.news.example".count))
    }

    func site(basePath: String = "") throws -> AccessLogSite {
        let reader = try StoreReader(folder: folder)
        defer { try? reader.close() }
        return AccessLogSite(
            ring: ring, hosts: ["news.example"], basePath: basePath, articles: try reader.allArticles(),
            newsroomShares: try reader.newsroomShares())
    }

    /// Writes logs and imports them together.
    @discardableResult
    func run(_ logs: [String]..., basePath: String = "", steps: (Int, Int)? = nil) throws -> AccessLogSummary {
        let paths = try logs.map { lines in
            let path = folder + "/\(UUID().uuidString).log"
            try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: path))
            return path
        }
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        var importer = AccessLogImport(store: store, site: try site(basePath: basePath))
        if let steps { importer.stepLines = (about: steps.0, most: steps.1) }
        return try importer.run(paths: paths)
    }

    /// Any query, from outside.
    func value<Value: DatabaseValueConvertible>(_ sql: String) throws -> Value? {
        try database().read { try Value.fetchOne($0, sql: sql) }
    }

    func strings(_ sql: String) throws -> [String] {
        try database().read { try String.fetchAll($0, sql: sql) }
    }

    private func database() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: folder + "/sharetrail.db", configuration: configuration)
    }

    /// What there is: kind, article, channel, verdict and how many, a line each.
    func counts() throws -> [String] {
        try strings(
            "SELECT kind || ' ' || article || ' ' || channel || ' ' || reason || ' ' || count(*) FROM events "
                + "GROUP BY kind, article, channel, reason ORDER BY 1")
    }

    /// A line in the combined format.
    static func line(
        _ target: String, at: Int64 = start, status: Int = 302, method: String = "GET", agent: String? = browser,
        referrer: String = "-", address: String = "203.0.113.1"
    ) -> String {
        let request = "\"\(method) \(target) HTTP/1.1\" \(status) 145"
        return "\(address) - - [\(time(at))] \(request) \"\(referrer)\" \"\(agent ?? "-")\""
    }

    /// The time as nginx writes it in Viet Nam.
    static func time(_ at: Int64) -> String { formatter.string(from: Date(timeIntervalSince1970: TimeInterval(at))) }

    private static let formatter: DateFormatter = {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 7 * 3600)
        formatter.dateFormat = "dd/MMM/yyyy:HH:mm:ss Z"
        return formatter
    }()
}
