import Engagement
import GRDB

/// Where the figures of a period come from: the tallies that are just fine enough, the events that are not folded yet,
/// and single events where a period cuts through an hour.
extension Reading {
    /// Goes through the figures of a period.
    ///
    /// - Parameters:
    ///   - needs: what each line must tell. What the filter asks for is added to it.
    ///   - widest: the widest tallies that will do.
    func lines(
        _ period: Period, _ needs: LineNeeds = [], widest: Int64 = TallySpan.month, _ body: (FigureLine) throws -> Void
    ) throws {
        var needs = needs
        if filter.channel != nil { needs.insert(.channel) }
        if articles != nil { needs.insert(.article) }
        let one = filter.article != nil ? articles.map(Array.init) : nil
        // The finest tallies have no months.
        let widest = needs == [.article, .channel] ? min(widest, TallySpan.day) : widest
        func pass(_ line: FigureLine) throws {
            if let articles, !articles.contains(line.article) { return }
            try body(line)
        }
        for piece in try pieces(period, widest: widest, hasWeeks: needs == .article && one == nil) {
            guard piece.span > 0 else {
                if !needs.contains(.article), try restOfHour(piece, pass) { continue }
                try singles(piece, pass) { event, sum in
                    FigureLine(
                        start: event.at, article: event.article, channel: event.channel,
                        figures: figures(sum, event.kind, event.code, channel: event.channel))
                }
                continue
            }
            if let one {
                try self.lines(piece, of: one, pass)
            } else if needs == .article, piece.span != TallySpan.hour {
                try scan(Query.scanArticleTallies, piece, body)
            } else if needs.contains(.article) {
                try scan(Query.scanTallies, piece, body)
            } else {
                try scan(Query.scanChannelTallies, piece, body)
            }
            for (slot, manner, sum) in try tail().all where passes(slot, manner, piece) {
                let line = FigureLine(
                    start: piece.span == TallySpan.hour ? slot.hour : slot.day, article: slot.article,
                    channel: manner.channel, figures: figures(sum, manner.kind, manner.code, channel: manner.channel))
                if !line.figures.isZero { try pass(line) }
            }
        }
    }

    /// Tells the greater part of an hour as the whole hour without the rest, which is fewer events to read.
    ///
    /// By channel only: of an article it would no longer be known whether its previews could be seen.
    ///
    /// - Returns: false where the piece is no such part; nothing is told then.
    private func restOfHour(_ piece: Piece, _ body: (FigureLine) throws -> Void) throws -> Bool {
        let hour = Piece(span: TallySpan.hour, from: piece.from, to: piece.from + TallySpan.hour)
        guard piece.from.floored(to: TallySpan.hour) == piece.from, piece.to - piece.from > TallySpan.hour / 2,
            piece.to < hour.to
        else { return false }
        var sums: [Int: Figures] = [:]
        func add(_ line: FigureLine) { sums[line.channel, default: Figures(seesPreviews: false)] += line.figures }
        try scan(Query.scanChannelTallies, hour, add)
        for (slot, manner, sum) in try tail().all where passes(slot, manner, hour) {
            add(
                FigureLine(
                    start: slot.hour, channel: manner.channel,
                    figures: figures(sum, manner.kind, manner.code, channel: manner.channel)))
        }
        try singles(Piece(span: 0, from: piece.to, to: hour.to), { sums[$0.channel]?.subtract($0.figures) }) {
            FigureLine(
                start: $0.at, channel: $0.channel, figures: figures($1, $0.kind, $0.code, channel: $0.channel))
        }
        for (channel, figures) in sums.sorted(by: { $0.key < $1.key }) where !figures.isZero {
            try body(FigureLine(start: piece.from, channel: channel, figures: figures))
        }
        return true
    }

    private func figures(_ sum: FoldSums.Sum, _ kind: EventKind, _ code: Int, channel: Int) -> Figures {
        sum.figures(kind, code: code, seesPreviews: !blind.contains(channel))
    }

    /// Whether something unfolded belongs into a piece.
    func passes(_ slot: FoldSums.Slot, _ manner: FoldSums.Manner, _ piece: Piece) -> Bool {
        let start = piece.span == TallySpan.hour ? slot.hour : slot.day
        return start >= piece.from && start < piece.to && (filter.origin == nil || filter.origin == manner.origin)
            && (filter.channel == nil || filter.channel == manner.channel)
    }

    /// Single events of a piece, as lines.
    func singles(
        _ piece: Piece, _ body: (FigureLine) throws -> Void, _ line: (RecordedEvent, FoldSums.Sum) -> FigureLine
    ) throws {
        try events(piece) { event, sum in
            guard filter.origin == nil || filter.origin == event.origin,
                filter.channel == nil || filter.channel == event.channel
            else { return }
            let line = line(event, sum)
            if !line.figures.isZero { try body(line) }
        }
    }

    private func scan(_ sql: String, _ piece: Piece, _ body: (FigureLine) throws -> Void) throws {
        try FigureCursor.read(database, sql, arguments(piece), blind: blind, articles: articles, body)
    }

    func arguments(_ piece: Piece) -> StatementArguments {
        [
            "span": piece.span, "from": piece.from, "to": piece.to, "channel": filter.channel,
            "origin": filter.origin?.rawValue,
        ]
    }

    /// The lines of few articles: each hour or day of theirs is looked up by itself.
    private func lines(_ piece: Piece, of articles: [Int64], _ body: (FigureLine) throws -> Void) throws {
        for article in articles {
            // An hour may belong to a day that began a day of 25 hours before.
            let slack: Int64 = piece.span == TallySpan.hour ? 26 * 3600 : 0
            guard let days = try active(article, from: piece.from - slack, to: piece.to) else { continue }
            let more: StatementArguments = ["article": article]
            if piece.span != TallySpan.hour {
                try FigureCursor.read(
                    database, Query.articleDays, arguments(days) + more, blind: blind, body)
                continue
            }
            var hours: [Int64] = []
            try FigureCursor.read(
                database, Query.articleActiveDays,
                ["from": days.from, "to": days.to, "article": article], blind: blind
            ) { day in
                hours += stride(from: LocalSpans.hour(of: day.start), to: day.start + 26 * 3600, by: 3600)
            }
            for hour in Set(hours).sorted() where hour >= piece.from && hour < piece.to {
                let one: StatementArguments = [
                    "start": hour, "article": article, "channel": filter.channel, "origin": filter.origin?.rawValue,
                ]
                try FigureCursor.read(database, Query.articleHour, one, blind: blind, body)
            }
        }
    }

    /// The part of a span of time that lies within the months in which something is told of an article.
    private func active(_ article: Int64, from: Int64, to: Int64) throws -> Piece? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: Query.articleActiveMonths), arguments: ["article": article])
        guard let first = row?[0] as Int64?, let last = row?[1] as Int64? else { return nil }
        let (from, to) = (max(from, first), min(to, last))
        return from < to ? Piece(span: TallySpan.day, from: from, to: to) : nil
    }
}
