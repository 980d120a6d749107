import Engagement
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Reports
import ShareLinks

/// A link for the newsroom's own post, as somebody at the desk asks for it.
public struct MintRequest: Sendable {
    /// An article's number, its id in the CMS, or its address.
    public var article: String
    /// The name of the channel that it will be posted to.
    public var channel: String
    /// The campaign's name; nil for none.
    public var campaign: String?
}

/// A link that was made.
public struct MintedLink: Sendable {
    /// The landing link.
    public var link: String
    /// The article's title, or its address where it has none.
    public var title: String

    /// Names a link.
    public init(link: String, title: String) {
        self.link = link
        self.title = title
    }
}

/// Why no link was made, in a line with what to do.
public struct MintError: Error, CustomStringConvertible {
    /// The line.
    public let description: String

    /// Says why.
    public init(_ description: String) { self.description = description }
}

extension PagePainter {
    /// The form for a link of the newsroom's own.
    func mintForm(_ asked: Asked) throws -> Response {
        let words = PageWords(language: try asked.language(settings.language))
        return html(mintPage(words, asked, MintRequest(article: asked["article"] ?? "", channel: "facebook")))
    }

    /// Makes the link, and shows it with texts that fit and a QR code.
    func mint(_ request: Request, _ asked: Asked) async throws -> Response {
        guard let mint = settings.mint else { throw MissingError("") }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: 16_384)
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge, message: "the form is too long")
        }
        let form = try Asked.form(String(buffer: body))
        let wanted = MintRequest(
            article: form["article"] ?? "", channel: form["channel"] ?? "", campaign: form["campaign"])
        guard !wanted.article.isEmpty else { throw AskedError("say which article") }
        let minted: MintedLink
        do {
            minted = try await desk.pool.runIfActive { try mint(wanted) }
        } catch let error as MintError {
            throw AskedError(error.description)
        }
        let words = PageWords(language: try asked.language(settings.language))
        var page = mintPage(words, asked, wanted)
        page.made = made(minted, words)
        return html(page)
    }

    private func mintPage(_ words: PageWords, _ asked: Asked, _ request: MintRequest) -> PageContent {
        var page = page(words, words[.mint], asked, path: "/mint")
        let vocabulary = settings.vocabulary(words.language)
        var channel = PageContent.Field(name: "channel", label: words[.channel])
        channel.isSelect = true
        channel.options = settings.channels.map {
            PageContent.Field.Option(
                value: $0.name, label: vocabulary.label(ofChannel: $0.name), selected: $0.name == request.channel)
        }
        page.form = PageContent.Form(
            action: asked.address("/mint"), open: true, hidden: [],
            fields: [
                PageContent.Field(name: "article", label: words[.articleOrAddress], value: request.article), channel,
                PageContent.Field(name: "campaign", label: words[.campaign], value: request.campaign ?? ""),
            ], method: "post", title: words[.mintWhat], button: words[.make])
        return page
    }

    private func made(_ minted: MintedLink, _ words: PageWords) -> PageContent.Made {
        let post = Fitting.post(minted.title, otherWeight: PostLength(of: " " + minted.link).weightedLength)
        let message = Fitting.message(minted.title, link: minted.link, segments: 1)
        func text(_ title: String) -> String { title.isEmpty ? minted.link : "\(title) \(minted.link)" }
        let sms = text(message)
        let length = MessageLength(of: sms)
        var made = PageContent.Made(title: minted.title, link: minted.link)
        made.texts = [
            PageContent.Made.Text(
                name: "x", label: words.post(PostLength(of: text(post)).weightedLength, of: PostLength.limit),
                text: text(post)),
            PageContent.Made.Text(name: "sms", label: words.message(length.units, length.segments), text: sms),
        ]
        guard let code = QRCode(minted.link) else { return made }
        let svg = code.svg(label: words[.qrCode])
        made.code = svg
        made.svgAddress = "data:image/svg+xml;base64," + Data(svg.utf8).base64EncodedString()
        made.pngAddress = "data:image/png;base64," + QRImage(code).png.base64EncodedString()
        return made
    }
}
