import Engagement
import EventStore
import Foundation

/// An archive of CSV: a folder with `archive.json` and a file for each table.
struct ArchiveFolder: ArchiveRows, ~Copyable {
    let header: ArchiveHeader
    let count: Int64?
    private let folder: String
    private var left = ArchiveTable.all[...]
    private var open: TableRows?
    private var row = ArchiveFields(table: .events, places: [], isStrict: false)
    private var width = 0

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

    mutating func next() throws -> ArchiveTable? {
        while true {
            if open == nil, try !openNext() { return nil }
            do {
                if let count = try open?.next(into: &row.fields, line: &row.line) {
                    guard count == width else {
                        throw TableError(line: row.line, "has \(count) fields where the header has \(width)")
                    }
                    return row.table
                }
            } catch let error as TableError {
                throw named(error)
            }
            open = nil
        }
    }

    func cells() throws -> [Cell] {
        do { return try row.cells() } catch let error as TableError { throw named(error) }
    }

    func event(key: inout [UInt8]) throws -> ArchivedEvents.Event {
        do { return try row.event(key: &key) } catch let error as TableError { throw named(error) }
    }

    private func named(_ error: TableError) -> TableError {
        TableError(line: error.line, "\(error.message) (\(row.table.name).csv)")
    }

    /// - Returns: whether there is another table.
    private mutating func openNext() throws -> Bool {
        guard let next = left.popFirst() else { return false }
        var rows = try TableRows(path: "\(folder)/\(next.name).csv")
        guard let count = try rows.next(into: &row.fields) else {
            throw TableError(line: 1, "has no header (\(next.name).csv)")
        }
        let names = row.fields[..<count].map(\.text)
        let wanted = next.columns.map(\.key)
        guard Set(names) == Set(wanted), names.count == wanted.count else {
            let odd = wanted.first { !names.contains($0) } ?? names.first { !wanted.contains($0) } ?? "one twice"
            throw TableError(
                line: 1, "lacks «\(odd)» or has it beyond need; leave the header as it was exported (\(next.name).csv)")
        }
        width = count
        row.places = wanted.map { names.firstIndex(of: $0) }
        row.table = next
        open = consume rows
        return true
    }
}

/// The last line of an archive.
private struct ArchiveEnd: Decodable {
    var rows: Int64
}
