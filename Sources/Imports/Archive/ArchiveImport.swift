import Engagement
import EventStore
import Foundation

/// Takes over everything that another database has recorded, into an empty one.
public struct ArchiveImport {
    /// What an import did.
    public struct Summary: Hashable, Sendable {
        /// Rows of the archive.
        public var rows: Int64 = 0
        /// Of these, events.
        public var events: Int64 = 0
        /// Whether the same archive was imported before, as a whole.
        public var wasKnown = false
    }

    private let store: StoreWriter

    /// Imports into a store that nobody else writes to.
    public init(store: StoreWriter) {
        self.store = store
    }

    /// Imports an archive: a file of JSON lines, `-` for standard input, or a folder of CSV.
    ///
    /// One that was cut off goes on behind the last step that is on disk. Cost: linear in the rows.
    ///
    /// - Parameter progress: called after each step with the rows done so far.
    /// - Throws: `TableError` with the line, or `StoreError` with the row, where the archive is not what it should be; what
    ///   came before stays, and a whole one of the same export goes on there.
    public func run(path: String, progress: (Int64) -> Void = { _ in }) throws -> Summary {
        var isFolder: ObjCBool = false
        if path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            var rows = try ArchiveFolder(path: path)
            return try take(&rows, path, progress)
        }
        var rows = try ArchiveLines(path: path)
        return try take(&rows, path, progress)
    }

    private func take<Rows: ArchiveRows & ~Copyable>(
        _ rows: inout Rows, _ path: String, _ progress: (Int64) -> Void
    ) throws -> Summary {
        let header = rows.header
        let state = try store.begin(header, name: URL(fileURLWithPath: path).lastPathComponent)
        var summary = Summary()
        guard state.finished == nil else {
            summary.wasKnown = true
            summary.rows = state.lines
            return summary
        }
        var batch: [[Cell]] = []
        var table: ArchiveTable?
        var isAddedUp = false
        func write() throws {
            guard let table, !batch.isEmpty else { return }
            try store.take(batch, of: table, lines: summary.rows, import: state.number)
            batch.removeAll(keepingCapacity: true)
            progress(summary.rows)
            // While the pages that the fold reads are still in memory.
            if table == .events { _ = try store.foldOnce(of: header, limit: StoreWriter.archiveStep) }
        }
        while let next = try rows.next() {
            if next.table != table || batch.count >= StoreWriter.archiveStep {
                try write()
                if next.table != table, let table, Self.place(next.table) < Self.place(table) {
                    throw TableError(
                        line: 0, "\(next.table.name) stands behind \(table.name); leave the order as it was")
                }
                table = next.table
            }
            summary.rows += 1
            if next.table == .events {
                if !isAddedUp {
                    try store.foldArchive(header)
                    isAddedUp = true
                }
                summary.events += 1
            }
            if summary.rows > state.lines { batch.append(next.row) }
        }
        try write()
        guard rows.count == summary.rows else {
            throw TableError(
                line: 0,
                "it is cut short: \(summary.rows) rows are there, of \(rows.count.map(String.init) ?? "more"); import the whole, "
                    + "which goes on where this stopped")
        }
        if !isAddedUp { try store.foldArchive(header) }
        try store.finish(header, lines: summary.rows, import: state.number)
        return summary
    }

    private static func place(_ table: ArchiveTable) -> Int { ArchiveTable.all.firstIndex(of: table) ?? 0 }
}
