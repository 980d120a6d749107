import Foundation
import ShareLinks
import Testing

@Suite("Who is counted, over HTTP")
struct JudgingOverHTTPTests {
    struct Case: Sendable {
        var fields: [String] = []
        var method = "GET"
        var reason: String
        var pressStatus: Int
        var visitStatus: Int
    }

    static let cases = [
        Case(method: "HEAD", reason: "head", pressStatus: 303, visitStatus: 302),
        Case(fields: ["Sec-Purpose: prefetch;prerender"], reason: "prefetch", pressStatus: 503, visitStatus: 503),
        Case(fields: ["Purpose: prefetch"], reason: "prefetch", pressStatus: 503, visitStatus: 503),
        Case(fields: ["X-Moz: prefetch"], reason: "prefetch", pressStatus: 503, visitStatus: 503),
        Case(fields: ["User-Agent: facebookexternalhit/1.1"], reason: "preview", pressStatus: 303, visitStatus: 302),
        Case(
            fields: ["User-Agent: TelegramBot (like TwitterBot)"], reason: "preview", pressStatus: 303, visitStatus: 302
        ),
        Case(
            fields: ["User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"],
            reason: "crawler",
            pressStatus: 303, visitStatus: 302),
        Case(fields: ["User-Agent: curl/8.5.0-DEV"], reason: "library", pressStatus: 303, visitStatus: 302),
        Case(fields: ["Sec-Fetch-Dest: image"], reason: "embedded", pressStatus: 303, visitStatus: 302),
    ]

    @Test("Machines get the article, mint nothing, and are refused with their reason", arguments: cases)
    func machines(machine: Case) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        let press = try newsroom.get(
            try newsroom.press(.x), reader: "203.0.113.50", fields: machine.fields, method: machine.method)
        #expect(press.status == machine.pressStatus)
        #expect(press.isRecorded)
        #expect(!press.location.contains("go.news.example"), "nothing is minted")
        let visit = try newsroom.get(
            "/" + token, reader: "203.0.113.51", fields: machine.fields, method: machine.method)
        #expect(visit.status == machine.visitStatus)
        #expect(visit.isRecorded)
        #expect(visit.location.hasPrefix(Newsroom.article) == (machine.visitStatus == 302))
        newsroom.stop()
        let rows = try #require(try newsroom.report(["counts"])["rows"] as? [[String: Any]])
        #expect(rows.count == 2)
        #expect(rows[0]["verdict"] as? String == "counted" && rows[0]["requests"] as? Int == 1)
        #expect(rows[1]["reason"] as? String == machine.reason && rows[1]["requests"] as? Int == 2)
        #expect(try newsroom.value("SELECT count(*) FROM shares") == 1)
    }

    @Test("A double click is one press and one visit; the second press gets the first one's link")
    func doubleClick() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let link = try newsroom.press()
        let first = try newsroom.get(link)
        let second = try newsroom.get(link)
        #expect(first.location == second.location)
        #expect(second.isRecorded)
        #expect(try newsroom.get(link, reader: "203.0.113.9").location != first.location)
        let token = try LinkTests.token(in: first, base: newsroom.base)
        for _ in 0..<3 { #expect(try newsroom.get("/" + token).status == 302) }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 9") == 3)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 0") == 3)
        #expect(try newsroom.value("SELECT count(*) FROM shares") == 2)
    }

    @Test("What a client says of time, address, count and identity is ignored")
    func clientClaims() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let link = try newsroom.press() + "&t2=1&time=1&ip=6.6.6.6&count=-99999999999999999999&id=7"
        let before = Int64(Date().timeIntervalSince1970)
        #expect(try newsroom.get(link, fields: ["Date: Thu, 01 Jan 1970 00:00:00 GMT", "X-Request-ID: 7"]).isRecorded)
        newsroom.stop()
        let at: Int64 = try #require(try newsroom.value("SELECT at FROM events"))
        #expect(at >= before && at <= before + 60)
        #expect(try newsroom.value("SELECT count(*) FROM events") == 1)
    }

    @Test("Retired keys still lead to the article, and count nothing")
    func retired() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let link = try newsroom.press()
        let token = try LinkTests.token(in: try newsroom.get(link), base: newsroom.base)
        newsroom.stop()
        #expect(try newsroom.run(["keys", "new"]).code == 0)
        #expect(try newsroom.run(["keys", "retire", "1", "--purpose", "link", "--purpose", "land"]).code == 0)
        try newsroom.serve()
        #expect(try newsroom.run(["doctor"]).code == 0)
        let press = try newsroom.get(link, reader: "203.0.113.3")
        #expect(press.status == 303 && press.isRecorded)
        #expect(!press.location.contains("go.news.example"))
        let visit = try newsroom.get("/" + token, reader: "203.0.113.3")
        #expect(visit.status == 302 && visit.location.hasPrefix(Newsroom.article))
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 13") == 2)
    }

    @Test("Withdrawn articles answer 410 with a gentle page, while the collector runs, and come back")
    func withdrawn() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        #expect(try newsroom.run(["articles", "withdraw", Newsroom.article]).code == 0)
        let gone = try newsroom.get("/" + token)
        #expect(gone.status == 410 && gone.body.contains("Bài viết đã được gỡ"))
        #expect(try newsroom.get(try newsroom.press(.zalo)).status == 410)
        #expect(try newsroom.run(["articles", "withdraw", Newsroom.article, "--undo"]).code == 0)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.4").status == 302)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 14") == 2)
    }

    @Test("The newsroom's own links have their origin, and their campaign's name")
    func newsroomLinks() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let minted = try newsroom.run(
            ["mint", "--article", Newsroom.article, "--channel", "facebook", "--campaign", "Trang chính"])
        #expect(minted.code == 0, "\(minted.errors)")
        let link = minted.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(link.hasPrefix(newsroom.base + "/"))
        let visit = try newsroom.get(String(link.dropFirst(newsroom.base.count)))
        #expect(visit.status == 302 && visit.isRecorded)
        #expect(visit.location.contains("utm_campaign=Trang%20ch%C3%ADnh"))
        newsroom.stop()
        for (origin, visits) in [("newsroom", 1), ("reader", 0)] {
            let total = try #require(try newsroom.report(["channels", "--origin", origin])["total"] as? [String: Any])
            #expect(total["visits"] as? Int == visits)
        }
        // It is known again after a restart.
        try newsroom.serve()
        _ = try newsroom.get(String(link.dropFirst(newsroom.base.count)), reader: "203.0.113.77")
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE origin = 1") == 2)
    }
}
