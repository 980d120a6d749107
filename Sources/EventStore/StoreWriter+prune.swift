import Engagement
import Foundation
import GRDB

/// How events of old days go. First the days are sealed, in one transaction; from then on nothing reads their events.
/// Then the events are removed step by step. Whoever is stopped in between begins again and finds less to do.
///
/// Freed pages stay in the file and are used again: with as many events coming as going, it does not grow but by the traits
/// that new events bring, which stay as names do.
extension StoreWriter {
    /// How many events one step of removing looks at, so that it holds up no request for long.
    public static let pruneStep = 2_000

    /// Seals the days before a local midnight. Their tallies are complete then, and no longer change.
    ///
    /// - Returns: before which moment days are sealed; later than asked for where they were already.
    /// - Throws: `StoreError` with the code `invalid` where today would be sealed.
    public func seal(before moment: Timestamp) throws -> Timestamp {
        guard moment <= TimeBucket.day.start(of: clock.now(), zone: zone) else {
            throw StoreError(.invalid, "sealing days", hint: "only days that are over can be; keep at least today")
        }
        return try translating("sealing days") {
            while true {
                let sealed = try transaction { database -> Timestamp? in
                    let isUnfolded = try Bool.fetchOne(
                        database, sql: Query.unfoldedBefore, arguments: [moment.seconds])
                    if isUnfolded == true { return nil }
                    try database.execute(sql: Query.moveSeal, arguments: [moment.seconds])
                    return try Seal.before(database) ?? moment
                }
                if let sealed { return sealed }
                try fold()
            }
        }
    }

    /// Removes the events of sealed days among the next so many by number, in one transaction.
    ///
    /// Numbers do not restart: the next one is more than the watermark, and what is not folded is not removed.
    public func removeSealed(after number: Int64, limit: Int) throws -> Removal {
        try translating("removing old events") {
            try transaction { database in
                guard
                    let last = try Int64.fetchOne(
                        database.cachedStatement(sql: Query.nextWindow), arguments: [number, limit])
                else { return Removal(through: nil, removed: 0) }
                let window: StatementArguments = ["after": number, "last": last]
                try database.cachedStatement(sql: Query.keepSealedVisits).execute(arguments: window)
                try database.cachedStatement(sql: Query.removeSealed).execute(arguments: window)
                let removed = database.changesCount
                try database.execute(sql: Query.forgetStretches)
                return Removal(through: last, removed: removed)
            }
        }
    }

    /// Adds the next sums of refused requests of sealed days to those of hours and days, in one transaction.
    ///
    /// - Returns: whether there may be more.
    public func foldRefused(limit: Int) throws -> Bool {
        try translating("adding up refused requests") {
            try transaction { database in
                guard let until = try Int64.fetchOne(database, sql: Query.nextRefused, arguments: [limit]) else {
                    return false
                }
                try database.execute(sql: Query.foldRefused, arguments: ["until": until])
                return true
            }
        }
    }
}

extension StoreWriting {
    /// Removes the events of the days before a local midnight, each step in a turn of its own.
    ///
    /// - Parameter progress: called after each step with how many are gone.
    /// - Returns: before which moment days are sealed, and how many events went.
    public func prune(
        before moment: Timestamp, progress: (Int) -> Void = { _ in }
    ) throws -> (sealed: Timestamp, removed: Int) {
        try fold()
        let sealed = try seal(before: moment)
        var removed = 0
        var number: Int64 = .min
        while true {
            let step = try removeSealed(after: number, limit: StoreWriter.pruneStep)
            removed += step.removed
            progress(removed)
            guard let through = step.through else { break }
            number = through
        }
        while try foldRefused(limit: StoreWriter.pruneStep) {}
        return (sealed, removed)
    }
}
