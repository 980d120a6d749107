import Foundation
import Testing

@Suite("Floods of refused requests")
struct FloodTests {
    @Test("Beyond 600 a minute they are sums without a promise, readers are counted all the same, and all adds up")
    func flood() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        // So many that some are left over even where a minute ends in between.
        let flood = 1_300
        var promised = 0
        for _ in 0..<2 {
            let client = try newsroom.client()
            for _ in 0..<(flood / 2) {
                let answer = try client.ask("/" + token, reader: "203.0.113.7", fields: ["User-Agent: curl/8.5.0"])
                #expect(answer.status == 302)
                if answer.isRecorded { promised += 1 }
            }
        }
        #expect((600...1_200).contains(promised))
        #expect(try newsroom.get("/" + token, reader: "203.0.113.8").isRecorded)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 7") == promised)
        #expect(try newsroom.value("SELECT sum(requests) FROM refused_sums WHERE reason = 7") == flood - promised)
        for arguments in [[], ["--by", "hour"], ["--by", "channel"], ["--by", "agent"], ["--tz", "Asia/Kathmandu"]] {
            let report = try newsroom.report(["counts"] + arguments)
            #expect((report["total"] as? [String: Any])?["requests"] as? Int == flood + 2, "\(arguments)")
        }
    }
}
