import Engagement
import Testing

@testable import Judging

@Suite("What a request says it fetches for")
struct RequestHeaderTests {
    static let judge = PeopleTests.judge
    static let person = PeopleTests.browsers[0].0
    static let preview = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"

    static func verdict(
        isHead: Bool = false, agent: String? = person, purposes: [String] = [], destination: String? = nil
    ) -> Verdict {
        judge.judge(Signals(isHead: isHead, agent: agent, purposes: purposes, fetchDestination: destination)).verdict
    }

    @Test("A HEAD is a HEAD, whoever sends it", arguments: [person, preview, "curl/8.5.0", "", nil] as [String?])
    func head(agent: String?) {
        #expect(Self.verdict(isHead: true, agent: agent) == .refused(.head))
        #expect(
            Self.verdict(isHead: true, agent: agent, purposes: ["prefetch"], destination: "image") == .refused(.head))
    }

    @Test(
        "Every form of fetching ahead",
        arguments: [
            ["prefetch"], ["prefetch;prerender"], ["prefetch; prerender"], ["prefetch;anonymous-client-ip"],
            ["a, prefetch"], ["a,prefetch;b"], ["prerender"], ["preview"], ["instant"], ["Prefetch"], ["PREVIEW"],
            [" prefetch "], ["", "prefetch"], ["a", "b;preview"],
        ])
    func prefetch(purposes: [String]) {
        #expect(Self.verdict(purposes: purposes) == .refused(.prefetch))
    }

    @Test(
        "Words that only begin alike, and nothing, are no fetching ahead",
        arguments: [[], [""], ["navigate"], ["prefetched"], ["xprefetch"], ["pre fetch"], [";,; "], ["\u{0}"]])
    func noPrefetch(purposes: [String]) {
        #expect(Self.verdict(purposes: purposes) == .counted)
    }

    @Test("A prefetch inside an app is a prefetch, and its family is kept")
    func prefetchInApp() {
        let judged = Self.judge.judge(Signals(agent: PeopleTests.apps[2].0, purposes: ["preview"]))
        #expect(judged.verdict == .refused(.prefetch))
        #expect(judged.family == "Facebook")
        #expect(judged.place == Place(name: "Facebook", channel: "facebook"))
    }

    @Test(
        "A machine that fetches ahead or for a page stays what it is",
        arguments: [
            (preview, RefusalReason.preview), ("Mozilla/5.0 (compatible; Googlebot/2.1)", .crawler),
            ("curl/8.5.0", .library), ("", .library),
        ])
    func machineWithPurpose(agent: String, reason: RefusalReason) {
        #expect(Self.verdict(agent: agent, purposes: ["prefetch"]) == .refused(reason))
        #expect(Self.verdict(agent: agent, destination: "image") == .refused(reason))
    }

    @Test(
        "A part of a page is embedded",
        arguments: [
            "image", "script", "iframe", "frame", "style", "font", "object", "embed", "audio", "video", "worker",
            "track",
            "manifest", "xslt", "fencedframe", "unheard-of",
        ])
    func embedded(destination: String) {
        #expect(Self.verdict(destination: destination) == .refused(.embedded))
    }

    @Test("A navigation is not", arguments: ["document", "", nil] as [String?])
    func page(destination: String?) {
        #expect(Self.verdict(destination: destination) == .counted)
    }

    @Test("A script's fetch is a press where the site's own pages may be behind it, and nothing else")
    func script() {
        var signals = Signals(agent: Self.person, fetchDestination: "empty")
        #expect(Self.judge.judge(signals).verdict == .refused(.embedded))
        signals.mayBeScript = true
        #expect(Self.judge.judge(signals).verdict == .counted)
        signals.fetchDestination = "image"
        #expect(Self.judge.judge(signals).verdict == .refused(.embedded))
    }

    @Test("What is fetched ahead for a part of a page is called fetched ahead")
    func both() {
        #expect(Self.verdict(purposes: ["prefetch"], destination: "image") == .refused(.prefetch))
    }

    static func verdict(_ agent: String?, _ set: (inout Signals) -> Void) -> Verdict {
        var signals = Signals(agent: agent)
        set(&signals)
        return judge.judge(signals).verdict
    }

    @Test(
        "Client hints that name a browser without a window",
        arguments: [
            #""HeadlessChrome";v="129", "Not=A?Brand";v="8""#, #""Chromium";v="113", "HeadlessChrome";v="113""#,
            #""headlesschrome";v="1""#,
        ])
    func headlessBrands(brands: String) {
        #expect(Self.verdict(Self.person) { $0.brands = brands } == .refused(.headless))
    }

    @Test("Client hints of a browser with one", arguments: [#""Google Chrome";v="126", "Chromium";v="126""#, "", ";"])
    func brands(brands: String) {
        #expect(Self.verdict(Self.person) { $0.brands = brands } == .counted)
    }

    @Test(
        "A crawler that gives its address",
        arguments: [
            "googlebot(at)googlebot.com", "bingbot(at)microsoft.com", "GoogleBot(at)Example", "crawler@acme.example",
        ])
    func from(from: String) {
        #expect(Self.verdict(Self.person) { $0.from = from } == .refused(.crawler))
    }

    @Test("A reader that gives one", arguments: ["reader@news.example", "", "talbott@news.example"])
    func fromPerson(from: String) {
        #expect(Self.verdict(Self.person) { $0.from = from } == .counted)
    }

    @Test("A scanner that says so")
    func scanner() {
        #expect(Self.verdict(Self.person) { $0.namesScanner = true } == .refused(.scanner))
    }

    @Test("Of several signs the first of the order counts: fetched ahead, embedded, headless, crawler, scanner")
    func order() {
        var signals = Signals(agent: Self.person, purposes: ["prefetch"], fetchDestination: "image")
        signals.brands = #""HeadlessChrome";v="1""#
        signals.from = "googlebot(at)googlebot.com"
        signals.namesScanner = true
        #expect(Self.judge.judge(signals).verdict == .refused(.prefetch))
        signals.purposes = []
        #expect(Self.judge.judge(signals).verdict == .refused(.embedded))
        signals.fetchDestination = "document"
        #expect(Self.judge.judge(signals).verdict == .refused(.headless))
        signals.brands = nil
        #expect(Self.judge.judge(signals).verdict == .refused(.crawler))
        signals.from = nil
        #expect(Self.judge.judge(signals).verdict == .refused(.scanner))
        signals.agent = Self.preview
        #expect(Self.judge.judge(signals).verdict == .refused(.preview))
    }
}
