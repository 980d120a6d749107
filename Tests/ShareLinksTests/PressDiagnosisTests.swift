import Engagement
import Testing

@testable import ShareLinks

@Suite("What is wrong with a press link is found, and said in one line")
struct PressDiagnosisTests {
    static let values = PressValues(
        url: "https://news.example/tin/a.html?x=1&y=2", title: "Ti\u{1EBF}ng & “Việt”", cmsID: "4821")
    static let other = (0..<32).map { UInt8(255 - $0) }

    static func message(_ pairs: KeyValuePairs<String, String>, head: String = "press/1\n") -> String {
        head + pairs.map { "\($0)=\($1)\n" }.joined()
    }

    static let a = "4821"
    static let t = "Ti\u{1EBF}ng & “Việt”"
    static let u = "https://news.example/tin/a.html?x=1&y=2"
    static let encodedT = "Ti%E1%BA%BFng%20%26%20%E2%80%9CVi%E1%BB%87t%E2%80%9D"

    static let messages: [(says: String, message: String)] = [
        ("HTML entities in it", message(["a": a, "t": "Ti\u{1EBF}ng &amp; “Việt”", "u": u])),
        ("HTML entities in it", message(["a": a, "t": t, "u": "https://news.example/tin/a.html?x=1&amp;y=2"])),
        ("percent-encoded", message(["a": a, "t": encodedT, "u": u])),
        ("form-encoded", message(["a": a, "t": encodedT.replacing("%20", with: "+"), "u": u])),
        ("white space at its end", message(["a": a, "t": t + " ", "u": u])),
        ("white space at its end", message(["a": "4821\n", "t": t, "u": u])),
        ("white space at its beginning", message(["a": a, "t": " " + t, "u": u])),
        ("decomposed (NFD)", message(["a": a, "t": "Tie\u{302}\u{301}ng & “Vie\u{323}\u{302}t”", "u": u])),
        ("lower case", message(["a": a, "t": t.lowercased(), "u": u])),
        ("another order", message(["u": u, "t": t, "a": a])),
        ("«a» was not signed", message(["t": t, "u": u])), ("«t» was not signed", message(["a": a, "u": u])),
        ("«c» was signed too", message(["a": a, "c": "zalo", "t": t, "u": u])),
        ("«k» was signed too", message(["a": a, "k": "1", "t": t, "u": u])),
        ("«c» and «k» were signed too", message(["a": a, "c": "zalo", "k": "1", "t": t, "u": u])),
        ("«press/1» was not signed", message(["a": a, "t": t, "u": u], head: "")),
        ("last line end was not signed", String(message(["a": a, "t": t, "u": u]).dropLast())),
        ("CR LF", message(["a": a, "t": t, "u": u]).replacing("\n", with: "\r\n")),
        (
            "the query was signed",
            "a=4821&t=\(encodedT)&u=https%3A%2F%2Fnews.example%2Ftin%2Fa.html%3Fx%3D1%26y%3D2"
        ),
    ]

    static func link(_ code: MessageAuthentication.Code, k: Int = 1) throws -> PressQuery {
        let query =
            "k=\(k)&c=zalo&u=\(PercentEncoding.encode(u))&t=\(PercentEncoding.encode(t))&a=4821&s="
            + Hex.encode(code.prefix(16))
        return try PressQuery(Substring(query))
    }

    static var keyText: String { KeyRing.linkKey(from: SampleKeys.root, site: SampleKeys.site) }

    @Test("The wrong message", arguments: messages.indices)
    func wrongMessage(index: Int) throws {
        let (says, message) = Self.messages[index]
        let key = MessageAuthentication(key: Array(Self.keyText.utf8))
        let found = try PressDiagnosis.explain(
            Self.link(key.code(of: Array(message.utf8))), ring: SampleKeys.ring(id: 1))
        #expect(found?.contains(says) == true, "\(found ?? "nothing"), should be \(says)")
        #expect(found?.contains("\n") == false)
    }

    @Test("The wrong key")
    func wrongKey() throws {
        let ring = SampleKeys.ring(id: 1)
        let text = Self.keyText
        let keys: [(String, [UInt8])] = [
            ("line end", Array((text + "\n").utf8)), ("line end", Array((text + "\r\n").utf8)),
            ("quotation marks", Array("\"\(text)\"".utf8)),
            ("decoded from base64", KeyRing.derive(.link, from: SampleKeys.root, site: SampleKeys.site)),
        ]
        for (says, key) in keys {
            let code = MessageAuthentication(key: key).code(of: Self.values.message)
            #expect(try PressDiagnosis.explain(Self.link(code), ring: ring)?.contains(says) == true, "\(says)")
        }
        let fresh = try ring.adding(root: Self.other, made: .init(seconds: 1))
        let newest = try #require(fresh.signer(for: .link))
        let code = try #require(fresh.pressCode(of: Self.values.message, key: newest))
        #expect(
            try PressDiagnosis.explain(Self.link(code, k: 1), ring: fresh)
                == "the signature is that of key \(newest), but the link says k=1; write k=\(newest)")
    }

    @Test("What no mistake explains is not explained")
    func nothing() throws {
        let code = MessageAuthentication(key: Self.other).code(of: Self.values.message)
        #expect(try PressDiagnosis.explain(Self.link(code), ring: SampleKeys.ring(id: 1)) == nil)
    }
}
