import Engagement
import Foundation

/// The rows of an archive, in its order, whatever the form.
protocol ArchiveRows: ~Copyable, SendableMetatype {
    /// What the archive says of itself.
    var header: ArchiveHeader { get }
    /// How many rows it says that it has; nil while that is not read, or where it is cut short.
    var count: Int64? { get }
    /// The next row and its table; nil at the end.
    mutating func next() throws -> (table: ArchiveTable, row: [Cell])?
}

/// An archive of JSON lines: the first is the header, each other one a row with its table as `type`.
struct ArchiveLines: ArchiveRows, ~Copyable {
    private var file: CompressedFile
    private var line = 1
    private(set) var count: Int64?
    let header: ArchiveHeader
    private static let tables = Dictionary(uniqueKeysWithValues: ArchiveTable.all.map { ($0.name, $0) })

    init(path: String) throws {
        var file = try CompressedFile(path: path)
        guard let first = try file.nextLine() else { throw TableError(line: 0, "there is nothing in it") }
        header = try ArchiveHeader(line: Data(first))
        self.file = file
    }

    mutating func next() throws -> (table: ArchiveTable, row: [Cell])? {
        while let bytes = try file.nextLine() {
            line += 1
            if bytes.isEmpty { continue }
            guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
                throw TableError(line: line, "is no JSON object; the archive is cut short or was changed")
            }
            if object["type"] as? String == "end", let rows = object["rows"] as? NSNumber {
                count = Int64(exactly: rows)
                continue
            }
            guard count == nil else { throw TableError(line: line, "stands behind the end of the archive") }
            guard let name = object["type"] as? String, let table = Self.tables[name] else {
                throw TableError(line: line, "has no «type» that this version knows")
            }
            if let key = object.keys.first(where: { key in
                key != "type" && !table.columns.contains { $0.key == key }
            }) {
                throw TableError(line: line, "has «\(key)», which \(name) have not; leave the keys as they were")
            }
            return (table, try table.columns.map { try cell(object[$0.key], $0) })
        }
        return nil
    }

    private func cell(_ value: Any?, _ column: Column) throws -> Cell {
        switch (value, column.kind) {
        case (nil, _), (is NSNull, _): return .none
        case (let number as NSNumber, .number):
            guard let whole = Int64(exactly: number) else { break }
            return .count(whole)
        case (let text as String, .moment):
            guard let moment = Timestamp(utcText: text.utf8) else { break }
            return .moment(moment)
        case (let text as String, .text): return .text(text)
        default: break
        }
        throw TableError(line: line, "has another kind of value than «\(column.key)» takes")
    }
}

/// An archive of CSV: a folder with `archive.json` and a file for each table.
struct ArchiveFolder: ArchiveRows, ~Copyable {
    let header: ArchiveHeader
    let count: Int64?
    private let folder: String
    private var left = ArchiveTable.all[...]
    private var open: TableRows?
    private var table: ArchiveTable?
    /// For each column of the table its place in the file; nil where the file has none.
    private var places: [Int?] = []
    private var width = 0
    private var fields: [TableRows.Field] = []
    private var line = 0

    init(path: String) throws {
        folder = path
        guard let data = FileManager.default.contents(atPath: path + "/archive.json") else {
            throw TableError(
                line: 0, "there is no archive.json in it; name a folder that «export csv» made to its end")
        }
        let lines = data.split(separator: UInt8(ascii: "\n"))
        header = try ArchiveHeader(line: lines.first ?? Data())
        count = lines.dropFirst().first.flatMap { try? JSONDecoder().decode(ArchiveEnd.self, from: $0).rows }
    }

    mutating func next() throws -> (table: ArchiveTable, row: [Cell])? {
        while true {
            if table == nil, try !openNext() { return nil }
            guard let table else { return nil }
            do {
                if let count = try open?.next(into: &fields, line: &line) {
                    guard count == width else {
                        throw TableError(line: line, "has \(count) fields where the header has \(width)")
                    }
                    return (table, try cells(of: table))
                }
            } catch let error as TableError {
                throw TableError(line: error.line, "\(error.message) (\(table.name).csv)")
            }
            open = nil
            self.table = nil
        }
    }

    /// - Returns: whether there is another table.
    private mutating func openNext() throws -> Bool {
        guard let next = left.popFirst() else { return false }
        var rows = try TableRows(path: "\(folder)/\(next.name).csv")
        guard let count = try rows.next(into: &fields) else {
            throw TableError(line: 1, "has no header (\(next.name).csv)")
        }
        let names = fields[..<count].map(\.text)
        places = next.columns.map { names.firstIndex(of: $0.key) }
        let wanted = next.columns.map(\.key)
        guard Set(names) == Set(wanted), names.count == wanted.count else {
            let odd = wanted.first { !names.contains($0) } ?? names.first { !wanted.contains($0) } ?? "one twice"
            throw TableError(
                line: 1, "lacks «\(odd)» or has it beyond need; leave the header as it was exported (\(next.name).csv)")
        }
        width = count
        open = consume rows
        table = next
        return true
    }

    private func cells(of table: ArchiveTable) throws -> [Cell] {
        var row: [Cell] = []
        row.reserveCapacity(table.columns.count)
        for (column, place) in zip(table.columns, places) {
            guard let place else {
                row.append(.none)
                continue
            }
            let field = fields[place]
            if field.bytes.isEmpty, !field.isQuoted {
                row.append(.none)
                continue
            }
            switch column.kind {
            case .number:
                guard let number = Self.number(field.bytes) else {
                    throw TableError(line: line, "has no whole number in «\(column.key)»")
                }
                row.append(.count(number))
            case .moment:
                guard let moment = Timestamp(utcText: field.bytes) else {
                    throw TableError(
                        line: line, "has no moment in «\(column.key)»; write it as in 2026-11-23T08:41:00Z")
                }
                row.append(.moment(moment))
            default:
                row.append(.text(SpreadsheetText.original(field.text)))
            }
        }
        return row
    }

    private static func number(_ bytes: [UInt8]) -> Int64? {
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

/// The last line of an archive.
private struct ArchiveEnd: Decodable {
    var rows: Int64
}

extension ArchiveHeader {
    private struct Line: Decodable {
        var type: String
        var archive: ArchiveHeader
    }

    fileprivate init(line: Data) throws {
        guard let line = try? JSONDecoder().decode(Line.self, from: line), line.type == "archive" else {
            throw TableError(line: 1, "is not the beginning of an archive; name what «sharetrail export» wrote")
        }
        self = line.archive
    }
}
