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

    /// Parameters of `takeEvents.sql`, in the order of the archive's columns; those of names are numbers.
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
    func take(_ rows: [[Cell]], at place: inout Int) throws {
        let statement = try BoundStatement(database, Query.takeEvents)
        // The fold goes on behind the last one: an event with a smaller number would never be folded.
        var last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM events") ?? 0
        for start in stride(from: 0, to: rows.count, by: Self.stretch) {
            let rows = rows[start..<min(start + Self.stretch, rows.count)]
            var first = Int64.max
            var (earliest, latest) = (Int64.max, Int64.min)
            for row in rows {
                guard case .count(let id) = row[Place.id], case .moment(let at) = row[Place.at], id > last else {
                    throw refusal("«id» and «at» are needed, and events stand in the order of their numbers")
                }
                (first, last) = (min(first, id), id)
                (earliest, latest) = (min(earliest, at.seconds), max(latest, at.seconds))
                try bind(row, to: statement)
                try statement.run()
                place += 1
            }
            try writer.coverDays(database, from: Timestamp(seconds: earliest), to: Timestamp(seconds: latest))
            try writer.stretches.take(first: first, last: last, earliest: earliest, latest: latest, in: database)
        }
    }

    private func bind(_ row: [Cell], to statement: BoundStatement) throws {
        for column in [Place.id, Place.at] { statement.bind(row[column], at: Int32(column + 1)) }
        statement.bind(try word(row[Place.kind], ["press": 1, "visit": 2], "kind"), at: 3)
        statement.bind(row[Place.article], at: 4)
        statement.bind(row[Place.share], at: 5)
        statement.bind(try word(row[Place.channel], channels, "channel"), at: 6)
        statement.bind(try word(row[Place.origin], ["reader": 0, "newsroom": 1], "origin"), at: 7)
        statement.bind(row[Place.reason] == .none ? 0 : try word(row[Place.reason], reasons, "reason"), at: 8)
        statement.bind(row[Place.rules], at: 9)
        statement.bind(row[Place.arrival], at: 10)
        statement.bind(try referrer(row[Place.referrer]), at: 11)
        statement.bind(try agent(row), at: 12)
        statement.bind(row[Place.country], at: 13)
        statement.bind(row[Place.source], at: 14)
        statement.bind(try place(row), at: 15)
        statement.bind(row[Place.mangles], at: 16)
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

    private static func text(_ cell: Cell) -> String {
        if case .text(let text) = cell { return text }
        return ""
    }
}
