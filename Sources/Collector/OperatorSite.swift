import EventStore
import Foundation
import NIOCore

/// The operator's routes: `/metrics` for Prometheus, and `/healthz` with reasons.
struct OperatorSite: Site {
    let counters: Counters
    let recorder: Recorder
    let articles: ArticleIndex
    let majority: AddressMajority
    let state: OperatorState
    let tls: TLSIdentity?
    let home: String
    let version: String
    let sqliteVersion: String
    let tellsArrivals: Bool
    let backupDays: Int?
    /// Names in `Host` beside those of loopback.
    let hosts: [String]

    func reply(to request: Request) -> Reply {
        // A page of another site can give its own name this address, and then read what we answer.
        guard let host = request.host, isKnown(host) else {
            return .now(
                .text(.forbidden, "The operator's pages go by localhost, a loopback address, or «operator.hosts».\n"))
        }
        guard request.method == .get || request.method == .head else {
            return .now(Answer(status: .methodNotAllowed, fields: "Allow: GET, HEAD\r\n"))
        }
        switch request.path {
        case "/metrics":
            return .now(
                Answer(
                    status: .ok, fields: Answer.transient, contentType: "text/plain; version=0.0.4; charset=utf-8",
                    body: metrics(health: health)))
        case "/healthz":
            let findings = health.findings(at: Date())
            return .now(
                Answer(
                    status: findings.contains { $0.reason.isUrgent } ? .serviceUnavailable : .ok,
                    fields: Answer.transient, contentType: "application/json; charset=utf-8", body: json(findings)))
        default:
            return .now(.text(.notFound, "The operator's pages are /metrics and /healthz.\n"))
        }
    }

    /// `host` or `host:port`, letters of either case.
    private func isKnown(_ field: String) -> Bool {
        var host = field.lowercased()[...]
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            guard Self.isPort(host[host.index(after: end)...]) else { return false }
            host = host[host.index(after: host.startIndex)..<end]
        } else if let colon = host.firstIndex(of: ":") {
            guard Self.isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        return ListenAddress.isLoopback(String(host)) || hosts.contains(String(host))
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.hasPrefix(":") && text.count <= 6 && text.dropFirst().allSatisfy(\.isASCIIDigit))
    }

    private func json(_ findings: [Health.Finding]) -> String {
        func list(_ isUrgent: Bool) -> String {
            findings.filter { $0.reason.isUrgent == isUrgent }
                .map { QuotedText.json("\($0.reason.rawValue): \($0.text)") }.joined(separator: ",")
        }
        let isWell = !findings.contains { $0.reason.isUrgent }
        return """
            {"status":"\(isWell ? "ok" : "degraded")","reasons":[\(list(true))],"notes":[\(list(false))],\
            "waiting":\(recorder.waiting),"lost":\(counters.lost.count),"sqlite":\(QuotedText.json(sqliteVersion)),\
            "version":\(QuotedText.json(version))}

            """
    }

    /// What is known now. Costs a few system calls.
    var health: Health {
        var health = Health()
        health.storage = .reading(home, file: StoreWriter.fileName)
        if recorder.isDegraded { health.failing = counters.commitWatch.failing(at: .now()) }
        health.waiting = recorder.waiting
        health.unfolded = recorder.unfolded
        health.isPaused = counters.isPaused.count != 0
        health.hasMajority = majority.isThere
        health.sqliteVersion = sqliteVersion
        health.certificateExpiry = tls?.expiry
        health.keepsSalt = !tellsArrivals || SaltFile(path: home + "/" + SaltFile.name).isKept
        (health.refusal, health.pendingKeys) = state.current
        health.backupDays = backupDays
        health.lastBackup =
            counters.lastBackup.count == 0
            ? nil : Date(timeIntervalSince1970: Double(counters.lastBackup.count))
        return health
    }
}

extension SaltFile {
    /// Whether the file is there for its owner to write; a salt that could not be written is removed.
    var isKept: Bool {
        var about = stat()
        return lstat(path, &about) == 0 && about.st_mode & (S_IFMT | S_IWUSR) == S_IFREG | S_IWUSR
            && access(path, W_OK) == 0
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
