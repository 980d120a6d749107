import Foundation
import ShareLinks
import Testing

/// A newsroom whose collector speaks TLS itself, with a certificate that nobody signed.
private struct Certified {
    let newsroom = try? Newsroom()
    let openssl: String

    /// Nil where there is no `openssl` to make certificates with.
    init?() throws {
        guard let openssl = Program.interpreter(["openssl"]) else { return nil }
        self.openssl = openssl
        try issue("one")
        try room.configure("tls: {certificate: cert.pem, key: key.pem}")
    }

    var room: Newsroom { get throws { try #require(newsroom) } }

    /// Writes a certificate and its key into the home folder.
    func issue(_ name: String, days: Int = 30) throws {
        let home = try room.home
        let made = try Program.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "\(days)",
                "-subj", "/CN=\(name)", "-keyout", home + "/key.pem", "-out", home + "/cert.pem",
            ], program: openssl)
        try #require(made.code == 0, "\(made.errors)")
        chmod(home + "/key.pem", 0o600)
    }

    /// Asks over TLS; the name in the certificate stands among the errors.
    func ask(_ target: String, options: [String] = []) throws -> Program.Result {
        try Program.run(
            ["s_client", "-connect", "127.0.0.1:\(room.port)", "-quiet"] + options, program: openssl,
            input: "GET \(target) HTTP/1.1\r\nHost: go.news.example\r\nUser-Agent: \(RawClient.browser)\r\n"
                + "Connection: close\r\n\r\n")
    }
}

@Suite("TLS of our own")
struct TLSTests {
    @Test("Requests are answered and recorded over TLS 1.2 and 1.3, and not over what is older")
    func serves() throws {
        guard let certified = try Certified() else { return }
        let newsroom = try certified.room
        try newsroom.serve()
        #expect(String(decoding: newsroom.output, as: UTF8.self).contains("listening on https://127.0.0.1:"))
        for (number, version) in ["-tls1_2", "-tls1_3"].enumerated() {
            let answer = try certified.ask(
                try newsroom.press(.facebook, title: "\(number)"), options: [version, "-alpn", "h2,http/1.1"])
            #expect(answer.output.hasPrefix("HTTP/1.1 303 ") && answer.output.contains("X-Recorded: 1"))
            #expect(answer.errors.contains("CN = one") || answer.errors.contains("CN=one"))
        }
        let old = try certified.ask("/healthz", options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        #expect(!old.output.contains("200 OK"))
        let expiry = try #require(try newsroom.metric("sharetrail_certificate_expires_timestamp_seconds"))
        #expect(abs(expiry - Date().timeIntervalSince1970 - 30 * 86_400) < 86_400)
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 2)
    }

    @Test("Whoever speaks no TLS, stops within the handshake or says nothing is closed, and others are not held up")
    func strangers() throws {
        guard let certified = try Certified() else { return }
        let newsroom = try certified.room
        try newsroom.configure("limits: {headerSeconds: 1}")
        try newsroom.serve()
        let plain = try newsroom.client()
        try plain.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        let half = try newsroom.client()
        try half.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03])
        let gone = try newsroom.client()
        try gone.send([0x16, 0x03, 0x01])
        gone.sendNoMore()
        let silent = try newsroom.client()
        #expect(try certified.ask("/healthz").output.contains("200 OK"))
        // An alert may come first.
        while (try? plain.answer()) != nil {}
        for client in [half, gone, silent] { while (try? client.answer()) != nil {} }
        #expect(try certified.ask("/healthz").output.contains("200 OK"))
        #expect(try #require(try newsroom.metric("sharetrail_tls_handshakes_failed_total")) >= 1)
        var connections = try newsroom.metric("sharetrail_connections")
        for _ in 0..<10_000 where connections != 0 { connections = try newsroom.metric("sharetrail_connections") }
        #expect(connections == 0)
    }

    @Test("A hang-up changes the certificate of new connections; one that cannot be used leaves the one before")
    func renews() throws {
        guard let certified = try Certified() else { return }
        let newsroom = try certified.room
        try newsroom.serve()
        try certified.issue("two", days: 5)
        newsroom.hangUp()
        #expect(try certified.ask("/healthz").errors.contains(/CN ?= ?two/))
        #expect(
            try newsroom.operate("/healthz").body.contains("certificate_expires: the certificate expires in 4 days"))
        chmod(newsroom.home + "/key.pem", 0o644)
        newsroom.hangUp()
        #expect(newsroom.log.contains("keeping the old certificate"))
        #expect(try newsroom.operate("/healthz").body.contains("chmod 600"))
        #expect(try certified.ask("/healthz").errors.contains(/CN ?= ?two/))
    }

    @Test("SIGTERM ends well and in time with connections open, idle ones and those within a handshake")
    func stops() throws {
        guard let certified = try Certified() else { return }
        let newsroom = try certified.room
        try newsroom.serve()
        let half = try newsroom.client()
        try half.send([0x16, 0x03, 0x01])
        let idle = try ChildProcess(
            certified.openssl, ["s_client", "-connect", "127.0.0.1:\(newsroom.port)", "-quiet"], output: "/dev/null",
            errors: newsroom.home + "/client.err")
        var connections = try newsroom.metric("sharetrail_connections")
        for _ in 0..<10_000 where connections != 2 { connections = try newsroom.metric("sharetrail_connections") }
        #expect(connections == 2)
        let begun = Date()
        #expect(newsroom.stop() == 0)
        #expect(Date().timeIntervalSince(begun) < 10)
        _ = idle.wait()
    }

    @Test("A certificate that cannot be used stops the start, says why and what to do, and shows no key")
    func refuses() throws {
        guard let certified = try Certified() else { return }
        let newsroom = try certified.room
        let key = newsroom.home + "/key.pem"
        let good = try String(contentsOfFile: key, encoding: .utf8)
        func start(_ code: Int32, _ says: String, environment: [String: String] = [:]) throws {
            let result = try Program.run(
                ["serve", "--home", newsroom.home, "--listen", "127.0.0.1:0"], environment: environment)
            #expect(result.code == code && result.errors.contains(says), "\(result.code) \(result.errors)")
            #expect(!result.errors.contains(good.split(separator: "\n")[1].prefix(16)))
        }
        chmod(key, 0o640)
        try start(77, "chmod 600")
        chmod(key, 0o600)
        try start(66, "«tls.certificate»", environment: ["SHARETRAIL_TLS_CERTIFICATE": "missing.pem"])
        try start(66, "«tls.certificate»", environment: ["SHARETRAIL_TLS_CERTIFICATE": "/dev/null"])
        try start(78, "holds no PEM certificate", environment: ["SHARETRAIL_TLS_CERTIFICATE": "sharetrail.yaml"])
        let certificate = try String(contentsOfFile: newsroom.home + "/cert.pem", encoding: .utf8)
        try certified.issue("other")
        try Data(certificate.utf8).write(to: URL(fileURLWithPath: newsroom.home + "/cert.pem"))
        try start(78, "does not belong to")
        try Data("-----BEGIN PRIVATE KEY-----\n".utf8).write(to: URL(fileURLWithPath: key))
        chmod(key, 0o600)
        try start(78, "holds no PEM private key")
        let plain = try Newsroom()
        try plain.configure("tls: {key: key.pem}")
        let result = try plain.run(["serve"])
        #expect(result.code == 78 && result.errors.contains("«tls.certificate» is missing"))
    }
}
