/// What a request says about who sends it, as far as the judge looks at it.
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

    /// Collects signals; nil and empty where a header was not sent.
    public init(isHead: Bool = false, agent: String? = nil, purposes: [String] = [], fetchDestination: String? = nil) {
        self.isHead = isHead
        self.agent = agent
        self.purposes = purposes
        self.fetchDestination = fetchDestination
    }
}
