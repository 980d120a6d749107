import Foundation
import ShareLinks
import Testing

@Suite("Configuration that is read again")
struct ReloadTests {
    @Test("A hang-up changes what can change, for connections that are open too, and says what waits for a restart")
    func takes() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let open = try newsroom.client()
        let token = try LinkTests.token(in: try open.ask(try newsroom.press()), base: newsroom.base)
        #expect(try open.ask("/" + token, reader: "203.0.113.2").location.contains("utm_source=facebook"))
        let other = try newsroom.press(.x, url: "https://sport.example/goal.html")
        #expect(try open.ask(other, reader: "203.0.113.3").status == 404)
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = text.replacing("  - news.example\n", with: "  - news.example\n  - sport.example\n")
            .replacing("\nutm: on\n", with: "\nutm: off\n").replacing("Asia/Ho_Chi_Minh", with: "UTC")
        try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
        try newsroom.configure(
            """
            internal: [203.0.113.50]
            words: {notFound: Nothing here}
            channels:
              own: [gapo]
              gapo: {number: 48, template: "https://www.gapo.example/share?url={url}"}
            limits: {targetBytes: 300}
            """)
        newsroom.hangUp()
        #expect(!(try open.ask("/" + token, reader: "203.0.113.4").location.contains("utm_source")))
        #expect(try open.ask(other, reader: "203.0.113.5").isRecorded)
        let own = try newsroom.press().replacing("c=facebook", with: "c=gapo")
        let press = try open.ask(own, reader: "203.0.113.6")
        #expect(press.isRecorded && press.location.hasPrefix("https://www.gapo.example/"))
        #expect(try open.ask("/" + token, reader: "203.0.113.50").isRecorded)
        #expect(
            try open.ask("/" + String(repeating: "A", count: 24), reader: "203.0.113.7").body.contains("Nothing here"))
        #expect(try newsroom.get("/" + String(repeating: "a", count: 300)).status == 414)
        #expect(
            try newsroom.operate("/healthz").body.contains(
                "restart_needed: a new value waits for a restart: «timeZone»"))
        #expect(newsroom.log.contains("a new value waits for a restart keys=timeZone"))
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 10") == 1)
        #expect(try newsroom.value("SELECT name FROM channels WHERE number = 48") == "gapo")
    }

    static let broken: [(lines: String, says: String)] = [
        ("previews: cards", "«previews»"), ("hosts: [", "YAML"), ("rules: nowhere.tsv", "«rules»"),
        ("log: {level: loud}", "«log.level»"), ("health: {backupDays: soon}", "«health.backupDays»"),
        ("channels: {own: [other], other: {number: 48, template: \"https://o.example/?u={url}\"}}", "number 48"),
    ]

    @Test("A configuration that cannot be used changes nothing, and the log names its key")
    func keeps() throws {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let own = "\nchannels: {own: [gapo], gapo: {number: 48, template: \"https://www.gapo.example/?u={url}\"}}\n"
        try Data((text + own).utf8).write(to: URL(fileURLWithPath: path))
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        for (number, broken) in Self.broken.enumerated() {
            let good = broken.lines.hasPrefix("channels") ? text : text + own
            try Data((good.replacing("\nutm: on\n", with: "\nutm: off\n") + broken.lines + "\n").utf8).write(
                to: URL(fileURLWithPath: path))
            newsroom.hangUp()
            let reason = newsroom.log.components(separatedBy: "keeping the old configuration").last ?? ""
            #expect(reason.contains(broken.says), "\(broken.lines): \(reason)")
            #expect(try newsroom.operate("/healthz").body.contains("configuration_refused"))
            // Not even the part that was good.
            let visit = try newsroom.get("/" + token, reader: "203.0.113.\(number + 2)")
            #expect(visit.isRecorded && visit.location.contains("utm_source=facebook"))
        }
        try Data((text + own).utf8).write(to: URL(fileURLWithPath: path))
        newsroom.hangUp()
        #expect(!(try newsroom.operate("/healthz").body.contains("configuration_refused")))
        #expect(try newsroom.metric("sharetrail_reloads_failed_total") == Double(Self.broken.count))
    }
}
