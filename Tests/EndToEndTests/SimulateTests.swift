import Foundation
import Testing

@Suite("Made-up traffic and its reports, from the command line")
struct SimulateTests {
    private func newsroom() throws -> (newsroom: Newsroom, said: String) {
        let newsroom = try Newsroom()
        let result = try newsroom.run([
            "simulate", "--events", "3000", "--days", "3", "--articles", "8", "--seed", "5", "--until", "2026-11-22",
        ])
        try #require(result.code == 0, "\(result.errors)")
        return (newsroom, result.output)
    }

    private func rows(_ newsroom: Newsroom, _ words: [String]) throws -> (rows: [[String: Any]], total: [String: Any]) {
        let result = try newsroom.run(["report"] + words + ["--format", "json"])
        try #require(result.code == 0, "\(words): \(result.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return (answer?["rows"] as? [[String: Any]] ?? [], answer?["total"] as? [String: Any] ?? [:])
    }

    @Test("Every report of the same period tells the same visits, and the truth beside the database tells them too")
    func sameVisits() throws {
        let (newsroom, said) = try newsroom()
        #expect(said.contains("events of 3 days up to 2026-11-23T00:00:00+07:00"))
        let truth = try String(contentsOfFile: newsroom.home + "/truth.ndjson", encoding: .utf8)
        var visits = 0
        for line in truth.split(separator: "\n") {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            if row["dimension"] as? String == "total", row["origin"] as? String == "reader" {
                visits += row["visits"] as? Int ?? 0
            }
        }
        #expect(visits > 500)
        let period = ["--from", "2026-11-20", "--to", "2026-11-22"]
        for name in ["top", "channels", "trend", "sections", "authors", "referrers", "devices", "drift"] {
            let (rows, total) = try rows(newsroom, [name] + period + (name == "top" ? ["--limit", "100"] : []))
            #expect(total["visits"] as? Int == visits, "\(name)")
            #expect(rows.reduce(0) { $0 + ($1["visits"] as? Int ?? 0) } == visits, "\(name)")
        }
        let article = try rows(newsroom, ["top"] + period).rows.first?["articleId"] as? Int
        let parts = try rows(newsroom, ["article", "--article", "\(article ?? 0)"] + period)
        for part in ["channel", "place", "hour"] {
            let sum = parts.rows.filter { $0["part"] as? String == part }.reduce(0) { $0 + ($1["visits"] as? Int ?? 0) }
            #expect(sum == parts.total["visits"] as? Int, "\(part)")
        }
    }

    @Test("Where links were opened is a row a channel and a column a place on screen, unknown last")
    func matrix() throws {
        let newsroom = try newsroom().newsroom
        let table = try newsroom.run(["report", "drift", "--lang", "en"]).output
        let heading = try #require(
            table.split(separator: "\n").first { $0.contains("Facebook") && $0.contains("Zalo") })
        #expect(heading.hasSuffix("Unknown"))
        #expect(table.contains("\nCopy link"))
        let csv = try newsroom.run(["report", "drift", "--format", "csv"]).output
        #expect(csv.hasPrefix("channel,place,visits,share\r\n"))
    }

    @Test("It goes into no newsroom that has events, nor beside a running collector, and says what to do")
    func refuses() throws {
        let newsroom = try newsroom().newsroom
        let again = try newsroom.run(["simulate"])
        #expect(again.code == 64 && again.errors.contains("make another one with «sharetrail init»"), "\(again)")
        try newsroom.serve()
        let beside = try newsroom.run(["simulate"])
        #expect(beside.code == 75 && beside.errors.contains("stop it"), "\(beside)")
        for words in [["--events", "0"], ["--days", "0"], ["--until", "yesterday"], ["--articles", "-1"]] {
            #expect(try newsroom.run(["simulate"] + words).code == 64)
        }
    }

    @Test("What is kept for all articles together is not told by article, and the error says what is")
    func filters() throws {
        let newsroom = try newsroom().newsroom
        for name in ["referrers", "devices", "drift"] {
            let result = try newsroom.run(["report", name, "--section", "Giáo dục"])
            #expect(result.code == 64 && result.errors.contains("ask without --article, --section and --author"))
        }
    }
}
