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
    /// Visits that are known to be the first of a visitor to the article on that day.
    public var arrivals: Int64
    /// Visits of which that is not known.
    public var visitsWithoutArrival: Int64
    /// Presses by readers who came through a landing link.
    public var reshares: Int64

    /// Whether link previews could be seen at all, on any of the channels that the figures are of.
    public var seesPreviews: Bool

    /// Collects figures; zero unless given.
    public init(
        presses: Int64 = 0, previewed: Int64 = 0, opened: Int64 = 0, visits: Int64 = 0, arrivals: Int64 = 0,
        visitsWithoutArrival: Int64 = 0, reshares: Int64 = 0,
        seesPreviews: Bool = true
    ) {
        self.presses = presses
        self.previewed = previewed
        self.opened = opened
        self.visits = visits
        self.arrivals = arrivals
        self.visitsWithoutArrival = visitsWithoutArrival
        self.reshares = reshares
        self.seesPreviews = seesPreviews
    }

    /// Arrivals that are distinct; nil where there were visits and of none it is known.
    public var distinctArrivals: Int64? {
        visits > 0 && visitsWithoutArrival == visits ? nil : arrivals
    }

    /// Shares whose preview was fetched; nil where the channels let nobody see that.
    public var previewedShares: Int64? {
        seesPreviews ? previewed : nil
    }

    /// Visits for each press; nil without presses.
    public var visitsPerPress: Double? {
        presses > 0 ? Double(visits) / Double(presses) : nil
    }

    /// Adds two sets of figures.
    public static func + (left: Figures, right: Figures) -> Figures {
        var sum = left
        sum += right
        return sum
    }

    /// Adds figures to these, where they stand.
    @inlinable public static func += (left: inout Figures, right: Figures) {
        left.presses += right.presses
        left.previewed += right.previewed
        left.opened += right.opened
        left.visits += right.visits
        left.arrivals += right.arrivals
        left.visitsWithoutArrival += right.visitsWithoutArrival
        left.reshares += right.reshares
        left.seesPreviews = left.seesPreviews || right.seesPreviews
    }
}
