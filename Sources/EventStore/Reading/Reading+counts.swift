import Engagement
import Foundation
import GRDB

/// The report `counts`: how requests add up.
extension Reading {
    func counts(by division: ReportQuestion.Division, limit: Int, period: Period) throws -> ReportAnswer {
        let unattributed = try filter.isEmpty ? unattributed(in: period) : []
        let sum = unattributed.reduce(0) { $0 + $1.requests }
        var answer: ReportAnswer
        switch division {
        case .none:
            var rows = try requestRows(period) { _ in 0 }
            for row in unattributed {
                if let known = rows.firstIndex(where: { $0.code == row.code }) {
                    rows[known].requests += row.requests
                } else {
                    rows.append(RequestRow(key: 0, code: row.code, requests: row.requests))
                }
            }
            rows.sort { $0.code < $1.code }
            answer = ReportShape.counts(rows, keyColumns: [], period: period) { _ in [] }
        case .hour: answer = try counts(by: .hour, unattributed, period)
        case .day: answer = try counts(by: .day, unattributed, period)
        case .channel:
            let names = try channelNames()
            let rows = try requestRows(period, .channel) { names[$0.channel] ?? "\($0.channel)" }
                .sorted { ($0.key, $0.code) < ($1.key, $1.code) }
            answer = ReportShape.counts(rows, keyColumns: [Column("channel", .channel)], period: period) {
                [.text($0)]
            }
        case .article: answer = try countsByArticle(period, limit: limit)
        case .agent: answer = try counts(Query.requestsByAgent, [("family", "agentFamily")], period)
        case .machine:
            answer = try counts(Query.requestsByMachine, [("family", "agentFamily"), ("agent", "agent")], period)
            answer.notes.append(.machinesOnly)
        case .place: answer = try counts(Query.requestsByPlace, [("place", "place")], period)
        case .country: answer = try counts(Query.requestsByCountry, [("country", "country")], period)
        case .mangle: answer = try mangles(period)
        }
        if sum > 0, ![.none, .hour, .day].contains(division) { answer.notes.append(.unverified(sum)) }
        return answer
    }

    /// The articles with the most requests, in the order of their numbers.
    private func countsByArticle(_ period: Period, limit: Int) throws -> ReportAnswer {
        let aliases = try aliases()
        var rows = try requestRows(period, .article) { aliases[$0.article] ?? $0.article }
        var sums: [Int64: Int64] = [:]
        for row in rows { sums[row.key, default: 0] += row.requests }
        let total = rows.reduce(0) { $0 + $1.requests }
        if sums.count > limit {
            let most = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
            let shown = Set(most.map(\.key))
            rows.removeAll { !shown.contains($0.key) }
        }
        rows.sort { ($0.key, $0.code) < ($1.key, $1.code) }
        let statement = try database.cachedStatement(sql: Query.nameOfArticle)
        var names: [Int64: [Cell]] = [:]
        for number in Set(rows.map(\.key)) {
            let row = try Row.fetchOne(statement, arguments: [number])
            let url: String = row?["url"] ?? ""
            names[number] = [.count(number), .text(row?["title"] ?? url), .text(url)]
        }
        let columns = [Column("articleId", .machine), Column("articleTitle", .text), Column("articleUrl", .machine)]
        var answer = ReportShape.counts(rows, keyColumns: columns, period: period) {
            names[$0] ?? [.count($0), .none, .none]
        }
        // Requests still add up to all there were.
        answer.total[answer.total.count - 1] = .count(total)
        if sums.count > limit { answer.notes.append(.limited(shown: limit, of: sums.count)) }
        return answer
    }

    /// Requests by key and verdict.
    private func requestRows<Key: Hashable & Sendable>(
        _ period: Period, _ needs: LineNeeds = [], _ key: (RequestLine) -> Key
    ) throws -> [RequestRow<Key>] {
        var sums: [Verdicted<Key>: Int64] = [:]
        try requests(period, needs) { sums[Verdicted(key: key($0), code: $0.code), default: 0] += $0.requests }
        return sums.map { RequestRow(key: $0.key.key, code: $0.key.code, requests: $0.value) }
            .sorted { $0.code < $1.code }
    }

    private func counts(
        by bucket: TimeBucket, _ unattributed: [RequestRow<Timestamp>], _ period: Period
    ) throws -> ReportAnswer {
        var sums: [Timestamp: [Int: Int64]] = [:]
        var starts: [Int64: Timestamp] = [:]
        let widest = widest(for: bucket, period)
        try requests(period, widest: widest) { line in
            let start = starts[line.start] ?? bucket.start(of: Timestamp(seconds: line.start), zone: period.zone)
            starts[line.start] = start
            sums[start, default: [:]][line.code, default: 0] += line.requests
        }
        for row in unattributed {
            sums[bucket.start(of: row.key, zone: period.zone), default: [:]][row.code, default: 0] += row.requests
        }
        let rows = sums.sorted { $0.key < $1.key }.flatMap { start, codes in
            codes.sorted { $0.key < $1.key }.map { RequestRow(key: start, code: $0.key, requests: $0.value) }
        }
        return ReportShape.counts(rows, keyColumns: [Column("start", .moment(bucket))], period: period) {
            [.moment($0)]
        }
    }

    /// Requests by words that only the event log has.
    private func counts(
        _ sql: String, _ keys: [(column: String, name: String)], _ period: Period
    ) throws -> ReportAnswer {
        let rows = try logRows(sql, period).map { row in
            RequestRow(
                key: keys.map { row[$0.column] as String? ?? "" }, code: row["reason"], requests: row["requests"])
        }
        // Families and places may be common words; a whole agent is what a stranger sent, and a country is a code.
        let columns = keys.map { Column($0.name, ["agent", "country"].contains($0.name) ? .text : .word) }
        return ReportShape.counts(rows, keyColumns: columns, period: period) { words in
            words.map { .text(orNone: $0.isEmpty ? nil : $0) }
        }
    }

    private func mangles(_ period: Period) throws -> ReportAnswer {
        struct Key: Hashable, Sendable {
            var channel: String
            var mangles: Mangles
        }
        let rows = try logRows(Query.requestsByMangle, period).map { row in
            RequestRow(
                key: Key(channel: row["channel"], mangles: Mangles(rawValue: row["mangles"])), code: row["reason"],
                requests: row["requests"])
        }
        let columns = [Column("channel", .channel), Column("mangle", .word)]
        var answer = ReportShape.counts(rows, keyColumns: columns, period: period) { key in
            let names = Mangles.kinds.filter { key.mangles.contains($0.kind) }.map(\.name)
            return [.text(key.channel), .text(names.isEmpty ? "whole" : names.joined(separator: "+"))]
        }
        var sums: [String: (mangled: Int64, all: Int64)] = [:]
        for row in rows where row.code == 0 {
            sums[row.key.channel, default: (0, 0)].all += row.requests
            // Networks append parameters to every link; only what breaks links elsewhere is a mangle.
            if !row.key.mangles.subtracting(.parameters).isEmpty {
                sums[row.key.channel, default: (0, 0)].mangled += row.requests
            }
        }
        answer.notes += sums.sorted { $0.key < $1.key }.map {
            .mangled(channel: $0.key, visits: $0.value.mangled, of: $0.value.all)
        }
        return answer
    }

    private func logRows(_ sql: String, _ period: Period) throws -> [Row] {
        let period = try kept(period)
        let arguments: StatementArguments = [
            "from": period.from.seconds, "to": period.to.seconds, "channel": filter.channel,
            "origin": filter.origin?.rawValue, "article": filter.article, "section": filter.section,
            "author": filter.author,
        ]
        return try Row.fetchAll(database, sql: sql, arguments: arguments)
    }

    private func unattributed(in period: Period) throws -> [RequestRow<Timestamp>] {
        try Row.fetchAll(
            database, sql: Query.unattributedByMinute,
            arguments: ["from": period.from.seconds, "to": period.to.seconds]
        ).map {
            RequestRow(key: Timestamp(seconds: $0["minute"]), code: $0["reason"], requests: $0["requests"])
        }
    }

    /// What was done to an article by hand up to a moment, with its visits before and after.
    func changes(of article: Int64, until end: Timestamp, zone: TimeZone) throws -> [Note] {
        try Row.fetchAll(database, sql: Query.articleChanges, arguments: ["article": article]).compactMap { row in
            let at = Timestamp(seconds: row["at"])
            guard at < end else { return nil }
            let number: Int64 = row["article"]
            let visits = try Row.fetchOne(
                database, sql: Query.visitsAround,
                arguments: [
                    "change": row["number"] as Int64, "article": number, "at": at.seconds,
                    "hour": at.seconds - ((at.seconds % 3600) + 3600) % 3600,
                ])
            guard let visits else { return nil }
            let before: Int64 = visits["before"]
            let change: String = row["change"]
            let refused: Int64 = visits["withdrawn"]
            return .changed(
                change, article: number, at: at, zone: zone, before: before,
                after: (visits["visits"] as Int64) - before + (change == "withdrawn" ? refused : 0))
        }
    }
}

/// A key of requests together with their verdict.
private struct Verdicted<Key: Hashable>: Hashable {
    var key: Key
    var code: Int
}
