import Engagement
import EventStore
import Judging
import ShareLinks

/// The public routes: press links, landing links, `/robots.txt` and `/healthz`; nothing else.
struct PublicSite: Site {
    let settings: CollectorSettings
    let keys: KeySource
    let articles: ArticleIndex
    let judge: Judge
    let repeats: RepeatMemory
    let recorder: Recorder
    let counters: Counters
    let clock: Clock
    let random: RandomSource
    let pages: PublicPages
    /// Nil where distinct arrivals are not told.
    let visitors: Visitors?
    let floods = FloodGauge()
    let targets = LandingTargets()
    let majority: AddressMajority

    func reply(to request: Request) -> Reply {
        let path = routed(request.path)
        guard request.method == .get || request.method == .head else {
            if request.method == .options, path == "/s" { return .now(preflight(request)) }
            return .now(
                Answer(status: .methodNotAllowed, fields: "Allow: GET, HEAD, OPTIONS\r\nCache-Control: no-store\r\n"))
        }
        switch path {
        case "/s": return press(request)
        case "/box.js": return .now(Self.asset("text/javascript; charset=utf-8", ShareBox.script))
        case "/box.css": return .now(Self.asset("text/css; charset=utf-8", ShareBox.style))
        case "/robots.txt":
            return .now(
                Answer(
                    status: .ok, contentType: "text/plain; charset=utf-8",
                    body: "User-agent: *\nDisallow: \(settings.baseURL.path)/s?\n"))
        case "/healthz":
            return .now(
                !recorder.isDegraded ? .text(.ok, "ok\n") : .text(.serviceUnavailable, "degraded\n"))
        default: return visit(request, path: path)
        }
    }

    /// A file of the share box: the same for everybody, and fetched anew after a day.
    private static func asset(_ type: StaticString, _ body: String) -> Answer {
        Answer(status: .ok, fields: "Cache-Control: public, max-age=86400\r\n", contentType: type, body: body)
    }

    /// The path below that of the base URL, whether the front server took it off or not.
    private func routed(_ path: Substring) -> Substring {
        let base = settings.baseURL.path
        guard !base.isEmpty, path.hasPrefix(base + "/") else { return path }
        return path.dropFirst(base.count)
    }

    /// A path that no link of ours can have is no event; a link with a wrong code is summed up.
    func unverified(_ kind: EventKind) -> Reply {
        recorder.add(.unverified, kind, at: clock.now())
        return .now(pages.notFound)
    }

    func circumstances(of request: Request, _ judgement: Judgement, mangles: Mangles = []) -> Circumstances {
        judge.circumstances(
            of: request.signals, judgement, mangles: mangles, wantsPrivacy: request.wantsPrivacy)
    }

    /// Whether it comes from the newsroom itself.
    func isInternal(_ request: Request) -> Bool {
        settings.internalAddresses.contains { $0.contains(request.reader) }
    }

    /// Records an event, then answers. Refused ones that come in floods are only added up.
    func record(_ event: EventEntry, _ answer: Answer) -> Reply {
        guard let reason = RefusalReason(rawValue: event.code) else { return .record(event, answer) }
        switch floods.admit(event) {
        case .event: return .record(event, answer)
        case .sum(let key): recorder.add(key)
        case .sumWithoutArticle: recorder.add(reason, event.kind, at: event.at)
        }
        return .now(answer)
    }

    /// The landing link of a token.
    func landingLink(_ token: String) -> String { "\(settings.baseURL.text)/\(token)" }
}

// MARK: - Landing links

extension PublicSite {
    private func visit(_ request: Request, path: Substring) -> Reply {
        let ring = keys.current
        let found: (candidate: LandingPath.Candidate, token: LandingToken)
        // Nearly every link comes whole; only where it does not is it worth looking for what was done to it.
        if let plain = LandingPath.plain(path), let token = ring.verify(plain.text) {
            found = (plain, token)
        } else {
            let candidates = LandingPath.candidates(in: path)
            guard !candidates.isEmpty else { return .now(pages.notFound) }
            let tokens = candidates.lazy.compactMap { candidate in ring.verify(candidate.text).map { (candidate, $0) } }
            guard let first = tokens.first else { return unverified(.visit) }
            found = first
        }
        let token = found.token
        let text = found.candidate.text
        var mangles = found.candidate.mangles
        if !(request.query?.isEmpty ?? true) { mangles.insert(.parameters) }
        if request.shoutsHost { mangles.insert(.host) }
        // Verified, so it is ours; but the database may be an older one than the link.
        guard let entry = articles.entry(Int64(token.article)), let address = entry.address else {
            return unverified(.visit)
        }
        let now = clock.now()
        let campaign = articles.newsroomCampaign(of: token)
        var signals = request.signals
        signals.query = request.query.map(String.init)
        let judgement = judge.judge(signals)
        var verdict = judgement.verdict
        if ring.state(of: token.key, for: .land) == .retired { verdict = .refused(.retired) }
        if verdict == .counted {
            if entry.article.withdrawn.map({ $0 <= now }) ?? false {
                verdict = .refused(.withdrawn)
            } else if isInternal(request) {
                verdict = .refused(.internal)
            } else {
                let key = RepeatMemory.key(link: token, address: request.reader, agent: request.signals.agent)
                if repeats.firstValue(of: key, at: now, noting: 0) != nil { verdict = .refused(.repeat) }
            }
        }
        var event = EventEntry(
            at: now, kind: .visit, article: entry.article.number, share: Int64(token.share),
            channel: Int(token.channel), origin: campaign == nil ? .reader : .newsroom, verdict: verdict,
            rules: judge.rulesVersion,
            circumstances: circumstances(of: request, judgement, mangles: mangles))
        if verdict == .counted { majority.note(request.reader) }
        if verdict == .counted, !request.wantsPrivacy,
            let arrival = visitors?.arrival(
                of: request.reader, agent: request.signals.agent, article: entry.root, at: now)
        {
            event.arrival = arrival.isFirst
            event.seen = arrival.seen
        }
        return record(
            event,
            visitAnswer(
                entry, address: address, token: token, text: text, campaign: campaign, verdict: verdict, now: now))
    }

    private func visitAnswer(
        _ entry: ArticleIndex.Entry, address: ArticleAddress, token: LandingToken, text: String, campaign: String?,
        verdict: Verdict, now: Timestamp
    ) -> Answer {
        if entry.article.withdrawn.map({ $0 <= now }) ?? false { return pages.withdrawn }
        if verdict == .refused(.preview), settings.previews == .page, let title = entry.article.facts.title {
            return pages.preview(of: entry.article.facts, title: title, landing: landingLink(text))
        }
        // A prefetched redirect could be used for the later click, which then would never reach us.
        if verdict == .refused(.prefetch) { return Answer(status: .serviceUnavailable, fields: Answer.transient) }
        func tags() -> CampaignTags? { settings.addsCampaignTags ? campaignTags(of: token, campaign) : nil }
        let target =
            campaign == nil
            ? targets.target(of: token, text: text, entry, address: address, tags: tags)
            : address.landingTarget(tags: tags(), token: text)
        return .redirect(.found, to: target)
    }

    private func campaignTags(of token: LandingToken, _ campaign: String?) -> CampaignTags {
        let channel = settings.channels.numbered(token.channel)
        return CampaignTags(
            source: channel?.name ?? "share", medium: channel?.medium ?? "referral",
            campaign: campaign.flatMap { $0.isEmpty ? nil : $0 } ?? "share")
    }
}
