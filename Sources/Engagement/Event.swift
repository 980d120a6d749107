/// What a reader did: pressed a share button, or opened a landing link.
public enum EventKind: Int, Codable, Sendable, CaseIterable {
    /// A share button was pressed: a request on a press link.
    case press = 1
    /// A landing link was opened (a click-back), by a person or a machine.
    case visit = 2
}

/// Who put a share into the world.
public enum Origin: Int, Codable, Sendable, CaseIterable {
    /// A reader pressed a share button.
    case reader = 0
    /// The newsroom made a link for its own page or post.
    case newsroom = 1

    /// The name in options and in JSON.
    public var name: String {
        switch self {
        case .reader: "reader"
        case .newsroom: "newsroom"
        }
    }
}

/// Why a request is not counted. Numbers are stored and never change their meaning.
public enum RefusalReason: Int, Codable, Sendable, CaseIterable {
    case head = 1
    case prefetch = 2
    case preview = 3
    case crawler = 4
    case scanner = 5
    case monitor = 6
    case library = 7
    case headless = 8
    case `repeat` = 9
    case `internal` = 10
    case embedded = 11
    case unverified = 12
    case retired = 13
    case withdrawn = 14

    /// The name in reports and in JSON, such as `preview`.
    public var name: String { String(describing: self) }

    /// Whether it was the agent that gave a machine away, which then is kept for a while.
    public var isOfMachine: Bool {
        switch self {
        case .preview, .crawler, .scanner, .monitor, .library, .headless: true
        default: false
        }
    }

    /// One sentence for the person who reads a report or opens the database.
    public var meaning: String {
        switch self {
        case .head: "A HEAD request: programs ask so whether a link works; people never do."
        case .prefetch: "The browser fetched ahead of a click that may never come."
        case .preview: "A network's machine drew a link preview (a card)."
        case .crawler: "A crawler of a search engine, an archive or a language model."
        case .scanner: "A security scanner, mostly of a mail gateway."
        case .monitor: "A program that watches whether pages are up."
        case .library: "A program's HTTP library, or no user agent at all."
        case .headless: "A browser that is run by a program."
        case .repeat: "The same link again from the same address and agent within 10 seconds."
        case .internal: "An address of the newsroom itself."
        case .embedded: "The browser fetched it as part of a page (image, script, frame)."
        case .unverified:
            "The link does not verify: not our signature, or a channel or an article that is not known here."
        case .retired: "Signed with a key that was retired."
        case .withdrawn: "The article was withdrawn."
        }
    }
}

/// Whether a request is counted.
public enum Verdict: Hashable, Sendable {
    /// A person did this.
    case counted
    /// Not counted, for one reason.
    case refused(RefusalReason)

    /// 0 for counted, else the number of the reason: the form that is stored.
    public var code: Int {
        switch self {
        case .counted: 0
        case .refused(let reason): reason.rawValue
        }
    }
}

/// One share: what a press creates. Its article and id together identify it.
public struct ShareKey: Hashable, Codable, Sendable {
    /// The number of the article, 1 to 2^29 − 1.
    public var article: Int64
    /// The random id, 0 to 2^48 − 1 (2^40 − 1 in version 1 tokens).
    public var id: Int64

    /// Names a share.
    public init(article: Int64, id: Int64) {
        self.article = article
        self.id = id
    }
}
