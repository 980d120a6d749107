import Engagement
import GRDB

/// What many events have in common, as a row of the table `traits` has it.
struct EventTraits: Hashable {
    var kind: EventKind
    var channel: Int
    var origin: Origin
    /// 0 for counted, else the number of the reason.
    var code: Int
    var rules: Int64
    var arrival: Bool?
    var names = EventNames()
    var country: String?
    /// The number of the import; nil where it came live.
    var source: Int64?
    var mangles: Int64 = 0

    /// Fewer and wider words cost less: this is done for each event.
    func hash(into hasher: inout Hasher) {
        let arrival: Int = arrival.map { $0 ? 1 : 0 } ?? 2
        hasher.combine(
            kind.rawValue | origin.rawValue << 2 | arrival << 3 | channel << 8 | code << 16 ^ Int(rules) << 24)
        hasher.combine(names.referrer << 32 ^ names.agent << 16 ^ names.place ^ mangles << 56)
        if let country { hasher.combine(country) }
        if let source { hasher.combine(source) }
    }
}

/// The numbers of traits, so that those that came before cost no query.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class TraitNumbers: @unchecked Sendable {
    /// Beyond so many it begins anew; each takes about 150 bytes.
    static let limit = 20_000

    private var known: [EventTraits: Int64] = [:]

    /// The number of traits, new where no event had them before.
    func number(of traits: EventTraits, in database: Database) throws -> Int64 {
        if let number = known[traits] { return number }
        let number = try Self.run(Query.findTraits, traits, database) ?? Self.run(Query.addTraits, traits, database)
        guard let number else {
            throw StoreError(.storage, "recording events", hint: "SQLite gave no row back; this is a fault of ours")
        }
        if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
        known[traits] = number
        return number
    }

    /// After a transaction that was undone, numbers given in it mean nothing.
    func forget() { known = [:] }

    private static func run(_ sql: String, _ traits: EventTraits, _ database: Database) throws -> Int64? {
        func named(_ number: Int64) -> Int64? { number == 0 ? nil : number }
        return try Int64.fetchOne(
            database.cachedStatement(sql: sql),
            arguments: [
                traits.kind.rawValue, traits.channel, traits.origin.rawValue, traits.code, traits.rules,
                traits.arrival.map { $0 ? 1 : 0 }, named(traits.names.referrer), named(traits.names.agent),
                traits.country, traits.source, named(traits.names.place), named(traits.mangles),
            ])
    }
}
