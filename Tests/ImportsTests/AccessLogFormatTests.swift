import Engagement
import Foundation
import Testing

@testable import Imports

@Suite("Formats of access logs")
struct AccessLogFormatTests {
    static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"

    static func entry(_ status: Int = 302, change: (inout AccessLogEntry) -> Void = { _ in }) -> AccessLogEntry {
        var entry = AccessLogEntry(at: Timestamp(seconds: 1_794_793_260), status: status)
        entry.method = "GET"
        entry.target = "/x?a=b"
        entry.address = "203.0.113.7"
        entry.agent = browser
        entry.isAgentKnown = true
        change(&entry)
        return entry
    }

    static let time = "16/Nov/2026:08:41:00 +0700"

    static let lines: [(name: String, line: String, entry: AccessLogEntry)] = [
        ("nginx", #"203.0.113.7 - - [\#(time)] "GET /x?a=b HTTP/1.1" 302 145 "-" "\#(browser)""#, entry()),
        (
            "another offset",
            #"203.0.113.7 - - [16/Nov/2026:01:41:00 +0000] "GET /x?a=b HTTP/1.1" 302 145 "-" "\#(browser)""#,
            entry()
        ),
        (
            "west, half an hour",
            #"203.0.113.7 - - [15/Nov/2026:22:11:00 -0330] "GET /x?a=b HTTP/1.1" 302 145 "-" "\#(browser)""#, entry()
        ),
        (
            "IPv6, user", #"2001:db8::7 - tòa soạn [\#(time)] "GET /x?a=b HTTP/2.0" 302 0 "-" "\#(browser)""#,
            entry { $0.address = "2001:db8::7" }
        ),
        (
            "nginx's escapes",
            #"203.0.113.7 - - [\#(time)] "GET /x\x22\x5Cy\xE1\xBB\x8F HTTP/1.1" 302 1 "https://a.example/\x22" "A\x22 B/1.0 \x5C""#,
            entry {
                $0.target = "/x\"\\yỏ"
                $0.referrer = "https://a.example/\""
                $0.agent = "A\" B/1.0 \\"
            }
        ),
        (
            "Apache's escapes",
            #"203.0.113.7 - - [\#(time)] "GET /x\"\\\xe1\xbb\x8f HTTP/1.1" 302 1 "-" "A\tB/1.0 \n\q""#,
            entry {
                $0.target = "/x\"\\ỏ"
                $0.agent = "A\u{FFFD}B/1.0 \u{FFFD}\\q"
            }
        ),
        (
            "a virtual host in front",
            #"go.news.example:443 203.0.113.7 - - [\#(time)] "GET /x?a=b HTTP/1.1" 302 - "-" "\#(browser)""#, entry()
        ),
        (
            "more fields behind",
            #"203.0.113.7 - - [\#(time)] "GET /x?a=b HTTP/1.1" 302 145 "-" "\#(browser)" "10.0.0.1" 0.002 cf=1"#,
            entry()
        ),
        (
            "common", #"203.0.113.7 - anna [\#(time)] "GET /x?a=b HTTP/1.0" 302 145"#,
            entry {
                $0.agent = nil
                $0.isAgentKnown = false
            }
        ),
        (
            "no agent sent", #"203.0.113.7 - - [\#(time)] "GET /x?a=b HTTP/1.1" 302 145 "-" "-""#,
            entry { $0.agent = nil }
        ),
        (
            "a bracket in the user's name",
            #"203.0.113.7 - a [b] [\#(time)] "GET /x?a=b HTTP/1.1" 302 145 "-" "\#(browser)""#, entry()
        ),
        (
            "a space in the target", #"203.0.113.7 - - [\#(time)] "GET /x y HTTP/1.1" 400 0 "-" "\#(browser)""#,
            entry(400) { $0.target = "/x y" }
        ),
        (
            "no request", #"203.0.113.7 - - [\#(time)] "\x16\x03\x01\x02" 400 157 "-" "-""#,
            entry(400) {
                $0.method = ""
                $0.target = ""
                $0.agent = nil
            }
        ),
        (
            "nginx JSON",
            #"{"time_iso8601":"2026-11-16T08:41:00+07:00","request":"GET /x?a=b HTTP/2.0","status":"302","http_user_agent":"\#(browser)","http_referer":"","remote_addr":"203.0.113.7","http_sec_purpose":"prefetch;prerender","http_x_requested_with":"com.zing.zalo","http_sec_fetch_dest":"Document"}"#,
            entry {
                $0.purposes = ["prefetch;prerender"]
                $0.requestedWith = "com.zing.zalo"
                $0.fetchDestination = "document"
            }
        ),
        (
            "nginx JSON of other names",
            #"  {"msec":1794793260.913,"request_method":"GET","request_uri":"/x?a=b","status":302,"user_agent":"\#(browser)","referer":"https://l.facebook.com/","ip":"203.0.113.7"}"#,
            entry { $0.referrer = "https://l.facebook.com/" }
        ),
        (
            "nginx JSON, path and query apart",
            #"{"time_local":"\#(time)","method":"GET","uri":"/x","args":"a=b","status":302,"http_user_agent":"","remote_addr":"203.0.113.7"}"#,
            entry { $0.agent = nil }
        ),
        (
            "JSON that says nothing of the agent",
            #"{"timestamp":"1794793260.2","request":"GET /x?a=b HTTP/1.1","status":302,"client_ip":"203.0.113.7"}"#,
            entry {
                $0.agent = nil
                $0.isAgentKnown = false
            }
        ),
        (
            "Caddy",
            #"{"level":"info","ts":1794793260.5512,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"10.0.0.2","remote_port":"4711","client_ip":"203.0.113.7","proto":"HTTP/2.0","method":"GET","host":"go.news.example","uri":"/x?a=b","headers":{"User-Agent":["\#(browser)"],"Sec-Purpose":["prefetch"],"X-Requested-With":["com.facebook.katana"]}},"bytes_read":0,"duration":0.0001,"size":0,"status":302}"#,
            entry {
                $0.purposes = ["prefetch"]
                $0.requestedWith = "com.facebook.katana"
            }
        ),
        (
            "Caddy of old, aborted",
            #"{"ts":"2026-11-16T01:41:00.551Z","request":{"remote_ip":"203.0.113.7","method":"GET","uri":"/x?a=b","headers":{}},"status":0}"#,
            entry(0) { $0.agent = nil }
        ),
        (
            "Caddy in milliseconds",
            #"{"ts":1794793260551.2,"request":{"client_ip":"203.0.113.7","method":"GET","uri":"/x?a=b","headers":{"User-Agent":["\#(browser)"]}},"status":302}"#,
            entry()
        ),
    ]

    @Test("Each known format is read", arguments: lines.indices)
    func read(index: Int) throws {
        let (name, line, entry) = Self.lines[index]
        #expect(try AccessLogFormat.read(Array(line.utf8)) == entry, "\(name)")
    }

    static let unreadable: [(line: String, problem: AccessLogProblem)] = [
        ("nonsense", .noFormat), ("[error] 12#12: upstream timed out", .noTime),
        (#"1.2.3.4 - - [16/Nov/2026:08:41:00] "GET / HTTP/1.1" 200 1"#, .noTime),
        (#"1.2.3.4 - - [31/Feb/2026:08:41:00 +0700] "GET / HTTP/1.1" 200 1"#, .noTime),
        (#"1.2.3.4 - - [29/Feb/2023:08:41:00 +0700] "GET / HTTP/1.1" 200 1"#, .noTime),
        (#"1.2.3.4 - - [16/Nov/2026:24:41:00 +0700] "GET / HTTP/1.1" 200 1"#, .noTime),
        (#"1.2.3.4 - - [16/Nov/1926:08:41:00 +0700] "GET / HTTP/1.1" 200 1"#, .timeRange),
        ("1.2.3.4 - - [16/Nov/2026:08:41:00 +0700] GET", .noRequest),
        (#"1.2.3.4 - - [16/Nov/2026:08:41:00 +0700] "GET / HTTP/1.1" - 1"#, .noStatus),
        (#"1.2.3.4 - - [16/Nov/2026:08:41:00 +0700] "GET / HTTP/1.1"#, .noStatus),
        (#"{"ts":1,"#, .notJSON), (#"{"status":200,"request":"GET / HTTP/1.1"}"#, .noTime),
        (#"{"ts":-5,"status":200,"request":"GET / HTTP/1.1"}"#, .timeRange),
        (#"{"ts":1e300,"status":200,"request":"GET / HTTP/1.1"}"#, .timeRange),
        (#"{"ts":"2026-11-16T08:41:00","status":200,"request":"GET / HTTP/1.1"}"#, .noTime),
        (#"{"ts":1794793260,"request":"GET / HTTP/1.1"}"#, .noStatus), (#"{"ts":1794793260,"status":200}"#, .noRequest),
        (#"{"ts":1794793260,"status":200,"request":{"uri":7}}"#, .noRequest),
    ]

    @Test("What cannot be read says why", arguments: unreadable.indices)
    func refuses(index: Int) {
        let (line, problem) = Self.unreadable[index]
        #expect(throws: problem, "\(line)") { try AccessLogFormat.read(Array(line.utf8)) }
    }

    @Test("Every second of four centuries' days is the one the calendar says")
    func calendar() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "dd/MMM/yyyy:HH:mm:ss Z"
        for day in stride(from: Int64(0), through: 146_097, by: 13) {
            let seconds = day * 86_400 + (day * 7919) % 86_400
            let text = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            #expect(AccessLogTime.common(Array(text.utf8)[...])?.seconds == seconds, "\(text)")
        }
        #expect(AccessLogTime.common(Array("29/Feb/2024:00:00:00 +0000".utf8)[...])?.seconds == 1_709_164_800)
    }
}
