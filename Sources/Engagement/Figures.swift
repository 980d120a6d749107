/// The figures that reports are made of. All but `visitsPerPress` add up over any division into rows.
public struct Figures: Hashable, Codable, Sendable {
    /// Share buttons pressed, counted ones only.
    public var presses: Int64
    /// Shares whose link preview was first fetched in the period.
    public var previewed: Int64
    /// Shares that were first opened by a person in the period.
    public var opened: Int64
    /// Landing links opened by people.
    public var visits: Int64
    /// Visits that were the first of a visitor to the article on that day; nil where none could be told apart.
    public var distinctArrivals: Int64?
    /// Presses by readers who came through a landing link.
    public var reshares: Int64

    /// Collects figures; zero unless given.
    public init(
        presses: Int64 = 0, previewed: Int64 = 0, opened: Int64 = 0, visits: Int64 = 0,
        distinctArrivals: Int64? = nil, reshares: Int64 = 0
    ) {
        self.presses = presses
        self.previewed = previewed
        self.opened = opened
        self.visits = visits
        self.distinctArrivals = distinctArrivals
        self.reshares = reshares
    }

    /// Visits for each press; nil without presses.
    public var visitsPerPress: Double? {
        presses > 0 ? Double(visits) / Double(presses) : nil
    }

    /// Adds two sets of figures; an unknown number of distinct arrivals adds nothing to a known one.
    public static func + (left: Figures, right: Figures) -> Figures {
        let arrivals: Int64? =
            left.distinctArrivals == nil && right.distinctArrivals == nil
            ? nil : (left.distinctArrivals ?? 0) + (right.distinctArrivals ?? 0)
        return Figures(
            presses: left.presses + right.presses, previewed: left.previewed + right.previewed,
            opened: left.opened + right.opened, visits: left.visits + right.visits,
            distinctArrivals: arrivals, reshares: left.reshares + right.reshares)
    }
}
