import Engagement
import EventStore
import Judging
import ShareLinks

/// Knows our links in the lines of an access log, and judges them by the collector's rules.
///
/// What only the collector can know is left open: a press from a log made no share, so it has none, and neither has it
/// a parent; whether a visit is an arrival nobody can tell later.
struct AccessLogLinks {
    /// What a line is to us.
    enum Finding {
        /// No link of ours, or one that got an answer which is no event.
        case other
        /// Looks like a link of ours, but does not verify, or its article is not known.
        case unverified
        /// A link of ours that the server turned away: a 4xx.
        case turnedAway
        case event(Found)
    }

    /// A request on a link of ours.
    struct Found {
        var event: EventEntry
        /// What makes it a repeat of another; nil where the log has no address, or where it is refused anyhow.
        var repeatKey: Int?
        var wasAnswered: Bool
    }

    let site: AccessLogSite
    private var judge: Judge { site.judge }
    private var articles: AccessLogArticles
    /// Adds an article that a press link tells of.
    private let learn: (ArticleFacts) throws -> Article?

    init(site: AccessLogSite, learn: @escaping (ArticleFacts) throws -> Article?) {
        self.site = site
        self.learn = learn
        articles = AccessLogArticles(
            site.articles, shares: site.newsroomShares, formerAddresses: site.formerAddresses)
    }

    mutating func finding(_ entry: AccessLogEntry) throws -> Finding {
        guard entry.method == "GET" || entry.method == "HEAD" else { return .other }
        let (path, query) = parts(of: entry.target)
        if path == "/s" {
            guard let query else { return .other }
            return try press(entry, query: query)
        }
        return visit(entry, path: path, query: query)
    }

    /// Path and query of a target, below the path of the base URL, whether the front server wrote that or not.
    private func parts(of target: String) -> (Substring, Substring?) {
        var rest = target[...]
        // A target may be a whole address (RFC 9112, section 3.2.2).
        if !rest.utf8.starts(with: "/".utf8), let scheme = rest.firstRange(of: "://") {
            let behind = rest[scheme.upperBound...]
            rest = behind.utf8.firstIndex { $0 == UInt8(ascii: "/") }.map { behind[$0...] } ?? "/"
        }
        let question = rest.utf8.firstIndex(of: UInt8(ascii: "?"))
        var path = rest[..<(question ?? rest.endIndex)]
        let query = question.map { rest[rest.utf8.index(after: $0)...] }
        let base = site.basePath
        if !base.isEmpty, path.utf8.starts(with: (base + "/").utf8) {
            path = path[path.utf8.index(path.startIndex, offsetBy: base.utf8.count)...]
        }
        return (path, query)
    }

    // MARK: - What the answer says

    private enum Answer {
        case given, gone, none, refused
    }

    /// What the reader got, by the status.
    ///
    /// - 2xx, 3xx: an answer: the redirect, or the small page of a press (304 too: the browser had it).
    /// - 410: an answer, that the article was withdrawn.
    /// - 5xx: the server failed, so nobody was reached; but see `answer(_:_:)` for the 503 that a prefetch gets.
    /// - 499 (nginx: the client closed), 408 (the request never came whole), 0 (Caddy: aborted): the reader went away
    ///   before an answer, so nobody was reached.
    /// - 404: the server's table did not have the link. 400, 414, 431: the request was broken or too long. 405: another
    ///   method. 401, 403, 429, 444 and all other 4xx: the server chose to turn it away. None of them would have been
    ///   an event of the collector, or the server made sure that it was none.
    /// - 1xx and what is no status at all: no answer to a request.
    private static func answer(_ status: Int) -> Answer {
        switch status {
        case 200...399: .given
        case 410: .gone
        case 0, 408, 499, 500...599: .none
        default: .refused
        }
    }

    /// The same, for a request that was judged: a prefetch is refused by a 503, by the collector as by the front server
    /// in its place, and that is all the answer there is to it.
    private static func answer(_ status: Int, _ judgement: Judgement) -> Answer {
        status == 503 && judgement.verdict == .refused(.prefetch) ? .given : answer(status)
    }

    // MARK: - Landing links

    private func visit(_ entry: AccessLogEntry, path: Substring, query: Substring?) -> Finding {
        // A front server's log is full of other paths that happen to have as many letters.
        let candidates = LandingPath.candidates(in: path).filter { $0.text.utf8.allSatisfy(Self.isTokenLetter) }
        guard !candidates.isEmpty else { return .other }
        let ring = site.ring
        guard
            let (candidate, token) = candidates.lazy.compactMap({ one in ring.verify(one.text).map { (one, $0) } })
                .first,
            let article = articles.article(Int64(token.article)),
            (try? ArticleAddress(article.facts.url, hosts: site.hosts)) != nil
        else { return .unverified }
        let text = candidate.text
        var mangles = candidate.mangles
        if !(query?.isEmpty ?? true) { mangles.insert(.parameters) }
        var signals = signals(of: entry)
        signals.query = query.map(String.init)
        let judgement = judge.judge(signals)
        let answer = Self.answer(entry.status, judgement)
        if answer == .refused { return .turnedAway }
        var verdict = judgement.verdict
        if ring.state(of: token.key, for: .land) == .retired { verdict = .refused(.retired) }
        if verdict == .counted, isWithdrawn(article, entry, answer) { verdict = .refused(.withdrawn) }
        if verdict == .counted, entry.address.map(site.isInternal) ?? false { verdict = .refused(.internal) }
        let isNewsroom = articles.isNewsroom(article: Int64(token.article), share: Int64(token.share))
        let event = EventEntry(
            at: entry.at, kind: .visit, article: article.number, share: Int64(token.share),
            channel: Int(token.channel), origin: isNewsroom ? .newsroom : .reader, verdict: verdict,
            rules: judge.rulesVersion,
            circumstances: judge.circumstances(
                of: signals, judgement, mangles: mangles, wantsPrivacy: entry.wantsPrivacy))
        return found(event, link: text, entry, answer)
    }

    private static func isTokenLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    // MARK: - Press links

    private mutating func press(_ entry: AccessLogEntry, query: Substring) throws -> Finding {
        let ring = site.ring
        guard let read = try? PressQuery(query), let state = try? read.verify(with: ring),
            let address = try? ArticleAddress(read.values.url, hosts: site.hosts),
            let (channel, number) = site.channels.pressable(read.channel)
        else { return .unverified }
        var signals = signals(of: entry)
        signals.mayBeScript = isOwnPage(entry)
        let judgement = judge.judge(signals)
        let answer = Self.answer(entry.status, judgement)
        if answer == .refused { return .turnedAway }
        guard let article = try article(of: read, address: address, isRetired: state == .retired, answer),
            (try? ArticleAddress(article.facts.url, hosts: site.hosts)) != nil
        else { return .unverified }
        var verdict = state == .retired ? .refused(.retired) : judgement.verdict
        if verdict == .counted, isWithdrawn(article, entry, answer) { verdict = .refused(.withdrawn) }
        if verdict == .counted, entry.address.map(site.isInternal) ?? false { verdict = .refused(.internal) }
        let event = EventEntry(
            at: entry.at, kind: .press, article: article.number, share: nil, channel: Int(number), verdict: verdict,
            rules: judge.rulesVersion,
            circumstances: judge.circumstances(of: signals, judgement, wantsPrivacy: entry.wantsPrivacy))
        let link = read.values.url + "\n" + (read.values.cmsID ?? "") + "\n" + channel.name
        return found(event, link: link, entry, answer)
    }

    /// The article of a press link. One that is not known yet is taken up from the link, as the collector does it; not
    /// under a retired key, which may be in anyone's hands, and not from a request that got no answer.
    private mutating func article(
        of query: PressQuery, address: ArticleAddress, isRetired: Bool, _ answer: Answer
    ) throws -> Article? {
        func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        let values = query.values
        if let known = articles.article(cmsID: given(values.cmsID), url: address.text) { return known }
        guard !isRetired, answer != .none else { return nil }
        let facts = ArticleFacts(
            url: address.text, cmsID: given(values.cmsID), title: given(values.title), image: given(values.image),
            summary: given(values.summary))
        guard let learned = try learn(facts) else { return nil }
        articles.update(learned)
        return learned
    }

    /// Whether a script of the site's own pages may have pressed. A log that has no `Origin` may have the referrer.
    private func isOwnPage(_ entry: AccessLogEntry) -> Bool {
        if let origin = entry.origin {
            return origin.hasPrefix("https://") && site.hosts.contains(String(origin.dropFirst(8)))
        }
        return entry.referrer.flatMap(ReferrerHost.read).map(site.hosts.contains) ?? false
    }

    // MARK: - Both

    private func isWithdrawn(_ article: Article, _ entry: AccessLogEntry, _ answer: Answer) -> Bool {
        answer == .gone || article.withdrawn.map { $0 <= entry.at } ?? false
    }

    private func signals(of entry: AccessLogEntry) -> Signals {
        var signals = Signals(
            isHead: entry.method == "HEAD", agent: entry.agent, purposes: entry.purposes,
            fetchDestination: entry.fetchDestination)
        signals.referrer = entry.referrer
        signals.requestedWith = entry.requestedWith
        signals.brands = entry.brands
        signals.from = entry.from
        signals.namesScanner = entry.namesScanner
        return signals
    }

    private func found(_ event: EventEntry, link: String, _ entry: AccessLogEntry, _ answer: Answer) -> Finding {
        var key: Int?
        if event.code == 0, answer != .none, let address = entry.address {
            key = RepeatMemory.key(link: link, address: address, agent: entry.agent)
        }
        return .event(Found(event: event, repeatKey: key, wasAnswered: answer != .none))
    }
}
