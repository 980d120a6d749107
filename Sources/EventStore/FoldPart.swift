import Engagement
import GRDB

/// A part of the log, added up for the fold.
struct FoldPart {
    var sums = FoldSums()
    /// The shares that it previews or opens for the first time.
    var marked: [MarkedShare] = []
}

/// Reads parts of the log for the fold. Most of an event is in its traits, which are looked up once each.
struct FoldReader {
    private struct Entry {
        var at: Int64
        var article: Int64
        var traits: Int32
    }

    /// What the tallies need of traits.
    private struct Facts {
        var manner: FoldSums.Manner
        var arrival: Bool?
        var role: ShareFirsts.Role?
    }

    private var facts: [Facts] = []
    /// For each number of traits one more than its place in `facts`; 0 for what was not looked up.
    private var places: [Int32] = []
    /// Numbers far beyond all others, as after a damaged file.
    private var sparse: [Int64: Int32] = [:]
    private static let dense: Int64 = 1 << 22

    /// Reads events by number.
    ///
    /// - Parameters:
    ///   - from: earlier ones are left out.
    mutating func read(
        _ database: Database, _ range: ClosedRange<Int64>, from: Timestamp?, _ spans: inout LocalSpans
    ) throws -> FoldPart {
        var entries: [Entry] = []
        // The numbers may have a gap of any width in them, as after a restored backup.
        entries.reserveCapacity(Int(min(range.upperBound - range.lowerBound, Int64(StoreWriter.foldStep)) + 1))
        var firsts = ShareFirsts()
        let arguments: StatementArguments = [
            "first": range.lowerBound, "last": range.upperBound, "from": from?.seconds ?? .min,
        ]
        try SteppedRow.each(database, Query.foldEvents, arguments) { row in
            let (at, article) = (row.number(0), row.number(1))
            let traits = try place(of: row.number(3), database)
            if let role = facts[Int(traits)].role, let share = row.numberOrNil(2) {
                firsts.add(role, at: at, ShareKey(article: article, id: share), place: entries.count)
            }
            entries.append(Entry(at: at, article: article, traits: traits))
        }
        var isTold = [Bool](repeating: false, count: entries.count)
        var part = FoldPart()
        part.sums.makeRoom(entries.count / 2)
        part.marked = try firsts.find(in: database) { isTold[$0] = true }
        var manners = [Int32](repeating: -1, count: facts.count)
        for (place, entry) in entries.enumerated() {
            let fact = facts[Int(entry.traits)]
            var manner = manners[Int(entry.traits)]
            if manner < 0 {
                manner = part.sums.number(of: fact.manner)
                manners[Int(entry.traits)] = manner
            }
            let sum = FoldSums.sum(
                fact.manner.kind, code: fact.manner.code, arrival: fact.arrival, isTold: isTold[place])
            part.sums.add(sum, at: entry.at, day: spans.day(of: entry.at), article: entry.article, manner: manner)
        }
        return part
    }

    private mutating func place(of number: Int64, _ database: Database) throws -> Int32 {
        if number >= 0, number < Int64(places.count), places[Int(number)] > 0 { return places[Int(number)] - 1 }
        if let known = sparse[number] { return known }
        guard let row = try Row.fetchOne(database.cachedStatement(sql: Query.traits), arguments: [number]) else {
            throw StoreError(
                .storage, "folding events",
                hint: "an event has traits that are not there; restore a backup, or take everything out with «export»")
        }
        let kind: EventKind = row[0] == 1 ? .press : .visit
        let code: Int = row[3]
        let names =
            code == 0 ? EventNames(referrer: row[5] ?? 0, agent: row[6] ?? 0, place: row[7] ?? 0) : EventNames()
        facts.append(
            Facts(
                manner: FoldSums.Manner(
                    channel: row[1], origin: row[2] == 0 ? .reader : .newsroom, kind: kind, code: code, names: names),
                arrival: row[4], role: ShareFirsts.Role(kind, code: code)))
        let place = Int32(facts.count - 1)
        if number >= 0, number < Self.dense {
            let missing = Int(number) + 1 - places.count
            if missing > 0 { places.append(contentsOf: repeatElement(0, count: max(missing, places.count))) }
            places[Int(number)] = place + 1
        } else {
            sparse[number] = place
        }
        return place
    }
}
