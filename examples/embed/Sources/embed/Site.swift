import Hummingbird
import Mustache
import ShareLinks

/// The pages of a small newspaper, each article with its share box.
struct Site {
    static let channels: [Channel] = [.facebook, .x, .zalo, .sms, .email, .copy]

    let settings: Settings
    let articles: [Article]
    let signer: PressLinkSigner
    let template: MustacheTemplate

    init(_ settings: Settings, articles: [Article] = Article.all) throws {
        self.settings = settings
        self.articles = articles
        signer = try PressLinkSigner(keyText: settings.key, keyID: settings.keyID, base: settings.base)
        MustacheContentTypes.register(PageText(), named: "PAGE")
        template = try MustacheTemplate(string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ContentSecurityMiddleware(contentSecurityPolicy: policy))
        router.get("/") { _, _ in
            respond(.ok, Page(title: "Báo Ngõ Nhỏ", url: "\(settings.site)/", base: settings.base, articles: articles))
        }
        router.get("/tin/{slug}") { _, context in
            guard let slug = context.parameters.get("slug"), let article = articles.first(where: { $0.slug == slug })
            else { return notFound }
            let url = "\(settings.site)/tin/\(article.slug)"
            var page = Page(title: article.title, url: url, base: settings.base)
            (page.type, page.summary, page.text) = ("article", article.summary, article.text)
            do {
                page.box = try box(article, url: url)
            } catch {
                // An article without its box is better than none.
                context.logger.error("no share box for \(url): \(error)")
            }
            return respond(.ok, page)
        }
        router.get("**") { _, _ in notFound }
        return router
    }

    /// The share box. Its links are the same for every reader, so the page can be cached.
    func box(_ article: Article, url: String) throws -> String {
        let values = PressValues(
            url: url, title: PressValues.oneLine(article.title), cmsID: article.slug,
            summary: PressValues.oneLine(article.summary))
        let links = try signer.links(values, channels: Self.channels)
        return ShareBox(buttons: zip(Self.channels, links).map { ShareBox.Button(channel: $0, href: $1) }).html
    }

    /// The collector's style and script, and what the script asks the collector; nothing else.
    private var policy: ContentSecurityPolicy {
        [
            .defaultSrc(.none), .styleSrc(.uri("\(settings.base)/box.css")),
            .scriptSrc(.uri("\(settings.base)/box.js")), .connectSrc(.uri("\(settings.base)/s")), .baseURI(.none),
            .formAction(.none), .frameAncestors(.none),
        ]
    }

    private var notFound: Response { respond(.notFound, Page(title: "Không tìm thấy bài viết", base: settings.base)) }

    private func respond(_ status: HTTPResponse.Status, _ page: Page) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: template.render(page))))
    }
}

/// What `page.mustache` shows.
struct Page {
    var title: String
    var type = "website"
    var url: String?
    var summary: String?
    var base: String
    var text: [String] = []
    var box = ""
    var articles: [Article] = []
}

/// Escapes scalar by scalar: Mustache's own way leaves a quote alone that a combining mark follows.
struct PageText: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLEscaping.escape(text) }
}
