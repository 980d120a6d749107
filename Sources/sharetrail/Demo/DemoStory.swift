import Foundation
import ShareLinks

/// What happens to an article in the demo: six buttons, six friends, one who shares it on, one link preview.
final class DemoStory {
    struct Expected {
        var presses = 0
        var previewed = 0
        var opened = 0
        var visits = 0
        var reshares = 0
    }

    private let newsroom: DemoNewsroom
    private let client: LoopbackClient
    private(set) var links: [(channel: Channel, link: String)] = []

    private static let browsers = [
        "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
    ]
    private static let preview = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"

    init(newsroom: DemoNewsroom) {
        self.newsroom = newsroom
        client = LoopbackClient(port: newsroom.port)
    }

    /// Each reader comes from an address of its own, by way of a front server on this machine.
    private func get(_ url: String, as agent: String, reader: Int) throws -> LoopbackAnswer {
        let target = String(url.dropFirst(newsroom.base.count))
        return try client.get(
            target,
            headers: [
                "User-Agent": agent, "X-Forwarded-For": "2001:db8:\(reader)::1", "Accept": "text/html",
                "Accept-Language": "vi",
            ])
    }

    /// Plays the story, and returns the figures that the reports must show.
    func tell() throws -> Expected {
        let json = try newsroom.run(
            [
                "links", "--url", "https://caonguyen.example/giao-duc/thu-vien-duoi-tan-cay-10482.html", "--id",
                "10482",
                "--title", "Thư viện nhỏ dưới tán cây: học trò vùng cao & hơn 1.000 cuốn sách", "--format", "json",
            ] + Channel.newspaperBox.flatMap { ["--channel", $0.name] }, echo: false)
        let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]] ?? []
        links = rows.compactMap { row in
            guard let channel = (row["channel"] as? String).flatMap({ ChannelTable.standard.pressable($0)?.channel }),
                let link = row["href"] as? String
            else {
                return nil
            }
            return (channel, link)
        }
        var expected = Expected()
        var reader = 1
        var facebook = ""
        for (channel, link) in links {
            let agent = Self.browsers[reader % Self.browsers.count]
            let press = try get(link, as: agent, reader: reader)
            let landing = try landingLink(in: press, of: channel)
            expected.presses += 1
            if channel == .facebook {
                facebook = landing
                let fetch = try get(landing, as: Self.preview, reader: 200)
                guard fetch.status == 302 else { throw unexpected("the link preview", fetch) }
                expected.previewed += 1
                say("  Facebook's machine fetches \(landing) for its card → \(fetch.status), not counted")
            }
            let friend = try get(landing, as: Self.browsers[(reader + 1) % Self.browsers.count], reader: 100 + reader)
            guard friend.status == 302, friend.headers["x-recorded"] == "1" else {
                throw unexpected("a friend", friend)
            }
            expected.visits += 1
            expected.opened += 1
            say("  a friend opens \(landing) → \(friend.status) \(friend.headers["location"] ?? "")")
            reader += 1
        }
        // Whoever came through Facebook's link presses again: the page's links then say where the reader came from.
        let parent = facebook.suffix(24)
        guard let again = links.last(where: { $0.channel == .x }) else { throw Failure(.software, "no link for x") }
        let press = try get(again.link + "&from=\(parent)", as: Self.browsers[0], reader: 101)
        guard press.status == 303, press.headers["x-recorded"] == "1" else { throw unexpected("a re-share", press) }
        expected.presses += 1
        expected.reshares += 1
        say("  the friend from Facebook shares it on → \(press.status), a child of that share")
        return expected
    }

    private func landingLink(in answer: LoopbackAnswer, of channel: Channel) throws -> String {
        guard answer.headers["x-recorded"] == "1" else { throw unexpected("a press on \(channel.name)", answer) }
        let text: String
        if let location = answer.headers["location"] {
            guard answer.status == 303 else { throw unexpected("a press on \(channel.name)", answer) }
            text = location.removingPercentEncoding ?? ""
            say("\(channel.name): press → \(answer.status) \(location.prefix(72))…")
        } else {
            guard answer.status == 200 else { throw unexpected("a press on \(channel.name)", answer) }
            text = answer.body
            say("\(channel.name): press → \(answer.status), a small page with the link for the reader's own app")
        }
        guard let start = text.firstRange(of: newsroom.base + "/") else {
            throw unexpected("the landing link of \(channel.name)", answer)
        }
        return String(text[start.lowerBound...].prefix(newsroom.base.count + 1 + 24))
    }

    private func unexpected(_ what: String, _ answer: LoopbackAnswer) -> Failure {
        Failure(
            .software,
            "\(what) was answered with \(answer.status) and X-Recorded «\(answer.headers["x-recorded"] ?? "")»")
    }

    /// Compares the reports with what was done.
    func check(_ expected: Expected) throws {
        let top = try json(["report", "top", "--today", "--format", "json"])
        let total = top["total"] as? [String: Any] ?? [:]
        let wanted = [
            "presses": expected.presses, "previewed": expected.previewed, "opened": expected.opened,
            "visits": expected.visits, "reshares": expected.reshares,
        ]
        for (name, value) in wanted where (total[name] as? Int) != value {
            throw Failure(.software, "the report says \(total[name] ?? "nothing") \(name), and \(value) were made")
        }
        let counts = try json(["report", "counts", "--today", "--format", "json"])
        let rows = counts["rows"] as? [[String: Any]] ?? []
        let sum = rows.reduce(0) { $0 + (($1["requests"] as? Int) ?? 0) }
        let requests = expected.presses + expected.visits + expected.previewed
        guard sum == requests, (counts["total"] as? [String: Any])?["requests"] as? Int == requests else {
            throw Failure(.software, "counts adds up to \(sum), and \(requests) requests were made")
        }
        let counted = rows.first { $0["verdict"] as? String == "counted" }?["requests"] as? Int
        guard counted == expected.presses + expected.visits else {
            throw Failure(.software, "counts says \(counted ?? 0) counted")
        }
    }

    private func json(_ arguments: [String]) throws -> [String: Any] {
        let text = try newsroom.run(arguments, echo: false)
        return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }
}
