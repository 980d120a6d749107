import Engagement
import Foundation
import HTTPTypes
import Logging
import ShareLinks
import Testing

@testable import Pages

@Suite("Who gets to see the pages")
struct AdmissionTests {
    private static func basic(_ password: String, name: String = "lan") -> String {
        "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()
    }

    /// Gives somebody a token.
    private static func token(_ newsroom: MadeUpNewsroom, name: String = "Lan") throws -> String {
        var tokens = try EditorTokens(home: newsroom.folder)
        let token = try tokens.add(name, at: newsroom.now, random: .system)
        try tokens.write(home: newsroom.folder)
        return token
    }

    @Test("On loopback everybody on the machine may look, until there is a token; then only its owner may, at once")
    func tokens() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let pages = try newsroom.pages()
        #expect(try await pages.get("/").status == 200)
        let token = try Self.token(newsroom)
        let refused = try await pages.get("/")
        #expect(refused.status == 401)
        #expect(refused.headers[.wwwAuthenticate] == "Basic realm=\"ShareTrail\", charset=\"UTF-8\"")
        #expect(!refused.body.contains("news.example"))
        #expect(try await pages.get("/", authorization: Self.basic(token)).status == 200)
        #expect(try await pages.get("/top.json", authorization: "Bearer \(token)").status == 200)
        #expect(try await pages.get("/", authorization: "bearer \(token)").status == 200)
        for wrong in [token + "x", String(token.dropLast()), "", token.uppercased()] {
            #expect(try await pages.get("/", authorization: Self.basic(wrong)).status == 401)
        }
        #expect(try await pages.get("/", authorization: "Digest \(token)").status == 401)
        #expect(try await pages.get("/", authorization: token).status == 401)
        var tokens = try EditorTokens(home: newsroom.folder)
        _ = try tokens.add("Minh", at: newsroom.now, random: .system)
        try tokens.remove("Lan")
        try tokens.write(home: newsroom.folder)
        #expect(try await pages.get("/", authorization: Self.basic(token)).status == 401)
        try await pages.close()
    }

    @Test(
        "Beyond ten wrong tokens a minute an address waits; the right token, and report links, are let in all the same")
    func attempts() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let token = try Self.token(newsroom)
        let pages = try newsroom.pages()
        for _ in 0..<10 { #expect(try await pages.get("/", authorization: Self.basic("guess")).status == 401) }
        let answer = try await pages.get("/", authorization: Self.basic("guess"))
        #expect(try await pages.get("/", authorization: Self.basic(token)).status == 200)
        #expect(try await pages.get("/r/nowhere").status != 429)
        #expect(answer.status == 429 && answer.headers[.retryAfter] == "60")
        let gauge = AttemptGauge()
        let now = newsroom.now
        for _ in 0..<10 { gauge.failed("192.0.2.1", at: now) }
        #expect(!gauge.mayTry("192.0.2.1", at: now) && gauge.mayTry("192.0.2.2", at: now))
        #expect(gauge.mayTry("192.0.2.1", at: now.advanced(by: 61)))
        try await pages.close()
    }

    @Test(
        "A host that is not ours is refused, so that no foreign page reads through a name that leads here",
        arguments: [
            ("localhost", 200), ("127.0.0.1:8081", 200), ("[::1]:8081", 200), ("LOCALHOST:1", 200),
            ("reports.news.example", 403), ("evil.example", 403), ("localhost.evil.example", 403),
            ("user@localhost", 403),
            ("localhost:80:80", 403), ("", 403), (nil, 403),
        ])
    func hosts(host: String?, status: Int) async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let pages = try newsroom.pages()
        let answer = try await pages.get("/definitions", host: host)
        #expect(answer.status == status)
        #expect(host.map { $0.isEmpty || status == 200 || !answer.body.contains($0) } ?? true)
        try await pages.close()
    }

    @Test(
        "Nothing can be changed: every other method is refused",
        arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    func methods(name: String) async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let pages = try newsroom.pages()
        let method = try #require(HTTPRequest.Method(name))
        for path in ["/", "/top", "/api/report/top", "/nowhere"] {
            let answer = try await pages.get(path, method: method)
            #expect(answer.status == 405 && answer.headers[.allow] == "GET, HEAD")
        }
        #expect(try await pages.get("/top", method: .head).status == 200)
        try await pages.close()
    }

    @Test(
        "Every answer keeps browsers in bounds, refusals too",
        arguments: ["/", "/top.csv", "/api/report/top", "/nope", "/top?last=x"])
    func fields(path: String) async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let pages = try newsroom.pages()
        for host in ["localhost", "evil.example"] {
            let headers = try await pages.get(path, host: host).headers
            let policy = try #require(headers[.contentSecurityPolicy])
            #expect(
                policy.hasPrefix("default-src 'none'; style-src 'sha256-") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.cacheControl] == "no-store")
            #expect(headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
        }
        try await pages.close()
    }

    @Test("Whoever was the last to be let in is not followed by everybody")
    func lastOne() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        _ = try Self.token(newsroom)
        var tokens = try EditorTokens(home: newsroom.folder)
        try tokens.remove("Lan")
        try tokens.write(home: newsroom.folder)
        let pages = try newsroom.pages()
        #expect(try await pages.get("/").status == 401)
        try await pages.close()
    }

    @Test("Behind a front server, and so on a name of its own, nobody is let in without a token")
    func named() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        newsroom.name("reports.news.example")
        let pages = try newsroom.pages()
        #expect(try await pages.get("/", host: "reports.news.example").status == 401)
        #expect(try await pages.get("/", host: "localhost").status == 401)
        let now = newsroom.now
        let served = Pages(settings: newsroom.settings, clock: Clock { now }, logger: .init(label: "pages")) { _ in }
        await #expect(throws: PagesError.noTokens(host: "127.0.0.1")) { try await served.run() }
        let token = try Self.token(newsroom)
        #expect(
            try await pages.get("/", host: "reports.news.example:443", authorization: "Bearer \(token)").status == 200)
        try await pages.close()
    }

    @Test("Off loopback the pages do not start without a token")
    func network() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        newsroom.listen(on: "0.0.0.0")
        let now = newsroom.now
        let pages = Pages(settings: newsroom.settings, clock: Clock { now }, logger: .init(label: "pages")) { _ in }
        await #expect(throws: PagesError.noTokens(host: "0.0.0.0")) { try await pages.run() }
    }

    @Test(
        "Only digests are kept, for the owner alone; a file that others can write to, or that was spoiled, is refused")
    func file() throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let token = try Self.token(newsroom)
        let path = newsroom.folder + "/" + EditorTokens.fileName
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(token.count == 43 && !text.contains(token))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(throws: EditorsError.taken("Lan")) { _ = try Self.token(newsroom) }
        #expect(throws: EditorsError.badName) { _ = try Self.token(newsroom, name: "a\tb") }
        #expect(throws: EditorsError.badName) { _ = try Self.token(newsroom, name: "") }
        try FileManager.default.setAttributes([.posixPermissions: 0o622], ofItemAtPath: path)
        #expect(throws: EditorsError.othersCanWrite(path: path)) { try EditorTokens(home: newsroom.folder) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Data((text + "somebody\t1\tabc\n").utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: EditorsError.line(2, path: path)) { try EditorTokens(home: newsroom.folder) }
    }
}
