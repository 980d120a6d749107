import Engagement
import EventStore
import Foundation

/// The rows of an archive, in its order, whatever the form.
protocol ArchiveRows: ~Copyable, SendableMetatype {
    /// What the archive says of itself.
    var header: ArchiveHeader { get }
    /// How many rows it says that it has; nil while that is not read, or where it is cut short.
    var count: Int64? { get }
    /// Goes to the next row; nil at the end.
    mutating func next() throws -> ArchiveTable?
    /// The row that it stands on.
    func cells() throws -> [Cell]
    /// The same of a row of `events`: what it has by itself; `key` becomes what tells the rest of it from that of others.
    func event(key: inout [UInt8]) throws -> ArchivedEvents.Event
}

/// A row of an archive as it stands in the file: each field's bytes, and whether they stood in quotes.
struct ArchiveFields {
    var table: ArchiveTable
    /// The fields, in the order of the file.
    var fields: [TableRows.Field] = []
    /// For each column of the table its place among them; nil where the file has none.
    var places: [Int?]
    /// Whether numbers stand without quotes, and all else in them, as in JSON.
    var isStrict: Bool
    var line = 0

    private func isNothing(_ field: TableRows.Field) -> Bool { field.bytes.isEmpty && !field.isQuoted }

    /// All of it.
    func cells() throws -> [Cell] {
        var row: [Cell] = []
        row.reserveCapacity(places.count)
        for (column, place) in zip(table.columns, places) {
            guard let place, !isNothing(fields[place]) else {
                row.append(.none)
                continue
            }
            row.append(try cell(fields[place], column))
        }
        return row
    }

    private func cell(_ field: TableRows.Field, _ column: Column) throws -> Cell {
        if isStrict, field.isQuoted == (column.kind == .number) {
            throw TableError(line: line, "has another kind of value than «\(column.key)» takes")
        }
        switch column.kind {
        case .number:
            if let number = Self.number(field.bytes) { return .count(number) }
            throw TableError(line: line, "has no whole number in «\(column.key)»")
        case .moment:
            if let moment = Timestamp(utcText: field.bytes) { return .moment(moment) }
            throw TableError(line: line, "has no moment in «\(column.key)»; write it as in 2026-11-23T08:41:00Z")
        default: return .text(isStrict ? field.text : SpreadsheetText.original(field.text))
        }
    }

    /// What an event has by itself; see `ArchiveRows.event`.
    func event(key: inout [UInt8]) throws -> ArchivedEvents.Event {
        key.removeAll(keepingCapacity: true)
        var event = ArchivedEvents.Event()
        for (index, place) in places.enumerated() {
            guard let place, !isNothing(fields[place]) else {
                if !ArchivedEvents.own.contains(index) { key.append(0xFF) }
                continue
            }
            if let column = ArchivedEvents.own.firstIndex(of: index) {
                try event.set(cell(fields[place], table.columns[index]), column: column)
            } else {
                // No byte of a text in UTF-8 is one of these.
                key.append(fields[place].isQuoted ? 0xFE : 0xFD)
                key += fields[place].bytes
            }
        }
        return event
    }

    static func number(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count <= 20, let first = bytes.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let digits = isNegative ? bytes[1...] : bytes[...]
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(Int64(byte - 0x30))
            if overflow || overflows { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }
}

extension ArchiveHeader {
    private struct Line: Decodable {
        var type: String
        var archive: ArchiveHeader
    }

    init(line: Data) throws {
        guard let line = try? JSONDecoder().decode(Line.self, from: line), line.type == "archive" else {
            throw TableError(line: 1, "is not the beginning of an archive; name what «sharetrail export» wrote")
        }
        self = line.archive
    }
}
