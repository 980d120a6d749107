import Foundation
import GRDB
import ShareLinks
import Testing

/// A day of traffic of which every request is known, through real HTTP.
private final class LabelledDay {
    struct Step {
        var label: String
        var expected: String
        /// The event that the request made; nil where it is only added up.
        var got: String?
    }

    let newsroom: Newsroom
    private(set) var steps: [Step] = []
    /// What must be counted.
    var presses = 0
    var visits = 0
    var refused: [String: Int] = [:]
    private var reader = 0

    init() throws {
        newsroom = try Newsroom()
        let settings = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        try (text + "\ninternal: [192.0.2.0/24]\n").write(toFile: settings, atomically: true, encoding: .utf8)
        try newsroom.serve()
    }

    /// An address that nobody had.
    func someone() -> String {
        reader += 1
        return "198.51.\(reader / 250).\(1 + reader % 250)"
    }

    /// One request, and what must become of it: `counted`, or a reason; with the place where one must be known.
    @discardableResult
    func request(
        _ label: String, _ target: String, agent: String? = nil, reader: String? = nil, fields: [String] = [],
        method: String = "GET", is expected: String, place: String? = nil
    ) throws -> RawAnswer {
        let isPress = target.hasPrefix("/s?")
        let agents = agent.map { ["User-Agent: \($0)"] } ?? []
        let answer = try newsroom.get(target, reader: reader ?? someone(), fields: agents + fields, method: method)
        if expected == "unverified" {
            steps.append(
                Step(label: label, expected: expected, got: answer.status == 404 ? expected : "\(answer.status)"))
        } else {
            let got: String? = try newsroom.value(
                """
                SELECT CASE e.kind WHEN 1 THEN 'press ' ELSE 'visit ' END || coalesce(r.name, '?')
                       || coalesce(' in ' || p.name, '')
                  FROM events e JOIN reasons r ON r.number = e.reason LEFT JOIN places p ON p.number = e.place
                 ORDER BY e.id DESC LIMIT 1
                """)
            let wanted = (isPress ? "press " : "visit ") + expected + (place.map { " in \($0)" } ?? "")
            steps.append(Step(label: label, expected: wanted, got: answer.isRecorded ? got : "not recorded"))
        }
        switch expected {
        case "counted": if isPress { presses += 1 } else { visits += 1 }
        default: refused[expected, default: 0] += 1
        }
        return answer
    }

    /// A share of its own.
    func share(_ label: String, _ channel: Channel = .facebook) throws -> String {
        let answer = try request("press for \(label)", try newsroom.press(channel), is: "counted")
        return try LinkTests.token(in: answer, base: newsroom.base)
    }

    var table: String {
        steps.map { step in
            (step.expected == step.got ? "ok   " : "WRONG")
                + " \(step.label.padding(toLength: 52, withPad: " ", startingAt: 0)) \(step.expected)"
                + (step.expected == step.got ? "" : "  GOT \(step.got ?? "nothing")")
        }.joined(separator: "\n")
    }
}

@Suite("A day whose every request is known")
struct LabelledDayTests {
    /// The sum of requests of a report, and of the counted ones.
    private func sums(_ newsroom: Newsroom, _ arguments: [String] = []) throws -> (all: Int, counted: Int, total: Int) {
        let report = try newsroom.report(["counts"] + arguments)
        let rows = try #require(report["rows"] as? [[String: Any]])
        let all = rows.reduce(0) { $0 + ($1["requests"] as? Int ?? 0) }
        let counted = rows.filter { $0["verdict"] as? String == "counted" }.reduce(0) {
            $0 + ($1["requests"] as? Int ?? 0)
        }
        return (all, counted, (report["total"] as? [String: Any])?["requests"] as? Int ?? -1)
    }

    private func people(_ day: LabelledDay) throws {
        for person in LabelledTraffic.people {
            let press = try day.request(
                "press in \(person.label)", try day.newsroom.press(.zalo), agent: person.agent, fields: person.fields,
                is: "counted", place: person.place)
            let token = try LinkTests.token(in: try share(press), base: day.newsroom.base)
            try day.request(
                "visit in \(person.label)", "/\(token)", agent: person.agent, fields: person.fields, is: "counted",
                place: person.place)
        }
        let token = try day.share("signs of networks")
        let chrome = LabelledTraffic.people[0].agent
        try day.request("zarsrc", "/\(token)?zarsrc=30", agent: chrome, is: "counted", place: "Zalo")
        try day.request("fbclid", "/\(token)?fbclid=IwAR0x", agent: chrome, is: "counted", place: "Facebook")
        try day.request(
            "android-app: referrer", "/\(token)", agent: chrome, fields: ["Referer: android-app://com.zing.zalo/"],
            is: "counted", place: "Zalo")
        try day.request(
            "chat.zalo.me", "/\(token)", agent: chrome, fields: ["Referer: https://chat.zalo.me/"], is: "counted",
            place: "Zalo")
    }

    /// Zalo's address carries the landing link inside of Base64.
    private func share(_ answer: RawAnswer) throws -> RawAnswer {
        let coded = try #require(answer.location.split(separator: "=", maxSplits: 1).last)
        let plain = coded.replacing("%3D", with: "=").replacing("%2B", with: "+").replacing("%2F", with: "/")
        let data = try #require(Data(base64Encoded: String(plain)))
        return RawAnswer(status: answer.status, fields: ["location": String(decoding: data, as: UTF8.self)], body: "")
    }

    private func machines(_ day: LabelledDay) throws {
        for agent in LabelledTraffic.previews {
            let token = try day.share("a preview by \(agent.prefix(24))")
            try day.request("preview by \(agent.prefix(38))", "/\(token)", agent: agent, is: "preview")
        }
        let token = try day.share("probes")
        for agent in LabelledTraffic.people.prefix(3).map(\.agent) {
            try day.request("HEAD probe in a browser's name", "/\(token)", agent: agent, method: "HEAD", is: "head")
        }
        try day.request("HEAD on a press link", try day.newsroom.press(), method: "HEAD", is: "head")
        try day.request("HEAD without agent", "/\(token)", fields: ["User-Agent:"], method: "HEAD", is: "head")
        for field in [
            "Sec-Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "Sec-Purpose: prefetch; anonymous-client-ip",
            "Purpose: prefetch", "X-Moz: prefetch", "X-Purpose: preview", "X-Purpose: instant",
        ] {
            let reader = day.someone()
            try day.request("\(field)", "/\(token)", reader: reader, fields: [field], is: "prefetch")
            try day.request("… and then the click", "/\(token)", reader: reader, is: "counted")
        }
        try day.request(
            "Facebook's app fetches ahead", "/\(token)", agent: LabelledTraffic.people[6].agent,
            fields: ["X-Purpose: preview", "X-FB-HTTP-Engine: Liger"], is: "prefetch")
        for agent in ["Barracuda Sentinel (EE)", "Mozilla/5.0 (compatible; proofpoint URL Defense)"] {
            try day.request("mail scanner \(agent)", "/\(token)", agent: agent, is: "scanner")
        }
        try day.request("mail scanner without agent", "/\(token)", fields: ["User-Agent:"], is: "library")
        try day.request("curl", "/\(token)", agent: "curl/8.5.0", is: "library")
        try day.request("Sec-Fetch-Dest: image", "/\(token)", fields: ["Sec-Fetch-Dest: image"], is: "embedded")
        try day.request(
            "Googlebot", try day.newsroom.press(),
            agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            is: "crawler")
        try day.request(
            "Sec-CH-UA names HeadlessChrome", "/\(token)", agent: LabelledTraffic.people[0].agent,
            fields: ["Sec-CH-UA: \"HeadlessChrome\";v=\"142\""], is: "headless")
    }

    private func readers(_ day: LabelledDay) throws {
        let reader = day.someone()
        let link = try day.newsroom.press(.x)
        let first = try day.request("press", link, reader: reader, is: "counted")
        let second = try day.request("double press", link, reader: reader, is: "repeat")
        #expect(first.location == second.location)
        let token = try LinkTests.token(in: first, base: day.newsroom.base)
        let friend = day.someone()
        try day.request("click", "/\(token)", reader: friend, is: "counted")
        try day.request("double click", "/\(token)", reader: friend, is: "repeat")
        for junk in [".", ")", "%E2%80%9D", ",%20", "%0A", "?utm_source=x&fbclid=y", "&fbclid=z", "!?"] {
            try day.request(
                "mangled: \(junk)", "/\(token)\(junk)", is: "counted", place: junk.contains("?utm") ? "Facebook" : nil)
        }
        try day.request("mangled: wrapped", "/\(token.prefix(9))%0A%20\(token.dropFirst(9))", is: "counted")
        let changed = (token.first == "S" ? "T" : "S") + token.dropFirst(1)
        for bad in [changed, token.lowercased()] {
            try day.request("changed", "/\(bad)", is: "unverified")
        }
        // No link of ours has so many letters: it is nobody's request.
        for bad in [String(token.dropLast()), token + "A"] { #expect(try newsroom(day, "/\(bad)") == 404) }
        let press = try day.newsroom.press()
        try day.request("a press whose signature is wrong", press.replacing("s=", with: "s=0"), is: "unverified")
        try day.request(
            "re-share", try day.newsroom.press() + "&from=\(token)", reader: day.someone(), is: "counted")
        for field in ["Sec-GPC: 1", "DNT: 1"] {
            try day.request("\(field), visit", "/\(token)", fields: [field], is: "counted")
            try day.request(
                "\(field), re-share", try day.newsroom.press() + "&from=\(token)", fields: [field], is: "counted")
        }
        try day.request("a colleague's press", try day.newsroom.press(), reader: "192.0.2.7", is: "internal")
        try day.request("a colleague's visit", "/\(token)", reader: "192.0.2.8", is: "internal")
        let other = "https://news.example/tin/rut.html"
        let gone = try LinkTests.token(
            in: try day.request("press of what is withdrawn later", try day.newsroom.press(url: other), is: "counted"),
            base: day.newsroom.base)
        #expect(try day.newsroom.run(["articles", "withdraw", other]).code == 0)
        #expect(try day.request("visit of what was withdrawn", "/\(gone)", is: "withdrawn").status == 410)
    }

    private func newsroom(_ day: LabelledDay, _ target: String) throws -> Int {
        try day.newsroom.get(target, reader: day.someone()).status
    }

    @Test("Every request is where it belongs, and every report adds up, before and after judging again")
    func day() throws {
        let day = try LabelledDay()
        let newsroom = day.newsroom
        try people(day)
        try machines(day)
        try readers(day)
        print(day.table)
        for step in day.steps { #expect(step.expected == step.got, "\(step.label)") }

        let refused = day.refused.values.reduce(0, +)
        let all = day.presses + day.visits + refused
        #expect(all == day.steps.count)
        newsroom.stop()
        func checkSums(counted: Int) throws {
            for division in ["none", "hour", "day", "article", "channel", "agent", "place"] {
                let sums = try sums(newsroom, ["--by", division])
                let outside = ["none", "hour", "day"].contains(division) ? 0 : day.refused["unverified", default: 0]
                #expect(sums.all == all - outside && sums.total == sums.all, "\(division)")
                #expect(sums.counted == counted, "\(division)")
            }
        }
        try checkSums(counted: day.presses + day.visits)
        let rows = try #require(try newsroom.report(["counts"])["rows"] as? [[String: Any]])
        var reasons: [String: Int] = [:]
        for row in rows where row["verdict"] as? String == "refused" {
            reasons[try #require(row["reason"] as? String)] = row["requests"] as? Int
        }
        #expect(reasons == day.refused)

        // The figures of editors: what is known of each share.
        let total = try #require(try newsroom.report(["channels"])["total"] as? [String: Any])
        #expect(total["presses"] as? Int == day.presses && total["visits"] as? Int == day.visits)
        #expect(total["previewed"] as? Int == LabelledTraffic.previews.count)
        // With GPC or DNT nobody is recognised, and nobody has a parent.
        #expect(total["reshares"] as? Int == 1)
        #expect(
            try newsroom.value("SELECT count(*) FROM events WHERE reason = 0 AND kind = 2 AND arrival IS NULL") == 2)
        #expect(try newsroom.value("SELECT count(*) FROM shares WHERE parent IS NOT NULL") == 1)
        // Zalo's previews cannot be seen: no figure is made up.
        let channels = try #require(try newsroom.report(["channels"])["rows"] as? [[String: Any]])
        let zalo = try #require(channels.first { $0["channel"] as? String == "zalo" })
        #expect(zalo["previewed"] is NSNull && zalo["presses"] as? Int == 12 && zalo["opened"] as? Int == 12)

        try judgeAgain(newsroom, previews: LabelledTraffic.previews.count)
        try checkSums(counted: day.presses + day.visits + 1 - 2)
    }

    /// Rules in which Slack's preview is a person and LINE's readers are machines.
    private func judgeAgain(_ newsroom: Newsroom, previews: Int) throws {
        let file = Program.repository.appendingPathComponent("Sources/Judging/Rules/rules.tsv")
        var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        lines = lines.filter { !$0.hasPrefix("preview\tslack") && !$0.contains("\tLINE") }
        lines = lines.map { $0.hasPrefix("version\t") ? "version\t99" : $0 }
        lines.append("innocent\tslackbot-linkexpanding 1.0 (+https://api.slack.com/robots)")
        lines.append("person\tslackbot-linkexpanding")
        lines.append("crawler\t|line/\tLINE")
        let rules = newsroom.home + "/rules.tsv"
        try lines.joined(separator: "\n").write(toFile: rules, atomically: true, encoding: .utf8)

        let shown = try newsroom.run(["rejudge", "--rules", rules, "--format", "csv"])
        #expect(shown.code == 0, "\(shown.errors)")
        #expect(shown.errors.contains("would change"))
        #expect(try newsroom.value("SELECT count(*) FROM events WHERE rules = 99") == 0)
        let done = try newsroom.run(["rejudge", "--rules", rules, "--apply", "--format", "csv"])
        #expect(done.code == 0 && done.output == shown.output, "\(done.errors)")
        for line in ["visit,preview,counted,1", "press,counted,crawler,1", "visit,counted,crawler,1"] {
            #expect(done.output.contains(line), "\(done.output)")
        }
        let total = try #require(try newsroom.report(["channels"])["total"] as? [String: Any])
        #expect(total["previewed"] as? Int == previews - 1)
        // A person's agent is not kept.
        #expect(try newsroom.value("SELECT count(*) FROM machines WHERE agent LIKE 'Slack%'") == 0)
        // Rebuilt from the log, the tallies are the same.
        let before = try newsroom.run(["report", "counts", "--by", "channel", "--format", "csv"]).output
        #expect(try newsroom.run(["rejudge", "--rules", rules, "--apply"]).errors.contains("changed 0 requests"))
        #expect(try newsroom.run(["report", "counts", "--by", "channel", "--format", "csv"]).output == before)
    }
}
