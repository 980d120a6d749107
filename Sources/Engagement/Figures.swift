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
    /// How often pages of the articles were read, as web analytics tell; nil where nothing was imported.
    public var views: Int64?

    /// Whether link previews could be seen at all, on any of the channels that the figures are of.
    public var seesPreviews: Bool

    /// Collects figures; zero unless given.
    public init(
        presses: Int64 = 0, previewed: Int64 = 0, opened: Int64 = 0, visits: Int64 = 0, arrivals: Int64 = 0,
        visitsWithoutArrival: Int64 = 0, reshares: Int64 = 0, views: Int64? = nil, seesPreviews: Bool = true
    ) {
        self.presses = presses
        self.previewed = previewed
        self.opened = opened
        self.visits = visits
        self.arrivals = arrivals
        self.visitsWithoutArrival = visitsWithoutArrival
        self.reshares = reshares
        self.views = views
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

    /// Presses for each thousand views; nil without views.
    public var pressesPerThousandViews: Double? {
        views.flatMap { $0 > 0 ? 1_000 * Double(presses) / Double($0) : nil }
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
        if let views = right.views { left.views = (left.views ?? 0) + views }
        left.seesPreviews = left.seesPreviews || right.seesPreviews
    }
}

/// A figure by its key in reports, such as `visitsPerPress`.
public enum FigureName: String, CaseIterable, Sendable {
    case presses
    case previewed
    case opened
    case visits
    case distinctArrivals
    case reshares
    case visitsPerPress
    case views
    case pressesPerThousandViews
}

extension Figures {
    /// The value of a figure; nil where it is not known.
    public func value(_ name: FigureName) -> Double? {
        switch name {
        case .presses: Double(presses)
        case .previewed: previewedShares.map(Double.init)
        case .opened: Double(opened)
        case .visits: Double(visits)
        case .distinctArrivals: distinctArrivals.map(Double.init)
        case .reshares: Double(reshares)
        case .visitsPerPress: visitsPerPress
        case .views: views.map(Double.init)
        case .pressesPerThousandViews: pressesPerThousandViews
        }
    }

    /// Whether these stand before others in a report: most of one figure first, unknown last, then most visits, then
    /// most presses; nil where all are equal.
    public func isBefore(_ other: Figures, by name: FigureName) -> Bool? {
        let (own, others) = (value(name) ?? -1, other.value(name) ?? -1)
        if own != others { return own > others }
        if visits != other.visits { return visits > other.visits }
        return presses == other.presses ? nil : presses > other.presses
    }
}
