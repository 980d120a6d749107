import Engagement
import Foundation

/// What made-up traffic consists of, counted as it is made up: what reports over it must say.
///
/// It knows nothing of the store and its tallies, so that each can be held against the other.
public final class SimulationTruth {
    /// By what it is divided, beside days.
    public enum Dimension: String, CaseIterable, Sendable {
        case total, hour, channel, article, section, author, referrer, device, system, agent, drift, requests
    }

    /// What a row is about.
    public struct Key: Hashable, Sendable {
        /// By what it is divided.
        public var dimension: Dimension
        /// The first second of the local day; of `hour`, of the hour of UTC.
        public var start: Timestamp
        /// Such as `facebook`; an article's number; of `drift` the channel and the place, with a tab between.
        public var name: String
        /// Whose shares.
        public var origin: Origin
    }

    private struct Place: Hashable {
        var dimension: Dimension
        var start: Int64
        var name: Int32
        var origin: Origin
    }

    private var sums: [Place: Figures] = [:]
    private var names: [String] = []
    private var numbers: [String: Int32] = [:]
    /// How many events there are, counted and refused.
    public private(set) var events = 0

    private func number(of name: String) -> Int32 {
        if let number = numbers[name] { return number }
        let number = Int32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    /// What an event is, beside itself.
    struct About {
        var day: Timestamp
        var channel: String
        var section: String
        var author: String
        var seesPreviews: Bool
        var isFirstPreview = false
        var isFirstVisit = false
    }

    func add(_ event: EventEntryFacts, _ about: About) {
        events += 1
        var figures = Figures(seesPreviews: about.seesPreviews)
        let isCounted = event.verdict == .counted
        switch event.kind {
        case .press where isCounted:
            figures.presses = 1
            figures.reshares = event.hasParent ? 1 : 0
        case .visit where isCounted:
            figures.visits = 1
            figures.opened = about.isFirstVisit ? 1 : 0
            figures.arrivals = event.arrival == true ? 1 : 0
            figures.visitsWithoutArrival = event.arrival == nil ? 1 : 0
        default: figures.previewed = about.isFirstPreview && about.seesPreviews ? 1 : 0
        }
        func add(_ dimension: Dimension, _ name: String, _ figures: Figures, start: Timestamp? = nil) {
            let place = Place(
                dimension: dimension, start: (start ?? about.day).seconds, name: number(of: name), origin: event.origin)
            sums[place] = sums[place].map { $0 + figures } ?? figures
        }
        let reason = if case .refused(let reason) = event.verdict { reason.name } else { "counted" }
        // Requests stand where visits do; nobody reads the rest of the row.
        add(.requests, reason, Figures(visits: 1))
        guard isCounted || figures.previewed > 0 else { return }
        let hour = Timestamp(seconds: event.at.seconds.floored(to: 3600))
        add(.total, "", figures)
        add(.hour, "", figures, start: hour)
        add(.channel, about.channel, figures)
        add(.article, "\(event.article)", figures)
        add(.section, about.section, figures)
        add(.author, about.author, figures)
        guard isCounted else { return }
        add(.referrer, event.about.referrerHost ?? "", figures)
        add(.device, event.about.device?.rawValue ?? "", figures)
        add(.system, event.about.system ?? "", figures)
        add(.agent, event.about.agentFamily ?? "", figures)
        if event.kind == .visit { add(.drift, about.channel + "\t" + (event.about.place?.name ?? ""), figures) }
    }

    /// The rows whose day begins in a span of time, added up over it.
    public func figures(
        by dimension: Dimension, origin: Origin?, in span: Range<Timestamp>
    ) -> [String: Figures] {
        var result: [String: Figures] = [:]
        for (place, figures) in sums where place.dimension == dimension {
            guard span.contains(Timestamp(seconds: place.start)), origin == nil || place.origin == origin else {
                continue
            }
            result[names[Int(place.name)], default: Figures(seesPreviews: false)] =
                (result[names[Int(place.name)]] ?? Figures(seesPreviews: false)) + figures
        }
        return result
    }

    /// Each row as a line of JSON, in no order: `dimension`, `start` (seconds), `key`, `origin` and figures.
    public func lines(_ write: (String) -> Void) {
        for (place, figures) in sums {
            let name = names[Int(place.name)]
            let key = String(decoding: (try? JSONEncoder().encode(name)) ?? Data(), as: UTF8.self)
            let start = "{\"dimension\":\"\(place.dimension)\",\"start\":\(place.start),\"key\":\(key),"
            let origin = "\"origin\":\"\(place.origin.name)\","
            if place.dimension == .requests {
                write(start + origin + "\"requests\":\(figures.visits)}\n")
                continue
            }
            write(
                start + origin
                    + """
                    "presses":\(figures.presses),"previewed":\(figures.previewed),"opened":\(figures.opened),\
                    "visits":\(figures.visits),"arrivals":\(figures.arrivals),\
                    "visitsWithoutArrival":\(figures.visitsWithoutArrival),"reshares":\(figures.reshares)}

                    """)
        }
    }
}

/// What the truth is told of an event.
struct EventEntryFacts {
    var at: Timestamp
    var kind: EventKind
    var article: Int64
    var origin: Origin
    var verdict: Verdict
    var hasParent: Bool
    var arrival: Bool?
    var about: Circumstances
}
