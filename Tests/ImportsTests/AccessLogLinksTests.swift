import Engagement
import EventStore
import Foundation
import ShareLinks
import Testing

@testable import Imports

@Suite("Our links in access logs")
struct AccessLogLinksTests {
    typealias Room = LogNewsroom

    @Test("A visit and a press become events, with nothing of the reader but the family and the referring host")
    func events() throws {
        let room = try Room()
        let article = try room.article()
        let (path, token) = try room.landing(article, channel: 3)
        let summary = try room.run([
            Room.line(path, referrer: "https://L.Facebook.com/l.php?u=x", address: "203.0.113.9"),
            Room.line(try room.press(), at: Room.start + 5, status: 303, agent: Room.chrome),
            Room.line("/favicon.ico", status: 404), Room.line("/", status: 200),
        ])
        #expect(summary.lines == 4 && summary.links == 2 && summary.added == 2 && summary.refused.isEmpty)
        let row: String? = try room.value(
            "SELECT at || ' ' || kind || ' ' || article || ' ' || share || ' ' || channel || ' ' || reason || ' ' || "
                + "coalesce(arrival, 'unknown') || ' ' || import FROM events WHERE kind = 2")
        #expect(row == "\(Room.start) 2 \(article) \(token.share) 3 0 unknown 1")
        #expect(
            try room.value("SELECT host FROM referrers JOIN events ON referrer = number WHERE kind = 2")
                == "l.facebook.com")
        #expect(try room.value("SELECT family FROM agents JOIN events ON agent = number WHERE kind = 2") == "Firefox")
        #expect(try room.value("SELECT count(*) FROM events WHERE kind = 1 AND share IS NULL AND channel = 1") == 1)
        // The visit's share was not known; it is now.
        #expect(try room.value("SELECT count(*) FROM shares WHERE id = \(token.share)") == 1)
        for file in try FileManager.default.contentsOfDirectory(atPath: room.folder) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: room.folder + "/" + file))
            #expect(bytes.firstRange(of: Data("203.0.113".utf8)) == nil, "\(file)")
        }
    }

    static let mangles = [
        ".", ",", ")", "%E2%80%A6", "&fbclid=IwAR1", "?fbclid=IwAR1&utm_source=x", "%20", "%0A", "/", "%22",
    ]

    @Test("A landing link is found whatever was put behind it, below the base URL's path, and in a whole address")
    func mangled() throws {
        let room = try Room()
        let (path, _) = try room.landing(try room.article())
        let targets =
            Self.mangles.map { path + $0 } + ["/go" + path, "https://go.news.example" + path, "/go" + path + "."]
            + [path.prefix(10) + "%20" + path.dropFirst(10)]
        let lines = targets.enumerated().map { Room.line(String($1), at: Room.start + Int64($0) * 60) }
        let summary = try room.run(lines, basePath: "/go")
        #expect(summary.added == Int64(targets.count))
        #expect(summary.unverified == 0)
    }

    @Test("Statuses say whether it is an event, was turned away, or reached nobody")
    func statuses() throws {
        let expected: [(status: Int, added: Int64, failed: Int64, away: Int64)] =
            [200, 204, 301, 302, 303, 304, 307].map { ($0, 1, 0, 0) }
            + [500, 502, 503, 504, 499, 408].map { ($0, 0, 1, 0) }
            + [400, 401, 403, 404, 405, 414, 429, 431, 444].map { ($0, 0, 0, 1) }
        for (status, added, failed, away) in expected {
            let room = try Room()
            let (path, _) = try room.landing(try room.article())
            let press = try room.press()
            let summary = try room.run([Room.line(path, status: status), Room.line(press, status: status)])
            #expect(summary.added == 2 * added, "\(status)")
            #expect(summary.failures == 2 * failed, "\(status)")
            #expect(summary.turnedAway == 2 * away, "\(status)")
            #expect(try room.value("SELECT coalesce(sum(failures), 0) FROM filled_hours") == 2 * failed)
        }
    }

    @Test("A withdrawn article refuses from the moment on; so does a front server that says 410")
    func withdrawn() throws {
        let room = try Room()
        let article = try room.article()
        let (path, _) = try room.landing(article)
        _ = try room.writer.change(article, .withdraw, at: Timestamp(seconds: Room.start + 100))
        let other = try room.landing(try room.article("2")).path
        let summary = try room.run([
            Room.line(path, at: Room.start + 99), Room.line(path, at: Room.start + 120, status: 410),
            Room.line(try room.press(), at: Room.start + 140), Room.line(other, at: Room.start + 50, status: 410),
        ])
        #expect(summary.added == 4 && summary.refused == [.withdrawn: 3])
    }

    @Test("Links of a retired key are refused as retired, and such a press teaches no article")
    func retired() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let (press, foreign) = (try room.press(), try room.press(name: "unknown"))
        room.ring = try room.ring.adding(root: (1...32).map { UInt8($0) }, made: Timestamp(seconds: 1))
            .retiring(1, for: [.land, .link])
        let summary = try room.run([Room.line(path), Room.line(press), Room.line(foreign)])
        #expect(summary.added == 2 && summary.refused == [.retired: 2] && summary.unverified == 1)
        #expect(try room.value("SELECT count(*) FROM articles") == 1)
    }

    @Test("Signatures that differ, other hosts, channels nobody knows and articles that are not here are no events")
    func unverified() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let press = try room.press()
        let summary = try room.run([
            Room.line(String(path.dropLast()) + (path.last == "A" ? "B" : "A")),
            Room.line(press.replacing("tin%2F1", with: "tin%2F2").replacing("tin/1", with: "tin/2")),
            Room.line(press.replacing("c=facebook", with: "c=nowhere")), Room.line("/s?k=1"),
            Room.line(try room.landing(4711).path),
        ])
        #expect(summary.unverified == 5 && summary.links == 0 && summary.added == 0)
        #expect(try room.value("SELECT count(*) FROM articles") == 1)
        #expect(try room.value("SELECT count(*) FROM unattributed") == 0)
    }

    @Test("A press teaches its article, as it does live; one that reached nobody does not")
    func learning() throws {
        let room = try Room()
        let summary = try room.run([
            Room.line(try room.press(name: "9", id: "4821")),
            Room.line(try room.press(.zalo, name: "9", id: "4821"), at: Room.start + 1),
            Room.line(try room.press(name: "10"), status: 502),
        ])
        #expect(summary.added == 2 && summary.unverified == 1)
        #expect(try room.strings("SELECT cms_id || ' ' || title || ' ' || source FROM articles") == ["4821 Lũ quét 1"])
    }

    @Test("Each reason that a line can tell of is given")
    func reasons() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        func caddy(_ headers: String, _ at: Int64, status: Int = 302) -> String {
            #"{"ts":\#(at).25,"request":{"client_ip":"203.0.113.1","method":"GET","uri":"\#(path)","headers":{"User-Agent":["\#(Room.browser)"],\#(headers)}},"status":\#(status)}"#
        }
        let summary = try room.run([
            Room.line(path, at: Room.start, method: "HEAD"),
            Room.line(
                path, at: Room.start + 20,
                agent: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
            Room.line(path, at: Room.start + 40, agent: "curl/8.5.0"), Room.line(path, at: Room.start + 60, agent: nil),
            caddy(#""Sec-Purpose":["prefetch"]"#, Room.start + 80),
            caddy(#""Sec-Fetch-Dest":["image"]"#, Room.start + 100),
            Room.line(path, at: Room.start + 120), Room.line(path, at: Room.start + 129),
            Room.line(path, at: Room.start + 129, address: "203.0.113.2"), Room.line(path, at: Room.start + 131),
            Room.line(path, at: Room.start + 200, method: "POST"),
        ])
        #expect(summary.added == 10)
        #expect(summary.refused == [.head: 1, .preview: 1, .library: 2, .prefetch: 1, .embedded: 1, .repeat: 1])
    }

    /// A line in the JSON of nginx.
    static func json(_ target: String, at: Int64, status: Int, agent: String = Room.browser, _ more: String) -> String {
        #"{"msec":"\#(at).500","remote_addr":"203.0.113.1","request":"GET \#(target) HTTP/1.1","status":"\#(status)","http_user_agent":"\#(agent)",\#(more)}"#
    }

    @Test("A prefetch that the front server refuses in the collector's place is a refused event, not a failure")
    func prefetchRefusedByFront() throws {
        let room = try Room()
        let path = try room.landing(try room.article()).path
        let ahead = #""http_sec_purpose":"prefetch;prerender""#
        let lines = [
            Self.json(path, at: Room.start, status: 503, ahead),
            Self.json(try room.press(), at: Room.start + 20, status: 503, ahead),
            // Nobody was there at all, and somebody who really asked.
            Self.json(path, at: Room.start + 40, status: 502, ahead),
            Self.json(path, at: Room.start + 60, status: 503, #""http_sec_purpose":"""#),
        ]
        let summary = try room.run(lines)
        #expect(summary.added == 2 && summary.refused == [.prefetch: 2] && summary.failures == 2)
        let again = try room.run(lines)
        #expect(again.added == 0 && again.known == 2)
    }

    @Test("The agent of a machine that asks for privacy is not kept, as the collector keeps none")
    func privacyOfMachines() throws {
        for (field, kept) in [(#""http_sec_gpc":"1""#, 0), (#""http_dnt":"1""#, 0), (#""http_sec_gpc":"""#, 1)] {
            let room = try Room()
            let path = try room.landing(try room.article()).path
            let summary = try room.run([
                Self.json(path, at: Room.start, status: 302, agent: "curl/8.5.0", field)
            ])
            #expect(summary.refused == [.library: 1])
            #expect(try room.value("SELECT count(*) FROM machine_events") == kept, "\(field)")
        }
    }

    @Test("The newsroom's own links stay the newsroom's")
    func newsroom() throws {
        let room = try Room()
        let article = try room.article()
        let (path, token) = try room.landing(article)
        try room.writer.record(
            .init(
                key: ShareKey(article: article, id: Int64(token.share)), channel: 1, campaign: "evening",
                made: Timestamp(seconds: Room.start - 60)))
        try room.run([Room.line(path)])
        #expect(try room.value("SELECT origin FROM events") == 1)
    }

    @Test(
        "The collector's own refusal of a prefetch, a 503, is known and no failure; so is a reader it heard who went away"
    )
    func ownRefusal() throws {
        let room = try Room()
        let article = try room.article()
        let (path, token) = try room.landing(article)
        let live = [RefusalReason.prefetch.rawValue, 0].enumerated().map { place, code in
            var event = EventStoreSamples.visit(article, token, at: Room.start + Int64(place) * 60)
            event.code = code
            return event
        }
        _ = try room.writer.append(live, first: 1)
        let lines = [
            Room.line(path, status: 503), Room.line(path, at: Room.start + 60, status: 499),
            Room.line(path, at: Room.start + 120, status: 503),
        ]
        for _ in 0..<2 {
            let summary = try room.run(lines)
            #expect(summary.added == 0 && summary.known == 2 && summary.failures == 1)
        }
        #expect(
            try room.strings("SELECT start || ' ' || events || ' ' || failures FROM filled_hours") == [
                "\(Room.start) 0 1"
            ])
    }
}
