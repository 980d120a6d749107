import Engagement
import GRDB

/// Why requests could not be recorded.
public enum LossReason: String, Sendable {
    /// Too many waited for the storage.
    case full
    /// The collector was stopped before they were written.
    case stopped
    /// They break a rule of the schema.
    case refused
    /// Their article was new, and could not be written in time.
    case unlearned
}

/// Requests of one minute that could not be recorded.
public struct LossSum: Hashable, Sendable {
    /// The first second of the minute.
    public var minute: Timestamp
    /// Why.
    public var reason: LossReason
    /// How many, at least one.
    public var events: Int64

    /// Makes a sum.
    public init(minute: Timestamp, reason: LossReason, events: Int64) {
        self.minute = minute
        self.reason = reason
        self.events = events
    }
}

/// The sums that go into one batch.
public struct BatchSums: Sendable {
    /// The number of the batch that holds sums, one more than that of the last; nil: they are added each time.
    public var number: Int64?
    /// Requests that belong to no article.
    public var unattributed: [UnattributedSum]
    /// Refused requests beyond what is kept one by one.
    public var refused: [RefusedSum]
    /// What could not be recorded.
    public var losses: [LossSum]

    /// Collects sums.
    public init(
        number: Int64?, unattributed: [UnattributedSum] = [], refused: [RefusedSum] = [], losses: [LossSum] = []
    ) {
        self.number = number
        self.unattributed = unattributed
        self.refused = refused
        self.losses = losses
    }

    var isEmpty: Bool { unattributed.isEmpty && refused.isEmpty && losses.isEmpty }
}

extension StoreWriter {
    /// The number that the next batch with sums gets. Ask once; the writer's owner counts on from there.
    public func nextSums() throws -> Int64 {
        try translating("reading the last sums") {
            try queue.read { try Int64.fetchOne($0, sql: Query.nextSums) ?? 1 }
        }
    }

    func appendSums(_ database: Database, _ sums: BatchSums) throws {
        guard !sums.isEmpty else { return }
        if let number = sums.number {
            try database.cachedStatement(sql: Query.markSums).execute(arguments: ["number": number])
            // An attempt whose outcome was unknown has come through after all.
            guard database.changesCount > 0 else { return }
        }
        for sum in sums.unattributed {
            try database.cachedStatement(sql: Query.addUnattributed)
                .execute(arguments: [sum.minute.seconds, sum.kind.rawValue, sum.reason.rawValue, sum.requests])
        }
        for sum in sums.refused {
            let key = sum.key
            try database.cachedStatement(sql: Query.addRefused)
                .execute(arguments: [
                    key.minute.seconds, key.kind.rawValue, key.article, key.channel, key.origin.rawValue, key.code,
                    sum.requests,
                ])
        }
        for sum in sums.losses {
            try database.cachedStatement(sql: Query.addLoss)
                .execute(arguments: [sum.minute.seconds, sum.reason.rawValue, sum.events])
        }
    }
}

/// What reports must say of requests that could not be recorded.
enum Losses {
    static func notes(_ database: Database, _ period: Period) throws -> [Note] {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: Query.lossesIn),
            arguments: ["from": period.from.seconds, "to": period.to.seconds])
        guard let row, let first = row["first"] as Int64?, let last = row["last"] as Int64? else { return [] }
        let span = Period(
            from: Timestamp(seconds: first), to: Timestamp(seconds: last + 60), zone: period.zone)
        return [.unrecorded(row["events"], span)]
    }
}
