import Engagement
import EventStore
import Foundation
import Synchronization

/// The rows of an archive in batches of one table, read by a thread of its own: taking rows apart costs as much as writing
/// them. At most a few batches wait.
final class ArchiveBatches: Sendable {
    /// Rows of one table: events, or whole rows of any other.
    struct Batch: Sendable {
        var table: ArchiveTable
        var rows: [[Cell]] = []
        var events = ArchivedEvents()

        var count: Int { table == .events ? events.events.count : rows.count }
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
        /// The places of what events of this batch have in common, by its bytes.
        var commons: [[UInt8]: Int32] = [:]
        var key: [UInt8] = []
        while let table = try rows.next() {
            if let full = batch, full.table != table || full.count >= limit {
                guard put(.batch(full)) else { return }
                batch = nil
            }
            if batch == nil {
                commons.removeAll(keepingCapacity: true)
                batch = Batch(table: table)
            }
            guard table == .events else {
                batch?.rows.append(try rows.cells())
                continue
            }
            var event = try rows.event(key: &key)
            if let known = commons[key] {
                event.common = known
            } else {
                event.common = Int32(commons.count)
                commons[key] = event.common
                batch?.events.commons.append(try rows.cells())
            }
            batch?.events.events.append(event)
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
