import Engagement
import Foundation
import GRDB

extension StoreWriter {
    /// Records views by day, in one transaction.
    ///
    /// - Returns: how many were new or changed.
    public func record(_ views: [PageViews]) throws -> Int {
        try translating("recording views") {
            try transaction(keepsPending: true) { database in
                let statement = try BoundStatement(database, Query.addViews)
                let before = database.totalChangesCount
                for row in views {
                    statement.bind(row.day, at: 1)
                    statement.bind(row.article, at: 2)
                    statement.bind(row.views, at: 3)
                    try statement.run()
                }
                let changed = database.totalChangesCount - before
                let days = views.map(\.day)
                if let first = days.min().flatMap(noon), let last = days.max().flatMap(noon) {
                    try addDays(database, from: first, to: last)
                }
                return changed
            }
        }
    }

    /// A moment within a day of the newsroom; nil where that is none.
    func noon(_ day: String) -> Timestamp? {
        Timestamp(utcText: "\(day)T12:00:00Z".utf8).map { utc in
            utc.advanced(by: -Int64(zone.secondsFromGMT(for: Date(utc))))
        }
    }
}
