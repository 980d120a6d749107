extension ReportAnswer {
    /// The same without counts from 1 to 4, for readers outside the newsroom: a share at a known time by nearly nobody can
    /// expose a source.
    ///
    /// Where one count of a column alone would be hidden, the smallest beside it is hidden too, since sums would tell it.
    /// Ratios of hidden counts are hidden.
    public func veiled(below least: Int64 = 5) -> ReportAnswer {
        var answer = self
        let counts = columns.indices.filter { columns[$0].kind == .number }
        for column in counts {
            var hidden = answer.rows.indices.filter { Self.isFew(answer.rows[$0], column, least) }
            if hidden.count == 1, let other = smallest(in: column, but: hidden[0]) { hidden.append(other) }
            for row in hidden { answer.rows[row][column] = .none }
        }
        func veil(_ cells: [Cell]) -> [Cell] {
            var cells = cells
            for column in counts where Self.isFew(cells, column, least) { cells[column] = .none }
            return withoutRatios(cells)
        }
        answer.rows = answer.rows.map(withoutRatios)
        answer.total = veil(total)
        answer.previous = previous.map(veil)
        answer.previousRows = previousRows?.map(veil)
        answer.usual = usual.map(veil)
        // Other notes have counts in them.
        answer.notes = notes.filter {
            switch $0 {
            case .filtered, .limited, .readFromEventLog, .eventsRemoved, .lost, .viewsByDay, .viewsOfDays: true
            default: false
            }
        }
        answer.notes.append(.fewHidden(below: least))
        return answer
    }

    private static func isFew(_ cells: [Cell], _ column: Int, _ least: Int64) -> Bool {
        guard column < cells.count, case .count(let count) = cells[column] else { return false }
        return count > 0 && count < least
    }

    private func smallest(in column: Int, but row: Int) -> Int? {
        rows.indices.filter { $0 != row }.compactMap { index -> (Int, Int64)? in
            guard column < rows[index].count, case .count(let count) = rows[index][column], count > 0 else {
                return nil
            }
            return (index, count)
        }.min { $0.1 < $1.1 }?.0
    }

    /// Without ratios whose counts are hidden.
    private func withoutRatios(_ cells: [Cell]) -> [Cell] {
        var cells = cells
        for (ratio, parts) in [
            ("visitsPerPress", ["presses", "visits"]), ("pressesPerThousandViews", ["presses"]), ("share", ["visits"]),
        ] {
            guard let place = columns.firstIndex(where: { $0.key == ratio }), place < cells.count else { continue }
            let isHidden = parts.contains { part in
                columns.firstIndex { $0.key == part }.map { $0 < cells.count && cells[$0] == .none } ?? false
            }
            if isHidden { cells[place] = .none }
        }
        return cells
    }
}
