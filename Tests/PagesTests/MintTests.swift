import Engagement
import Foundation
import HTTPTypes
import ShareLinks
import Testing

@testable import Pages

@Suite("A link for the newsroom's own post")
struct MintTests {
    private static let link = "https://go.news.example/SGAS1oefPCp7EFXTbEifvp__"

    private static func newsroom(title: String = "Lũ quét miền núi") throws -> MadeUpNewsroom {
        let newsroom = try MadeUpNewsroom(events: 0)
        newsroom.mint { request in
            guard request.article == "4821" else { throw MintError("there is no article «\(request.article)»") }
            guard request.channel == "facebook", request.campaign == "Tết & xuân" else { throw MintError("\(request)") }
            return MintedLink(link: link, title: title)
        }
        return newsroom
    }

    private static let form = "article=+4821+&channel=facebook&campaign=T%E1%BA%BFt+%26+xu%C3%A2n"

    @Test("The form makes a link, texts that fit, and a QR code of it as SVG and PNG")
    func made() async throws {
        let pages = try Self.newsroom().pages()
        #expect(try await pages.get("/mint").body.contains("<form method=\"post\" action=\"/mint\">"))
        let answer = try await pages.get("/mint", method: .post, origin: "http://localhost:8081", form: Self.form)
        #expect(answer.status == 200 && answer.body.contains("readonly value=\"\(Self.link)\""))
        #expect(answer.body.contains("Lũ quét miền núi \(Self.link)</textarea>"))
        #expect(answer.body.contains("value=\"Tết &amp; xuân\"") && answer.body.contains("<svg "))
        let data = try #require(
            answer.body.firstMatch(of: /href="data:image\/png;base64,([A-Za-z0-9+\/=]+)" download="qr.png"/)?.output.1)
        let png = try #require(Data(base64Encoded: String(data)))
        let side = try #require(QRCode(Self.link)).side
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && width == (side + 8) * 16)
        try await pages.close()
    }

    @Test(
        "A form of another site is refused, whatever password the browser adds; nothing is made",
        arguments: [nil, "null", "https://evil.example", "http://localhost", "http://localhost:8081.evil.example", ""])
    func origins(origin: String?) async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        newsroom.mint { _ in
            Issue.record("a link was made")
            return MintedLink(link: Self.link, title: "")
        }
        let pages = try newsroom.pages()
        #expect(try await pages.get("/mint", method: .post, origin: origin, form: Self.form).status == 403)
        try await pages.close()
    }

    @Test("What cannot be made says why; a form that is too long or broken is refused; nobody mints without a token")
    func refused() async throws {
        let newsroom = try Self.newsroom()
        let pages = try newsroom.pages()
        func post(_ form: String, to path: String = "/mint") async throws -> Asking.Answer {
            try await pages.get(path, method: .post, origin: "http://localhost:8081", form: form)
        }
        let unknown = try await post("article=%3Cb%3E&channel=facebook")
        #expect(unknown.status == 400 && unknown.body.contains("there is no article «&lt;b&gt;»"))
        #expect(try await post("channel=facebook").status == 400)
        #expect(try await post("article=a%0Ab").status == 400)
        #expect(try await post("article=" + String(repeating: "a", count: 20_000)).status == 413)
        #expect(try await post(Self.form, to: "/top").status == 405)
        var tokens = try EditorTokens(home: newsroom.folder)
        _ = try tokens.add("Lan", at: newsroom.now, random: .system)
        try tokens.write(home: newsroom.folder)
        #expect(try await post(Self.form).status == 401)
        try await pages.close()
        let plain = try MadeUpNewsroom(events: 0).pages()
        #expect(
            try await plain.get("/mint", method: .post, origin: "http://localhost:8081", form: Self.form).status == 404)
        try await plain.close()
    }

    @Test("Titles are shown as text, and cut to what a post and a message hold")
    func titles() async throws {
        let hostile = "\"\u{301}><script>x</script>" + String(repeating: " dài", count: 200)
        let pages = try Self.newsroom(title: hostile).pages()
        let body = try await pages.get(
            "/mint?lang=en", method: .post, origin: "https://localhost:8081", form: Self.form
        ).body
        #expect(!body.contains("<script>x") && body.contains("&lt;script&gt;x"))
        let weight = try #require(body.firstMatch(of: /Post on X \(([0-9]+)\/280\)/).flatMap { Int($0.output.1) })
        #expect(weight > 240 && weight <= 280 && body.contains(", 1 part)"))
        try await pages.close()
    }
}
