import Foundation
import ShareLinks
import Testing

@Suite("What the operator sees")
struct OperatorTests {
    @Test("Every line of the metrics is one that Prometheus reads, and each family is told once")
    func format() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        let answer = try newsroom.operate("/metrics")
        #expect(answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.body.hasSuffix("\n"))
        var kinds: [String: String] = [:]
        var told: Set<String> = []
        var family = ""
        var samples: Set<String> = []
        for line in answer.body.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            if let match = line.wholeMatch(of: /# HELP ([a-z_]+) (.+)/) {
                family = String(match.output.1)
                #expect(told.insert(family).inserted, "\(family) is told twice")
            } else if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                #expect(match.output.1 == family && kinds[family] == nil)
                kinds[family] = String(match.output.2)
            } else {
                let sample = try #require(
                    line.wholeMatch(
                        of: /([a-z_]+)((?:\{[a-z]+="(?:[^"\\]|\\[\\n"])*"(?:,[a-z]+="(?:[^"\\]|\\[\\n"])*")*\})?) (\S+)/
                    ),
                    "\(line)")
                let name = String(sample.output.1)
                let ends = kinds[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                #expect(ends.contains { family + $0 == name }, "\(line) stands under \(family)")
                #expect(Double(sample.output.3) != nil, "\(line)")
                #expect(samples.insert(name + sample.output.2).inserted, "\(line) is there twice")
                if kinds[family] == "counter" { #expect(family.hasSuffix("_total"), "\(family)") }
            }
        }
        #expect(kinds.count > 25)
    }

    @Test("Requests are counted by kind and reason as they get to the disk, answers by status, commits by time")
    func counts() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let press = try newsroom.press()
        let token = try LinkTests.token(in: try newsroom.get(press), base: newsroom.base)
        for _ in 0..<2 { #expect(try newsroom.get("/" + token, reader: "203.0.113.2").isRecorded) }
        #expect(try newsroom.get(press, reader: "203.0.113.3", method: "HEAD").status == 303)
        #expect(try newsroom.metric("sharetrail_events_total{kind=\"press\",reason=\"counted\"}") == 1)
        #expect(try newsroom.metric("sharetrail_events_total{kind=\"visit\",reason=\"counted\"}") == 1)
        #expect(try newsroom.metric("sharetrail_events_total{kind=\"visit\",reason=\"repeat\"}") == 1)
        #expect(try newsroom.metric("sharetrail_events_total{kind=\"press\",reason=\"head\"}") == 1)
        #expect(try newsroom.metric("sharetrail_answers_total{status=\"302\"}") == 2)
        #expect(try newsroom.metric("sharetrail_answers_total{status=\"303\"}") == 2)
        let commits = try #require(try newsroom.metric("sharetrail_commits_total"))
        #expect(commits >= 3)
        #expect(try newsroom.metric("sharetrail_commit_seconds_count") == commits)
        #expect(try newsroom.metric("sharetrail_commit_seconds_bucket{le=\"+Inf\"}") == commits)
        #expect(try #require(try newsroom.metric("sharetrail_commit_seconds_sum")) > 0)
        #expect(try #require(try newsroom.metric("sharetrail_last_commit_age_seconds")) < 60)
        #expect(try newsroom.metric("sharetrail_connections_accepted_total") == 4)
        #expect(try #require(try newsroom.metric("sharetrail_database_bytes")) > 4096)
        #expect(try #require(try newsroom.metric("sharetrail_disk_free_bytes")) > 0)
        #expect(try #require(try newsroom.metric("process_resident_memory_bytes")) > 1_000_000)
        #expect(try #require(try newsroom.metric("process_open_fds")) > 3)
        let version = try Program.run(["--version"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try newsroom.metric("sharetrail_build_info{version=\"\(version)\"}") == 1)
        // A signature that is not ours is on disk as a sum, within seconds.
        #expect(try newsroom.get("/s?k=1&c=x&u=https://news.example/&s=00").status == 404)
        newsroom.stop()
        #expect(try newsroom.value("SELECT sum(requests) FROM unattributed") == 1)
    }

    @Test("Whoever is not asked by a name of this machine tells nothing: a page elsewhere could ask by its own")
    func rebinding() throws {
        let newsroom = try Newsroom()
        try newsroom.configure("operator: {listen: \"127.0.0.1:0\", hosts: [metrics.news.example]}")
        let path = newsroom.home + "/sharetrail.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(text.replacing("\noperator:\n  listen: 127.0.0.1:0\n", with: "\n").utf8).write(
            to: URL(fileURLWithPath: path))
        try newsroom.serve()
        for host in [
            "localhost", "LOCALHOST:1", "127.0.0.1:9", "127.8.8.8", "[::1]", "[::1]:80", "metrics.news.example",
            "Metrics.News.Example:443",
        ] {
            #expect(try newsroom.operate("/metrics", host: host).status == 200, "\(host)")
            #expect(try newsroom.operate("/healthz", host: host).status == 200, "\(host)")
        }
        for host in [
            "evil.example", "", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost:x",
            "[::1", "[::1]x", "localhost@evil.example", "10.0.0.1", "localhost, evil.example", "::1", "127.0.0.1:",
        ] where host != "127.0.0.1:" {
            for target in ["/metrics", "/healthz", "/"] {
                let answer = try newsroom.operate(target, host: host)
                #expect(answer.status == 403 && !answer.body.contains("sharetrail_"), "\(host)")
            }
        }
        let old = try RawClient(port: newsroom.operatorPort)
        try old.send("GET /metrics HTTP/1.0\r\n\r\n")
        #expect(try old.answer().status == 403)
    }

    @Test("While commits fail, health says so with the reason, the log does once, and both say when it is over")
    func failing() throws {
        let newsroom = try Newsroom()
        try newsroom.serve(recordMilliseconds: 250, environment: ["SHARETRAIL_LOG_FORMAT": "text"])
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        // The table is gone for a moment, as a disk may be.
        try newsroom.change("ALTER TABLE event_log RENAME TO away")
        _ = try newsroom.get(try newsroom.press(.zalo), reader: "203.0.113.2")
        var health = try newsroom.operate("/healthz")
        for _ in 0..<10_000 where health.status == 200 { health = try newsroom.operate("/healthz") }
        #expect(health.status == 503)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(health.body.utf8)) as? [String: Any])
        #expect(read["status"] as? String == "degraded")
        let reasons = try #require(read["reasons"] as? [String])
        #expect(reasons.count == 1 && reasons[0].hasPrefix("storage_fails: commits have failed for "), "\(reasons)")
        #expect(try newsroom.metric("sharetrail_health{reason=\"storage_fails\",urgent=\"yes\"}") == 1)
        let open = try newsroom.get("/healthz")
        #expect(open.status == 503 && open.body == "degraded\n")
        newsroom.waitForLog("storage fails")
        try newsroom.change("ALTER TABLE away RENAME TO event_log")
        for _ in 0..<100_000 where health.status == 503 { health = try newsroom.operate("/healthz") }
        #expect(health.status == 200)
        newsroom.waitForLog("storage works again")
        #expect(newsroom.log.components(separatedBy: "storage fails").count == 2)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 2)
    }

    @Test("Each line of a JSON log parses, from the start to a stop, and tells nothing of a reader")
    func jsonLog() throws {
        let newsroom = try Newsroom()
        try newsroom.configure("log: {format: json, level: debug}")
        try newsroom.serve()
        let token = try LinkTests.token(in: try newsroom.get(try newsroom.press()), base: newsroom.base)
        #expect(try newsroom.get("/" + token, reader: "198.51.100.77").isRecorded)
        newsroom.hangUp()
        newsroom.stop()
        var messages: [String] = []
        for line in newsroom.log.split(separator: "\n") {
            let read = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(read["time"]?.hasSuffix("Z") ?? false)
            messages.append(try #require(read["message"]))
        }
        for message in [
            "collecting", "operator", "read the keys again", "read the configuration again", "stopping", "stopped",
        ] {
            #expect(messages.contains(message), "\(message)")
        }
        for trace in ["198.51.100", "203.0.113", "Firefox", token, Newsroom.title, "lu-quet"] {
            #expect(!newsroom.log.contains(trace), "\(trace)")
        }
        // Also where it cannot even start.
        let other = try Newsroom()
        try other.configure("log: {format: json}")
        let taken = try newsroom.run(["serve", "--listen", "127.0.0.1:x"])
        #expect(taken.code == 78)
    }
}
