import GRDB
import Synchronization

/// The numbers of referring hosts and agent families, so that a known name costs no query.
final class NameCache: Sendable {
    /// Beyond this many, a new name becomes `(other)`: anyone can send any referrer.
    static let limit = 20_000

    private let names = Mutex<(referrers: [String: Int64], agents: [String: Int64])>(([:], [:]))

    func referrer(_ host: String, in database: Database) throws -> Int64 {
        if let known = names.withLock({ $0.referrers[host] }) { return known }
        let full = names.withLock { $0.referrers.count >= Self.limit }
        let kept = full || host.utf8.count > 253 ? "(other)" : host
        let number = try Int64.fetchOne(database, sql: Query.addReferrer, arguments: [kept]) ?? 0
        names.withLock { $0.referrers[kept] = number }
        return number
    }

    func agent(_ family: String, in database: Database) throws -> Int64 {
        if let known = names.withLock({ $0.agents[family] }) { return known }
        let full = names.withLock { $0.agents.count >= Self.limit }
        let kept = full || family.utf8.count > 64 ? "(other)" : family
        let number = try Int64.fetchOne(database, sql: Query.addAgent, arguments: [kept]) ?? 0
        names.withLock { $0.agents[kept] = number }
        return number
    }

    /// After a transaction that was undone, numbers given in it mean nothing.
    func forget() {
        names.withLock { $0 = ([:], [:]) }
    }
}
