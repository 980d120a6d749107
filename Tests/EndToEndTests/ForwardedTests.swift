import Foundation
import ShareLinks
import Testing

@Suite("Whose address counts, behind front servers and inside the newsroom")
struct ForwardedTests {
    private func newsroom(_ lines: String) throws -> Newsroom {
        let newsroom = try Newsroom()
        let path = newsroom.home + "/sharetrail.yaml"
        let settings = try String(contentsOfFile: path, encoding: .utf8)
        try (settings + lines + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return newsroom
    }

    private func token(_ newsroom: Newsroom, _ channel: Channel, reader: String) throws -> String {
        try LinkTests.token(
            in: try newsroom.get(try newsroom.press(channel), reader: reader), base: newsroom.base)
    }

    /// What stands in a column of all events, in order.
    private func events(_ column: String, _ newsroom: Newsroom) throws -> String? {
        // The column is named by these tests.
        try newsroom.value(
            "SELECT group_concat(value) FROM (SELECT ifnull(\(column), '-') AS value FROM events ORDER BY id)")
    }

    @Test("What an untrusted peer claims changes neither who is internal, nor what is a repeat, nor who visits")
    func untrusted() throws {
        let newsroom = try newsroom("trustedProxies: []\ninternal: [203.0.113.0/24, 2001:db8:feed::/48]")
        try newsroom.serve()
        let first = try token(newsroom, .facebook, reader: "203.0.113.1")
        let second = try token(newsroom, .zalo, reader: "203.0.113.2, 198.51.100.1")
        let third = try token(newsroom, .x, reader: "[2001:db8:feed::1]:80")
        let long = String(repeating: "203.0.113.3, ", count: 250) + "::ffff:203.0.113.3"
        let more = ["Forwarded: for=203.0.113.4", "X-Real-IP: 203.0.113.4", "CF-Connecting-IP: 203.0.113.4"]
        #expect(try newsroom.get("/" + first, reader: long, fields: more).isRecorded)
        // Another claim, the same peer: a repeat, and on another link the same visitor.
        #expect(try newsroom.get("/" + first, reader: "198.51.100.4", fields: more).isRecorded)
        #expect(try newsroom.get("/" + second, reader: "2001:db8:1::1").isRecorded)
        #expect(try newsroom.get("/" + third, reader: "192.0.2.5").isRecorded)
        newsroom.stop()
        #expect(try events("reason", newsroom) == "0,0,0,0,9,0,0")
        #expect(try events("arrival", newsroom) == "-,-,-,1,-,0,0")
        #expect(try newsroom.value("SELECT count(*) FROM seen") == 1)
    }

    @Test("What a trusted one says makes repeats and visitors of its own")
    func trusted() throws {
        let newsroom = try newsroom("trustedProxies: [127.0.0.1]")
        try newsroom.serve()
        let first = try token(newsroom, .facebook, reader: "203.0.113.1")
        let second = try token(newsroom, .zalo, reader: "203.0.113.1")
        for reader in [
            "203.0.113.3", "203.0.113.3:1024", "::ffff:203.0.113.3", "203.0.113.9", "198.51.100.3, 127.0.0.1",
        ] {
            #expect(try newsroom.get("/" + first, reader: reader).isRecorded)
        }
        #expect(try newsroom.get("/" + second, reader: "198.51.100.200").isRecorded)
        // Whoever wrote into the field before the front server did is nobody.
        let made = String(repeating: "192.0.2.9, ", count: 300) + "198.51.100.201"
        #expect(try newsroom.get("/" + second, reader: made).isRecorded)
        newsroom.stop()
        #expect(try events("reason", newsroom) == "0,0,0,9,9,0,0,0,0")
        #expect(try events("arrival", newsroom) == "-,-,1,-,-,0,1,0,0")
        #expect(try newsroom.value("SELECT count(*) FROM seen") == 2)
    }

    /// Fields of a front server, and whether the reader is inside.
    static let chains: [(fields: [String], isInside: Bool)] = [
        (["X-Forwarded-For: 203.0.113.7"], true), (["X-Forwarded-For: 203.0.113.7:4711"], true),
        (["X-Forwarded-For: ::ffff:203.0.113.7"], true), (["X-Forwarded-For: [::ffff:203.0.113.7]:80"], true),
        (["X-Forwarded-For: \"203.0.113.7\""], true), (["X-Forwarded-For: 2001:DB8:FEED:1::7"], true),
        (["X-Forwarded-For: 198.51.100.9, 203.0.113.7, 127.0.0.1"], true),
        (["X-Forwarded-For: 198.51.100.9", "X-Forwarded-For: 203.0.113.7"], true),
        (["X-Forwarded-For: " + String(repeating: "6.6.6.6, ", count: 500) + "203.0.113.7"], true),
        (["Forwarded: for=6.6.6.6, proto=https;for=\"[2001:db8:feed::1]:80\""], true),
        (["Forwarded: For=\"203.0.113.7:80\";by=127.0.0.1"], true),
        (["X-Forwarded-For: " + String(repeating: "203.0.113.7, ", count: 500) + "198.51.100.1"], false),
        (["X-Forwarded-For: 203.0.113.7, 198.51.100.9"], false), (["X-Forwarded-For: 203.0.113.7, unknown"], false),
        (["X-Forwarded-For: unknown"], false), (["X-Forwarded-For: 203.0.113.7."], false),
        (["X-Forwarded-For: 203.0.113.007"], false), (["X-Forwarded-For: 0xCB.0.113.7"], false),
        (["X-Forwarded-For: 3405803783"], false), (["X-Forwarded-For: 203.0.114.7"], false),
        (["X-Forwarded-For: 2001:db8:feee::7"], false), (["Forwarded: for=unknown, for=_hidden"], false),
        (["X-Real-IP: 203.0.113.7", "CF-Connecting-IP: 203.0.113.7", "True-Client-IP: 203.0.113.7"], false),
        ([], false),
    ]

    @Test("From a trusted one, the right-most hop that is none of ours says who is inside, however it is written")
    func inside() throws {
        let newsroom = try newsroom("internal: [203.0.113.0/24, '2001:db8:feed::/48']")
        try newsroom.serve()
        let link = try newsroom.press()
        for (number, chain) in Self.chains.enumerated() {
            let client = try newsroom.client()
            let agent = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:\(100 + number).0) Gecko/20100101 Firefox/132.0"
            try client.send(
                (["GET \(link) HTTP/1.1", "Host: a", agent] + chain.fields).joined(separator: "\r\n") + "\r\n\r\n")
            #expect(try client.answer().isRecorded, "\(chain.fields)")
        }
        newsroom.stop()
        let reasons = try #require(try events("reason", newsroom)).split(separator: ",")
        #expect(reasons.count == Self.chains.count)
        for (chain, reason) in zip(Self.chains, reasons) {
            #expect(reason == (chain.isInside ? "10" : "0"), "\(chain.fields.map { $0.suffix(60) })")
        }
    }

    @Test("The newsroom's own people get the channel and the article, and nothing is minted or counted")
    func ownPeople() throws {
        let newsroom = try newsroom("internal: [203.0.113.0/24]")
        try newsroom.serve()
        let token = try token(newsroom, .facebook, reader: "198.51.100.1")
        let inside = "203.0.113.77"
        let press = try newsroom.get(try newsroom.press(), reader: inside)
        #expect(press.status == 303 && press.isRecorded)
        #expect(press.location.hasPrefix("https://www.facebook.com/sharer/sharer.php?u="))
        let shared = press.location.components(separatedBy: "u=").last?.removingPercentEncoding
        #expect(shared?.hasPrefix(Newsroom.article) == true && !press.location.contains("go.news.example"))
        let json = try newsroom.get(try newsroom.press(.zalo), reader: inside, fields: ["Accept: application/json"])
        #expect(json.body.replacing("\\/", with: "/").contains("\"landing\":\"\(Newsroom.article)\""), "\(json.body)")
        let mail = try newsroom.get(try newsroom.press(.email), reader: inside)
        #expect(mail.status == 200 && mail.isRecorded && !mail.body.contains("go.news.example"))
        // Neither is a repeat, and neither makes the next reader of that address one.
        for _ in 0..<2 {
            let visit = try newsroom.get("/" + token, reader: inside)
            #expect(visit.status == 302 && visit.isRecorded && visit.location.hasPrefix(Newsroom.article))
        }
        // A machine in the newsroom is a machine.
        #expect(try newsroom.get("/" + token, reader: inside, fields: ["User-Agent: curl/8.5.0-DEV"]).isRecorded)
        newsroom.stop()
        #expect(try events("reason", newsroom) == "0,10,10,10,10,10,7")
        #expect(try newsroom.value("SELECT count(*) FROM shares") == 1)
        #expect(try newsroom.value("SELECT count(*) FROM seen") == 0)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE arrival IS NOT NULL") == 0)
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE reason = 10 AND kind = 1 AND share IS NULL") == 3)
        let rows = try #require(try newsroom.report(["counts"])["rows"] as? [[String: Any]])
        let own = try #require(rows.first { $0["reason"] as? String == "internal" })
        #expect(own["requests"] as? Int == 5)
    }

    @Test(
        "Addresses that cannot be read stop the start, and the key is named",
        arguments: ["internal", "trustedProxies"],
        [
            "[203.0.113.0/33]", "[office]", "[10.0.0.0/8, 10.0.0]", "['::1/129']", "[10.0.0.0/-1]", "[{a: b}]",
            // One address without brackets is no list, and must not be left out in silence.
            "203.0.113.7",
        ])
    func malformed(key: String, value: String) throws {
        let newsroom = try newsroom("\(key): \(value)")
        let result = try newsroom.run(["serve", "--listen", "127.0.0.1:0"])
        #expect(result.code == 78)
        // What is no list of texts is refused with the file's own words.
        #expect(result.errors.contains(value == "[{a: b}]" ? " \(key) " : "«\(key)»"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: newsroom.home + "/sharetrail.db-wal"))
    }

    @Test(
        "A wish for privacy: counted, with no hash and no parent; the others have both", arguments: ["Sec-GPC", "DNT"])
    func wish(field: String) throws {
        let newsroom = try newsroom("")
        try newsroom.serve()
        let token = try token(newsroom, .facebook, reader: "198.51.100.1")
        let link = try newsroom.press(.zalo) + "&from=" + token
        for (number, fields) in [["\(field): 1"], ["\(field): 0"], []].enumerated() {
            #expect(try newsroom.get("/" + token, reader: "203.0.\(number).1", fields: fields).isRecorded)
            #expect(try newsroom.get(link, reader: "203.0.\(number).1", fields: fields).isRecorded)
        }
        newsroom.stop()
        #expect(try events("reason", newsroom) == "0,0,0,0,0,0,0")
        #expect(try events("arrival", newsroom) == "-,-,-,1,-,1,-")
        #expect(try newsroom.value("SELECT count(*) FROM seen") == 2)
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE parent IS NULL") == 2)
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE parent IS NOT NULL") == 2)
    }

    @Test("With uniques off there is neither a salt nor a hash, and an old salt goes")
    func off() throws {
        let newsroom = try newsroom("uniques: off")
        try Data("1 00\n".utf8).write(to: URL(fileURLWithPath: newsroom.home + "/visitors.salt"))
        try newsroom.serve()
        let token = try token(newsroom, .facebook, reader: "198.51.100.1")
        #expect(try newsroom.get("/" + token).isRecorded)
        #expect(!FileManager.default.fileExists(atPath: newsroom.home + "/visitors.salt"))
        newsroom.stop()
        #expect(!FileManager.default.fileExists(atPath: newsroom.home + "/visitors.salt"))
        #expect(try events("arrival", newsroom) == "-,-")
        #expect(try newsroom.value("SELECT count(*) FROM seen") == 0)
    }
}
