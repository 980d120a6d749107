/// The sum of a report, and what to hold it against.
public struct Totals: Hashable, Sendable {
    /// The sum of the period.
    public var now: Figures
    /// The sum of the period before, when that was asked for.
    public var previous: Figures?
    /// The sums of the same weekday in the weeks before, when that was asked for; empty where none is known.
    public var weekdays: [Figures]

    /// Collects sums.
    public init(_ now: Figures, previous: Figures? = nil, weekdays: [Figures] = []) {
        self.now = now
        self.previous = previous
        self.weekdays = weekdays
    }

    /// Puts the sums under the columns of an answer, after so many columns that have none.
    func fill(_ answer: inout ReportAnswer, after count: Int, _ cells: (Figures) -> [Cell]) {
        let padding = Array(repeating: Cell.none, count: count)
        answer.total = padding + cells(now)
        answer.previous = previous.map { padding + cells($0) }
        guard !weekdays.isEmpty else { return }
        let weeks = weekdays.map(cells)
        answer.usual = padding + weeks[0].indices.map { column in Self.median(weeks.map { $0[column] }) }
        answer.usualWeeks = weekdays.count
    }

    /// The middle value, of an even number the mean of the two, of counts a whole number; none where it is known of none.
    private static func median(_ cells: [Cell]) -> Cell {
        let values = cells.compactMap { cell -> Double? in
            switch cell {
            case .count(let count): Double(count)
            case .ratio(let ratio): ratio
            default: nil
            }
        }.sorted()
        guard !values.isEmpty else { return .none }
        let value = (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
        let isCount = cells.contains { if case .count = $0 { true } else { false } }
        return isCount ? .count(Int64(value.rounded())) : .ratio(value)
    }
}
