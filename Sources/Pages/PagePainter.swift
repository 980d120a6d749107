import Engagement
import Foundation
import HTTPTypes
import Hummingbird
import Reports

/// Draws pages from answers. Nothing is worked out here: every figure stands in the answer.
struct PagePainter: Sendable {
    let settings: PagesSettings
    let desk: Desk
    let templates: PageTemplates

    init(settings: PagesSettings, desk: Desk) throws {
        self.settings = settings
        self.desk = desk
        templates = try PageTemplates()
    }

    /// Today until now: the sums beside what is usual, the hours, the articles and channels of the day.
    func today(_ asked: Asked) async throws -> Response {
        let words = PageWords(language: try asked.language(settings.language))
        let vocabulary = settings.vocabulary(words.language)
        var day = Asked()
        (day["today"], day["lang"]) = ("on", asked["lang"])
        // To compare takes ten times as long, since the hour that is not over is read event by event in each of nine days:
        // so one of the three does, and the others are read beside it.
        var compared = try day.request(.channels)
        compared.compare = true
        var limited = try day.request(.top)
        limited.limit = 10
        let requests = [compared, try day.request(.trend), limited]
        async let first = desk.answer(requests[0]).answer
        async let second = desk.answer(requests[1]).answer
        async let third = desk.answer(requests[2]).answer
        let (channels, hours, top) = try await (first, second, third)
        var page = page(words, words[.today], asked, path: "/")
        page.live = true
        page.period = vocabulary.period(channels.period)
        page.cards = Cards(words: words, vocabulary: vocabulary).cards(channels, before: .yesterday)
        page.parts = [
            part(top, vocabulary, links: day, words: words, more: day.address("/top"), charts: false),
            part(hours, vocabulary, links: day, words: words, more: day.address("/trend"), table: false),
            part(channels, vocabulary, links: day, words: words, more: day.address("/channels"), charts: false),
        ]
        return html(page)
    }

    /// A report with its periods, its filters and its files.
    func report(_ name: ReportRequest.Name, _ asked: Asked) async throws -> Response {
        var asked = asked
        if name == .article, asked["article"] == nil { throw MissingError("") }
        let hasPeriod = ["last", "today", "from", "to"].contains { asked[$0] != nil }
        if !hasPeriod, name != .article { asked["last"] = "7d" }
        if name == .table, asked["by"] == nil { asked["by"] = "day" }
        let words = PageWords(language: try asked.language(settings.language))
        let vocabulary = settings.vocabulary(words.language)
        let (answer, article) = try await desk.answer(try asked.request(name))
        let path = "/\(name.rawValue)"
        var page = page(words, vocabulary.title(ofReport: name.rawValue), asked, path: path)
        let steps = PageSteps(settings: settings, words: words, vocabulary: vocabulary, asked: asked, path: path)
        page.choices = steps.periods
        page.divisions = steps.divisions(of: name.rawValue)
        page.form = steps.form(name)
        page.files = ["csv", "json"].map {
            PageContent.Link(href: asked.address("\(path).\($0)"), label: $0.uppercased())
        }
        if name != .counts, name != .drift, name != .table { page.comparison = steps.comparison }
        fill(&page, with: answer, about: article, vocabulary, links: asked)
        return html(page)
    }

    /// What a report link shows: its report and nothing else, without counts that could expose somebody.
    func linked(_ text: String, _ asked: Asked) async throws -> Response {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let form = parts.count > 1 ? parts[1] : ""
        guard ["", "csv", "json"].contains(form) else { throw LinkGate.Refusal.unknown }
        let scope = try LinkGate(home: settings.home, clock: desk.clock).scope(String(parts[0]))
        let words = PageWords(language: try asked.language(settings.language))
        let vocabulary = settings.vocabulary(words.language)
        // Whoever asked again each second would see a single press.
        let hour = Timestamp(seconds: desk.clock.now().seconds.floored(to: 3_600))
        let (whole, article) = try await desk.answer(try scope.asked.request(scope.report), until: hour)
        let answer = whole.veiled()
        if let format = OutputFormat(rawValue: String(form)) { return file(answer, format, vocabulary) }
        var page = page(words, vocabulary.title(ofReport: scope.report.rawValue), asked, path: "/r/\(text)")
        page.isOutside()
        if scope.expiry < desk.clock.now().advanced(by: 7 * 86_400) {
            page.warnings = [words.expires(vocabulary.moment(scope.expiry, zone: settings.zone))]
        }
        page.files = ["csv", "json"].map { PageContent.Link(href: "/r/\(text).\($0)", label: $0.uppercased()) }
        fill(&page, with: answer, about: article, vocabulary, links: nil)
        return html(page)
    }

    /// Puts an answer on a page: of one article its parts, of any other report its table.
    private func fill(
        _ page: inout PageContent, with answer: ReportAnswer, about article: Article?, _ vocabulary: Vocabulary,
        links: Asked?
    ) {
        page.period = vocabulary.period(answer.period)
        var whole = part(answer, vocabulary, links: links, words: page.words, table: answer.report != "article")
        whole.heading = nil
        page.parts = [whole]
        guard let article, answer.report == "article" else { return }
        page.title = answer.subject ?? page.title
        let facts = article.facts
        page.facts = [
            facts.section, facts.author, facts.published.map { vocabulary.moment($0, zone: settings.zone) },
        ].compactMap { $0 }.joined(separator: " · ")
        page.outside = facts.url.hasPrefix("https://") || facts.url.hasPrefix("http://") ? facts.url : nil
        page.cards = Cards(words: page.words, vocabulary: vocabulary).cards(answer, before: .before)
        for name in ["channel", "place", "hour"] {
            var one = part(answer.part(name), vocabulary, links: links, words: page.words, charts: false)
            one.heading = name == "hour" ? page.words[.hourly] : vocabulary.heading(ofColumn: name)
            one.label = page.words.table(one.heading ?? "")
            if one.emptyLine == nil { page.parts.append(one) }
        }
    }

    /// The same report for programs: byte for byte what the command line writes.
    func file(_ name: ReportRequest.Name, _ format: OutputFormat, _ asked: Asked) async throws -> Response {
        let (answer, _) = try await desk.answer(try asked.request(name))
        let vocabulary = settings.vocabulary(try asked.language(settings.language))
        return file(answer, format, vocabulary)
    }

    private func file(_ answer: ReportAnswer, _ format: OutputFormat, _ vocabulary: Vocabulary) -> Response {
        let options = RenderOptions(vocabulary: vocabulary, byteOrderMark: format == .csv)
        let type = format == .csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8"
        var response = Response.text(.ok, type, render(answer, as: format, options: options))
        if format == .csv {
            response.headers[.contentDisposition] = "attachment; filename=\"\(answer.report).csv\""
        }
        return response
    }

    /// What the figures mean.
    func definitions(_ asked: Asked) throws -> Response {
        let words = PageWords(language: try asked.language(settings.language))
        var page = page(words, words[.definitions], asked, path: "/definitions")
        page.parts = [
            PageContent.Part(label: "", charts: templates.definitions(settings.vocabulary(words.language)))
        ]
        return html(page)
    }

    /// A page that says what went wrong.
    ///
    /// - Parameter isOutside: whether it is for somebody with a report link, who sees no other page.
    func trouble(
        _ status: HTTPResponse.Status, _ word: PageWord, _ text: String, lang query: String?, isOutside: Bool
    ) -> Response {
        let asked = (try? Asked(query: query)) ?? Asked()
        let words = PageWords(language: (try? asked.language(settings.language)) ?? settings.language)
        var page = page(words, words[word], Asked(), path: "/")
        if isOutside {
            page.isOutside()
            page.languageAddress = nil
        }
        // What the operator must do is nobody's business outside; the log has it.
        let said = status == .gone ? words[.askForAnother] : isOutside ? "" : ScreenText.clean(text)
        page.parts = [PageContent.Part(label: "", emptyLine: said.isEmpty ? nil : said)]
        return html(page, status)
    }

    func quoted(_ text: String) -> String { JSONText.quoted(text) }

    func page(_ words: PageWords, _ title: String, _ asked: Asked, path: String) -> PageContent {
        var page = PageContent(words: words, site: settings.site, title: title)
        let language = words.language == settings.language ? nil : words.language.rawValue
        var plain = Asked()
        plain["lang"] = language
        let vocabulary = settings.vocabulary(words.language)
        page.home = plain.address("/")
        func links(_ names: [ReportRequest.Name]) -> [PageContent.Link] {
            names.map { name in
                PageContent.Link(
                    href: plain.address("/\(name.rawValue)"), label: vocabulary.title(ofReport: name.rawValue),
                    current: path == "/\(name.rawValue)")
            }
        }
        let isToday = path == "/" && title == words[.today]
        page.navigation =
            [PageContent.Link(href: page.home, label: words[.today], current: isToday)]
            + links([.top, .channels, .trend, .sections])
        let definitions = PageContent.Link(
            href: plain.address("/definitions"), label: words[.definitions], current: path == "/definitions")
        page.further = links([.authors, .referrers, .devices, .drift, .counts]) + [definitions]
        if settings.mint != nil {
            page.further.append(
                PageContent.Link(href: plain.address("/mint"), label: words[.mint], current: path == "/mint"))
        }
        let other = words.otherLanguage
        page.languageAddress = asked.address(
            path, setting: ["lang": other == settings.language ? nil : other.rawValue])
        return page
    }

    private func part(
        _ answer: ReportAnswer, _ vocabulary: Vocabulary, links: Asked?, words: PageWords, more: String? = nil,
        table: Bool = true, charts: Bool = true
    ) -> PageContent.Part {
        let fragment = ReportFragment(answer, vocabulary: vocabulary) { links.map(RowLinks.init)?.link($0, $1) }
        var part = PageContent.Part(heading: fragment.title, label: words.table(fragment.title))
        part.charts = charts ? fragment.charts : ""
        part.table = table && fragment.emptyLine == nil ? fragment.table : nil
        part.emptyLine = fragment.emptyLine
        part.notes = fragment.notes
        part.more = more
        return part
    }

    func html(_ page: PageContent, _ status: HTTPResponse.Status = .ok) -> Response {
        .text(status, "text/html; charset=utf-8", templates.page(page))
    }
}
