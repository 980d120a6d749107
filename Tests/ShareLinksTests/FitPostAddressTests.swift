import Testing

@testable import ShareLinks

@Suite("What X takes for an address")
struct FitPostAddressTests {
    private func addresses(_ text: String) -> [String] {
        let scalars = text.unicodeScalars.map(\.value)
        return PostAddressScanner.addresses(in: scalars).map { range in
            var address = String.UnicodeScalarView()
            address.append(contentsOf: scalars[range].compactMap(Unicode.Scalar.init))
            return String(address)
        }
    }

    @Test(
        "An address is taken whole",
        arguments: [
            "https://news.com", "HTTP://News.Com/A", "news.com", "https://news.com:8443/a", "news.vn/tin-tức/đọc",
            "https://news.com/a?b=c&d=%20e#f", "https://news.com/?q=a", "https://news.com/wiki/City_(novel)",
            "https://news.com/a(b(c)d)e", "https://tin.xn--p1ai/x", "https://новости.рф/один", "http://thời-báo.vn",
            "https://sub_domain.news.com", "https://t.co/abcXYZ019", "https://t.co/abc?amp=1", "http://新聞.中国/",
        ])
    func whole(address: String) {
        #expect(addresses(address) == [address])
        #expect(addresses("see " + address + " now") == [address])
        #expect(addresses("“" + address + "”") == [address])
        #expect(PostLength(of: address).weightedLength == 23)
    }

    @Test(
        "Punctuation behind an address is no part of it",
        arguments: [".", ",", ":", ";", "!", "?", "…", ")", "'", "\"", "!?", "*", "、", "–"])
    func trailing(mark: String) {
        #expect(addresses("https://news.com/a" + mark) == ["https://news.com/a"])
        #expect(addresses("https://news.com" + mark) == ["https://news.com"])
        #expect(addresses("news.com" + mark + " and") == ["news.com"])
    }

    @Test(
        "Text that only looks like an address",
        arguments: [
            "news", "https://news", "https://news.example/a", "news.test", "https://[2001:db8::1]/",
            "https://192.0.2.1/",
            "http://localhost:8080/", "editor@news.com", "@news.com", "#news.com", "$news.com", "x@https://news.com",
            "news.commerce1", "news.com-pany", "news.com@post", "https://-news.com", "https://news-.com",
            "https://new_s.com",
            "https://news..com", ".com", "3.5", "e.g.", "a/news.com", "a_news.com_b",
            "https://xn--新聞.com/", "https://t.co/aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde",
        ])
    func lookalikes(text: String) {
        #expect(addresses(text) == [])
    }

    @Test("Text in another script may stand against an address that has no scheme")
    func glued() {
        #expect(addresses("中国語news.comテストtime.jp") == ["news.com", "time.jp"])
        #expect(addresses("これはnews.com/aです") == ["news.com/a"])
        #expect(addresses("https://news.comだよ.jpね") == ["https://news.comだよ.jp"])
    }

    @Test("Only a path makes what follows a host without a scheme part of the address")
    func bare() {
        #expect(addresses("news.com?a=b") == ["news.com"])
        #expect(addresses("news.com:8080") == ["news.com"])
        #expect(addresses("news.com:8080/a?b=c") == ["news.com:8080/a?b=c"])
    }

    @Test("Parentheses end a path where nothing but a letter stands before them")
    func parentheses() {
        #expect(addresses("news.com/a(b)(c)") == ["news.com/a(b)(c)"])
        #expect(addresses("news.com/a.(b)") == ["news.com/a"])
        #expect(addresses("news.com/a.(b)c") == ["news.com/a.(b)c"])
        #expect(addresses("news.com/a(b") == ["news.com/a"])
        #expect(addresses("news.com/a()") == ["news.com/a"])
        #expect(addresses("news.com/a(b(c(d)))") == ["news.com/a"])
    }

    @Test("A short link ends with its name")
    func shortLinks() {
        #expect(addresses("https://t.co/abc-def") == ["https://t.co/abc"])
        #expect(addresses("https://t.co/abc/news.com") == ["https://t.co/abc"])
    }

    @Test("A label of more than 63 bytes, as DNS writes it, makes no host")
    func labels() {
        let letters = String(repeating: "a", count: 63)
        #expect(addresses("https://\(letters).com").count == 1)
        #expect(addresses("https://\(letters)a.com") == [])
        // 日 63 times is far more than 63 bytes in Punycode.
        #expect(addresses("https://\(String(repeating: "日", count: 63)).com") == [])
    }

    @Test(
        "Punycode is counted as RFC 3492 writes it",
        arguments: [
            ("news", 4), ("bücher", 13), ("münchen", 14), ("新聞", 11), ("他们为什么不说中文", 28), ("3年b組金八先生", 28),
            ("安室奈美恵-with-super-monkeys", 44), ("почемужеонинеговорятпорусски", 36),
        ])
    func punycode(label: String, bytes: Int) {
        #expect(Punycode.labelCount(label.unicodeScalars.map(\.value)[...]) == bytes)
    }

    @Test("An address of 4,096 units with its scheme counted twice is one, and a longer one is not")
    func longest() {
        let start = "https://news.com/"
        let room = 4096 - 8 - start.count
        #expect(addresses(start + String(repeating: "a", count: room)).count == 1)
        #expect(addresses(start + String(repeating: "a", count: room + 1)) == [])
    }

    @Test("The list of top-level domains is whole")
    func domains() {
        for name in ["com", "vn", "museum", "zw", "aaa", "みんな", "한국", "рф", "嘉里大酒店", "vermögensberatung"] {
            #expect(addresses("https://news.\(name)/") == ["https://news.\(name)/"])
        }
    }

    @Test(
        "A long text that is full of beginnings is read in one go",
        arguments: ["a.", "日", "日.", "news.com/(", "http://", "あ_", "日。", "xn--", "a.com-", "(news.com", "嘉.com@"])
    func long(piece: String) {
        let text = String(repeating: piece, count: 20_000)
        let clock = ContinuousClock()
        let short = clock.measure { _ = PostLength(of: String(text.prefix(text.count / 8))) }
        let whole = clock.measure { _ = PostLength(of: text) }
        // Eight times the text takes 64 times as long where the search is quadratic.
        #expect(whole < short * 32 + .milliseconds(500))
    }
}
