import Foundation
import Testing

@Suite("The operator's runbook")
struct RunbookTests {
    private static func read(_ path: String) throws -> String {
        try String(contentsOf: Program.repository.appendingPathComponent(path), encoding: .utf8)
    }

    private static func runbook() throws -> String {
        try read("Sources/ShareLinks/Documentation.docc/Runbook.md")
    }

    /// The names of all families that the collector can tell, those of TLS and of backups included.
    private static func metrics() throws -> (text: String, names: Set<String>) {
        let newsroom = try Newsroom()
        if let openssl = Program.interpreter(["openssl"]) {
            let made = try Program.run(
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=a",
                    "-keyout", newsroom.home + "/key.pem", "-out", newsroom.home + "/cert.pem",
                ], program: openssl)
            try #require(made.code == 0, "\(made.errors)")
            chmod(newsroom.home + "/key.pem", 0o600)
            try newsroom.configure("tls: {certificate: cert.pem, key: key.pem}")
        }
        _ = try newsroom.run(["backup"])
        try newsroom.serve()
        let text = try newsroom.operate("/metrics").body
        return (
            text,
            Set(text.matches(of: /\n# TYPE ([a-z_]+)/).map { String($0.output.1) } + ["sharetrail_requests_total"])
        )
    }

    @Test("It names every metric and no other, and every reason of /healthz with its urgency")
    func namesAll() throws {
        let page = try Self.runbook()
        let (text, names) = try Self.metrics()
        #expect(names.count > 30)
        let named = Set(page.matches(of: /`((?:sharetrail|process)_[a-z_]+)[`{]/).map { String($0.output.1) })
        #expect(names.subtracting(named).isEmpty, "missing: \(names.subtracting(named))")
        let known = names.union(
            Program.interpreter(["openssl"]) == nil
                ? ["sharetrail_tls_handshakes_failed_total", "sharetrail_certificate_expires_timestamp_seconds"] : [])
        #expect(named.subtracting(known).isEmpty, "not there: \(named.subtracting(known))")
        let reasons = text.matches(of: /\nsharetrail_health\{reason="([a-z_]+)",urgent="(yes|no)"\}/)
        #expect(reasons.count > 10)
        for reason in reasons {
            #expect(page.contains("\n| `\(reason.output.1)` | \(reason.output.2) | "), "\(reason.output.1)")
        }
    }

    @Test("It holds every warning and error of the collector's log")
    func logLines() throws {
        let page = try Self.runbook()
        let folder = Program.repository.appendingPathComponent("Sources/Collector")
        var lines = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
            let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for match in source.matches(of: /logger\.(?:notice|warning|error|critical)\(\s*"([^";\\]+)/) {
                lines += 1
                #expect(page.contains("| `\(match.output.1)"), "\(name): \(match.output.1)")
            }
        }
        #expect(lines >= 10)
    }

    @Test("The alerts ask for metrics and labels that are there")
    func alerts() throws {
        let rules = try Self.read("examples/operations/alerts.yml")
        let (text, names) = try Self.metrics()
        let asked = rules.matches(of: /(?:sharetrail|process)_[a-z_]+/).map { String($0.output) }
        #expect(asked.count > 8)
        for name in asked where name != "sqlite_wal_reset_bug" {
            #expect(names.contains(name) || names.contains(name.replacing("_bucket", with: "")), "\(name)")
        }
        #expect(rules.contains("reason!=\"sqlite_wal_reset_bug\"") && text.contains("reason=\"sqlite_wal_reset_bug\""))
        #expect(rules.components(separatedBy: "- alert: ").count == rules.components(separatedBy: " expr: ").count)
        #expect(rules.components(separatedBy: "- alert: ").count == rules.components(separatedBy: "summary: ").count)
    }
}
