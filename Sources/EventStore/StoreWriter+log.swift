import Engagement
import GRDB

extension StoreWriter {
    /// Joins one step of access logs with the events that are known: lines that are none of them become events.
    ///
    /// A line is an event of the same kind, article, share (of a press: channel) and agent family within one second,
    /// each event of one line. So an import repeated, or of logs that overlap, adds nothing.
    public func join(_ step: LogStep) throws -> LogOutcome {
        try translating("joining \(step.lines.count) lines of logs") {
            try transaction { database in
                var outcome = LogOutcome()
                var added: [Int64: [Int]] = [:]
                outcome.sealedBefore = try Seal.before(database)
                let open = Self.firstOpen(of: step.lines, sealed: outcome.sealedBefore)
                outcome.sealed = Array(0..<open)
                for cluster in Self.clusters(of: step.lines, from: open) {
                    let lines = cluster.map { step.lines[$0] }
                    let events = try knownEvents(database, near: lines).filter { !step.taken.contains($0.id) }
                    let matching = LogMatching(lines: lines, events: events)
                    for (offset, place) in cluster.enumerated() {
                        if let event = matching.taken[offset] {
                            outcome.taken.insert(events[event].id)
                        } else if lines[offset].wasAnswered {
                            added[lines[offset].source, default: []].append(place)
                        } else {
                            outcome.failed.append(place)
                        }
                    }
                }
                for (source, places) in added.sorted(by: { $0.key < $1.key }) {
                    try append(database, places, of: step, source: source, into: &outcome)
                }
                outcome.added.sort()
                outcome.rejected.sort()
                try fillHours(database, step, added: outcome.added)
                for log in step.finished {
                    try database.execute(
                        sql: Query.advanceImport, arguments: [log.lines, clock.now().seconds, log.source])
                }
                try keepLate(database, step, &outcome)
                return outcome
            }
        }
    }

    /// The place of the first line that no removed event can be the same as.
    private static func firstOpen(of lines: [LogLine], sealed: Timestamp?) -> Int {
        guard let sealed else { return 0 }
        let open = sealed.advanced(by: LogMatching.tolerance)
        return lines.firstIndex { $0.event.at >= open } ?? lines.count
    }

    /// Runs of lines so far apart that no event can belong to two of them.
    private static func clusters(of lines: [LogLine], from first: Int) -> [Range<Int>] {
        var clusters: [Range<Int>] = []
        var start = first
        for place in lines.indices.dropFirst(first + 1)
        where lines[place].event.at.seconds - lines[place - 1].event.at.seconds > 2 * LogMatching.tolerance {
            clusters.append(start..<place)
            start = place
        }
        if start < lines.count { clusters.append(start..<lines.count) }
        return clusters
    }

    private func knownEvents(_ database: Database, near lines: [LogLine]) throws -> [LoggedEvent] {
        guard let first = lines.first?.event.at.seconds, let last = lines.last?.event.at.seconds else { return [] }
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: Query.eventsNear),
            arguments: ["from": first - LogMatching.tolerance, "to": last + LogMatching.tolerance])
        var events: [LoggedEvent] = []
        while let row = try rows.next() {
            guard let kind = EventKind(rawValue: row[2]) else { continue }
            events.append(
                LoggedEvent(
                    id: row[0], at: row[1],
                    link: LoggedEvent.Link(kind: kind, article: row[3], share: row[4], channel: row[5]), family: row[8],
                    code: row[6], rules: row[7]))
        }
        return events
    }

    private func append(
        _ database: Database, _ places: [Int], of step: LogStep, source: Int64, into outcome: inout LogOutcome
    ) throws {
        let first = try Int64.fetchOne(database, sql: Query.nextEvent) ?? 1
        let refused = try record(database, places.map { step.lines[$0].event }, first: first, source: source)
        for (offset, place) in places.enumerated() {
            if refused.contains(offset) {
                outcome.rejected.append(place)
            } else {
                outcome.added.append(place)
                outcome.taken.insert(first + Int64(offset))
            }
        }
    }

    /// Appends events, all at once where they keep the rules of the schema, else one by one.
    ///
    /// - Returns: the places of those that were left out.
    private func record(
        _ database: Database, _ events: [EventEntry], first: Int64, source: Int64
    ) throws -> Set<Int> {
        do {
            try database.inSavepoint {
                // A landing link's share may be missing: its press was never written, or an older database restored.
                var shares: Set<ShareKey> = []
                for event in events {
                    guard event.kind == .visit, let share = event.share,
                        shares.insert(ShareKey(article: event.article, id: share)).inserted
                    else { continue }
                    try appendShare(database, event)
                }
                try appendAll(database, events, first: first, import: source)
                return .commit
            }
            return []
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // Numbers and days that were given in what was undone mean nothing.
            names.forget()
            traits.forget()
            days.forget()
            stretches.forget()
            return Set(try appendOneByOne(database, events, first: first, import: source))
        }
    }

    /// Notes the hours that events were added to, for reports.
    private func fillHours(_ database: Database, _ step: LogStep, added: [Int]) throws {
        var events: [Int64: Int64] = [:]
        for place in added {
            let at = step.lines[place].event.at.seconds
            events[at - at % 3600, default: 0] += 1
        }
        let statement = try database.cachedStatement(sql: Query.fillHour)
        for hour in Set(events.keys).union(step.failures.keys).sorted() {
            try statement.execute(arguments: [hour, events[hour] ?? 0, step.failures[hour] ?? 0])
        }
    }

    /// Of the events that were taken, those near enough to the step's end that a line of the next could take them.
    private func keepLate(_ database: Database, _ step: LogStep, _ outcome: inout LogOutcome) throws {
        guard let last = step.lines.last?.event.at.seconds else { return }
        let late = try Row.fetchAll(
            database.cachedStatement(sql: Query.eventsNear),
            arguments: ["from": last - LogMatching.tolerance, "to": last + LogMatching.tolerance])
        outcome.taken = outcome.taken.union(step.taken).intersection(late.map { $0[0] })
    }
}
