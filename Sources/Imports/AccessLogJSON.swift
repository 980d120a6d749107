import Engagement
import Foundation

/// Access logs as JSON, an object a line: Caddy's own, or a `log_format … escape=json` of nginx.
enum AccessLogJSON {
    static func read(_ line: [UInt8]) throws(AccessLogProblem) -> AccessLogEntry {
        guard let object = object(line) else { throw .notJSON }
        let fields = Fields(object)
        if object["request"] is [String: Any] { return try AccessLogCaddy.read(object) }
        let at = try time(fields)
        guard let status = fields.number(["status", "response_status", "status_code"]) else { throw .noStatus }
        var entry = AccessLogEntry(at: at, status: Int(exactly: status) ?? 0)
        if let request = fields.text(["request"]) {
            entry.setRequest(Array(request.utf8))
        } else if let target = fields.text(["request_uri", "uri", "target", "path"]) {
            entry.method = fields.text(["request_method", "method"]) ?? "GET"
            entry.target = AccessLogText.text(target.utf8)
            // nginx's $uri is decoded and without the query, which has a variable of its own.
            if !entry.target.utf8.contains(UInt8(ascii: "?")),
                let query = fields.text(["args", "query_string", "query"])
            {
                entry.target = AccessLogText.text((entry.target + "?" + query).utf8)
            }
        } else {
            throw .noRequest
        }
        entry.setHeaders(fields)
        entry.address = fields.field(["client_ip", "remote_addr", "remote_ip", "ip"])
        return entry
    }

    /// The object of a line. nginx writes bytes that are not UTF-8 as they came, which JSON does not allow.
    private static func object(_ line: [UInt8]) -> [String: Any]? {
        func parsed(_ data: Data) -> [String: Any]? {
            (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        }
        if let object = parsed(Data(line)) { return object }
        guard String(validating: line, as: UTF8.self) == nil else { return nil }
        return parsed(Data(String(decoding: line, as: UTF8.self).utf8))
    }

    static func time(_ fields: Fields) throws(AccessLogProblem) -> Timestamp {
        var found: Timestamp?
        for name in ["msec", "time_iso8601", "ts", "timestamp", "@timestamp", "time_local", "time"] where found == nil {
            if let number = fields.number([name]) {
                guard let moment = AccessLogTime.since1970(number) else { throw .timeRange }
                found = moment
            } else if let text = fields.text([name]), text.utf8.count <= 64 {
                let bytes = Array(text.utf8)[...]
                found = AccessLogTime.iso8601(bytes) ?? AccessLogTime.common(bytes)
            }
        }
        guard let found else { throw .noTime }
        guard Timestamp.storable.contains(found.seconds) else { throw .timeRange }
        return found
    }

    /// The members of an object by name: letters of either case, `-` for `_`, with and without `http_` in front.
    struct Fields {
        private var members: [String: Any] = [:]

        init(_ object: [String: Any]) {
            for (name, value) in object where name.utf8.count <= 64 {
                var name = name.lowercased().replacing("-", with: "_")
                if name.hasPrefix("http_") { name.removeFirst(5) }
                if members[name] == nil { members[name] = value }
            }
        }

        func has(_ names: [String]) -> Bool { names.contains { members[$0] != nil } }

        /// Text, or the first of several, as Caddy writes headers.
        func text(_ names: [String]) -> String? {
            for name in names {
                if let text = members[name] as? String, !text.isEmpty { return text }
                if let first = (members[name] as? [Any])?.first as? String, !first.isEmpty { return first }
            }
            return nil
        }

        func field(_ names: [String]) -> String? { text(names).flatMap { AccessLogText.field($0.utf8) } }

        /// A number, or one written as text.
        func number(_ names: [String]) -> Double? {
            for name in names {
                if let number = members[name] as? NSNumber { return number.doubleValue }
                if let text = members[name] as? String, text.utf8.count <= 32, let number = Double(text) {
                    return number
                }
            }
            return nil
        }
    }
}

extension AccessLogEntry {
    /// Takes up what headers the log has.
    mutating func setHeaders(_ fields: AccessLogJSON.Fields) {
        let agents = ["user_agent", "useragent", "agent"]
        agent = fields.field(agents)
        isAgentKnown = fields.has(agents)
        referrer = fields.field(["referer", "referrer"])
        purposes = ["sec_purpose", "purpose", "x_moz", "x_purpose"].compactMap { fields.field([$0]) }
        fetchDestination = fields.field(["sec_fetch_dest"])?.lowercased()
        origin = fields.field(["origin"])
        requestedWith = fields.field(["x_requested_with"])
        brands = fields.field(["sec_ch_ua"])
        from = fields.field(["from"])
        namesScanner = fields.field(["x_scanner"]) != nil
        wantsPrivacy = ["sec_gpc", "dnt"].contains { fields.field([$0]) == "1" }
    }
}
