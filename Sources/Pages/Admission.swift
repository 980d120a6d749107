import Engagement
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Lets in who may see the pages, and gives every answer the fields that browsers are kept in bounds by.
struct Admission: RouterMiddleware {
    typealias Context = PagesContext

    let settings: PagesSettings
    let gauge: AttemptGauge
    let clock: Clock

    /// What every answer carries.
    private static let bounds = [
        ("Content-Security-Policy", PageTemplates.policy), ("X-Content-Type-Options", "nosniff"),
        // Not no-referrer: a form would then come from nowhere.
        ("Referrer-Policy", "same-origin"), ("X-Robots-Tag", "noindex"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]

    func handle(
        _ request: Request, context: PagesContext, next: (Request, PagesContext) async throws -> Response
    ) async throws -> Response {
        var response = try await answer(request, context, next)
        for (name, value) in Self.bounds {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    private func answer(
        _ request: Request, _ context: PagesContext, _ next: (Request, PagesContext) async throws -> Response
    ) async throws -> Response {
        guard isOurs(request.head.authority) else { return .plain(.forbidden, "This host is not served here.\n") }
        let isForm = request.method == .post && request.uri.path == "/mint"
        // Another site's form would come with the password that the browser remembers.
        if isForm, !isOwnOrigin(request) {
            return .plain(.forbidden, "This form must be sent from the page itself.\n")
        }
        guard isForm || request.method == .get || request.method == .head else {
            var response = Response.plain(.methodNotAllowed, "Only GET and HEAD are answered here.\n")
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        let peer = context.peer ?? "unknown"
        // A report link is its own key, and opens nothing but its report.
        if request.uri.path.hasPrefix("/r/") {
            return try await next(request, context)
        }
        let mayEnter: Bool
        do {
            mayEnter = try self.mayEnter(request)
        } catch {
            context.logger.error("Nobody is let in", metadata: ["error": "\(error)"])
            return .plain(.serviceUnavailable, "Nobody can be let in now; the log of the pages says why.\n")
        }
        guard mayEnter else {
            // Whoever has a token is let in all the same: behind a front server all have one address.
            guard gauge.mayTry(peer, at: clock.now()) else {
                var response = Response.plain(.tooManyRequests, "Too many attempts. Try again in a minute.\n")
                response.headers[.retryAfter] = "60"
                return response
            }
            if request.headers[.authorization] != nil { gauge.failed(peer, at: clock.now()) }
            var response = Response.plain(
                .unauthorized, "Sign in with any name, and the token as password. «sharetrail editors add» makes one.\n"
            )
            response.headers[.wwwAuthenticate] = "Basic realm=\"ShareTrail\", charset=\"UTF-8\""
            return response
        }
        return try await next(request, context)
    }

    /// Whether a form comes from a page of this host, as every browser says of a POST.
    private func isOwnOrigin(_ request: Request) -> Bool {
        guard let origin = request.headers[.origin], let authority = request.head.authority else { return false }
        return origin == "http://\(authority)" || origin == "https://\(authority)"
    }

    /// Against names that somebody else's page makes lead here (DNS rebinding).
    private func isOurs(_ authority: String?) -> Bool {
        guard var name = authority?.lowercased(), !name.contains("@") else { return false }
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]"),
            name[name.index(after: colon)...].allSatisfy(\.isNumber)
        {
            name = String(name[..<colon])
        }
        return ["localhost", "127.0.0.1", "[::1]", settings.host, "[\(settings.host)]"].contains(name)
            || settings.hosts.contains(name)
    }

    /// Whether the token is one of the editors'. Where there never was one, everybody on this machine may enter.
    private func mayEnter(_ request: Request) throws -> Bool {
        // Read each time: who was taken out is out.
        let tokens = try EditorTokens(home: settings.home)
        if !tokens.isKept { return settings.isPrivate }
        guard let field = request.headers[.authorization], let space = field.firstIndex(of: " ") else { return false }
        let value = field[field.index(after: space)...].trimmingCharacters(in: .whitespaces)
        switch field[..<space].lowercased() {
        case "bearer": return tokens.owner(of: value) != nil
        case "basic":
            guard let data = Data(base64Encoded: value), let text = String(data: data, encoding: .utf8),
                let colon = text.firstIndex(of: ":")
            else { return false }
            return tokens.owner(of: String(text[text.index(after: colon)...])) != nil
        default: return false
        }
    }
}

/// How often somebody tried a wrong token within the last minute.
final class AttemptGauge: Sendable {
    private let attempts = Mutex<[String: [Timestamp]]>([:])
    /// So many wrong tokens a minute from one address; then it waits.
    static let limit = 10
    /// Beyond so many addresses the oldest are forgotten, so that nobody fills the memory.
    private static let most = 10_000

    func mayTry(_ peer: String, at now: Timestamp) -> Bool {
        attempts.withLock { ($0[peer] ?? []).count { $0 > now.advanced(by: -60) } < Self.limit }
    }

    func failed(_ peer: String, at now: Timestamp) {
        attempts.withLock { attempts in
            if attempts.count >= Self.most {
                attempts = attempts.filter { $1.contains { $0 > now.advanced(by: -60) } }
                if attempts.count >= Self.most { attempts.removeAll() }
            }
            attempts[peer] = (attempts[peer] ?? []).filter { $0 > now.advanced(by: -60) }.suffix(Self.limit) + [now]
        }
    }
}

/// A request's surroundings: where it comes from.
struct PagesContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection.
    let peer: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}

extension Response {
    static func text(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
        var response = Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.headers[.contentType] = type
        return response
    }

    static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        .text(status, "text/plain; charset=utf-8", text)
    }
}
