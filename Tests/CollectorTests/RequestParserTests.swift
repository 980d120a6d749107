import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Collector

/// The reader beside the parser of SwiftNIO, which is llhttp: whatever ours takes, that one reads in the same way.
@Suite("Our reader and a well-known parser")
struct RequestParserTests {
    struct Read: Equatable {
        var method: String
        var target: String
        var isOld: Bool
        var agent: String?
        var hosts: Int
        var forwarded: [String]
        var keepsAlive: Bool
    }

    static func ours(_ bytes: [UInt8]) -> [Read]? {
        var reader = RequestReader(limits: Limits())
        var rest = bytes
        var all: [Read] = []
        while !rest.isEmpty {
            let outcome = rest.withUnsafeBytes { reader.read($0) }
            guard case .head(let head, let length) = outcome, !head.announcesBody else { return nil }
            func text(_ place: RequestHead.Place) -> String { String(decoding: rest[place], as: UTF8.self) }
            let methods: [RequestHead.Method: String] = [.get: "GET", .head: "HEAD", .options: "OPTIONS"]
            guard let method = methods[head.method] else { return nil }
            all.append(
                Read(
                    method: method, target: text(head.target), isOld: head.isOld, agent: head.agent.map(text),
                    hosts: head.hosts, forwarded: head.forwardedFor.map(text), keepsAlive: head.isKeepAlive))
            rest.removeFirst(length)
            // Behind a request that ends the connection neither reads on.
            if !head.isKeepAlive, !rest.isEmpty { return nil }
        }
        return all
    }

    static func theirs(_ bytes: [UInt8]) -> [Read]? {
        let channel = EmbeddedChannel(
            handler: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        do {
            try channel.writeInbound(ByteBuffer(bytes: bytes))
            var all: [Read] = []
            while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
                guard case .head(let head) = part else { continue }
                let fields = head.headers
                // It leaves white space at a value's end standing, which is no part of it (RFC 9110, section 5.5).
                func values(_ name: String) -> [String] {
                    fields[name].map { String($0.reversed().drop { " \t".contains($0) }.reversed()) }
                }
                all.append(
                    Read(
                        method: head.method.rawValue, target: head.uri, isOld: head.version == .http1_0,
                        agent: values("User-Agent").last, hosts: fields["Host"].count,
                        forwarded: values("X-Forwarded-For"), keepsAlive: head.isKeepAlive))
            }
            return all
        } catch {
            return nil
        }
    }

    static let whole = Array(
        """
        GET /SGAS1oefPCp7EFXTbEifvp__?fbclid=1 HTTP/1.1\r
        Host: go.news.example\r
        User-Agent: Mozilla/5.0 (Linux; Android 14)\r
        X-Forwarded-For: 203.0.113.7, 10.0.0.1\r
        Accept: text/html\r
        Connection: keep-alive\r
        \r
        HEAD / HTTP/1.0\r
        X-Forwarded-For:\t::1 \r
        Connection: close\r
        \r\n
        """.utf8)

    @Test("Requests as browsers and front servers send them are read alike")
    func plain() throws {
        let read = try #require(Self.ours(Self.whole))
        #expect(read.count == 2)
        #expect(Self.theirs(Self.whole) == read)
    }

    @Test("With bytes changed, left out, doubled or put in, what ours still takes is read alike")
    func changed() throws {
        var seed: UInt64 = 42
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let odd: [UInt8] = Array("\r\n\t :,;/?ahHGT10\u{0}\u{7F}\u{80}close".utf8)
        var taken = 0
        for _ in 0..<20_000 {
            var bytes = Self.whole
            for _ in 0...next(3) {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] = odd[next(odd.count)]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(odd[next(odd.count)], at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(40))], at: place)
                }
            }
            guard let read = Self.ours(bytes) else { continue }
            taken += 1
            guard Self.theirs(bytes) != read else { continue }
            Issue.record("read otherwise: \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            return
        }
        // Some of the changes are harmless; were all refused, this would compare nothing.
        #expect(taken > 2_000)
    }
}
