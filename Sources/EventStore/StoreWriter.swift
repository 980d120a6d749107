import Engagement
import Foundation
import GRDB
import Synchronization

/// The one connection that writes to the database, and the only one that checkpoints it.
///
/// All calls take turns. A batch is one transaction with `synchronous=FULL`: when `append` returns, it is on disk.
public final class StoreWriter: Sendable, StoreWriting {
    let connection = Mutex<DatabaseQueue?>(nil)
    let path: String
    let channels: [NamedChannel]
    let copiesBeforeMigration: Bool
    let manner: WriterManner
    let log = LogGauge()
    let zone: TimeZone
    let clock: Clock
    private let lock: StoreLock
    let names = NameCache()
    let traits = TraitNumbers()
    let days = CoveredDays()
    let stretches = Stretches()
    let relations = Relations()
    let spans: SpanFinder
    let pending: PendingFold

    /// The name of the database file in the home folder.
    public static let fileName = "sharetrail.db"

    /// Opens the database, or makes it; brings its schema up to date; takes the lock until it is let go.
    ///
    /// - Parameters:
    ///   - folder: the home folder.
    ///   - zone: the newsroom's zone, in which day tallies are kept. Another zone than before rebuilds them; see `changeZone`.
    ///   - copiesBeforeMigration: whether a database of an older version is copied before it is changed, to a file beside
    ///     it; without room for that it throws then.
    ///   - manner: how long it waits for others, and who writes the log back.
    public convenience init(
        folder: String, zone: TimeZone, clock: Clock, channels: [NamedChannel], copiesBeforeMigration: Bool = true,
        manner: WriterManner = WriterManner()
    ) throws {
        try self.init(
            closedIn: folder, zone: zone, clock: clock, channels: channels,
            copiesBeforeMigration: copiesBeforeMigration, manner: manner)
        try reopen()
    }

    /// Takes the lock and leaves the database closed until `reopen` succeeds; every other call throws until then.
    public init(
        closedIn folder: String, zone: TimeZone, clock: Clock, channels: [NamedChannel],
        copiesBeforeMigration: Bool = true, manner: WriterManner = WriterManner()
    ) throws {
        lock = try StoreLock(path: folder + "/sharetrail.lock")
        path = folder + "/" + Self.fileName
        self.zone = zone
        spans = SpanFinder(zone: zone)
        pending = PendingFold(spans: spans)
        self.clock = clock
        self.channels = channels
        self.copiesBeforeMigration = copiesBeforeMigration
        self.manner = manner
    }

    /// The open connection.
    var queue: DatabaseQueue {
        get throws {
            if let queue = connection.withLock({ $0 }) { return queue }
            throw StoreError(
                .storage, "writing to \(path)", hint: "it could not be opened; see the log for the reason",
                trouble: .broken)
        }
    }

    /// The number that the next event gets. Ask once; the writer's owner counts on from there.
    public func nextEvent() throws -> Int64 {
        try translating("reading the last event") {
            try queue.read { try Int64.fetchOne($0, sql: Query.nextEvent) ?? 1 }
        }
    }

    /// Writes events with the numbers from `first` on, and sums of what is not kept one by one, in one transaction.
    ///
    /// Repeating a call whose outcome was unknown, with the same first number, adds the events once.
    /// - Returns: the places of the events that break a rule of the schema and were left out.
    /// - Throws: `StoreError` with the code `storage` or `locked`; nothing was written then, or all of it.
    public func append(
        _ events: [EventEntry], first: Int64, sums: [UnattributedSum] = [], refused: [RefusedSum] = []
    ) throws -> [Int] {
        try append([events], first: first, sums: BatchSums(number: nil, unattributed: sums, refused: refused))
    }

    /// Writes events that came in several groups, as if they were one; sums that have a number are added once, too.
    public func append(_ groups: [[EventEntry]], first: Int64, sums: BatchSums) throws -> [Int] {
        try translating("recording events") {
            let refused: [Int]
            do {
                refused = try transaction(isRelated: true, keepsPending: true) { database in
                    try pending.begin(with: first, in: database)
                    guard try relations.hold(groups, sums, in: database) else {
                        throw DatabaseError(resultCode: .SQLITE_CONSTRAINT_FOREIGNKEY)
                    }
                    try appendSums(database, sums)
                    var next = first
                    for events in groups {
                        try appendAll(database, events, first: next, import: nil)
                        next += Int64(events.count)
                    }
                    return []
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                // Here SQLite itself looks up what they name.
                refused = try transaction(keepsPending: true) { database in
                    try pending.begin(with: first, in: database)
                    try appendSums(database, sums)
                    return try appendOneByOne(database, groups.flatMap(\.self), first: first, import: nil)
                }
            }
            pending.take(groups, first: first, except: refused)
            return refused
        }
    }

    /// - Parameters:
    ///   - isRelated: whether all that is written names rows that are known to stand, so that SQLite need not look.
    ///   - keepsPending: whether no event, tally or watermark is touched but as `pending` knows it.
    func transaction<Result>(
        isRelated: Bool = false, keepsPending: Bool = false, _ body: (Database) throws -> Result
    ) throws -> Result {
        try queue.writeWithoutTransaction { database in
            try relations.enforce(!isRelated, on: database)
            if !keepsPending { pending.invalidate() }
            var result: Result?
            do {
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
            } catch {
                forgetCaches()
                throw error
            }
            guard let result else {
                throw StoreError(.storage, "a transaction", hint: "it ended without a result; this is a fault of ours")
            }
            return result
        }
    }

    func appendAll(_ database: Database, _ events: [EventEntry], first: Int64, import number: Int64?) throws {
        try coverDays(database, of: events)
        let statement = try BoundStatement(database, Query.appendEvent)
        for (place, event) in events.enumerated() {
            if event.kind == .press, event.share != nil {
                try appendShare(database, event)
            }
            try append(database, event, id: first + Int64(place), import: number, by: statement)
        }
        try stretches.take(events, first: first, in: database)
    }

    /// Each event under a savepoint of its own; a visit whose share is missing creates it.
    func appendOneByOne(
        _ database: Database, _ events: [EventEntry], first: Int64, import number: Int64?
    ) throws -> [Int] {
        try coverDays(database, of: events)
        let statement = try BoundStatement(database, Query.appendEvent)
        var refused: [Int] = []
        for (place, event) in events.enumerated() {
            do {
                try database.inSavepoint {
                    if event.share != nil { try appendShare(database, event) }
                    try append(database, event, id: first + Int64(place), import: number, by: statement)
                    return .commit
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                names.forget()
                traits.forget()
                refused.append(place)
            }
        }
        try stretches.take(events, first: first, in: database)
        return refused
    }

    /// What is kept beside an event for a while: the day's hash of a visitor, or the agent of a machine.
    private func appendBeside(_ database: Database, _ event: EventEntry, id: Int64) throws {
        if let seen = event.seen {
            let statement = try BoundStatement(database, Query.addSeen)
            statement.bind(seen.day.seconds, at: 1)
            statement.bind(seen.visitor, at: 2)
            try statement.run()
        }
        guard let agent = event.circumstances.machineAgent, RefusalReason(rawValue: event.code)?.isOfMachine ?? false,
            event.at > clock.now().advanced(by: -Self.machineSeconds),
            let machine = try names.machine(agent, in: database)
        else { return }
        try database.cachedStatement(sql: Query.addMachineEvent).execute(arguments: [id, machine])
    }

    func appendShare(_ database: Database, _ event: EventEntry) throws {
        let statement = try database.cachedStatement(sql: Query.appendShare)
        if let parent = event.parent {
            try statement.execute(arguments: [
                event.article, parent.id, parent.channel, Origin.reader.rawValue, nil, nil, event.at.seconds,
            ])
        }
        try statement.execute(arguments: [
            event.article, event.share, event.channel, event.origin.rawValue, event.parent?.id, nil, event.at.seconds,
        ])
    }

    private func append(
        _ database: Database, _ event: EventEntry, id: Int64, import number: Int64?, by statement: BoundStatement
    ) throws {
        let about = event.circumstances
        // A machine names any referrer; only what counts may take up room.
        let referrer = try event.code == 0 ? names.referrer(about, of: event, in: database) : nil
        let place = try event.code == 0 ? about.place.map { try names.place($0, of: event, in: database) } : nil
        let agent = try names.agent(about, in: database)
        let named = EventNames(referrer: referrer ?? 0, agent: agent ?? 0, place: place ?? 0)
        let common = EventTraits(
            kind: event.kind, channel: event.channel, origin: event.origin, code: event.code,
            rules: Int64(event.rules), arrival: event.arrival, names: named, country: about.country, source: number,
            mangles: Int64(about.mangles.rawValue))
        try statement.append(
            id: id, at: event.at.seconds, article: event.article, share: event.share,
            traits: traits.number(of: common, in: database))
        try appendBeside(database, event, id: id)
        pending.note(named)
    }

    /// How many events are not folded into the tallies yet.
    public func unfolded() throws -> Int {
        try translating("reading the watermark") {
            let watermark = try queue.read { try Int64.fetchOne($0, sql: "SELECT watermark FROM fold") ?? 0 }
            return Int(clamping: try nextEvent() - 1 - watermark)
        }
    }

    /// Writes what is in the write-ahead log back into the database file and closes it. Nothing can be written after
    /// that. Close readers of this process before, or the log stays, and is written back at the next start.
    public func close() throws {
        try translating("closing the database") {
            // The library keeps the log's file for readers to come; emptied, the database is whole without it.
            try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try queue.close()
        }
    }
}
