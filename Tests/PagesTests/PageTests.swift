import Engagement
import Foundation
import GRDB
import HTTPTypes
import Reports
import Testing

@testable import Pages

@Suite("Pages say what reports say")
struct PageTests {
    /// The cells of the tables of a page, row by row, without markup.
    static func rows(_ page: String, section: Int = 0) -> [[String]] {
        let tables = page.components(separatedBy: "<tbody>").dropFirst().map {
            $0.components(separatedBy: "</tbody>")[0]
        }
        guard section < tables.count else { return [] }
        return tables[section].matches(of: /<tr>(.*?)<\/tr>/).map { row in
            row.output.1.matches(of: /<td[^>]*>(.*?)<\/td>/).map { cell in
                String(cell.output.1).replacing(/<[^>]+>/, with: "")
                    .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
                    .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            }
        }
    }

    @Test(
        "Each number of a page stands in the JSON of the same report, row by row",
        arguments: [
            "top?last=2d", "channels?last=2d", "sections?last=2d", "authors?last=2d", "trend?last=2d",
            "referrers?last=2d",
            "devices?last=2d", "counts?last=2d", "table?by=day,channel&last=2d",
            "top?last=2d&channel=facebook&sort=presses",
            "sections?today=on&origin=all",
        ])
    func numbers(path: String) async throws {
        let newsroom = try MadeUpNewsroom()
        let pages = try newsroom.pages()
        let page = try await pages.get("/\(path)&lang=en")
        #expect(page.status == 200, "\(page.body.prefix(3000))")
        let name = path.split(separator: "?")[0]
        let document = try await pages.get("/\(name).json?\(path.split(separator: "?")[1])")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(document.body.utf8)) as? [String: Any])
        let told = try #require(answer["rows"] as? [[String: Any]])
        let rows = Self.rows(page.body)
        #expect(rows.count == told.count && !rows.isEmpty)
        func numbers(_ row: [String: Any]) -> [String] {
            ["presses", "previewed", "opened", "visits", "distinctArrivals", "reshares", "requests"].compactMap { key in
                guard let value = row[key] else { return nil }
                return (value as? Int).map { Vocabulary(language: .en, channelLabels: [:]).number(Int64($0)) } ?? "–"
            }
        }
        for (row, object) in zip(rows, told) {
            let wanted = numbers(object)
            // The ratios stand behind them, where a report has any.
            let shown = row.suffix(wanted.count + (object["visitsPerPress"] == nil ? 0 : 1)).prefix(wanted.count)
            let shares = object["requests"] != nil ? row.suffix(1) : []
            #expect(Array(shown) == wanted || Array(shares) == wanted, "\(row) beside \(object)")
        }
        try await pages.close()
    }

    @Test("The API tells byte for byte what the file beside a page tells, and refuses in JSON")
    func api() async throws {
        let newsroom = try MadeUpNewsroom()
        let pages = try newsroom.pages()
        let file = try await pages.get("/top.json?last=3d")
        let answer = try await pages.get("/api/report/top?last=3d")
        #expect(answer.body == file.body && answer.headers[.contentType] == "application/json; charset=utf-8")
        for (path, status) in [
            ("/api/report/top?last=x", 400), ("/api/report/top?lst=7d", 400), ("/api/report/nothing", 404),
            ("/api/report/article", 400), ("/api/report/article?article=99999999", 404),
            ("/api/report/top?channel=nowhere", 400),
            ("/api/report/top?by=day", 400), ("/api/report/top?tz=Nowhere/Land", 400),
            ("/api/report/trend?by=fortnight", 400), ("/api/report/trend?by=hour&from=2013-01-01&to=2026-12-01", 400),
            ("/api/report/top?callback=x", 400), ("/api/report/drift?section=a", 400),
        ] {
            let answer = try await pages.get(path)
            #expect(answer.status == status, "\(path)")
            let object = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            #expect(object?["error"] is String, "\(path)")
        }
        let csv = try await pages.get("/top.csv?last=3d")
        #expect(csv.body.hasPrefix("\u{FEFF}articleId,articleTitle"))
        #expect(csv.headers[.contentDisposition] == "attachment; filename=\"top.csv\"")
        try await pages.close()
    }

    @Test("Today shows the sums beside the same time of yesterday, and speaks where there is nothing")
    func today() async throws {
        let newsroom = try MadeUpNewsroom()
        let pages = try newsroom.pages()
        let page = try await pages.get("/?lang=en").body
        let document = try await pages.get("/channels.json?today=on&compare=on").body
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
        let (total, previous) = (answer["total"] as? [String: Any], answer["previous"] as? [String: Any])
        let words = Vocabulary(language: .en, channelLabels: [:])
        for key in ["presses", "visits", "opened", "distinctArrivals", "reshares"] {
            let now = words.number(Int64(try #require(total?[key] as? Int)))
            let before = words.number(Int64(try #require(previous?[key] as? Int)))
            #expect(page.contains("<b>\(now)</b><span>\(before) same time yesterday</span>"), "\(key)")
        }
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"60\"></noscript>"))
        try await pages.close()
        let empty = try MadeUpNewsroom(events: 0)
        let quiet = try empty.pages()
        #expect(try await quiet.get("/").body.contains("Không có lượt chia sẻ hay lượt mở nào trong thời gian này."))
        #expect(try await quiet.get("/top?lang=en").body.contains("There were no events in this period."))
        try await quiet.close()
    }

    @Test("What came from outside is shown as text on every page", arguments: HostileTexts.all)
    func hostile(text: String) async throws {
        let newsroom = try MadeUpNewsroom(events: 600)
        try newsroom.change("UPDATE articles SET title = ?, section = ?, author = ?", [text, text, text])
        try newsroom.change("UPDATE referrers SET host = ? || number, network = ?", [text, text])
        let pages = try newsroom.pages()
        let escaped = text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
        #expect(!escaped)
        var query = URLComponents()
        query.queryItems = [URLQueryItem(name: "section", value: text)]
        let section = (query.percentEncodedQuery ?? "").replacing("+", with: "%2B")
        for path in [
            "/", "/top", "/sections", "/authors", "/referrers", "/article?article=1", "/top?\(section)",
            "/table?by=article",
        ] {
            let page = try await pages.get(path)
            #expect(page.status == 200, "\(path)")
            let body = page.body.replacing(PageTemplates.style, with: "").replacing(PageTemplates.script, with: "")
            // Every mark-up of the page is ours: no tag and no attribute but these.
            for match in body.matches(of: /<\/?([a-zA-Z0-9]+)/) {
                #expect(HostileTexts.tags.contains(String(match.output.1)), "\(path): <\(match.output.1)")
            }
            #expect(body.unicodeScalars.count { $0 == "\"" } % 2 == 0, "\(path)")
            let bare = body.replacing(/"[^"]*"/.matchingSemantics(.unicodeScalar), with: "")
            for match in bare.matches(of: /<[a-z][^>]*\son[a-z]+=/) { Issue.record("\(path): \(match.output)") }
            for match in body.matches(of: /href="([^"]*)"/) {
                let address = match.output.1
                #expect(
                    address.hasPrefix("/") || address.hasPrefix("#main") || address.hasPrefix("https://news.example/"),
                    "\(address)")
            }
        }
        try await pages.close()
    }
}

private enum HostileTexts {
    /// Texts that have got through in other products, and one that gets through where quotes are looked for by character.
    static let all = [
        "<script>alert(1)</script>", "\"onmouseover=alert(1) x=\"", "\"\u{301} onfocus=alert(1) autofocus x=\"",
        "'\u{308}onclick='a",
        "</style><script>x</script>", "<svg/onload=alert(1)>", "{{title}}{{{style}}}", "+ADw-script+AD4-alert(1)",
        "javascript:alert(1)",
        "\u{202E}gnp.exe", "</td></table><h1>", "<\u{338}script>",
    ]

    /// What the templates and the reports are made of.
    static let tags: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "a", "header", "p", "nav", "ul", "li", "details", "summary",
        "main", "h1",
        "h2", "dl", "div", "dt", "dd", "b", "span", "section", "figure", "figcaption", "svg", "g", "rect", "path",
        "line", "text",
        "table", "thead", "tbody", "tfoot", "tr", "th", "td", "time", "form", "input", "label", "select", "option",
        "button", "script",
        "noscript",
    ]
}
