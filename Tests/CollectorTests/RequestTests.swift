import Foundation
import Judging
import NIOCore
import Testing

@testable import Collector

@Suite("Reading a request's head")
struct RequestTests {
    static func read(
        _ fields: [(String, String)], target: String = "/", version: String = "HTTP/1.1",
        peer: String = "127.0.0.1", trusted: [AddressRange] = AddressRange.loopback
    ) throws -> Request? {
        let lines = ["GET \(target) \(version)"] + fields.map { "\($0): \($1)" }
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        let peer = try #require(PeerAddress(peer))
        return try bytes.withUnsafeBytes { bytes in
            var reader = RequestReader(limits: Limits())
            guard case .head(let head, let length) = reader.read(bytes) else { return nil }
            try #require(length == bytes.count)
            return Request(head, of: bytes, peer: peer, trusted: trusted)
        }
    }

    static let refused: [[(String, String)]] = [
        [], [("Host", "a"), ("Host", "b")], [("Host", "a"), ("Content-Length", "5")],
        [("Host", "a"), ("Content-Length", "+0")], [("Host", "a"), ("Content-Length", "0x0")],
        [("Host", "a"), ("Content-Length", "0, 5")], [("Host", "a"), ("Content-Length", "")],
        [("Host", "a"), ("Transfer-Encoding", "chunked")], [("Host", "a"), ("Transfer-Encoding", "xchunked")],
        [("Host", "a"), ("Content-Length", "0"), ("transfer-encoding", "identity")],
    ]

    @Test("Without exactly one Host, or with any body, it is refused", arguments: refused)
    func refusedHeads(fields: [(String, String)]) throws {
        #expect(try Self.read(fields) == nil)
    }

    @Test("HTTP/1.0 may leave the Host out")
    func oldVersion() throws {
        #expect(try Self.read([], version: "HTTP/1.0") != nil)
    }

    @Test("The target is divided at its first question mark")
    func target() throws {
        let request = try #require(try Self.read([("Host", "a")], target: "/s?a=1?b"))
        #expect(request.path == "/s")
        #expect(request.query == "a=1?b")
        #expect(try Self.read([("Host", "a")], target: "/s")?.query == nil)
    }

    struct Hop: Sendable {
        var peer: String
        var fields: [(String, String)]
        var reader: String
    }

    static let hops = [
        Hop(peer: "198.51.100.9", fields: [("X-Forwarded-For", "203.0.113.7")], reader: "198.51.100.9"),
        Hop(
            peer: "198.51.100.9", fields: [("Forwarded", "for=203.0.113.7"), ("X-Real-IP", "203.0.113.7")],
            reader: "198.51.100.9"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "203.0.113.7")], reader: "203.0.113.7"),
        Hop(peer: "::1", fields: [("X-Forwarded-For", "10.9.9.9, 203.0.113.7")], reader: "203.0.113.7"),
        Hop(peer: "::ffff:127.0.0.1", fields: [("X-Forwarded-For", "203.0.113.7, 127.0.0.1")], reader: "203.0.113.7"),
        Hop(
            peer: "127.0.0.1", fields: [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", "203.0.113.7")],
            reader: "203.0.113.7"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "203.0.113.7:4711")], reader: "203.0.113.7"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "[2001:db8::1]:4711")], reader: "2001:db8::1"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "2001:db8::1")], reader: "2001:db8::1"),
        Hop(peer: "127.0.0.1", fields: [("Forwarded", "proto=https;for=\"[2001:db8::1]:80\"")], reader: "2001:db8::1"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "203.0.113.7, unknown")], reader: "127.0.0.1"),
        // U+0600 and a comma are one character to Swift, and two items to a front server.
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "6.6.6.6\u{600}, 203.0.113.7")], reader: "203.0.113.7"),
        Hop(
            peer: "127.0.0.1", fields: [("Forwarded", "for=6.6.6.6\u{600}, for=203.0.113.7")],
            reader: "203.0.113.7"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "")], reader: "127.0.0.1"),
        Hop(peer: "127.0.0.1", fields: [("X-Forwarded-For", "%, ,,")], reader: "127.0.0.1"),
        Hop(peer: "127.0.0.1", fields: [], reader: "127.0.0.1"),
        Hop(
            peer: "127.0.0.1",
            fields: [("X-Forwarded-For", String(repeating: "6.6.6.6, ", count: 500) + "203.0.113.7")],
            reader: "203.0.113.7"),
    ]

    @Test("The reader is the right-most hop that is no trusted front server", arguments: hops)
    func forwarded(hop: Hop) throws {
        let request = try #require(try Self.read(hop.fields + [("Host", "a")], peer: hop.peer))
        #expect(request.reader == PeerAddress(hop.reader))
    }

    @Test("Ranges hold what they should, also at their ends")
    func ranges() throws {
        let range = try #require(AddressRange("10.8.0.0/13"))
        for (text, inside) in [
            ("10.8.0.0", true), ("10.15.255.255", true), ("10.16.0.0", false), ("10.7.255.255", false),
        ] {
            #expect(range.contains(try #require(PeerAddress(text))) == inside)
        }
        let six = try #require(AddressRange("2001:db8::/33"))
        #expect(six.contains(try #require(PeerAddress("2001:db8:7fff::1"))))
        #expect(!six.contains(try #require(PeerAddress("2001:db8:8000::1"))))
        #expect(try #require(AddressRange("0.0.0.0/0")).contains(try #require(PeerAddress("255.1.2.3"))))
        for text in ["10.0.0.0/33", "10.0.0.0/-1", "ten", "", "10.0.0.0/8/8", "::1/129"] {
            #expect(AddressRange(text) == nil)
        }
    }

    @Test("Signs of a wish for privacy, of a script, and of prefetching are read in any case of letters")
    func signs() throws {
        let request = try #require(
            try Self.read([
                ("host", "a"), ("sec-gpc", "1"), ("ACCEPT", "application/JSON"), ("Sec-Purpose", "prefetch"),
                ("Sec-Fetch-Dest", "Image"), ("Referer", "https://L.Facebook.com:443/l.php?u=secret"),
            ]))
        #expect(request.wantsPrivacy && request.wantsJSON)
        #expect(request.signals.purposes == ["prefetch"])
        #expect(request.signals.fetchDestination == "image")
        #expect(request.signals.referrer.flatMap(ReferrerHost.read) == "l.facebook.com")
    }
}

@Suite("Answers")
struct AnswerTests {
    static func text(_ answer: Answer, recorded: Bool = false, keepsAlive: Bool = true, isHead: Bool = false) -> String
    {
        var buffer = ByteBuffer()
        answer.write(
            into: &buffer, date: Array("Mon, 16 Nov 2026 01:41:00 GMT".utf8), recorded: recorded,
            keepsAlive: keepsAlive,
            speaksOld: false, isHead: isHead)
        return String(buffer: buffer)
    }

    @Test("A redirect is one head, with its length, and says whether it was recorded")
    func redirect() {
        let text = Self.text(.redirect(.found, to: "https://news.example/"), recorded: true)
        #expect(
            text == """
                HTTP/1.1 302 Found\r
                Date: Mon, 16 Nov 2026 01:41:00 GMT\r
                Location: https://news.example/\r
                Cache-Control: no-store\r
                X-Robots-Tag: noindex\r
                X-Recorded: 1\r
                Content-Length: 0\r
                \r

                """)
    }

    @Test("Nothing can end a header's line", arguments: ["\r\nX: 1", "\n", "\u{0}", "\u{2028}é", "\u{7F}"])
    func injection(text: String) {
        let answer = Answer(status: .found, location: "https://a/\(text)", moreFields: [("Vary", text)])
        let lines = Self.text(answer).components(separatedBy: "\r\n")
        #expect(lines.count == 7)
        #expect(Self.text(answer).utf8.allSatisfy { $0 == 0x0D || $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test("HEAD is answered with the length of the body, and without it")
    func head() {
        let text = Self.text(.text(.ok, "ok\n"), isHead: true)
        #expect(text.contains("Content-Length: 3\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }
}

@Suite("Settings")
struct SettingsTests {
    @Test(
        "Base URLs: https anywhere, http for loopback, a path allowed",
        arguments: [
            ("https://go.news.example", "https://go.news.example", ""),
            ("https://news.example/go/", "https://news.example/go", "/go"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", ""), ("http://localhost:1", "http://localhost:1", ""),
        ])
    func baseURLs(text: String, written: String, path: String) throws {
        let base = try #require(BaseURL(text))
        #expect(base.text == written)
        #expect(base.path == path)
    }

    @Test(
        "Other base URLs are refused",
        arguments: [
            "http://news.example", "ftp://a", "news.example", "https://", "https://a/?b", "https://u@a/",
            "https://a/#b", "", "http://127.evil.example",
        ])
    func noBaseURLs(text: String) {
        #expect(BaseURL(text) == nil)
    }

    @Test("Addresses to listen on")
    func listen() {
        #expect(ListenAddress("127.0.0.1:0") == ListenAddress(host: "127.0.0.1", port: 0))
        #expect(ListenAddress("[::1]:80")?.isLoopback == true)
        #expect(ListenAddress("0.0.0.0:80")?.isLoopback == false)
        #expect(ListenAddress("127.evil.example:80")?.isLoopback == false)
        for text in ["8080", "127.0.0.1", ":80", "a:65536", "a:-1", "a:b"] { #expect(ListenAddress(text) == nil) }
    }

    @Test("Forwarding headers are believed from this machine when only this machine can connect, else from nobody")
    func trust() throws {
        func trusted(_ listen: String) throws -> [AddressRange] {
            CollectorSettings(
                home: ".", baseURL: try #require(BaseURL("https://go.a")), hosts: ["a"], zone: .gmt,
                listen: try #require(ListenAddress(listen)), operatorListen: try #require(ListenAddress("127.0.0.1:0"))
            ).trustedProxies
        }
        #expect(try trusted("127.0.0.1:8080") == AddressRange.loopback)
        #expect(try trusted("0.0.0.0:8080").isEmpty)
    }
}
