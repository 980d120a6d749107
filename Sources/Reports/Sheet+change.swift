import Engagement

extension ReportAnswer {
    /// With a cell for each column in every row: what is missing is unknown.
    var whole: ReportAnswer {
        mapped { cells in columns.indices.map { $0 < cells.count ? cells[$0] : .none } }
    }

    /// Without the columns of views where none are known, as in a newsroom that imported none.
    var withoutUnknownViews: ReportAnswer {
        let keys = Set(ReportShape.viewColumns.map(\.key))
        let known = columns.indices.filter { index in
            !keys.contains(columns[index].key) || (rows + [total]).contains { $0[index] != .none }
        }
        guard known.count < columns.count else { return self }
        var answer = mapped { cells in known.map { cells[$0] } }
        answer.columns = known.map { columns[$0] }
        return answer
    }

    /// With a column that says how visits changed against the period before, where its rows are known.
    func withChange(_ vocabulary: Vocabulary) -> ReportAnswer {
        guard let previousRows, let visits = columns.firstIndex(where: { $0.key == "visits" }),
            let first = columns.firstIndex(where: { $0.kind == .number })
        else { return self }
        let before = Dictionary(previousRows.map { (Array($0.prefix(first)), $0) }) { one, _ in one }
        func change(_ cells: [Cell], _ old: [Cell]?) -> Cell {
            let was: Cell = old.map { $0[visits] } ?? .count(0)
            guard case .count(let now) = cells[visits], case .count(let then) = was else { return .none }
            return .text(orNone: vocabulary.change(from: then, to: now))
        }
        var answer = mapped { $0 }
        answer.rows = rows.map { $0.inserting(change($0, before[Array($0.prefix(first))]), at: visits + 1) }
        answer.total = total.inserting(change(total, previous), at: visits + 1)
        answer.previous = previous?.inserting(.none, at: visits + 1)
        answer.usual = usual?.inserting(.none, at: visits + 1)
        answer.columns.insert(Column("change", .number), at: visits + 1)
        return answer
    }

    private func mapped(_ change: ([Cell]) -> [Cell]) -> ReportAnswer {
        var answer = self
        answer.rows = rows.map(change)
        answer.total = change(total)
        answer.previous = previous.map(change)
        answer.previousRows = previousRows?.map(change)
        answer.usual = usual.map(change)
        return answer
    }
}

extension [Cell] {
    fileprivate func inserting(_ cell: Cell, at index: Int) -> [Cell] {
        var cells = self
        cells.insert(cell, at: index)
        return cells
    }
}
