import Engagement
import Foundation
import GRDB

/// Taking over an archive: an empty database becomes what the archive's one was, for every report.
///
/// Rows come in the archive's order. Each batch goes in together with how far it came, so an import that was cut off goes
/// on behind its last batch.
extension StoreWriter {
    /// How many rows one transaction takes.
    public static let archiveStep = 50_000
    /// Numbers of events and imports that are believed, and figures: a thousand million of these still add up.
    static let archiveNumbers = Int64(0)...1 << 53
    private static let figures = Int64(0)...1 << 33

    /// Begins to take an archive over, or finds how far it came.
    ///
    /// - Throws: `StoreError` with the code `invalid` where something else was recorded here, where the form is newer, or
    ///   where days that are sealed are of another zone.
    public func begin(_ archive: ArchiveHeader, name: String) throws -> ImportState {
        func refusal(_ hint: String) -> StoreError { StoreError(.invalid, "taking over \(name)", hint: hint) }
        guard archive.version == ArchiveTable.version else {
            throw refusal("it is of version \(archive.version); this program reads version \(ArchiveTable.version)")
        }
        guard Timestamp.storable.contains(archive.sealedBefore),
            Timestamp.storable.contains(archive.circumstancesSince),
            Self.archiveNumbers.contains(archive.nextEvent), Self.archiveNumbers.contains(archive.nextImport)
        else { throw refusal("its first line holds numbers that none can be; leave it as it was exported") }
        guard archive.timeZone == zone.identifier else {
            throw refusal(
                "its days are of \(archive.timeZone); set timeZone to that in sharetrail.yaml, and change it afterwards"
            )
        }
        return try translating("taking over \(name)") {
            try transaction { database in
                guard
                    try Bool.fetchOne(database, sql: Query.isEmpty, arguments: ["id": archive.id]) == true
                        || Bool.fetchOne(
                            database, sql: "SELECT EXISTS (SELECT 1 FROM imports WHERE digest = ?)",
                            arguments: [archive.id]) == true
                else {
                    throw refusal(
                        "this newsroom has articles or events of its own; make an empty one with «sharetrail init», import "
                            + "into that, and copy the key file beside it")
                }
                let row = try Row.fetchOne(
                    database, sql: Query.takeArchive,
                    arguments: ["number": archive.nextImport, "id": archive.id, "name": name])
                guard let row else { throw refusal("SQLite gave no row back") }
                let state = ImportState(
                    number: row["number"], lines: row["lines"],
                    finished: (row["finished"] as Int64?).map(Timestamp.init(seconds:)))
                if state.lines == 0 {
                    try database.execute(
                        sql: Query.takeHeader,
                        arguments: [
                            "sealed": archive.sealedBefore, "since": archive.circumstancesSince, "watermark": 0,
                        ])
                }
                return state
            }
        }
    }

    /// Takes rows of one table over.
    ///
    /// - Parameter lines: how many rows of the archive are done with these.
    /// - Throws: `StoreError` that names the row, where one breaks a rule of the schema; nothing of the batch was written.
    public func take(_ rows: [[Cell]], of table: ArchiveTable, lines: Int64, import number: Int64) throws {
        if table == .events { return try take(ArchivedEvents(rows), lines: lines, import: number) }
        try take(rows.count, of: table, lines: lines, import: number) { database, place in
            try check(rows, of: table, in: database, at: &place)
            let statement = try BoundStatement(database, table.take)
            let shares = table.name == "shares" ? try ArchiveShares(database) : nil
            for row in rows {
                for (column, cell) in row.enumerated() { statement.bind(cell, at: Int32(column + 1)) }
                try shares?.bind(row, to: statement)
                if table.name == "machines" {
                    guard case .text(let agent) = row[1], let machine = try names.machine(agent, in: database) else {
                        continue
                    }
                    statement.bind(machine, at: 2)
                }
                try statement.run()
                place += 1
            }
            if table.name == "pageViews" { try coverDays(ofViews: rows, in: database) }
        }
    }

    /// Takes events over, which costs half as much as their rows.
    public func take(_ batch: ArchivedEvents, lines: Int64, import number: Int64) throws {
        try take(batch.events.count, of: .events, lines: lines, import: number) { database, place in
            try ArchiveEvents(database, self).take(batch, at: &place)
        }
    }

    /// - Parameter body: takes the rows and counts them; what it throws is told of the row behind these.
    private func take(
        _ count: Int, of table: ArchiveTable, lines: Int64, import number: Int64,
        _ body: (Database, inout Int) throws -> Void
    ) throws {
        try translating("taking over \(table.name)") {
            try transaction(isRelated: true) { database in
                var place = 0
                do {
                    try body(database, &place)
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    names.forgetMachines()
                    throw StoreError(
                        .constraint, "taking over row \(lines - Int64(count - place) + 1), of \(table.name)",
                        hint: "it names what is not known here, or breaks a rule of the schema: "
                            + (error.message ?? "no reason was given"))
                }
                try database.execute(sql: Query.advanceImport, arguments: [lines, nil, number])
            }
        }
    }

    /// What SQLite would take without a word, and reports would stumble over.
    private func check(_ rows: [[Cell]], of table: ArchiveTable, in database: Database, at place: inout Int) throws {
        func refusal(_ message: String) -> DatabaseError {
            DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: message)
        }
        let known = try Set(String.fetchAll(database, sql: "SELECT name FROM channels"))
        let channel = table.name == "places" ? nil : table.columns.firstIndex { $0.key == "channel" }
        let range = table.isOfFigures ? Self.figures : Self.archiveNumbers
        for row in rows {
            // A number that is missing would be given anew, and posted links would lead to another article.
            guard row.first != Cell.none else { throw refusal("«\(table.columns[0].key)» is needed") }
            for case .count(let number) in row where !range.contains(number) {
                throw refusal("\(number) is beyond all that can have been counted")
            }
            if let channel, case .text(let name) = row[channel], !known.contains(name) {
                throw refusal(
                    "there is no channel «\(name)» here; copy sharetrail.yaml of the newsroom that it was exported from"
                )
            }
            if table.name == "pageViews", case .text(let day) = row[0], noon(day) == nil {
                throw refusal("«\(day)» is no day")
            }
            place += 1
        }
        place = 0
    }

    /// Reports look the days of views up among the days that are known.
    private func coverDays(ofViews rows: [[Cell]], in database: Database) throws {
        let days = rows.compactMap { row in if case .text(let day) = row[0] { noon(day) } else { nil } }
        if let first = days.min(), let last = days.max() { try addDays(database, from: first, to: last) }
    }

    /// Puts the sums of sealed days together; to be called before the first event.
    public func foldArchive(_ archive: ArchiveHeader) throws {
        try translating("adding up sealed days") {
            guard archive.sealedBefore > 0 else { return }
            try coverDaysOfTallies()
            try transaction { try $0.execute(sql: Query.rollUp) }
        }
    }

    private func coverDaysOfTallies() throws {
        try transaction { database in
            guard let row = try Row.fetchOne(database, sql: Query.rangeOfTallies),
                let first = row[0] as Int64?, let last = row[1] as Int64?
            else { return }
            try coverDays(database, from: Timestamp(seconds: first), to: Timestamp(seconds: last))
        }
    }

    /// Folds what was taken over of the events of an archive.
    ///
    /// - Returns: whether there may be more.
    public func foldOnce(of archive: ArchiveHeader, limit: Int) throws -> Bool {
        try foldLog(limit: limit, since: archive.sealedBefore > 0 ? Timestamp(seconds: archive.sealedBefore) : nil)
    }

    /// Says that all of an archive was taken over.
    ///
    /// - Throws: `StoreError` where a row names one that is not there. Cost: linear in all rows.
    public func finish(_ archive: ArchiveHeader, lines: Int64, import number: Int64) throws {
        while try foldOnce(of: archive, limit: Self.foldStep) {}
        try translating("looking at what was taken over") {
            try transaction { database in
                if let table = try String.fetchOne(database, sql: Query.danglingTable) {
                    throw StoreError(
                        .constraint, "looking at what was taken over",
                        hint:
                            "\(table) names rows that the archive does not have; it is not whole. Export it again, and "
                            + "import that into an empty newsroom")
                }
                let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event_log") ?? 0
                guard archive.nextEvent > last else {
                    throw StoreError(
                        .constraint, "looking at what was taken over",
                        hint:
                            "it has event \(last), while its first line says that the next is \(archive.nextEvent); export "
                            + "it again, and import that into an empty newsroom")
                }
                if archive.nextEvent > 1 {
                    try database.execute(sql: Query.foldMove, arguments: [archive.nextEvent - 1])
                }
                try database.execute(
                    sql: Query.advanceImport, arguments: [lines, clock.now().seconds, number])
            }
        }
    }
}

extension BoundStatement {
    /// Binds a cell of an archive.
    func bind(_ cell: Cell, at column: Int32) {
        switch cell {
        case .count(let number): bind(number, at: column)
        case .moment(let moment): bind(moment.seconds, at: column)
        case .text(let text): bind(text, at: column)
        case .none, .ratio: bind(nil as Int64?, at: column)
        }
    }
}
