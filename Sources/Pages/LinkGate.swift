import Engagement
import Foundation
import ShareLinks

/// Reads report links: what one shows, or why it shows nothing.
struct LinkGate: Sendable {
    /// What a link lets see.
    struct Scope: Sendable {
        let report: ReportRequest.Name
        let asked: Asked
        let expiry: Timestamp
    }

    /// Why a link shows nothing.
    enum Refusal: Error {
        /// None of ours, or changed; said like any address that is not there.
        case unknown
        case expired(Timestamp)
        case revoked
    }

    let home: String
    let clock: Clock

    /// The scope of a link.
    func scope(_ text: String) throws -> Scope {
        // Read each time: a revoked link and a retired key end at once.
        let keys = try KeyFile.read(path: home + "/" + KeyFile.name)
        guard let link = keys.verifyReportLink(text) else { throw Refusal.unknown }
        guard let entry = try ReportLinkList(home: home).entries.first(where: { $0.serial == link.serial }),
            entry.expires == link.expiry.seconds, let name = ReportRequest.Name(rawValue: entry.report),
            entry.article ?? 0 == Int64(link.scopeID)
        else { throw Refusal.unknown }
        guard entry.revoked == nil, keys.state(of: link.key, for: .report) != .retired else { throw Refusal.revoked }
        guard !link.isExpired(at: clock.now()) else { throw Refusal.expired(link.expiry) }
        return Scope(report: name, asked: try Asked(query: entry.query), expiry: link.expiry)
    }
}
