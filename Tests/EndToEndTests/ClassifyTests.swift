import Foundation
import Testing

@Suite("sharetrail classify")
struct ClassifyTests {
    static let browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"

    static func answers(_ input: String, _ words: [String] = []) throws -> [[String: Any]] {
        let result = try Program.run(["classify"] + words, input: input)
        #expect(result.code == 0, "\(result.errors)")
        return try BatchTests.objects(result.output)
    }

    @Test("A plain line is a user agent, and the answer has every field")
    func plainLines() throws {
        let result = try Program.run(["classify"], input: "\(Self.browser)\r\ncurl/8.5.0\n")
        #expect(
            result.output == """
                {"verdict":"counted","reason":null,"app":null,"channel":null,"family":"Chrome","system":"Windows","device":"desktop"}
                {"verdict":"refused","reason":"library","app":null,"channel":null,"family":"curl","system":null,"device":null}

                """)
        #expect(result.code == 0)
    }

    static let requests: [(String, String?, String?)] = [
        (#"{"userAgent":"\#(browser)"}"#, nil, nil),
        (#"{"userAgent":"\#(browser)","method":"HEAD"}"#, "head", nil),
        (
            #"{"userAgent":"\#(browser)","method":"GET","headers":{"sec-PURPOSE":"prefetch; prerender"}}"#, "prefetch",
            nil
        ),
        (#"{"headers":{"USER-AGENT":"\#(browser)","X-Moz":"prefetch"}}"#, "prefetch", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","X-Purpose":"preview"}}"#, "prefetch", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","Sec-Fetch-Dest":"image"}}"#, "embedded", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","Sec-CH-UA":"\"HeadlessChrome\";v=\"1\""}}"#, "headless", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","From":"bingbot(at)microsoft.com"}}"#, "crawler", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","X-Scanner":"x"}}"#, "scanner", nil),
        (#"{"headers":{"User-Agent":"\#(browser)","X-Requested-With":"com.zing.zalo"}}"#, nil, "zalo"),
        (#"{"headers":{"User-Agent":"\#(browser)","Referer":"https://l.facebook.com/"}}"#, nil, "facebook"),
        (#"{"userAgent":"\#(browser)","query":"zarsrc=30"}"#, nil, "zalo"), (#"{"headers":{}}"#, "library", nil),
        (#"{"userAgent":""}"#, "library", nil),
    ]

    @Test("A line of JSON is a whole request", arguments: requests)
    func request(line: String, reason: String?, channel: String?) throws {
        let answer = try #require(try Self.answers(line).first)
        #expect(answer["verdict"] as? String == (reason == nil ? "counted" : "refused"))
        #expect(answer["reason"] as? String == reason)
        #expect(answer["channel"] as? String == channel)
    }

    @Test("A line that is no request is answered too, and the exit code tells")
    func brokenLines() throws {
        let input = "{\ncurl/8.5.0\n{}\n{\"userAgent\":1}\n{\"headers\":[]}\n{\"headers\":{\"A\":1}}"
        let result = try Program.run(["classify"], input: input)
        #expect(result.code == 65 && result.errors.contains("5"))
        let errors = try BatchTests.objects(result.output).map { $0["error"] as? String }
        #expect(errors.count == 6)
        #expect(errors[0] == "line 1 is not JSON" && errors[1] == nil)
        #expect(errors[2] == "line 3 has neither «userAgent» nor «headers»")
        #expect(errors[3] == "line 4 has a «userAgent» of the wrong type")
        #expect(errors[4] == "line 5 has a «headers» of the wrong type" && errors[5]?.contains("«headers»") == true)
    }

    @Test("Rules of one's own are judged by, and broken ones are refused with the line")
    func ownRules() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString).tsv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("version\t9\nmonitor\tacme\tAcme\n".utf8).write(to: file)
        let answer = try #require(try Self.answers("Mozilla/5.0 acme", ["--rules", file.path]).first)
        #expect(answer["reason"] as? String == "monitor" && answer["family"] as? String == "Acme")
        try Data("version\t9\nmonitor\tacme\n".utf8).write(to: file)
        let broken = try Program.run(["classify", "--rules", file.path], input: "")
        #expect(broken.code == 65 && broken.errors.contains("line 2: write the fields"))
        let missing = try Program.run(["classify", "--rules", file.path + "x"], input: "")
        #expect(missing.code == 66)
    }
}
