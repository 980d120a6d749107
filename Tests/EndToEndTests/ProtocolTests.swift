import Foundation
import ShareLinks
import Testing

@Suite("HTTP at its edges")
struct ProtocolTests {
    private static let end = "Host: a\r\nUser-Agent: \(RawClient.browser)\r\n"

    static let faults: [(name: String, request: String, status: Int)] = [
        ("a body by length", "GET / HTTP/1.1\r\n\(end)Content-Length: 5\r\n\r\nhello", 400),
        ("a body by chunks", "GET / HTTP/1.1\r\n\(end)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (
            "chunks with an extension",
            "GET / HTTP/1.1\r\n\(end)Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n", 400
        ),
        (
            "length and chunks",
            "GET / HTTP/1.1\r\n\(end)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
        ),
        ("two lengths", "GET / HTTP/1.1\r\n\(end)Content-Length: 0\r\nContent-Length: 44\r\n\r\n", 400),
        ("a signed length", "GET / HTTP/1.1\r\n\(end)Content-Length: +5\r\n\r\nhello", 400),
        ("a length list", "GET / HTTP/1.1\r\n\(end)Content-Length: 5, 5\r\n\r\nhello", 400),
        ("a hexadecimal length", "GET / HTTP/1.1\r\n\(end)Content-Length: 0x5\r\n\r\nhello", 400),
        ("chunked and a space", "GET / HTTP/1.1\r\n\(end)Transfer-Encoding: chunked \r\n\r\n0\r\n\r\n", 400),
        ("xchunked", "GET / HTTP/1.1\r\n\(end)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        ("a folded coding", "GET / HTTP/1.1\r\n\(end)Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400),
        ("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", 400),
        ("a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("HTTP/0.9", "GET /\r\n\r\n", 400),
        ("HTTP/1.2", "GET / HTTP/1.2\r\n\(end)\r\n", 400),
        ("an absolute form", "GET http://a/ HTTP/1.1\r\n\(end)\r\n", 400),
        ("an authority form", "CONNECT a:443 HTTP/1.1\r\n\(end)\r\n", 400),
        ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
        ("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("a target of 4,097 bytes", "GET /\(String(repeating: "a", count: 4096)) HTTP/1.1\r\n\(end)\r\n", 414),
        ("101 fields", "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 100))\r\n", 431),
        ("a field of 9 KiB", "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 9216))\r\n\r\n", 431),
        (
            "33 KiB of fields",
            "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: \(String(repeating: "a", count: 6000))\r\n", count: 6))\r\n",
            431
        ),
        (
            "an agent of 10,000 bytes",
            "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: \(String(repeating: "a", count: 10_000))\r\n\r\n", 431
        ),
    ]

    @Test("What could be read in two ways, or is too large, is answered once and the connection closed")
    func refused() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let good = try newsroom.press()
        for fault in Self.faults {
            let client = try newsroom.client()
            // A second request behind it must never run.
            let smuggled = "GET \(good) HTTP/1.1\r\nHost: a\r\nUser-Agent: \(RawClient.browser)\r\n\r\n"
            try client.send(fault.request + smuggled)
            let answer = try client.answer()
            #expect(answer.status == fault.status, "\(fault.name)")
            #expect(answer.fields["connection"] == "close", "\(fault.name)")
            #expect(client.isClosed(), "\(fault.name)")
            #expect(try newsroom.get("/robots.txt").status == 200)
        }
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 0)
    }

    @Test("A body that is announced and never comes is answered at once", arguments: ["GET", "HEAD", "POST"])
    func bodyThatNeverComes(method: String) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        for announcement in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
            let client = try newsroom.client()
            try client.send("\(method) / HTTP/1.1\r\nHost: a\r\n\(announcement)\r\n\r\nx=1")
            #expect(try client.answer(hasBody: method != "HEAD").status == 400)
            #expect(client.isClosed())
        }
    }

    @Test("Only GET, HEAD and OPTIONS are known", arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
    func methods(method: String) throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let answer = try newsroom.get(try newsroom.press(), method: method)
        #expect(answer.status == 405)
        #expect(answer.fields["allow"] == "GET, HEAD, OPTIONS")
        newsroom.stop()
        #expect(try newsroom.value("SELECT count(*) FROM events") == 0)
    }

    @Test("Pipelined requests are answered in order, each of them")
    func pipelining() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        let channels = ChannelTable.standard.pressable
        let requests = try channels.map { channel in
            "GET \(try newsroom.press(channel)) HTTP/1.1\r\nHost: a\r\nUser-Agent: \(RawClient.browser)\r\nAccept: application/json\r\n\r\n"
        }
        try client.send(requests.joined())
        for channel in channels {
            let answer = try client.answer()
            #expect(answer.isRecorded)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
            let token = (object["landing"] as? String)?.split(separator: "/").last.map(String.init) ?? ""
            #expect(try newsroom.ring().verify(token)?.channel == channel.number)
        }
    }

    @Test("A connection is closed after its thousandth request")
    func requestsOfAConnection() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        for number in 1...1000 {
            let answer = try client.ask("/robots.txt")
            #expect((answer.fields["connection"] == "close") == (number == 1000))
        }
        #expect(client.isClosed())
    }

    @Test("A request that comes byte by byte is answered like any other")
    func slowRequest() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        for byte in "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8 { try client.send([byte]) }
        let answer = try client.answer()
        #expect(answer.status == 200 && answer.body == "ok\n")
    }

    @Test("HTTP/1.0 is answered and closed, unless it asks to stay")
    func oldVersion() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let client = try newsroom.client()
        try client.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(try client.answer().fields["connection"] == "keep-alive")
        try client.send("GET /healthz HTTP/1.0\r\n\r\n")
        #expect(try client.answer().fields["connection"] == "close")
        #expect(client.isClosed())
    }

    @Test("The operator sees numbers and health, on an address of its own")
    func operatorsListener() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        #expect(try newsroom.get(try newsroom.press()).isRecorded)
        let metrics = try newsroom.operate("/metrics")
        #expect(metrics.body.contains("\nsharetrail_events_recorded_total 1\n"))
        let health = try newsroom.operate("/healthz")
        #expect(health.body.contains("\"status\":\"ok\"") && health.body.contains("\"sqlite\":\"3."))
        #expect(try newsroom.get("/metrics").status == 404)
    }

    @Test("No answer of any request shows the Host it was asked with, or a header that it smuggled in")
    func reflection() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        for target in [
            "/s?u=%0d%0aX-Evil:%201", "/%0d%0aX-Evil:%201",
            "/s?k=1&c=facebook&u=https://news.example/%0d%0aX-Evil:1&s=0",
        ] {
            let client = try newsroom.client()
            try client.send(
                "GET \(target) HTTP/1.1\r\nHost: evil.example\r\nUser-Agent: \(RawClient.browser)\r\nReferer: https://evil.example/\r\n\r\n"
            )
            let answer = try client.answer()
            #expect(answer.fields["x-evil"] == nil)
            #expect(!answer.body.contains("evil") && !answer.location.contains("evil"))
        }
    }

    @Test("A title with line breaks, quotes and other scripts goes whole into the channel's address")
    func titles() throws {
        let newsroom = try Newsroom()
        try newsroom.serve()
        let titles = [
            "A & B + C % D # \"E\" 'F'", "שלום\u{2028}עולם", "👩‍👩‍👧 e\u{301}", "\u{202E}ngược",
            String(repeating: "Ố ", count: 70),
        ]
        for (number, title) in titles.enumerated() {
            let url = "https://news.example/tin/\(number).html"
            let answer = try newsroom.get(
                try newsroom.press(.x, url: url, title: title), reader: "203.0.113.\(number + 1)")
            #expect(answer.status == 303)
            let text = answer.location.dropFirst("https://x.com/intent/tweet?text=".count).prefix { $0 != "&" }
            let collapsed = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(String(text).removingPercentEncoding == collapsed)
            #expect(!answer.location.contains("\n"))
        }
    }
}
