import Foundation
import Mustache
import Reports
import ShareLinks

/// The templates, the style and the script of pages, and the policy that lets browsers run nothing else.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    static let style = ReportPage.style + "\n" + text(PackageResources.pages_css)
    static let script = text(PackageResources.live_js)

    /// What browsers may load: the one style and the one script, by their hashes.
    static let policy =
        "default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    init() throws {
        // The library's own escaping goes by characters, and so lets a quote pass that a combining mark follows.
        MustacheContentTypes.register(ScalarEscaping(), named: "SCALARS")
        library = MustacheLibrary(templates: [
            "page": try MustacheTemplate(string: Self.text(PackageResources.page_mustache)),
            "definitions": try MustacheTemplate(string: Self.text(PackageResources.definitions_mustache)),
        ])
    }

    /// A page.
    func page(_ page: PageContent) -> String { library.render(page.values, withTemplate: "page") ?? "" }

    /// The list of definitions, to stand in a page.
    func definitions(_ vocabulary: Vocabulary) -> String {
        let definitions = vocabulary.definitions.map { ["key": $0.key, "heading": $0.heading, "text": $0.text] }
        return library.render(["definitions": definitions], withTemplate: "definitions") ?? ""
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256Digest.digest(of: Array(text.utf8))).base64EncodedString()
    }
}

/// Escapes scalar by scalar, as browsers read.
private struct ScalarEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLEscaping.escape(text) }
}
