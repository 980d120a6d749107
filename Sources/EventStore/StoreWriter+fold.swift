import Engagement
import Foundation
import GRDB
import Synchronization

extension StoreWriter {
    /// How many events one step of the fold takes, so that it holds up no request for long.
    public static let foldStep = 20_000

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
            return try transaction(isRelated: true, keepsPending: true) { database in
                guard
                    let range = try Row.fetchOne(database, sql: Query.foldRange, arguments: [limit]),
                    let first = range[0] as Int64?, let last = range[1] as Int64?, let earliest = range[2] as Int64?,
                    let latest = range[3] as Int64?
                else { return false }
                try coverDays(database, from: Timestamp(seconds: earliest), to: Timestamp(seconds: latest))
                try fold(database, through: last) {
                    try database.cachedStatement(sql: Query.foldCollect)
                        .execute(arguments: ["first": first, "last": last])
                }
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
            try fold(database, through: last) {
                let slots = try database.cachedStatement(sql: Query.foldSlot)
                for (slot, sum) in pending.slots {
                    try slots.execute(arguments: [
                        "minute": slot.minute, "kind": slot.kind.rawValue, "article": slot.article,
                        "channel": slot.channel, "origin": slot.origin.rawValue, "reason": slot.code,
                        "requests": sum.requests, "arrivals": sum.arrivals, "unhashed": sum.unhashed,
                    ])
                }
                let singles = try database.cachedStatement(sql: Query.foldSingle)
                for single in pending.singles {
                    let slot = single.slot
                    try singles.execute(arguments: [
                        "at": single.at.seconds, "kind": slot.kind.rawValue, "article": slot.article,
                        "share": single.share, "channel": slot.channel, "origin": slot.origin.rawValue,
                        "reason": slot.code, "arrival": single.arrival.map { $0 ? 1 : 0 },
                    ])
                }
            }
        }
        pending.folded()
        return true
    }

    /// How many steps the next fold from memory takes; nil where it has to read the log.
    public var pendingFold: Int? {
        let entries = pending.known.load(ordering: .relaxed)
        return entries < 0 ? nil : entries
    }

    private func fold(_ database: Database, through last: Int64, collect: () throws -> Void) throws {
        try database.cachedStatement(sql: Query.foldClear).execute()
        try collect()
        try addFolding(database, since: nil)
        try database.cachedStatement(sql: Query.foldMove).execute(arguments: [last])
        try database.cachedStatement(sql: Query.foldClear).execute()
    }

    /// Adds what the fold has collected to the tallies that begin at a moment or later, and marks shares.
    func addFolding(_ database: Database, since: Timestamp?) throws {
        for span in [3600, 86_400] {
            let arguments: StatementArguments = ["span": span, "since": since?.seconds ?? .min]
            try database.cachedStatement(sql: Query.foldTallies).execute(arguments: arguments)
            try database.cachedStatement(sql: Query.foldRequests).execute(arguments: arguments)
        }
        try database.cachedStatement(sql: Query.foldPreviewed).execute()
        try database.cachedStatement(sql: Query.foldOpened).execute()
    }
}
