import Engagement
import Foundation

/// What traffic to make up.
public struct SimulationPlan: Sendable {
    /// The same seed makes up the same traffic, with the same version of the program.
    public var seed: UInt64
    /// How many events, about: chance makes a few in a hundred more or less.
    public var events: Int
    /// How many local days, each whole.
    public var days: Int
    /// Articles that come out each day.
    public var articlesPerDay: Int
    /// The local midnight that ends the last day.
    public var end: Timestamp
    /// The newsroom's zone.
    public var zone: TimeZone
    /// The host of the articles.
    public var host: String

    /// Makes a plan.
    public init(
        seed: UInt64, events: Int, days: Int, articlesPerDay: Int, end: Timestamp, zone: TimeZone, host: String
    ) {
        self.seed = seed
        self.events = events
        self.days = days
        self.articlesPerDay = articlesPerDay
        self.end = end
        self.zone = zone
        self.host = host
    }

    /// The days that it covers.
    public var period: Period {
        Period(from: Period.last(days: days, before: end, zone: zone).from, to: end, zone: zone)
    }
}

/// The local days of a plan, for finding the one that holds a moment.
struct SimulatedDays {
    let starts: [Timestamp]
    let end: Timestamp

    init(_ plan: SimulationPlan) {
        starts = TimeBucket.day.starts(in: plan.period)
        end = plan.end
    }

    /// The place of the day that holds a moment of the plan.
    func place(of moment: Timestamp) -> Int {
        var place = min(max(0, Int((moment.seconds - starts[0].seconds) / 86_400)), starts.count - 1)
        while place + 1 < starts.count, starts[place + 1] <= moment { place += 1 }
        while place > 0, moment < starts[place] { place -= 1 }
        return place
    }
}
