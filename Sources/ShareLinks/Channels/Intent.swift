import Foundation

/// The channel's own address for some content.
public struct Intent: Hashable, Sendable {
    /// The address, ASCII.
    public var address: String
    /// Whether a redirect can lead there, or only a link or a script that opens the reader's own program.
    public var kind: Channel.Form.Kind
}

extension Channel {
    /// The address for some content on a platform; nil where there is nothing to open, as for copy, or where every
    /// form needs something that is not there.
    ///
    /// Text that the channel would not take is cut at a word, never inside a grapheme: the summary first, then hashtags
    /// and image are left out, then the title is cut. The shared address is never cut, whatever the limits say.
    ///
    /// - Parameter bytes: the longest address that is of use, for example in a redirect through a front server.
    public func intent(
        for content: ShareContent, on platform: Platform = .unknown, within bytes: Int = .max
    ) -> Intent? {
        let content = content.cleaned
        guard
            let form = forms.first(where: { form in
                (form.platforms.isEmpty || form.platforms.contains(platform))
                    && form.needs.allSatisfy { !$0.value(in: content).isEmpty }
            })
        else { return nil }
        let template = form.reading
        var fitted = fitted(content, template)
        var bound = bytes
        if case .link(let limit) = limit { bound = min(bound, limit) }
        var address = template.filled(with: fitted)
        if address.utf8.count > bound, !fitted.summary.isEmpty {
            fitted.summary = TextCut.longest(fitted.summary) { summary in
                var trial = fitted
                trial.summary = summary
                return template.filled(with: trial).utf8.count <= bound
            }
            address = template.filled(with: fitted)
        }
        while address.utf8.count > bound, !fitted.hashtags.isEmpty {
            fitted.hashtags.removeLast()
            address = template.filled(with: fitted)
        }
        if address.utf8.count > bound, !fitted.image.isEmpty {
            fitted.image = ""
            address = template.filled(with: fitted)
        }
        if address.utf8.count > bound, !fitted.title.isEmpty {
            fitted.title = TextCut.longest(fitted.title) { title in
                var trial = fitted
                trial.title = title
                return template.filled(with: trial).utf8.count <= bound
            }
            address = template.filled(with: fitted)
        }
        return Intent(address: address, kind: form.kind)
    }

    /// The content within the channel's own limit. Hashtags go before a word of the title does.
    private func fitted(_ content: ShareContent, _ template: Template) -> ShareContent {
        var content = content
        switch limit {
        case nil, .link: break
        case .title(let limit):
            content.title = TextCut.longest(content.title) { $0.count <= limit }
        case .characters(let limit, let address):
            let other = 1 + (address ?? content.url.count)
            content.title = Fitting.graphemes(content.title, limit: limit, other: other)
        case .segments(let segments):
            content.title = Fitting.message(content.title, link: content.url, segments: segments)
        case .post:
            let takesTags = template.holds(.tags)
            let via = content.via.isEmpty || !template.holds(.via) ? 0 : " via @".utf8.count + content.via.utf8.count
            let title = PostLength(of: content.title).weightedLength
            func other() -> Int {
                let tags = takesTags ? content.hashtags.map { 2 + PostLength(of: $0).weightedLength }.reduce(0, +) : 0
                return 1 + PostLength.urlWeight + tags + via
            }
            while title + other() > PostLength.limit, takesTags, !content.hashtags.isEmpty {
                content.hashtags.removeLast()
            }
            content.title = Fitting.post(content.title, otherWeight: other())
        }
        return content
    }
}

extension Channel.Placeholder {
    func value(in content: ShareContent) -> String {
        switch self {
        case .url: content.url
        case .title: content.title
        case .text: content.title.isEmpty ? content.url : "\(content.title) \(content.url)"
        case .mailbody: content.summary.isEmpty ? content.url : "\(content.summary)\r\n\r\n\(content.url)"
        case .summary: content.summary
        case .image: content.image
        case .tags: content.hashtags.joined(separator: ",")
        case .tag1: content.hashtags.first.map { "#" + $0 } ?? ""
        case .via: content.via
        case .app: content.app
        case .instance: content.instance
        case .page: content.page
        case .zalo: Data("{\"url\":\"\(content.url)\"}".utf8).base64EncodedString()
        }
    }
}

/// A template, read: what stands before the parameters, and the parameters.
struct Template: Hashable, Sendable {
    /// A parameter: text, and at its end a placeholder or nothing.
    private struct Parameter: Hashable, Sendable {
        var text: String
        var placeholder: Channel.Placeholder?
    }

    private var front: String
    private var parameters: [Parameter]

    /// Reads a template of the table, or one that ``init(checking:)`` let pass.
    init(_ text: String) {
        let start = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.endIndex
        // `sms:&body=` has neither.
        let first = start == text.endIndex ? text.firstIndex(of: "&") ?? text.endIndex : start
        let after = first == text.endIndex ? first : text.index(after: first)
        front = String(text[..<after])
        parameters = text[after...].split(separator: "&", omittingEmptySubsequences: false).map { part in
            guard part.last == "}", let open = part.lastIndex(of: "{") else { return Parameter(text: String(part)) }
            let name = part[part.index(after: open)...].dropLast()
            return Parameter(text: String(part[..<open]), placeholder: Channel.Placeholder(rawValue: String(name)))
        }
    }

    func holds(_ placeholder: Channel.Placeholder) -> Bool { parameters.contains { $0.placeholder == placeholder } }

    func filled(with content: ShareContent) -> String {
        // A host name was checked letter by letter, and needs no encoding.
        var address = front.contains("{") ? front.replacing("{instance}", with: content.instance) : front
        var isFirst = true
        for parameter in parameters {
            var value = ""
            if let placeholder = parameter.placeholder {
                value = placeholder.value(in: content)
                if value.isEmpty { continue }
                value = PercentEncoding.encode(value)
            }
            if !isFirst { address += "&" }
            address += parameter.text
            address += value
            isFirst = false
        }
        return address
    }
}
