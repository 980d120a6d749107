import Engagement
import EventStore
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Imports
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import Reports
import ShareLinks

@testable import Pages

/// A newsroom with three days of made-up traffic and its pages, without a listener; removed at the end of the test.
final class MadeUpNewsroom: @unchecked Sendable {
    static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    /// 2026-11-24 00:00 in the zone.
    static let end = Timestamp(seconds: 1_795_453_200)

    let folder = NSTemporaryDirectory() + "pages-\(UUID().uuidString)"
    /// What the pages take for now: the evening of the last day.
    let now = MadeUpNewsroom.end.advanced(by: -3_600)
    private(set) var settings: PagesSettings

    init(events: Int = 3_000) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let plan = SimulationPlan(
            seed: 11, events: events, days: 3, articlesPerDay: 8, end: Self.end, zone: Self.zone, host: "news.example")
        let channels = ChannelTable.standard.pressable
        let store = try StoreWriter(
            folder: folder, zone: Self.zone, clock: Clock { plan.end },
            channels: channels.map {
                NamedChannel(number: Int($0.number ?? 0), name: $0.name, showsPreviews: $0.showsPreviews)
            })
        if events > 0 { _ = try SimulationRun(plan, store: store, seconds: { 0 }).run() }
        try store.close()
        let labels = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0.label) })
        settings = PagesSettings(
            home: folder, site: "news.example", zone: Self.zone, language: .vi,
            vocabularies: [
                .vi: Vocabulary(language: .vi, channelLabels: labels),
                .en: Vocabulary(language: .en, channelLabels: labels),
            ], channels: channels.map { ($0.name, Int($0.number ?? 0)) }, host: "127.0.0.1", port: 0)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func listen(on host: String) { settings.host = host }

    func mint(_ mint: @escaping @Sendable (MintRequest) throws -> MintedLink) { settings.mint = mint }

    func name(_ host: String) { settings.hosts = [host] }

    /// Changes the database.
    func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        let queue = try DatabaseQueue(path: folder + "/sharetrail.db")
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }

    /// The pages, to be asked.
    func pages() throws -> Asking {
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        let now = now
        let pages = Pages(
            settings: settings, clock: Clock { now },
            logger: Logger(label: "pages", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { _ in }
        return Asking(responder: try pages.responder(pool), pool: pool)
    }
}

/// Asks pages as a browser would.
struct Asking {
    struct Answer {
        var status: Int
        var headers: HTTPFields
        var body: String
    }

    let responder: any HTTPResponder<PagesContext>
    let pool: NIOThreadPool

    func get(
        _ path: String, method: HTTPRequest.Method = .get, host: String? = "localhost:8081",
        authorization: String? = nil, origin: String? = nil, form: String = ""
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
        head.headerFields[.authorization] = authorization
        head.headerFields[.origin] = origin
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: form)))
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(), logger: Logger(label: "pages", factory: { _ in SwiftLogNoOpLogHandler() }))
        let response = try await responder.respond(to: request, context: PagesContext(source: source))
        let writer = Collected()
        try await response.body.write(writer)
        return Answer(
            status: response.status.code, headers: response.headers, body: String(decoding: writer.bytes, as: UTF8.self)
        )
    }

    /// Ends its threads.
    func close() async throws { try await pool.shutdownGracefully() }
}

private final class Collected: ResponseBodyWriter {
    var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += Array(buffer.readableBytesView) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
