import Engagement
import EventStore
import Judging
import ShareLinks

/// A press link whose signature is right.
private struct Press: Sendable {
    var query: PressQuery
    var address: ArticleAddress
    var channel: Channel
    var number: UInt8
    var ring: KeyRing
    var state: KeyState

    var heading: Answer.Heading { Answer.Heading(title: query.values.title ?? address.text, url: address.ascii) }

    var facts: ArticleFacts {
        let values = query.values
        return ArticleFacts(
            url: address.text, cmsID: values.cmsID?.nonEmpty, title: values.title?.nonEmpty,
            image: values.image?.nonEmpty, summary: values.summary?.nonEmpty)
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension PublicSite {
    func press(_ request: Request) -> Reply {
        let ring = keys.current
        guard let query = request.query, let read = try? PressQuery(query), let state = try? read.verify(with: ring),
            let address = try? ArticleAddress(read.values.url, hosts: settings.hosts)
        else { return unverified(.press) }
        guard let (channel, number) = settings.channels.pressable(read.channel) else {
            // The signature is right, so the reader at least gets the article.
            recorder.add(.unverified, .press, at: clock.now())
            return .now(.redirect(.seeOther, to: address.ascii))
        }
        let press = Press(query: read, address: address, channel: channel, number: number, ring: ring, state: state)
        var signals = request.signals
        // A script on a page of the site's own, as the browser says; any other page's would press in readers' names.
        signals.mayBeScript = request.origin.map(isOwnOrigin) ?? false
        return reply(to: press, request, judgement: judge.judge(signals), mayLearn: true)
    }

    private func reply(to press: Press, _ request: Request, judgement: Judgement, mayLearn: Bool) -> Reply {
        let now = clock.now()
        var verdict = press.state == .retired ? .refused(.retired) : judgement.verdict
        guard let entry = articles.entry(cmsID: press.facts.cmsID, url: press.address.text) else {
            let answer = answer(press, request, verdict: verdict)
            if press.state == .retired {
                // Whoever found an old key could fill the table of articles with it.
                recorder.add(.retired, .press, at: now)
                return .now(answer)
            }
            guard mayLearn else {
                recorder.lose(.unlearned)
                return .now(answer)
            }
            return .learn(
                press.facts, again: { reply(to: press, request, judgement: judgement, mayLearn: false) },
                otherwise: answer)
        }
        if entry.address == nil {
            // What the store says of the article is on no host of ours; a landing link would lead nowhere.
            counters.lost.add()
            return .now(answer(press, request, verdict: verdict))
        }
        if verdict == .counted, entry.article.withdrawn.map({ $0 <= now }) ?? false { verdict = .refused(.withdrawn) }
        if verdict == .counted, isInternal(request) { verdict = .refused(.internal) }
        var event = EventEntry(
            at: now, kind: .press, article: entry.article.number, share: nil, channel: Int(press.number),
            verdict: verdict, rules: judge.rulesVersion,
            circumstances: circumstances(of: request, judgement))
        guard verdict == .counted else { return record(event, answer(press, request, verdict: verdict)) }
        let parent = request.wantsPrivacy ? nil : parent(of: press, article: entry.article.number)
        guard let number = UInt32(exactly: entry.article.number),
            let minted = try? press.ring.mint(article: number, channel: press.number, random: random)
        else {
            counters.lost.add()
            return .now(answer(press, request, sharing: press.address.ascii))
        }
        let link = press.query.values.url + "\n" + (press.query.values.cmsID ?? "") + "\n" + press.channel.name
        let key = RepeatMemory.key(link: link, address: request.reader, agent: request.signals.agent)
        if let first = repeats.firstValue(of: key, at: now, noting: minted.token.share) {
            event.code = Verdict.refused(.repeat).code
            var token = minted.token
            token.share = first
            let text = (try? press.ring.sign(token)).map(landingLink)
            return record(event, answer(press, request, sharing: text ?? press.address.ascii))
        }
        event.share = Int64(minted.token.share)
        event.parent = parent
        return .record(event, answer(press, request, sharing: landingLink(minted.text)))
    }

    /// The answer to a press that mints nothing, or whose article is not known yet.
    private func answer(_ press: Press, _ request: Request, verdict: Verdict) -> Answer {
        switch verdict {
        case .refused(.withdrawn): pages.withdrawn
        case .refused(.prefetch): Answer(status: .serviceUnavailable, fields: Answer.transient)
        // People, or what may stand in for them: the channel, with the article's own address.
        case .counted, .refused(.head), .refused(.retired), .refused(.internal):
            answer(press, request, sharing: press.address.ascii)
        case .refused: .redirect(.seeOther, to: press.address.ascii)
        }
    }

    /// The parent share, if the link names one of the same article that is really ours.
    private func parent(of press: Press, article: Int64) -> EventEntry.Parent? {
        guard let text = press.query.parent else { return nil }
        // A landing key that was retired counts nothing, re-shares neither.
        guard let token = press.ring.verify(text), Int64(token.article) == article,
            press.ring.state(of: token.key, for: .land) != .retired
        else {
            counters.droppedParents.add()
            return nil
        }
        return EventEntry.Parent(id: Int64(token.share), channel: Int(token.channel))
    }

    /// Front servers hold the head of an answer in a buffer of a page of memory (nginx's `proxy_buffer_size`: 4 KiB).
    private static let redirectBytes = 3000

    /// The channel's page with a link in it, or the small page, or both addresses as JSON.
    private func answer(_ press: Press, _ request: Request, sharing link: String) -> Answer {
        let known = articles.entry(cmsID: press.facts.cmsID, url: press.address.text)?.article.facts
        let said = press.query.values
        let content = ShareContent(
            url: link, title: known?.title ?? said.title ?? "", summary: known?.summary ?? said.summary ?? "",
            image: known?.image ?? said.image ?? "",
            hashtags: said.hashtags.map { $0.split(separator: ",").map(String.init) } ?? [],
            via: said.via ?? settings.sharing.via, instance: settings.sharing.server(named: said.instance),
            app: settings.sharing.app, page: press.address.ascii)
        let intent = press.channel.intent(
            for: content, on: Platform(userAgent: request.signals.agent ?? ""), within: Self.redirectBytes)
        if request.wantsJSON {
            return json(landing: link, intent: intent?.address, origin: request.origin)
        }
        var answer: Answer
        if let intent, intent.kind == .page {
            answer = .redirect(.seeOther, to: intent.address)
        } else {
            let heading = Answer.Heading(
                title: content.title.isEmpty ? press.address.text : content.title, url: press.heading.url)
            answer = pages.handOver(channel: press.channel, intent: intent?.address, landing: link, article: heading)
        }
        answer.moreFields.append(("Vary", "Origin, Accept"))
        return answer
    }

    private func json(landing: String, intent: String?, origin: String?) -> Answer {
        // Both are ASCII without quotes or backslashes: percent-encoding sees to that.
        let body = "{\"landing\":\"\(landing)\",\"intent\":\(intent.map { "\"\($0)\"" } ?? "null")}\n"
        var answer = Answer(
            status: .ok, fields: Answer.transient, contentType: "application/json; charset=utf-8", body: body)
        answer.moreFields = crossOrigin(origin)
        return answer
    }

    func preflight(_ request: Request) -> Answer {
        var answer = Answer(status: .noContent, fields: "Cache-Control: no-store\r\n")
        answer.moreFields = crossOrigin(request.origin)
        if answer.moreFields.count > 1 {
            answer.moreFields.append(("Access-Control-Allow-Methods", "GET"))
            answer.moreFields.append(("Access-Control-Max-Age", "86400"))
        }
        return answer
    }

    /// Scripts of the site's own pages may read the answer, nobody else's.
    private func crossOrigin(_ origin: String?) -> [(name: StaticString, value: String)] {
        var fields: [(name: StaticString, value: String)] = [("Vary", "Origin, Accept")]
        if let origin, isOwnOrigin(origin) { fields.append(("Access-Control-Allow-Origin", origin)) }
        return fields
    }

    private func isOwnOrigin(_ origin: String) -> Bool {
        origin.hasPrefix("https://") && settings.hosts.contains(String(origin.dropFirst(8)))
    }
}
