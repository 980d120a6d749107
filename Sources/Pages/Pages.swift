import Engagement
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Reports
import ServiceLifecycle

/// The editors' listener: reports as pages, drawn on the server, readable without scripts.
///
/// It reads the database beside a running collector and changes nothing. It listens on loopback; elsewhere, or behind a front
/// server, once ``EditorTokens`` has somebody.
public struct Pages: Service {
    /// How many connections are served at once; more wait.
    private static let mostConnections = 200

    private let settings: PagesSettings
    private let clock: Clock
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// Makes the listener; ``run()`` starts it.
    ///
    /// - Parameter onListening: is told the port once connections are accepted.
    public init(
        settings: PagesSettings, clock: Clock, logger: Logger, onListening: @escaping @Sendable (Int) async -> Void
    ) {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the service group tells it to stop.
    ///
    /// - Throws: ``EditorsError``, or ``PagesError`` where it would be open to the network without a token.
    public func run() async throws {
        guard try settings.isPrivate || !EditorTokens(home: settings.home).editors.isEmpty else {
            throw PagesError.noTokens(host: settings.host)
        }
        let pool = NIOThreadPool(numberOfThreads: settings.readers)
        pool.start()
        do {
            try await application(pool).run()
        } catch {
            try? await pool.shutdownGracefully()
            guard let error = error as? IOError else { throw error }
            throw PagesError.cannotListen(
                "\(settings.host):\(settings.port)", reason: String(cString: strerror(error.errnoCode)))
        }
        try await pool.shutdownGracefully()
    }

    private func application(_ pool: NIOThreadPool) throws -> some ApplicationProtocol {
        Application(
            responder: try responder(pool),
            server: .http1(configuration: .init(idleTimeout: .seconds(30))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                // Idle ones would take all descriptors, and a restart would be the only way out.
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    /// What answers requests, without a listener.
    func responder(_ pool: NIOThreadPool) throws -> some HTTPResponder<PagesContext> {
        let desk = Desk(settings: settings, clock: clock, pool: pool)
        let router = Router(context: PagesContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(Admission(settings: settings, gauge: AttemptGauge(), clock: clock))
        let painter = try PagePainter(settings: settings, desk: desk)
        router.middlewares.add(Troubles(painter: painter))
        router.get("/") { request, _ in try await painter.today(request.asked()) }
        router.get("/definitions") { request, _ in try painter.definitions(request.asked()) }
        router.get("/api/openapi.json") { _, _ in
            Response.text(
                .ok, "application/json; charset=utf-8", String(decoding: PackageResources.openapi_json, as: UTF8.self))
        }
        if settings.mint != nil {
            router.get("/mint") { request, _ in try painter.mintForm(request.asked()) }
            router.post("/mint") { request, _ in try await painter.mint(request, request.asked()) }
        }
        router.get("/favicon.ico") { _, _ in Response(status: .noContent) }
        router.get("/r/:link") { request, context in
            try await painter.linked(context.parameters.get("link") ?? "", request.asked())
        }
        for name in ReportRequest.Name.allCases {
            let word = name.rawValue
            router.get("/\(RouterPath(stringLiteral: word))") { request, _ in
                try await painter.report(name, request.asked())
            }
            router.get("/\(RouterPath(stringLiteral: word + ".csv"))") { request, _ in
                try await painter.file(name, .csv, request.asked())
            }
            router.get("/\(RouterPath(stringLiteral: word + ".json"))") { request, _ in
                try await painter.file(name, .json, request.asked())
            }
            router.get("/api/report/\(RouterPath(stringLiteral: word))") { request, _ in
                try await painter.file(name, .json, request.asked(isStrict: true))
            }
        }
        return router.buildResponder()
    }
}

/// Why the pages do not start, and what to do.
public enum PagesError: Error, Hashable, CustomStringConvertible {
    /// It would be open to everybody on the network.
    case noTokens(host: String)
    /// The address is taken, or is none of this machine's.
    case cannotListen(String, reason: String)

    /// One line with the next step.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason); name another with --listen or «pages.listen»"
        case .noTokens(let host):
            "everybody who reaches \(host) or a name in «pages.hosts» could read the reports: make a token with «sharetrail "
                + "editors add NAME» first, or listen on 127.0.0.1 without such names"
        }
    }
}

extension Request {
    /// What the address asks.
    func asked(isStrict: Bool = false) throws(AskedError) -> Asked {
        try Asked(query: uri.query, isStrict: isStrict)
    }
}
