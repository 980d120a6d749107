import Engagement
import Foundation
import GRDB

extension StoreWriter {
    /// How many events one step of the fold takes, so that it holds up no request for long.
    public static let foldStep = 20_000

    /// Brings the tallies up to date, step by step.
    public func fold() throws {
        while try foldOnce(limit: Self.foldStep) {}
    }

    /// Folds the next events into the tallies, and moves the watermark in the same transaction.
    ///
    /// - Returns: whether there may be more.
    public func foldOnce(limit: Int) throws -> Bool {
        try translating("folding events") {
            try transaction { database in
                guard
                    let range = try Row.fetchOne(database, sql: Query.foldRange, arguments: [limit]),
                    let first = range[0] as Int64?, let last = range[1] as Int64?, let earliest = range[2] as Int64?,
                    let latest = range[3] as Int64?
                else { return false }
                try coverDays(database, from: Timestamp(seconds: earliest), to: Timestamp(seconds: latest))
                try database.execute(sql: Query.foldClear)
                try database.execute(sql: Query.foldCollect, arguments: ["first": first, "last": last])
                try addFolding(database, since: nil)
                try database.execute(sql: Query.foldMove, arguments: [last])
                try database.execute(sql: Query.foldClear)
                return last - first + 1 >= Int64(limit)
            }
        }
    }

    /// Adds what the fold has collected to the tallies that begin at a moment or later, and marks shares.
    func addFolding(_ database: Database, since: Timestamp?) throws {
        for span in [3600, 86_400] {
            let arguments: StatementArguments = ["span": span, "since": since?.seconds ?? .min]
            try database.execute(sql: Query.foldTallies, arguments: arguments)
            try database.execute(sql: Query.foldRequests, arguments: arguments)
        }
        try database.execute(sql: Query.foldPreviewed)
        try database.execute(sql: Query.foldOpened)
    }
}
