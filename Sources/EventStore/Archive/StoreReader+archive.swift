import Engagement
import GRDB

extension StoreReader {
    /// Reads everything that a newsroom has recorded, as it is at one moment.
    ///
    /// Not part of it: hashes of today's visitors, keys, and how far a collector got with its own work. Cost: linear in the rows; the log of a running collector
    /// cannot be emptied until it ends.
    ///
    /// - Parameters:
    ///   - id: what tells this archive from any other: 64 hexadecimal digits.
    ///   - begin: called first, once.
    ///   - row: called for each row, table by table.
    public func archive(
        id: String, begin: (ArchiveHeader) throws -> Void, row body: (ArchiveTable, [Cell]) throws -> Void
    ) throws {
        try translating("reading everything") {
            try queue.read { database in
                guard let row = try Row.fetchOne(database, sql: Query.archiveHeader) else {
                    throw StoreError(.storage, "reading everything", hint: "the database was never opened for writing")
                }
                if try Bool.fetchOne(database, sql: Query.unremoved) == true {
                    throw StoreError(
                        .invalid, "reading everything",
                        hint:
                            "events of sealed days still stand, whose figures may not be in the tallies yet; run «sharetrail "
                            + "prune» to its end, then export again")
                }
                // The archive of half a newsroom would pass for a whole one.
                if let name = try String.fetchOne(database, sql: Query.halfArchive) {
                    throw StoreError(
                        .invalid, "reading everything",
                        hint: "the archive \(name) was taken over in part only; import it to its end, then export again"
                    )
                }
                try begin(
                    ArchiveHeader(
                        id: id, timeZone: row[0], sealedBefore: row[1], circumstancesSince: row[2] ?? 0,
                        nextEvent: row[3], nextImport: row[4]))
                for table in ArchiveTable.all {
                    try SteppedRow.each(database, table.read) { row in
                        try body(
                            table,
                            table.columns.enumerated().map { place, column in row.cell(Int32(place), column.kind) })
                    }
                }
            }
        }
    }
}

extension SteppedRow {
    /// A cell of an archive.
    fileprivate func cell(_ column: Int32, _ kind: Engagement.Column.Kind) -> Cell {
        if isNull(column) { return .none }
        switch kind {
        case .number: return .count(number(column))
        case .moment: return .moment(Timestamp(seconds: number(column)))
        default: return bytes(column).map { .text(String(decoding: $0, as: UTF8.self)) } ?? .none
        }
    }
}
