import Engagement
import Foundation
import GRDB

/// How often articles were read, as web analytics tell by the day.
extension Reading {
    /// Views by article, those of former numbers with the article that they lead to; nil where none are known, or where a
    /// period is not made of days of the newsroom.
    func views(_ period: Period) throws -> [Int64: Int64]? {
        guard let days = try days(period) else { return nil }
        let aliases = try aliases()
        var views: [Int64: Int64] = [:]
        try SteppedRow.each(database, Query.viewsIn, ["from": days.from, "to": days.to]) { row in
            let number = row.number(0)
            if let articles, !articles.contains(number) { return }
            views[aliases[number] ?? number, default: 0] += row.number(1)
        }
        return views.isEmpty ? nil : views
    }

    /// Figures of a period with the views of it, of what the filter lets through.
    func withViews(_ figures: Figures, _ period: Period) throws -> Figures {
        guard try days(period) != nil else { return figures }
        guard filter.article != nil, let articles else {
            return figures.read(try views(period).map { $0.values.reduce(0, +) })
        }
        let statement = try database.cachedStatement(sql: Query.viewsOfArticle)
        let sums = try articles.compactMap { number in
            try Int64.fetchOne(
                statement, arguments: ["article": number, "from": period.from.seconds, "to": period.to.seconds])
        }
        return figures.read(sums.isEmpty ? nil : sums.reduce(0, +))
    }

    /// The first and the last day of a period, by name; nil where no views are known of it.
    private func days(_ period: Period) throws -> (from: String, to: String)? {
        guard try Bool.fetchOne(database, sql: Query.hasViews) == true else { return nil }
        guard period.zone.identifier == zone.identifier, period.wholeDays != nil else {
            missesViews = missesViews || period == asked
            return nil
        }
        // Clicks of all days over the views of some would be too many.
        let bounds: StatementArguments = ["from": period.from.seconds, "to": period.to.seconds]
        let row = try Row.fetchOne(database.cachedStatement(sql: Query.daysWithViews), arguments: bounds)
        let (all, known): (Int, Int) = (max(row?[0] ?? 0, period.wholeDays ?? 0), row?[1] ?? 0)
        guard known == all else {
            if period == asked { viewDays = (known: known, of: all) }
            return nil
        }
        return (
            LocalDay.name(of: period.from, zone: zone), LocalDay.name(of: period.to.advanced(by: -1), zone: zone)
        )
    }
}

extension Figures {
    /// These figures beside so many views; nil is unknown.
    func read(_ views: Int64?) -> Figures {
        var figures = self
        figures.views = views
        return figures
    }
}
