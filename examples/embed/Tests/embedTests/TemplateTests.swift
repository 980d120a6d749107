import Foundation
import Mustache
import ShareLinks
import Stencil
import Testing

@testable import embed

@Suite("The share box of a site's own templates")
struct TemplateTests {
    static let titles = Article.all.map(\.title) + PageTests.hostileTitles

    /// What the templates take, as `sharetrail links --format json` prints it.
    func buttons(_ newsroom: Newsroom, title: String) throws -> [[String: String]] {
        let values = PressValues(url: "https://news.example/tin/x?a=1&b=2", title: title)
        let channels = ChannelTable.standard.pressable
        return zip(channels, try newsroom.site.signer.links(values, channels: channels)).map { channel, link in
            ["channel": channel.name, "label": BoxWords.vietnamese.label(of: channel), "href": link]
        }
    }

    func template(_ name: String) throws -> String {
        let here = URL(filePath: #filePath)
        return try String(contentsOf: URL(filePath: "../../../templates/\(name)", relativeTo: here), encoding: .utf8)
    }

    @Test("share-box.mustache makes links that verify", arguments: titles)
    func mustache(title: String) throws {
        let newsroom = try Newsroom()
        let buttons = try buttons(newsroom, title: title)
        let page = try MustacheTemplate(string: template("share-box.mustache")).render(buttons)
        try check(page, buttons, newsroom, title)
    }

    @Test("share-box.stencil makes links that verify, where its buttons are escaped", arguments: titles)
    func stencil(title: String) throws {
        let newsroom = try Newsroom()
        let buttons = try buttons(newsroom, title: title)
        let escaped = buttons.map { $0.mapValues(HTMLEscaping.escape) }
        let page = try Environment().renderTemplate(
            string: template("share-box.stencil"), context: ["buttons": escaped])
        try check(page, buttons, newsroom, title)
    }

    func check(_ page: String, _ buttons: [[String: String]], _ newsroom: Newsroom, _ title: String) throws {
        let links = try newsroom.verified(page)
        #expect(links.map(\.channel) == buttons.map { $0["channel"] })
        for link in links {
            #expect(link.values == PressValues(url: "https://news.example/tin/x?a=1&b=2", title: title))
        }
        let written = page.matches(of: /<a href="([^"]*)"[^>]*>([^<]*)<\/a>/)
        #expect(written.map { String(HTML.text($0.1)) } == buttons.map { $0["href"] })
        #expect(written.map { String(HTML.text($0.2)) } == buttons.map { $0["label"] })
        #expect(written.allSatisfy { !$0.1.replacing("&amp;", with: "").contains("&") })
    }
}
