import GRDB
import Synchronization

/// The numbers of referring hosts and agent families, so that a known name costs no query.
final class NameCache: Sendable {
    /// Beyond this many, a new name becomes `(other)`: anyone can send any referrer.
    static let limit = 20_000
    static let other = "(other)"

    private let names = Mutex<(referrers: [String: Int64], agents: [String: Int64])>(([:], [:]))

    func referrer(_ host: String, in database: Database) throws -> Int64 {
        if let known = names.withLock({ $0.referrers[host] }) { return known }
        let number = try number(
            of: host.utf8.count > 253 ? Self.other : host, in: database, find: Query.findReferrer,
            count: Query.countReferrers, add: Query.addReferrer)
        // Remembered only up to the limit too; the table knows the rest.
        names.withLock { if $0.referrers.count < Self.limit { $0.referrers[host] = number } }
        return number
    }

    func agent(_ family: String, in database: Database) throws -> Int64 {
        if let known = names.withLock({ $0.agents[family] }) { return known }
        let number = try number(
            of: family.utf8.count > 64 ? Self.other : family, in: database, find: Query.findAgent,
            count: Query.countAgents, add: Query.addAgent)
        names.withLock { if $0.agents.count < Self.limit { $0.agents[family] = number } }
        return number
    }

    /// The number of a name in its table: as it stands there, or new while there is room, else that of `(other)`.
    private func number(
        of name: String, in database: Database, find: String, count: String, add: String
    ) throws -> Int64 {
        if let known = try Int64.fetchOne(database.cachedStatement(sql: find), arguments: [name]) { return known }
        let rows = try Int.fetchOne(database.cachedStatement(sql: count)) ?? 0
        let kept = rows >= Self.limit ? Self.other : name
        return try Int64.fetchOne(database, sql: add, arguments: [kept]) ?? 0
    }

    /// After a transaction that was undone, numbers given in it mean nothing.
    func forget() {
        names.withLock { $0 = ([:], [:]) }
    }
}
