import Engagement
import EventStore
import HTTPTypes
import Hummingbird
import Logging

/// Turns what went wrong into an answer that says what to do.
struct Troubles: RouterMiddleware {
    typealias Context = PagesContext

    let painter: PagePainter

    func handle(
        _ request: Request, context: PagesContext, next: (Request, PagesContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let (status, word, text) = trouble(error, context.logger)
            // A program reads no pages.
            guard request.uri.path.hasPrefix("/api/") || request.uri.path.hasSuffix(".json") else {
                return painter.trouble(
                    status, word, text, lang: request.uri.query, isOutside: request.uri.path.hasPrefix("/r/"))
            }
            return .text(status, "application/json; charset=utf-8", "{\"error\": \(painter.quoted(text))}\n")
        }
    }

    private func trouble(_ error: any Error, _ logger: Logger) -> (HTTPResponse.Status, PageWord, String) {
        switch error {
        case let error as AskedError: return (.badRequest, .badRequest, error.description)
        case let error as RequestError: return (.badRequest, .badRequest, error.description)
        case LinkGate.Refusal.unknown: return (.notFound, .notFound, "")
        case LinkGate.Refusal.revoked: return (.gone, .linkRevoked, "")
        case LinkGate.Refusal.expired: return (.gone, .linkExpired, "")
        case let error as MissingError: return (.notFound, .notFound, error.description)
        case let error as StoreError where error.code == .invalid: return (.badRequest, .badRequest, error.description)
        case let error as HTTPError where error.status == .notFound: return (.notFound, .notFound, "")
        case let error as HTTPError: return (error.status, .badRequest, error.body ?? "")
        default:
            logger.error("A page could not be made", metadata: ["error": "\(error)"])
            return (.serviceUnavailable, .unavailable, (error as? StoreError)?.description ?? "")
        }
    }
}
