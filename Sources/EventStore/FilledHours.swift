import Engagement
import GRDB

/// What reports must say of hours that were filled from access logs.
enum FilledHours {
    /// How many runs of hours a note names.
    static let named = 3

    /// The notes for a period: which hours were filled, with how many events, and how many requests reached nobody.
    static func notes(_ database: Database, _ period: Period) throws -> [Note] {
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: Query.filledHours),
            arguments: ["from": period.from.seconds, "to": period.to.seconds])
        var runs: [Period] = []
        var events: Int64 = 0
        var failures: Int64 = 0
        for row in rows {
            let start = Timestamp(seconds: row["start"])
            failures += row["failures"]
            let filled: Int64 = row["events"]
            guard filled > 0 else { continue }
            events += filled
            let end = start.advanced(by: 3600)
            if let last = runs.indices.last, runs[last].to == start {
                runs[last].to = end
            } else {
                runs.append(Period(from: start, to: end, zone: period.zone))
            }
        }
        var notes: [Note] = []
        if events > 0 {
            let more = max(0, runs.count - named)
            notes.append(.filledFromLogs(Array(runs.prefix(named)), more: more, events: events))
        }
        if failures > 0 { notes.append(.reachedNobody(failures)) }
        return notes
    }
}
