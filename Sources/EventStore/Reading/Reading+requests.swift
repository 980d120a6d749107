import Engagement
import GRDB

/// A number of requests with one verdict.
struct RequestLine {
    /// The first second of its hour, day or month; of sums a minute's; of a single event its moment.
    var start: Int64
    /// The number of the article; 0 where the tallies do not tell.
    var article: Int64
    /// The number of the channel.
    var channel: Int
    /// 0 for counted, else the number of the reason.
    var code: Int
    var requests: Int64
}

/// Where the requests of a period come from, in the same way as figures do.
extension Reading {
    func requests(
        _ period: Period, _ needs: LineNeeds = [], widest: Int64 = TallySpan.month,
        _ body: (RequestLine) throws -> Void
    ) throws {
        let byArticle = needs.contains(.article) || articles != nil
        func pass(_ line: RequestLine) throws {
            if let articles, !articles.contains(line.article) { return }
            try body(line)
        }
        for piece in try pieces(period, widest: byArticle ? min(widest, TallySpan.day) : widest) {
            guard piece.span > 0 else {
                try events(piece) { event, _ in
                    guard filter.origin == nil || filter.origin == event.origin,
                        filter.channel == nil || filter.channel == event.channel
                    else { return }
                    try pass(
                        RequestLine(
                            start: event.at, article: event.article, channel: event.channel, code: event.code,
                            requests: 1))
                }
                continue
            }
            try read(byArticle ? Query.scanRequests : Query.scanRequestSums, arguments(piece), pass)
            for (slot, manner, sum) in try tail().all where passes(slot, manner, piece) {
                try pass(
                    RequestLine(
                        start: piece.span == TallySpan.hour ? slot.hour : slot.day, article: slot.article,
                        channel: manner.channel, code: manner.code, requests: sum.requests))
            }
        }
        // What came in floods is in sums by the minute until its day is sealed.
        let whole = Piece(span: 60, from: period.from.seconds, to: period.to.seconds)
        try read(Query.scanRefusedSums, arguments(whole), pass)
    }

    private func read(
        _ sql: String, _ arguments: StatementArguments, _ body: (RequestLine) throws -> Void
    ) throws {
        try SteppedRow.each(database, sql, arguments) { row in
            try body(
                RequestLine(
                    start: row.number(0), article: row.number(1), channel: Int(row.number(2)), code: Int(row.number(3)),
                    requests: row.number(4)))
        }
    }
}
