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
        answer.usual = usual.map { padding + cells($0) }
        answer.usualWeeks = weekdays.count
    }

    /// The middle of each figure over the weekdays, of an even number the mean of the two, whole; ratios are of these. What
    /// is not known of one of them is not known at all: the middle of the others would be of other weeks.
    private var usual: Figures? {
        guard !weekdays.isEmpty else { return nil }
        func middle(_ figure: (Figures) -> Int64) -> Int64 {
            let values = weekdays.map(figure).sorted()
            let pair = values[(values.count - 1) / 2] + values[values.count / 2]
            return (pair + 1) / 2
        }
        let visits = middle(\.visits)
        let knowsArrivals = weekdays.allSatisfy { $0.distinctArrivals != nil }
        return Figures(
            presses: middle(\.presses), previewed: middle(\.previewed), opened: middle(\.opened), visits: visits,
            arrivals: middle(\.arrivals), visitsWithoutArrival: knowsArrivals ? 0 : visits,
            reshares: middle(\.reshares),
            views: weekdays.allSatisfy { $0.views != nil } ? middle { $0.views ?? 0 } : nil,
            seesPreviews: now.seesPreviews)
    }
}
