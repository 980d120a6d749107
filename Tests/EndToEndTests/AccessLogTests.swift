import Foundation
import ShareLinks
import Testing

@Suite("Hours in which the collector was away")
struct AccessLogTests {
    /// A line of nginx, in the combined format.
    private func line(
        _ target: String, at: Int, status: Int = 302, address: String = "203.0.113.1", agent: String = RawClient.browser
    ) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 7 * 3600)
        formatter.dateFormat = "dd/MMM/yyyy:HH:mm:ss Z"
        let time = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(at)))
        return "\(address) - - [\(time)] \"GET \(target) HTTP/1.1\" \(status) 145 \"-\" \"\(agent)\"\n"
    }

    @Test("The front server's log fills them through the running collector, and what was recorded is not counted twice")
    func filled() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let press = try newsroom.press()
        let pressed = try newsroom.get(press)
        #expect(pressed.isRecorded)
        let token: String = try #require(
            pressed.location.removingPercentEncoding?.firstMatch(of: /go\.news\.example\/([\w-]{24})/).map {
                String($0.1)
            })
        #expect(try newsroom.get("/" + token, reader: "203.0.113.2").isRecorded)
        #expect(try newsroom.get("/" + token, reader: "203.0.113.2").isRecorded)
        newsroom.stop()
        let at: Int = try #require(try newsroom.value("SELECT max(at) FROM events"))
        #expect(try newsroom.value("SELECT count(*) FROM events") == 3)

        // The log of both: the second hour was the collector's, the first the front server's alone.
        let away = at - at % 3600 - 3600
        let other = try newsroom.press(.zalo, url: "https://news.example/tin/moi.html", title: "Mới")
        let recorded =
            line(press, at: try #require(try newsroom.value("SELECT at FROM events WHERE kind = 1")), status: 303)
            + line("/" + token, at: at, address: "203.0.113.2") + line("/" + token, at: at, address: "203.0.113.2")
        let missed =
            line("/" + token + "?fbclid=x", at: away) + line("/" + token, at: away + 3)
            + line("/", at: away, status: 200)
            + line(other, at: away + 60, status: 303)
            + line("/" + token, at: away + 90, status: 502, address: "203.0.113.9")
            + "garbage\n"
        let log = newsroom.home + "/access.log"
        try Data((missed + recorded).utf8).write(to: URL(fileURLWithPath: log))

        try newsroom.serve()
        let first = try newsroom.run(["import", "accesslog", log])
        #expect(first.code == 0, "\(first.errors)")
        #expect(
            first.output == """
                9 lines, 7 requests on our links, 1 unreadable
                3 new events (2 counted, 1 refused: repeat 1), 3 known already
                1 reached nobody, 0 turned away, 0 unverified

                """, "\(first.output)")
        #expect(first.errors.contains("line 6: none of the known formats"))
        let again = try newsroom.run(["import", "accesslog", "-", log], input: missed)
        #expect(again.code == 0 && again.output.contains("0 new events"), "\(again.output)\(again.errors)")
        // The running collector knows the article that the log told of, and goes on numbering behind what was filled.
        #expect(try newsroom.get(other, reader: "203.0.113.3").location.hasPrefix("https://"))
        let report = try newsroom.report(["counts", "--last", "24h"])
        let notes = try #require(report["notes"] as? [[String: Any]])
        #expect(notes.contains { $0["code"] as? String == "filledFromLogs" && $0["events"] as? Int == 3 }, "\(notes)")
        #expect(notes.contains { $0["code"] as? String == "reachedNobody" && $0["requests"] as? Int == 1 })
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 7)
        #expect(try newsroom.value("SELECT max(id) FROM events") == 7)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE import IS NOT NULL AND arrival IS NULL") == 3)
        #expect(try newsroom.run(["doctor"]).code == 0)
    }

    @Test("Without a collector the store itself is written to; a file that is no log is refused with the known formats")
    func alone() throws {
        let newsroom = try Newsroom()
        let log = newsroom.home + "/access.log"
        try Data(line(try newsroom.press(), at: 1_794_793_260).utf8).write(to: URL(fileURLWithPath: log))
        #expect(try newsroom.run(["import", "accesslog", log]).output.contains("1 new events (1 counted, 0 refused)"))
        try Data("<html>\n".utf8).write(to: URL(fileURLWithPath: log))
        let refused = try newsroom.run(["import", "accesslog", log])
        #expect(refused.code == 65 && refused.errors.contains("Caddy"), "\(refused.errors)")
        #expect(try newsroom.run(["import", "accesslog", newsroom.home + "/none"]).code == 66)
        #expect(try newsroom.value("SELECT count(*) FROM events") == 1)
    }
}
