import Engagement
import Foundation
import Synchronization

/// The rows of an archive in batches of one table, read by a thread of its own: taking rows apart costs as much as writing
/// them. At most a few batches wait.
final class ArchiveBatches: Sendable {
    /// Rows of one table.
    struct Batch: Sendable {
        var table: ArchiveTable
        var rows: [[Cell]]
    }

    private enum Item: Sendable {
        case batch(Batch)
        /// The end, with how many rows the archive says that it has.
        case end(Int64?)
        case failure(any Error)
    }

    private struct State {
        var items: [Item] = []
        var isCancelled = false
        var count: Int64?
    }

    private let state = Mutex(State())
    /// Begins at zero and is raised: one that goes away below its first value ends the program.
    private let free = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let limit: Int

    /// - Parameters:
    ///   - limit: how many rows a batch has at most.
    ///   - open: opens the archive, in that thread.
    init<Rows: ArchiveRows & ~Copyable>(limit: Int, _ open: @escaping @Sendable () throws -> Rows) {
        self.limit = limit
        for _ in 0..<3 { free.signal() }
        Thread.detachNewThread { [self] in
            do {
                var rows = try open()
                try read(&rows)
                put(.end(rows.count))
            } catch {
                put(.failure(error))
            }
        }
    }

    /// Nothing more is asked for; the thread ends.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        free.signal()
    }

    /// How many rows the archive says that it has, once its end was reached.
    var count: Int64? { state.withLock { $0.count } }

    /// The next batch; nil at the end.
    func next() throws -> Batch? {
        filled.wait()
        let item = state.withLock { $0.items.removeFirst() }
        free.signal()
        switch item {
        case .batch(let batch): return batch
        case .end(let count):
            state.withLock { $0.count = count }
            return nil
        case .failure(let error): throw error
        }
    }

    private func read<Rows: ArchiveRows & ~Copyable>(_ rows: inout Rows) throws {
        var batch: Batch?
        while let next = try rows.next() {
            if let full = batch, full.table != next.table || full.rows.count >= limit {
                guard put(.batch(full)) else { return }
                batch = nil
            }
            if batch == nil {
                batch = Batch(table: next.table, rows: [])
                batch?.rows.reserveCapacity(limit)
            }
            batch?.rows.append(next.row)
        }
        if let batch { put(.batch(batch)) }
    }

    /// - Returns: whether anybody wants more.
    @discardableResult
    private func put(_ item: Item) -> Bool {
        free.wait()
        let isWanted = state.withLock { state in
            if !state.isCancelled { state.items.append(item) }
            return !state.isCancelled
        }
        // Who asks for nothing more lets everything through.
        if isWanted { filled.signal() } else { free.signal() }
        return isWanted
    }
}
