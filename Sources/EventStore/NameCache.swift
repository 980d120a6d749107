import Engagement
import GRDB

/// The numbers of hosts, agents, places and machines, so that a known name costs no query; and the limits of their
/// variety, since anyone can send any name.
///
/// Not checked by the compiler: it is touched only by whoever has the writer's connection, one at a time.
final class NameCache: @unchecked Sendable {
    /// Referring hosts, or places, of one article on one day (of UTC); what goes beyond is `(other)`.
    ///
    /// Counted anew after a restart.
    static let perArticleAndDay = 1_000
    /// Names of one kind in all.
    static let limit = 100_000
    /// Agents of machines; beyond, the event is kept without.
    static let machineLimit = 10_000
    static let other = "(other)"

    private struct AgentKey: Hashable {
        var family: String
        var system: String
        var device: String
    }

    private struct PlaceKey: Hashable {
        var name: String
        var appID: String
    }

    /// The names of one kind, known by number.
    private struct Names<Key: Hashable> {
        var numbers: [Key: Int64] = [:]
        /// The numbers that each article had today.
        var ofArticle: [Int64: Set<Int64>] = [:]
    }

    private struct Known {
        var day: Int64 = -1
        var referrers = Names<String>()
        var agents = Names<AgentKey>()
        var places = Names<PlaceKey>()
        var machines = Names<String>()

        mutating func turn(to day: Int64) {
            guard day != self.day else { return }
            self.day = day
            referrers.ofArticle = [:]
            places.ofArticle = [:]
        }
    }

    private var known = Known()

    /// The number of a referring host.
    func referrer(_ about: Circumstances, of event: EventEntry, in database: Database) throws -> Int64? {
        guard let host = about.referrerHost else { return nil }
        known.turn(to: event.at.seconds / 86_400)
        return try Self.number(
            of: host.utf8.count > 253 ? Self.other : host, other: Self.other, article: event.article,
            in: &known.referrers, find: { try Self.find(database, Query.findReferrer, [$0]) },
            count: Query.countReferrers, database
        ) {
            try Self.add(database, Query.addReferrer, [$0, $0 == Self.other ? nil : about.referrerNetwork])
        }
    }

    /// The number of where it was opened.
    func place(_ place: Place, of event: EventEntry, in database: Database) throws -> Int64 {
        let name = place.name.utf8.count > 100 ? Self.other : place.name
        let appID = place.appID.map { $0.utf8.count > 100 ? Self.other : $0 } ?? ""
        // Anyone makes up ids of apps, while the names that the rules know are few: those stand, if need be without id.
        let isMadeUp = place.name == place.appID || name == Self.other
        known.turn(to: event.at.seconds / 86_400)
        return try Self.number(
            of: PlaceKey(name: name, appID: appID), other: PlaceKey(name: isMadeUp ? Self.other : name, appID: ""),
            article: event.article, in: &known.places,
            find: { try Self.find(database, Query.findPlace, [$0.name, $0.appID]) },
            count: Query.countPlaces, database
        ) {
            try Self.add(
                database, Query.addPlace, [$0.name, $0.name == Self.other ? nil : place.channel, $0.appID])
        }
    }

    /// The number of families of agent, system and device; nil where nothing is known.
    func agent(_ about: Circumstances, in database: Database) throws -> Int64? {
        if about.agentFamily == nil, about.system == nil, about.device == nil { return nil }
        func short(_ text: String?) -> String { text.map { $0.utf8.count > 64 ? Self.other : $0 } ?? "" }
        let key = AgentKey(
            family: short(about.agentFamily), system: short(about.system), device: about.device?.rawValue ?? "")
        return try Self.number(
            of: key, other: AgentKey(family: Self.other, system: "", device: ""), article: nil,
            in: &known.agents, find: { try Self.find(database, Query.findAgent, [$0.family, $0.system, $0.device]) },
            count: Query.countAgents, database
        ) { try Self.add(database, Query.addAgent, [$0.family, $0.system, $0.device]) }
    }

    /// The number of a machine's agent; nil where too many are kept already.
    func machine(_ agent: String, in database: Database) throws -> Int64? {
        let text = String(decoding: agent.utf8.prefix(512), as: UTF8.self)
        guard text.count <= 512 else { return nil }
        if let number = known.machines.numbers[text] { return number }
        var number = try Self.find(database, Query.findMachine, [text])
        if number == nil, try Self.rows(database, Query.countMachines) < Self.machineLimit {
            number = try Self.add(database, Query.addMachine, [text])
        }
        known.machines.numbers[text] = number
        return number
    }

    /// The number of a name: as it is known, or new while there is room, else that of the others.
    private static func number<Key: Hashable>(
        of key: Key, other: Key, article: Int64?, in names: inout Names<Key>, find: (Key) throws -> Int64?,
        count: String, _ database: Database, add: (Key) throws -> Int64
    ) throws -> Int64 {
        func kept(_ key: Key) throws -> Int64 {
            if let number = names.numbers[key] { return number }
            var kept = key
            var number = try find(key)
            if number == nil, try rows(database, count) >= Self.limit { kept = other }
            if number == nil { number = try add(kept) }
            if let number, names.numbers.count < Self.limit { names.numbers[key] = number }
            return number ?? 0
        }
        guard let article else { return try kept(key) }
        let today = names.ofArticle[article]?.count ?? 0
        if today >= Self.perArticleAndDay {
            // A name that the article has had today stands; for a new one nothing is added to the table.
            let number = try names.numbers[key] ?? find(key)
            if let number, names.ofArticle[article]?.contains(number) == true { return number }
            return try kept(other)
        }
        let number = try kept(key)
        names.ofArticle[article, default: []].insert(number)
        return number
    }

    private static func find(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws -> Int64? {
        try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    private static func add(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws -> Int64 {
        try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    private static func rows(_ database: Database, _ sql: String) throws -> Int {
        try Int.fetchOne(database.cachedStatement(sql: sql)) ?? 0
    }

    /// After a transaction that was undone, numbers given in it mean nothing.
    func forget() {
        known = Known()
    }

    /// After machines were removed, their numbers may be given again.
    func forgetMachines() {
        known.machines = Names()
    }
}
