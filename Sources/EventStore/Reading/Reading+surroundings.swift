import Engagement
import GRDB

/// The reports on what visits and presses came from and with.
extension Reading {
    /// Whether circumstances of a whole period are known; where not, the answer says so.
    func knowsCircumstances(_ period: Period) throws -> Bool {
        let since = try Int64.fetchOne(database, sql: "SELECT since FROM known_circumstances") ?? 0
        return since <= period.from.seconds
    }

    /// That circumstances are known from some moment on.
    func unknownBefore(_ period: Period) throws -> Note {
        let since = try Int64.fetchOne(database, sql: "SELECT since FROM known_circumstances") ?? 0
        return .eventsRemoved(before: Timestamp(seconds: since), zone: period.zone)
    }

    private func sums(_ about: Circumstance, _ period: Period) throws -> FigureSums<Int64> {
        var sums = FigureSums<Int64>()
        try circumstances(about, period) { sums.add($0.figures, to: $0.value) }
        return sums
    }

    /// These tallies are kept for all articles together: by article they would be as many as the events.
    private func refuseArticles(_ question: ReportQuestion) throws {
        guard filter.article != nil || filter.section != nil || filter.author != nil else { return }
        throw StoreError(
            .invalid, "reading the report \(question.name)",
            hint: "it is kept for all articles together; ask without --article, --section and --author, or for the "
                + "report article, which tells where one was opened")
    }

    private func answer<Key: Hashable & Sendable>(
        _ question: ReportQuestion, _ about: Circumstance, _ columns: [Engagement.Column], limit: Int?,
        names: ([Int64]) throws -> [Int64: Key], none: Key, cells: (Key) -> [Cell]
    ) throws -> ReportAnswer {
        try refuseArticles(question)
        func rows(_ period: Period) throws -> (rows: [FigureRow<Key>], total: Figures) {
            let found = try sums(about, period)
            let known = try names(found.sums.map(\.0))
            var named = FigureSums<Key>()
            for (number, figures) in found.sums { named.add(figures, to: known[number] ?? none) }
            let rows = named.rows.sorted { isBefore($0.figures, $1.figures) ?? ("\($0.key)" < "\($1.key)") }
            return (rows, found.total ?? Figures(seesPreviews: false))
        }
        let now = try rows(question.period)
        // What is not known of a period is no zero to be compared with.
        let knowsBefore = try question.compare && knowsCircumstances(question.period.before)
        let before = knowsBefore ? try rows(question.period.before) : nil
        let weeks =
            try !question.compare
            ? []
            : weekdays(question.period) { week in
                guard try knowsCircumstances(week) else { throw removed(week.to, week) }
                return try rows(week).total
            }
        var answer = ReportShape.division(
            question.name, columns, now.rows, limit: limit,
            totals: Totals(now.total, previous: before?.total, weekdays: weeks),
            previousRows: before?.rows, period: question.period, cells)
        if try !knowsCircumstances(question.period) { answer.notes.append(try unknownBefore(question.period)) }
        return answer
    }

    func referrers(_ question: ReportQuestion, limit: Int) throws -> ReportAnswer {
        struct Referrer: Hashable, Sendable {
            var host: String?
            var network: String?
        }
        return try answer(
            question, .referrer, [Column("referrerHost", .text), Column("network", .text)], limit: limit,
            names: {
                try names(Query.nameOfReferrer, $0).mapValues { Referrer(host: $0["host"], network: $0["network"]) }
            }, none: Referrer()
        ) { [.text(orNone: $0.host), .text(orNone: $0.network)] }
    }

    func devices(_ question: ReportQuestion) throws -> ReportAnswer {
        struct Equipment: Hashable, Sendable {
            var device = ""
            var system = ""
        }
        func cell(_ text: String) -> Cell { .text(orNone: text.isEmpty ? nil : text) }
        return try answer(
            question, .agent, [Column("device", .word), Column("system", .text)], limit: nil,
            names: {
                try names(Query.nameOfAgent, $0).mapValues { Equipment(device: $0["device"], system: $0["system"]) }
            }, none: Equipment()
        ) { [cell($0.device), cell($0.system)] }
    }

    /// Places by name; ids of apps are left out. Most visits first, unknown last.
    func named(_ visits: [Int64: Int64]) throws -> [(name: String, visits: Int64)] {
        let rows = try names(Query.nameOfPlace, visits.keys)
        var sums: [String: Int64] = [:]
        for (number, visits) in visits { sums[rows[number]?["name"] ?? "", default: 0] += visits }
        return sums.sorted {
            $0.key.isEmpty != $1.key.isEmpty ? $1.key.isEmpty : ($1.value, $0.key) < ($0.value, $1.key)
        }.map { ($0.key, $0.value) }
    }

    func drift(_ question: ReportQuestion) throws -> ReportAnswer {
        try refuseArticles(question)
        var sums: [Int: [Int64: Int64]] = [:]
        try circumstances(.place, question.period) {
            sums[$0.channel, default: [:]][$0.value, default: 0] += $0.figures.visits
        }
        let names = try channelNames()
        let rows = try sums.map { channel, places in
            ReportShape.Opened(channel: names[channel] ?? "\(channel)", places: try named(places))
        }.filter { $0.visits > 0 }
        var answer = ReportShape.drift(
            rows.sorted { ($1.visits, $0.channel) < ($0.visits, $1.channel) }, period: question.period)
        if try !knowsCircumstances(question.period) { answer.notes.append(try unknownBefore(question.period)) }
        return answer
    }
}
