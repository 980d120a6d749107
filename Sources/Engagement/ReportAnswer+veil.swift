extension ReportAnswer {
    /// The same without counts from 1 to 4, for readers outside the newsroom: a share at a known time by nearly nobody can
    /// expose a source.
    ///
    /// What sums would tell of them is hidden too: further counts beside them, the smallest first, until what is hidden in
    /// a column is at least two counts that add up to 5 and to more than one each; where there are none, all and the sum. So are
    /// ratios of hidden counts, and notes with counts in them. Two answers on periods that overlap can still be told apart.
    /// Cost: the square of the rows at worst.
    public func veiled(below least: Int64 = 5) -> ReportAnswer {
        var answer = self
        (answer.rows, answer.total) = veil(rows, total, least)
        if let previousRows { answer.previousRows = veil(previousRows, previous ?? [], least).rows }
        if let previous { answer.previous = veil(previousRows ?? [], previous, least).total }
        answer.usual = usual.map { veil([], $0, least).total }
        answer.notes = notes.filter {
            switch $0 {
            case .filtered, .limited, .readFromEventLog, .eventsRemoved, .lost, .viewsByDay, .viewsOfDays: true
            default: false
            }
        }
        answer.notes.append(.fewHidden(below: least))
        return answer
    }

    /// Hides in rows and their sum together, part by part where a report has parts, since each adds up to the sum.
    private func veil(_ rows: [[Cell]], _ total: [Cell], _ least: Int64) -> (rows: [[Cell]], total: [Cell]) {
        var (hidden, sum) = (rows, total)
        let part = columns.firstIndex { $0.key == "part" }
        let groups = Dictionary(grouping: rows.indices) { row in part.map { rows[row][$0] } ?? .none }
        for column in columns.indices where columns[column].kind == .number {
            if Self.isFew(Self.count(total, column), least) { sum[column] = .none }
            let counts = groups.values.map { $0.compactMap { row in Self.count(rows[row], column).map { (row, $0) } } }
            let covers = counts.map { Self.cover($0.map(\.1), of: Self.count(total, column), least) }
            // Where one part cannot be covered, another would tell the sum.
            let isOpen = covers.contains { $0 == nil }
            if isOpen { sum[column] = .none }
            for (counts, cover) in zip(counts, covers) {
                let all = counts.indices.filter { counts[$0].1 > 0 }
                for place in isOpen ? all : cover ?? all { hidden[counts[place].0][column] = .none }
            }
        }
        return (withoutRatios(hidden), withoutRatios([sum])[0])
    }

    /// Which of some counts must be hidden; nil where their sum would tell them all the same.
    private static func cover(_ counts: [Int64], of total: Int64?, _ least: Int64) -> [Int]? {
        var hidden = counts.indices.filter { isFew(counts[$0], least) }
        // What the rows that are not shown come to is not shown either, but told by the sum.
        let rest = max(0, (total ?? 0) - counts.reduce(0, +))
        guard total != nil, !hidden.isEmpty || isFew(rest, least) else { return hidden }
        var others = counts.indices.filter { counts[$0] >= least }.sorted { counts[$0] < counts[$1] }[...]
        while true {
            let (sum, members) = (hidden.reduce(rest) { $0 + counts[$1] }, hidden.count + (rest > 0 ? 1 : 0))
            if members > 1, sum >= least, sum > members { return hidden }
            guard let next = others.popFirst() else { return nil }
            hidden.append(next)
        }
    }

    private static func count(_ cells: [Cell], _ column: Int) -> Int64? {
        guard column < cells.count, case .count(let count) = cells[column] else { return nil }
        return count
    }

    private static func isFew(_ count: Int64?, _ least: Int64) -> Bool { count.map { $0 > 0 && $0 < least } ?? false }

    /// Without ratios whose counts are hidden; of shares without all, since one tells what they are shares of.
    private func withoutRatios(_ rows: [[Cell]]) -> [[Cell]] {
        func place(_ key: String) -> Int? { columns.firstIndex { $0.key == key } }
        func isHidden(_ cells: [Cell], _ key: String) -> Bool {
            place(key).map { $0 < cells.count && cells[$0] == .none } ?? false
        }
        let hidesShares = rows.contains { isHidden($0, "visits") }
        return rows.map { row in
            var cells = row
            for (ratio, parts) in [
                ("visitsPerPress", ["presses", "visits"]), ("pressesPerThousandViews", ["presses"]),
            ] {
                guard let place = place(ratio), place < cells.count else { continue }
                if parts.contains(where: { isHidden(row, $0) }) { cells[place] = .none }
            }
            if hidesShares, let place = place("share"), place < cells.count { cells[place] = .none }
            return cells
        }
    }
}
