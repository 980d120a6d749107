import Engagement
import EventStore
import Foundation
import Synchronization

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
            let header = try ArchiveFolder(path: path).header
            let batches = ArchiveBatches(limit: StoreWriter.archiveStep) { try ArchiveFolder(path: path) }
            defer { batches.cancel() }
            return try take(batches, header, path, progress)
        }
        // Standard input cannot be opened twice: the header comes with it.
        let header = Mutex<ArchiveHeader?>(nil)
        let isOpen = DispatchSemaphore(value: 0)
        let batches = ArchiveBatches(limit: StoreWriter.archiveStep) {
            defer { isOpen.signal() }
            let lines = try ArchiveLines(path: path)
            header.withLock { $0 = lines.header }
            return lines
        }
        defer { batches.cancel() }
        isOpen.wait()
        guard let header = header.withLock({ $0 }) else {
            _ = try batches.next()
            throw TableError(line: 0, "there is nothing in it")
        }
        return try take(batches, header, path, progress)
    }

    private func take(
        _ batches: ArchiveBatches, _ header: ArchiveHeader, _ path: String, _ progress: (Int64) -> Void
    ) throws -> Summary {
        let state = try store.begin(header, name: URL(fileURLWithPath: path).lastPathComponent)
        var summary = Summary()
        guard state.finished == nil else {
            summary.wasKnown = true
            summary.rows = state.lines
            return summary
        }
        var table: ArchiveTable?
        var isAddedUp = false
        var unfolded = 0
        while let batch = try batches.next() {
            if let table, Self.place(batch.table) < Self.place(table) {
                throw TableError(line: 0, "\(batch.table.name) stand behind \(table.name); leave the order as it was")
            }
            table = batch.table
            let isOfEvents = batch.table == .events
            if isOfEvents, !isAddedUp {
                try store.foldArchive(header)
                isAddedUp = true
            }
            if isOfEvents { summary.events += Int64(batch.count) }
            let done = summary.rows
            summary.rows += Int64(batch.count)
            guard summary.rows > state.lines else { continue }
            let known = Int(max(0, state.lines - done))
            if isOfEvents {
                try store.take(batch.events.dropFirst(known), lines: summary.rows, import: state.number)
                unfolded += batch.count - known
                // While the pages that the fold reads are still in memory.
                if unfolded >= StoreWriter.foldStep {
                    _ = try store.foldOnce(of: header, limit: unfolded)
                    unfolded = 0
                }
            } else {
                let rows = Array(batch.rows.dropFirst(known))
                try store.take(rows, of: batch.table, lines: summary.rows, import: state.number)
            }
            progress(summary.rows)
        }
        guard batches.count == summary.rows else {
            throw TableError(
                line: 0,
                "it is cut short: \(summary.rows) rows are there, of \(batches.count.map(String.init) ?? "more"); import the "
                    + "whole, which goes on where this stopped")
        }
        if !isAddedUp { try store.foldArchive(header) }
        try store.finish(header, lines: summary.rows, import: state.number)
        return summary
    }

    private static func place(_ table: ArchiveTable) -> Int { ArchiveTable.all.firstIndex(of: table) ?? 0 }
}
