import ShareLinks
import Testing

@Suite("A title fits beside its link")
struct FitTests {
    private static let link = "https://tin.vn/a/lu-quet-4821"
    private static let title = String(repeating: "Lũ quét miền núi: người dân sơ tán khẩn cấp. ", count: 8)

    @Test("A post holds the title and the link")
    func post() {
        let title = Fitting.post(Self.title, otherWeight: 24)
        let weight = PostLength(of: title + " " + Self.link).weightedLength
        #expect((270...280).contains(weight))
        #expect(title.hasSuffix("…"))
        #expect(Fitting.post("Short", otherWeight: 24) == "Short")
        #expect(Fitting.post("Short", otherWeight: 280) == "")
    }

    @Test("Networks that count characters get as many as they take")
    func graphemes() {
        let title = Fitting.graphemes(Self.title, limit: 300, other: Self.link.count + 1)
        #expect((290...300).contains((title + " " + Self.link).count))
        #expect(Fitting.graphemes("🇻🇳🇻🇳🇻🇳", limit: 3, other: 1) == "🇻🇳…")
    }

    @Test("A message has no more parts than it may", arguments: 1...4)
    func message(segments: Int) {
        let title = Fitting.message(Self.title, link: Self.link, segments: segments)
        #expect(MessageLength(of: title + " " + Self.link).segments <= segments)
        #expect(!title.isEmpty)
    }

    @Test("A title of the GSM alphabet is not made dearer by its ellipsis")
    func plainMessage() {
        let plain = String(repeating: "Storm hits the coast again ", count: 10)
        let title = Fitting.message(plain, link: Self.link, segments: 1)
        #expect(title.hasSuffix("..."))
        #expect(MessageLength(of: title + " " + Self.link).encoding == .gsm7)
        #expect(title.count > 110)
        // One foreign letter far behind costs no more than the words from there on.
        #expect(Fitting.message(plain + "“end”", link: Self.link, segments: 1) == title)
    }

    @Test("Beside a link that is too long alone there is no title")
    func longLink() {
        let link = Self.link + String(repeating: "x", count: 200)
        #expect(Fitting.message("Short", link: link, segments: 1) == "")
        #expect(Fitting.message("Short", link: link, segments: 2) == "Short")
    }

    @Test("No title by chance is too long, and each stays as it is when cut again")
    func properties() {
        var numbers = SeededNumbers(seed: 302)
        for _ in 0..<500 {
            let title = FitSamples.title(&numbers)
            let other = Int.random(in: 24...270, using: &numbers)
            let post = Fitting.post(title, otherWeight: other)
            #expect(post.isEmpty || PostLength(of: post).weightedLength + other <= 280)
            #expect(Fitting.post(post, otherWeight: other) == post)

            let segments = Int.random(in: 1...3, using: &numbers)
            let message = Fitting.message(title, link: Self.link, segments: segments)
            #expect(MessageLength(of: message + " " + Self.link).segments <= segments)
            #expect(Fitting.message(message, link: Self.link, segments: segments) == message)
        }
    }
}
