import Engagement
import Foundation
import GRDB

/// What visits and presses came from and with.
extension Reading {
    /// Goes through the figures of a period by the number of a referrer, an agent or a place. Link previews are no part of
    /// them: machines fetch those.
    func circumstances(
        _ about: Circumstance, _ period: Period, widest: Int64 = TallySpan.month, _ body: (FigureLine) throws -> Void
    ) throws {
        for piece in try pieces(period, widest: widest) {
            guard piece.span > 0 else {
                try singles(piece, body) { event, sum in
                    let isTold = event.code == 0 && (event.kind == .visit || about != .place)
                    return FigureLine(
                        start: event.at, channel: event.channel, value: event.names.number(of: about),
                        figures: isTold ? sum.figures(event.kind, code: event.code, seesPreviews: false) : Figures())
                }
                continue
            }
            try FigureCursor.read(
                database, Query.scanCircumstances, arguments(piece) + ["about": about.rawValue], blind: [], body)
            for (slot, manner, sum) in try tail().all
            where manner.code == 0 && passes(slot, manner, piece) && (manner.kind == .visit || about != .place) {
                try body(
                    FigureLine(
                        start: piece.span == TallySpan.hour ? slot.hour : slot.day, channel: manner.channel,
                        value: manner.names.number(of: about),
                        figures: sum.figures(manner.kind, code: 0, seesPreviews: false)))
            }
        }
    }

    /// Visits of articles by the place where they were opened, 0 unknown.
    func openings(of articles: Set<Int64>, _ period: Period) throws -> [Int64: Int64] {
        var visits: [Int64: Int64] = [:]
        for piece in try pieces(period, widest: TallySpan.hour) {
            guard piece.span > 0 else {
                try events(piece) { event, _ in
                    guard event.kind == .visit, event.code == 0, articles.contains(event.article),
                        filter.origin == nil || filter.origin == event.origin
                    else { return }
                    visits[event.names.place, default: 0] += 1
                }
                continue
            }
            for article in articles {
                let rows = try Row.fetchAll(
                    database.cachedStatement(sql: Query.openingsOfArticle),
                    arguments: [
                        "article": article, "from": piece.from, "to": piece.to, "origin": filter.origin?.rawValue,
                    ])
                for row in rows { visits[row["place"], default: 0] += row["visits"] }
            }
            for (slot, manner, sum) in try tail().all
            where manner.kind == .visit && manner.code == 0 && articles.contains(slot.article)
                && passes(slot, manner, piece)
            {
                visits[manner.names.place, default: 0] += sum.requests
            }
        }
        return visits
    }

    /// A name that people know for each number of a table of names.
    func names(_ sql: String, _ numbers: some Sequence<Int64>) throws -> [Int64: Row] {
        var rows: [Int64: Row] = [:]
        let statement = try database.cachedStatement(sql: sql)
        for number in numbers where number != 0 {
            rows[number] = try Row.fetchOne(statement, arguments: [number])
        }
        return rows
    }
}

extension EventNames {
    /// The number of one of them.
    func number(of about: Circumstance) -> Int64 {
        switch about {
        case .referrer: referrer
        case .agent: agent
        case .place: place
        }
    }
}
