import Foundation
import ShareLinks
import Testing

/// Requests of people and machines that carry marks wherever a reader could leave a trace.
struct MarkedTraffic {
    /// How a request ends, as far as the sum of all requests is concerned.
    enum Kind: CaseIterable {
        case visit, press, child, script, visitAgain, pressAgain, head, wish, privateMachine, machine, prefetch
        case embedded, inside, unverifiedPress, unverifiedVisit, unknownPath, preflight, broken

        /// Whether it stands in the sum of all requests.
        var isRequest: Bool { ![.unknownPath, .preflight, .broken].contains(self) }
    }

    /// Stands in each agent of a person, and nowhere else.
    static let person = "ZqPersonAgent"
    /// Stands in the agents of machines, which are kept.
    static let machine = "ZqMachineAgent"

    /// Texts that must not be found.
    static let texts = [
        "203.0.113.", "::ffff:203.0", "cb00:71", "2001:db8", "2001:0db8", "db8:feed", "198.51.100.77", "192.0.2.33",
        person, "ZqPrivateMachine", "ZqReferrerPath", "ZqReferrerQuery", "ZqReferrerUser", "ZqCookie", "ZqSecret",
        "ZqUnverified", "ZqClick", "ZqPath", "ZqLanguage", "ZqForwarded", "ZqBroken", "ZqHost", "ZqEntityTag",
    ]

    /// Addresses as bytes: the prefix of the IPv6 ones, IPv4 mapped into IPv6, both also as one number in the order of
    /// this machine. Four bytes of IPv4 alone would be found by chance.
    static let bytes: [[UInt8]] = [
        [0x20, 0x01, 0x0D, 0xB8, 0xFE, 0xED], [0xED, 0xFE, 0xB8, 0x0D, 0x01, 0x20],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xCB, 0, 0x71], [0x71, 0, 0xCB, 0xFF, 0xFF, 0, 0],
    ]

    let press: String
    let email: String
    let token: String

    /// Links of a newsroom, whose first share is made by a request without marks.
    init(_ newsroom: Newsroom) throws {
        press = try newsroom.press()
        email = try newsroom.press(.email)
        let answer = try newsroom.get(press, reader: "192.0.2.200", fields: ["User-Agent: \(RawClient.browser)"])
        token = try LinkTests.token(in: answer, base: newsroom.base)
    }

    static func kind(_ number: Int) -> Kind {
        // The broken one closes its connection, so it comes alone.
        let kinds = Kind.allCases.filter { $0 != .broken }
        return kinds[number % kinds.count]
    }

    private func address(_ number: Int) -> String {
        switch number % 5 {
        case 0: "203.0.113.\(number / 5 % 256)"
        case 1: "::ffff:203.0.113.\(number / 5 % 256)"
        case 2: "[2001:db8:feed:\(String(number, radix: 16))::1]:4711"
        default: "2001:db8:feed:\(String(number, radix: 16))::9"
        }
    }

    /// One request, whole.
    func request(_ number: Int) -> (kind: Kind, text: String) {
        let kind = Self.kind(number)
        var agent =
            "Mozilla/5.0 (Linux; Android 14; \(Self.person)-\(number)) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/130.0.0.0 Mobile Safari/537.36"
        var reader = address(number)
        var method = "GET"
        var target = "/\(token)?fbclid=ZqClick\(number)"
        var more: [String] = []
        switch kind {
        case .visit: break
        case .press: target = "\(press)&_gl=ZqClick\(number)"
        case .child: target = "\(email)&from=\(token)"
        case .script:
            target = press
            more = ["Accept: application/json", "Origin: https://news.example", "Sec-Fetch-Dest: empty"]
        // The same address and agent twice within ten seconds, in one pipeline.
        case .visitAgain:
            agent = agent.replacing("-\(number)", with: "")
            reader = "203.0.113.1"
        case .pressAgain:
            target = press
            agent = agent.replacing("-\(number)", with: "")
            reader = "2001:db8:feed::1"
        case .head: method = "HEAD"
        case .wish: more = [number % 2 == 0 ? "Sec-GPC: 1" : "DNT: 1"]
        case .privateMachine:
            agent = "curl/8.5.0 (ZqPrivateMachine \(number))"
            more = ["Sec-GPC: 1"]
        case .machine: agent = "curl/8.5.0 (\(Self.machine) \(number % 50))"
        case .prefetch: more = ["Sec-Purpose: prefetch"]
        case .embedded: more = ["Sec-Fetch-Dest: image"]
        case .inside: reader = "198.51.100.77"
        case .unverifiedPress:
            target =
                "/s?u=https://news.example/ZqUnverified\(number)&c=facebook&k=1&s=\(String(repeating: "0", count: 32))"
        case .unverifiedVisit: target = "/ZqUnverified" + String(100_000_000_000 + number)
        case .unknownPath: target = "/ZqPath/\(number)?q=ZqPath"
        case .preflight:
            method = "OPTIONS"
            target = press
            more = ["Origin: https://ZqHost.example"]
        case .broken:
            target = "/ZqBroken"
            more = ["Content-Length: 5ZqBroken"]
        }
        let lines =
            [
                "\(method) \(target) HTTP/1.1", "Host: \(number % 3 == 0 ? "ZqHost.example" : "go.news.example")",
                "User-Agent: \(agent)",
                "Referer: https://ZqReferrerUser:ZqSecret@l.facebook.com/ZqReferrerPath\(number)?ZqReferrerQuery=1#x",
                "Cookie: session=ZqCookie\(number)", "Authorization: Basic ZqSecret\(number)",
                "Accept-Language: zq-ZqLanguage", "If-None-Match: \"ZqEntityTag\(number)\"",
                "Forwarded: for=192.0.2.33;host=ZqForwarded", "X-Real-IP: 192.0.2.33", "CF-Connecting-IP: 192.0.2.33",
                "X-Forwarded-For: 192.0.2.33, ZqForwarded, \(reader)",
            ] + more
        return (kind, lines.joined(separator: "\r\n") + "\r\n\r\n")
    }
}
