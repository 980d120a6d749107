/// What a request says about who sends it, as far as the judge looks at it. Nil and empty where a header was not sent.
public struct Signals: Hashable, Sendable {
    /// Whether the method was HEAD.
    public var isHead: Bool
    /// `User-Agent`.
    public var agent: String?
    /// `Sec-Purpose`, `Purpose`, `X-Moz` and `X-Purpose`, those that were sent.
    public var purposes: [String]
    /// `Sec-Fetch-Dest`.
    public var fetchDestination: String?
    /// Whether a script of the site's own pages may be behind it: a press by `fetch`, never a visit.
    public var mayBeScript = false
    /// `X-Requested-With`: the id of an Android app, from its web view.
    public var requestedWith: String?
    /// `Referer`, as it was sent.
    public var referrer: String?
    /// The query of a landing link, where networks append what tells them (`zarsrc`, `fbclid`).
    public var query: String?
    /// `Sec-CH-UA`.
    public var brands: String?
    /// `From`, in which some crawlers give an address.
    public var from: String?
    /// Whether `X-Scanner` was sent.
    public var namesScanner = false

    /// Whether anything beside the agent may tell where the link was opened.
    var tellPlaces: Bool { referrer != nil || query != nil || requestedWith != nil }

    /// Collects signals; the rest is set one by one.
    public init(isHead: Bool = false, agent: String? = nil, purposes: [String] = [], fetchDestination: String? = nil) {
        self.isHead = isHead
        self.agent = agent
        self.purposes = purposes
        self.fetchDestination = fetchDestination
    }
}
