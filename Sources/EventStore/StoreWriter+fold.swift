import Engagement
import Foundation
import GRDB
import Synchronization

extension StoreWriter {
    /// How many events one step of the fold takes where nobody waits for the writer.
    public static let foldStep = 200_000

    /// Brings the tallies up to date, step by step.
    public func fold() throws {
        while try foldOnce(limit: Self.foldStep) {}
    }

    /// Folds the next events into the tallies, and moves the watermark in the same transaction.
    ///
    /// Events that this writer has just appended are folded all at once, from memory; see `pendingFold`.
    /// - Parameter limit: how many events to read from the log, where it must be read.
    /// - Returns: whether there may be more.
    public func foldOnce(limit: Int) throws -> Bool {
        try translating("folding events") {
            if try foldPending() { return false }
            return try foldLog(limit: limit)
        }
    }

    /// Folds the next events of the log.
    ///
    /// - Parameter since: tallies of hours and days before that stand already, with all that belongs into them.
    func foldLog(limit: Int, since: Timestamp? = nil) throws -> Bool {
        try translating("folding events") {
            try transaction(isRelated: true, keepsPending: true) { database in
                guard
                    let range = try Row.fetchOne(database, sql: Query.foldRange, arguments: [limit]),
                    let first = range[0] as Int64?, let last = range[1] as Int64?, let earliest = range[2] as Int64?,
                    let latest = range[3] as Int64?
                else { return false }
                try coverDays(database, from: Timestamp(seconds: earliest), to: Timestamp(seconds: latest))
                var log = FoldReader()
                let part = try log.read(database, first...last, from: since, &spans.known)
                try write(database, part, since: since, &spans.known)
                try database.cachedStatement(sql: Query.foldMove).execute(arguments: [last])
                return last - first + 1 >= Int64(limit)
            }
        }
    }

    /// Folds what is known in memory; false where that is not all.
    private func foldPending() throws -> Bool {
        guard let last = pending.through else { return false }
        guard last > pending.watermark else { return true }
        try transaction(isRelated: true, keepsPending: true) { database in
            guard try Row.fetchOne(database, sql: Query.foldState)?["watermark"] == pending.watermark else {
                throw StoreError(
                    .storage, "folding events",
                    hint: "another program moved the watermark; let none write to the database")
            }
            try write(database, pending.whole(in: database), &spans.known)
            try database.cachedStatement(sql: Query.foldMove).execute(arguments: [last])
        }
        pending.folded()
        return true
    }

    /// How many steps the next fold from memory takes; nil where it has to read the log.
    public var pendingFold: Int? {
        let entries = pending.known.load(ordering: .relaxed)
        return entries < 0 ? nil : entries
    }

    private func write(
        _ database: Database, _ part: FoldPart, since: Timestamp? = nil, _ spans: inout LocalSpans
    ) throws {
        let blind = try Set(Int.fetchAll(database.cachedStatement(sql: Query.blindChannels)))
        let writing = FoldWriting(part.sums, since: since?.seconds ?? .min, blind: blind, spans: &spans)
        try writing.write(to: database)
        try ShareFirsts.mark(part.marked, in: database)
    }

    /// Folds the unsealed part of the log again, as far as it was folded. Cost: linear in the events kept.
    func refold(_ database: Database, _ spans: inout LocalSpans) throws {
        try database.execute(sql: Query.unfold)
        try database.execute(sql: Query.rollUp)
        let sealed = try Seal.before(database)
        let last = try Int64.fetchOne(database, sql: "SELECT watermark FROM fold") ?? 0
        var first = try Int64.fetchOne(database, sql: "SELECT min(id) FROM event_log") ?? 1
        var log = FoldReader()
        while first <= last {
            let step = min(last, first + Int64(Self.foldStep) - 1)
            let part = try log.read(database, first...step, from: sealed, &spans)
            try write(database, part, since: sealed, &spans)
            first = step + 1
        }
    }
}
