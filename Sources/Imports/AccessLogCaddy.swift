import Engagement

/// Caddy's access log: `{"ts":1431857140.1,"request":{"client_ip":…,"method":…,"uri":…,"headers":{…}},"status":302}`.
enum AccessLogCaddy {
    static func read(_ object: [String: Any]) throws(AccessLogProblem) -> AccessLogEntry {
        let fields = AccessLogJSON.Fields(object)
        let at = try AccessLogJSON.time(fields)
        guard let request = (object["request"] as? [String: Any]).map(AccessLogJSON.Fields.init),
            let target = request.text(["uri"]), let method = request.text(["method"])
        else { throw .noRequest }
        guard let status = fields.number(["status"]) else { throw .noStatus }
        var entry = AccessLogEntry(at: at, status: Int(exactly: status) ?? 0)
        entry.method = AccessLogText.text(method.utf8)
        entry.target = AccessLogText.text(target.utf8)
        // Behind trusted proxies the client is not who connected. Before version 2.7 there is only the latter.
        entry.address = request.field(["client_ip", "remote_ip", "remote_addr"])
        let headers = (object["request"] as? [String: Any])?["headers"] as? [String: Any]
        entry.setHeaders(AccessLogJSON.Fields(headers ?? [:]))
        // Headers that were not sent are not written.
        if headers != nil { entry.isAgentKnown = true }
        return entry
    }
}
