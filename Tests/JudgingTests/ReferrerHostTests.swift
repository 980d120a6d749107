import Testing

@testable import Judging

@Suite("The host of a referrer")
struct ReferrerHostTests {
    static let hosts: [(String, String)] = [
        ("https://www.facebook.com/", "www.facebook.com"), ("http://l.facebook.com/l.php?u=x", "l.facebook.com"),
        ("https://T.CO/AbC", "t.co"), ("HTTPS://Zalo.me", "zalo.me"), ("https://example.com?x=1", "example.com"),
        ("https://example.com#x", "example.com"), ("https://example.com:8443/a", "example.com"),
        ("https://example.com:/", "example.com"), ("https://user@example.com/", "example.com"),
        ("https://user:pass@example.com:80/x", "example.com"), ("https://a@b@example.com/", "example.com"),
        ("https://news.example./a", "news.example"), ("http://news.example.:8080/", "news.example"),
        ("https://news.example../", "news.example"),
        ("android-app://com.zing.zalo/", "com.zing.zalo"), ("android-app://com.facebook.katana", "com.facebook.katana"),
        ("android-app://com.google.android.gm_x/", "com.google.android.gm_x"), ("https://127.0.0.1/x", "127.0.0.1"),
        ("https://xn--bo-hoa-5fd.example/", "xn--bo-hoa-5fd.example"), ("https://localhost:3000/", "localhost"),
        ("https://[::1]/", "[::1]"), ("https://[2001:DB8::7]/a", "[2001:db8::7]"),
        ("https://example.com/https://other.example/", "example.com"),
        ("https://example.com/@other.example", "example.com"),
        ("https://example.com/\u{1EBF}", "example.com"),
    ]

    @Test("It is read in lower case, without port and without user", arguments: hosts)
    func hostOf(referrer: String, host: String) {
        #expect(ReferrerHost.read(referrer) == host)
    }

    @Test(
        "The port of an IPv6 address is left out too",
        arguments: [("https://[::1]:8080/", "[::1]"), ("https://u@[2001:db8::7]:443", "[2001:db8::7]")])
    func portOfIPv6(referrer: String, host: String) {
        #expect(ReferrerHost.read(referrer) == host)
    }

    static let junk = [
        "", " ", "-", "/", "https://./", "https://..:80/", "//example.com/", "example.com", "example.com/x", "https:",
        "https:/", "https://",
        "https:///x",
        "https://?x", "https://#x", "https://:80/", "https://@/", "https://user@/", "://example.com/", "about:blank",
        "javascript:alert(1)", "javascript://example.com/%0aalert(1)", "data:text/html,x", "ftp://example.com/",
        "file:///etc/passwd", "ios-app://123/", "androidapp://com.x/", "https://exa mple.com/", " https://example.com/",
        "https://example.com\r\nX-Evil: 1", "https://example.com\n/", "https://exam\rple.com/",
        "https://example.com\t/",
        "https://example.com\0/", "https://example.com\u{1B}[31m/", "https://báo.example/", "https://example。com/",
        "https://example.com\u{202E}/", "https://\u{212A}enh.example/", "https://<script>/", "https://\"onload=/",
        "https://example%2Ecom/", "https://a\\b.example/", "https://'or'1'='1/", "https://{{x}}/", "https://a,b/",
        "https://a;b/", "https://a*b/", "https://=cmd/", "https://+cmd/",
    ]

    @Test("Junk has no host", arguments: junk)
    func noHost(referrer: String) {
        #expect(ReferrerHost.read(referrer) == nil)
    }

    @Test("A host of 253 bytes is read, one of 254 is not, and a long path does not matter")
    func length() {
        let longest = String(repeating: "a", count: 253)
        #expect(ReferrerHost.read("https://\(longest)/") == longest)
        #expect(ReferrerHost.read("https://\(longest)a/") == nil)
        #expect(ReferrerHost.read("https://example.com/" + String(repeating: "x", count: 100_000)) == "example.com")
    }

    @Test("Whatever byte stands in a host, what is read is printable ASCII in lower case")
    func everyByte() {
        for value in UInt32(0)...0x24F {
            guard let scalar = UnicodeScalar(value) else { continue }
            var text = "https://a"
            text.unicodeScalars.append(scalar)
            text += "b.example/"
            guard let host = ReferrerHost.read(text) else { continue }
            #expect(host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !(0x41...0x5A).contains($0) })
            #expect(!host.contains { "<>\"'&@/\\".contains($0) })
        }
    }
}
