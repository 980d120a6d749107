import Engagement
import EventStore
import Foundation

/// An archive of JSON lines: the first is the header, each other one a row with its table as `type`.
struct ArchiveLines: ArchiveRows, ~Copyable {
    private var file: CompressedFile
    private(set) var count: Int64?
    let header: ArchiveHeader
    private var object = FlatObject()
    private var row = ArchiveFields(table: .events, places: [], isStrict: true)
    private var line = 1
    private static let tables = Dictionary(uniqueKeysWithValues: ArchiveTable.all.map { (Array($0.name.utf8), $0) })
    private static let keys = Dictionary(
        uniqueKeysWithValues: ArchiveTable.all.map { ($0.name, $0.columns.map { Array($0.key.utf8) }) })
    private static let (type, rows) = (Array("type".utf8), Array("rows".utf8))

    init(path: String) throws {
        var file = try CompressedFile(path: path)
        guard let first = try file.nextLine() else { throw TableError(line: 0, "there is nothing in it") }
        header = try ArchiveHeader(line: Data(first))
        self.file = file
    }

    mutating func next() throws -> ArchiveTable? {
        while let bytes = try file.nextLine() {
            line += 1
            row.line = line
            if bytes.isEmpty { continue }
            guard object.read(bytes) else {
                throw TableError(
                    line: line, "is no JSON object; the archive is cut short or was changed")
            }
            let type = object.place(of: Self.type).map { object.values[$0] }
            if let type, type.isQuoted, type.bytes.elementsEqual("end".utf8), let rows = object.place(of: Self.rows),
                let rows = ArchiveFields.number(object.values[rows].bytes)
            {
                count = rows
                continue
            }
            guard count == nil else { throw TableError(line: line, "stands behind the end of the archive") }
            guard let type, type.isQuoted, let table = Self.tables[type.bytes] else {
                throw TableError(line: line, "has no «type» that this version knows")
            }
            try take(table)
            return table
        }
        return nil
    }

    /// Finds the values of the table's columns.
    private mutating func take(_ table: ArchiveTable) throws {
        row.table = table
        row.fields = object.values
        let keys = Self.keys[table.name] ?? []
        // As a rule they stand in this order, with some left out.
        var next = 0
        var found = 0
        row.places.removeAll(keepingCapacity: true)
        for key in keys {
            while next < object.count, object.names[next] == Self.type { next += 1 }
            guard next < object.count, object.names[next] == key else {
                row.places.append(nil)
                continue
            }
            row.places.append(next)
            next += 1
            found += 1
        }
        guard found < object.count - 1 else { return }
        row.places = keys.map { object.place(of: $0) }
        for name in object.names[..<object.count] where name != Self.type && !keys.contains(name) {
            let key = String(decoding: name, as: UTF8.self)
            throw TableError(line: line, "has «\(key)», which \(table.name) have not; leave the keys as they were")
        }
        guard row.places.count(where: { $0 != nil }) < object.count - 1 else { return }
        throw TableError(line: line, "has a key twice; leave the keys as they were")
    }

    func cells() throws -> [Cell] { try row.cells() }

    func event(key: inout [UInt8]) throws -> ArchivedEvents.Event { try row.event(key: &key) }
}
