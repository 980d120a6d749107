import Engagement
import GRDB

/// Writes the events of an archive, with the numbers that they had there. Names are looked up once each.
final class ArchiveEvents {
    private let database: Database
    private let writer: StoreWriter
    private let channels: [String: Int64]
    private let reasons: [String: Int64]
    private var referrers: [String: Int64] = [:]
    private var agents: [[String]: Int64] = [:]
    private var places: [[String]: Int64] = [:]
    /// Events that are noted as one span of time, so that a search by time reads few that it does not need.
    private static let stretch = 2_000

    private static let kinds: [String: Int64] = ["press": 1, "visit": 2]
    static let origins: [String: Int64] = ["reader": 0, "newsroom": 1]

    /// The columns of an archive's events.
    private enum Place {
        static let id = 0, at = 1, kind = 2, article = 3, share = 4, channel = 5, origin = 6, reason = 7, rules = 8
        static let arrival = 9, referrer = 10, agent = 11, country = 14, source = 15, place = 16, mangles = 18
    }

    init(_ database: Database, _ writer: StoreWriter) throws {
        self.database = database
        self.writer = writer
        func numbers(_ sql: String) throws -> [String: Int64] {
            try Dictionary(
                Row.fetchAll(database, sql: sql).map { ($0["name"], $0["number"]) }, uniquingKeysWith: { one, _ in one }
            )
        }
        channels = try numbers("SELECT name, number FROM channels")
        reasons = try numbers("SELECT name, number FROM reasons WHERE number > 0")
    }

    /// - Parameter place: counts the rows that are done.
    func take(_ batch: ArchivedEvents, at place: inout Int) throws {
        let statement = try BoundStatement(database, Query.takeEvents)
        var numbers = [Int64](repeating: 0, count: batch.commons.count)
        // The fold goes on behind the last one: an event with a smaller number would never be folded.
        var last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event_log") ?? 0
        for start in stride(from: 0, to: batch.events.count, by: Self.stretch) {
            let events = batch.events[start..<min(start + Self.stretch, batch.events.count)]
            var first = Int64.max
            var (earliest, latest) = (Int64.max, Int64.min)
            for event in events {
                guard let id = event.id, let at = event.at, id > last else {
                    throw refusal("«id» and «at» are needed, and events stand in the order of their numbers")
                }
                guard let article = event.article else { throw refusal("«article» is needed") }
                for number in [id, article, event.share ?? 0] where !StoreWriter.archiveNumbers.contains(number) {
                    throw refusal("\(number) is beyond all that can have been counted")
                }
                (first, last) = (min(first, id), id)
                (earliest, latest) = (min(earliest, at.seconds), max(latest, at.seconds))
                let common = Int(event.common)
                if numbers[common] == 0 {
                    numbers[common] = try writer.traits.number(of: traits(batch.commons[common]), in: database)
                }
                try statement.append(
                    id: id, at: at.seconds, article: article, share: event.share, traits: numbers[common])
                place += 1
            }
            try writer.coverDays(database, from: Timestamp(seconds: earliest), to: Timestamp(seconds: latest))
            try writer.stretches.take(first: first, last: last, earliest: earliest, latest: latest, in: database)
        }
    }

    private func traits(_ row: [Cell]) throws -> EventTraits {
        let kind = try word(row[Place.kind], Self.kinds, "kind")
        let origin = try word(row[Place.origin], Self.origins, "origin")
        let code = row[Place.reason] == .none ? 0 : try word(row[Place.reason], reasons, "reason")
        guard case .count(let rules) = row[Place.rules] else { throw refusal("«rules» is needed") }
        for case .count(let number) in row where !StoreWriter.archiveNumbers.contains(number) {
            throw refusal("\(number) is beyond all that can have been counted")
        }
        return EventTraits(
            kind: kind == 1 ? .press : .visit, channel: Int(try word(row[Place.channel], channels, "channel")),
            origin: origin == 0 ? .reader : .newsroom, code: Int(code), rules: rules,
            arrival: try arrival(row[Place.arrival]),
            names: EventNames(
                referrer: try referrer(row[Place.referrer]) ?? 0, agent: try agent(row) ?? 0,
                place: try place(row) ?? 0),
            country: row[Place.country] == .none ? nil : Self.text(row[Place.country]),
            source: Self.number(row[Place.source]), mangles: Self.number(row[Place.mangles]) ?? 0)
    }

    private func arrival(_ cell: Cell) throws -> Bool? {
        switch cell {
        case .none: nil
        case .count(0): false
        case .count(1): true
        default: throw refusal("«arrival» is 0, 1 or nothing")
        }
    }

    private func word(_ cell: Cell, _ known: [String: Int64], _ column: String) throws -> Int64 {
        guard case .text(let name) = cell else { throw refusal("«\(column)» is needed") }
        if let number = known[name] { return number }
        throw refusal(
            column == "channel"
                ? "there is no channel «\(name)» here; copy sharetrail.yaml of the newsroom that it was exported from"
                : "«\(name)» is no «\(column)»")
    }

    private func refusal(_ message: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: message)
    }

    private func referrer(_ cell: Cell) throws -> Int64? {
        guard case .text(let host) = cell else { return nil }
        if let known = referrers[host] { return known }
        let number = try Int64.fetchOne(
            database.cachedStatement(sql: Query.addReferrer), arguments: [host, nil])
        referrers[host] = number
        return number
    }

    private func agent(_ row: [Cell]) throws -> Int64? {
        let cells = row[Place.agent...(Place.agent + 2)]
        guard cells.contains(where: { $0 != .none }) else { return nil }
        let key = cells.map(Self.text)
        if let known = agents[key] { return known }
        let number = try Int64.fetchOne(
            database.cachedStatement(sql: Query.addAgent), arguments: StatementArguments(key))
        agents[key] = number
        return number
    }

    private func place(_ row: [Cell]) throws -> Int64? {
        guard case .text(let name) = row[Place.place] else { return nil }
        let key = [name, Self.text(row[Place.place + 1])]
        if let known = places[key] { return known }
        let number = try Int64.fetchOne(
            database.cachedStatement(sql: Query.addPlace), arguments: [key[0], nil, key[1]])
        places[key] = number
        return number
    }

    private static func number(_ cell: Cell) -> Int64? {
        if case .count(let number) = cell { return number }
        return nil
    }

    private static func text(_ cell: Cell) -> String {
        if case .text(let text) = cell { return text }
        return ""
    }
}
