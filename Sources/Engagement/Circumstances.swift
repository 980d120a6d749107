/// The class of device, as far as an agent tells it.
public enum Device: String, Codable, Sendable, CaseIterable {
    case phone
    case tablet
    case desktop
    case tv
    /// A games console, a watch, a car, a reader of books…
    case other
}

/// Where a link was opened: in an app, or from a network's site.
public struct Place: Hashable, Codable, Sendable {
    /// The name of the app or network, such as `Zalo`.
    public var name: String
    /// The name of the channel that shares to it, such as `zalo`; nil where it is no channel of ours.
    public var channel: String?
    /// The id of the Android app where the request names it, such as `com.zing.zalo`.
    public var appID: String?

    /// Names a place.
    public init(name: String, channel: String? = nil, appID: String? = nil) {
        self.name = name
        self.channel = channel
        self.appID = appID
    }
}

/// What was done to a landing link on its way, and undone to find its article.
public struct Mangles: OptionSet, Hashable, Codable, Sendable {
    /// The sum of the kinds, 0 to 15: the form that is stored.
    public let rawValue: Int

    /// Takes a stored sum.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Punctuation of a sentence stood behind it.
    public static let punctuation = Mangles(rawValue: 1)
    /// Parameters were appended, as networks and mailers do.
    public static let parameters = Mangles(rawValue: 2)
    /// White space stood inside, as a wrapped line leaves it.
    public static let space = Mangles(rawValue: 4)
    /// Its host was spelled in another case.
    public static let host = Mangles(rawValue: 8)

    /// Each kind with its name in reports.
    public static let kinds: [(kind: Mangles, name: String)] = [
        (.punctuation, "punctuation"), (.parameters, "parameters"), (.space, "space"), (.host, "host"),
    ]
}

/// What a request tells of where and with what a link was opened, with nothing of who opened it.
///
/// A copy costs one reference: nearly all requests of a minute have the circumstances of a few.
public struct Circumstances: Hashable, Codable, Sendable {
    private struct Facts: Hashable, Codable, Sendable {
        var referrerHost: String?
        var referrerNetwork: String?
        var agentFamily: String?
        var system: String?
        var device: Device?
        var place: Place?
        var mangles: Mangles = []
        var country: String?
        var machineAgent: String?
    }

    /// Not checked by the compiler: it is changed only by the one that has it alone.
    private final class Box: @unchecked Sendable {
        var facts: Facts
        init(_ facts: Facts) { self.facts = facts }
    }

    private var box: Box

    private static let unknown = Box(Facts())

    /// Makes circumstances; nil is unknown.
    public init(
        referrerHost: String? = nil, referrerNetwork: String? = nil, agentFamily: String? = nil,
        system: String? = nil, device: Device? = nil, place: Place? = nil, mangles: Mangles = [],
        country: String? = nil, machineAgent: String? = nil
    ) {
        let facts = Facts(
            referrerHost: referrerHost, referrerNetwork: referrerNetwork, agentFamily: agentFamily, system: system,
            device: device, place: place, mangles: mangles, country: country, machineAgent: machineAgent)
        box = Box(facts)
    }

    /// Nothing is known.
    public init() { box = Self.unknown }

    /// The referring host, lower case, without port; nil where there was none.
    public var referrerHost: String? {
        get { box.facts.referrerHost }
        set { change { $0.referrerHost = newValue } }
    }

    /// The network of that host, such as `Facebook`; nil where it is none that is known.
    public var referrerNetwork: String? {
        get { box.facts.referrerNetwork }
        set { change { $0.referrerNetwork = newValue } }
    }

    /// The family of the agent: a browser, an app, or a machine's name; nil where unknown.
    public var agentFamily: String? {
        get { box.facts.agentFamily }
        set { change { $0.agentFamily = newValue } }
    }

    /// The family of the operating system, such as `Android`; nil where unknown.
    public var system: String? {
        get { box.facts.system }
        set { change { $0.system = newValue } }
    }

    /// The class of device; nil where unknown.
    public var device: Device? {
        get { box.facts.device }
        set { change { $0.device = newValue } }
    }

    /// Where it was opened, by the best evidence; nil where unknown.
    public var place: Place? {
        get { box.facts.place }
        set { change { $0.place = newValue } }
    }

    /// What was done to the link on its way.
    public var mangles: Mangles {
        get { box.facts.mangles }
        set { change { $0.mangles = newValue } }
    }

    /// The country as two upper-case letters (ISO 3166-1), where an import knew it.
    public var country: String? {
        get { box.facts.country }
        set { change { $0.country = newValue } }
    }

    /// The whole agent of a machine, never of a person.
    public var machineAgent: String? {
        get { box.facts.machineAgent }
        set { change { $0.machineAgent = newValue } }
    }

    private mutating func change(_ change: (inout Facts) -> Void) {
        if !isKnownUniquelyReferenced(&box) { box = Box(box.facts) }
        change(&box.facts)
    }

    /// Whether the same is known.
    public static func == (one: Circumstances, other: Circumstances) -> Bool {
        one.box === other.box || one.box.facts == other.box.facts
    }

    /// Hashes what is known.
    public func hash(into hasher: inout Hasher) { box.facts.hash(into: &hasher) }

    /// Reads them as they were written.
    public init(from decoder: any Decoder) throws { box = Box(try Facts(from: decoder)) }

    /// Writes them, what is unknown left out.
    public func encode(to encoder: any Encoder) throws { try box.facts.encode(to: encoder) }
}
