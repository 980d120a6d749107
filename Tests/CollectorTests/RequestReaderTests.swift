import Foundation
import Testing

@testable import Collector

@Suite("Reading requests from bytes")
struct RequestReaderTests {
    struct Reading: Equatable {
        var targets: [String] = []
        var fault: RequestFault?
    }

    /// Feeds the bytes in pieces of a size, as a connection would.
    static func read(_ bytes: [UInt8], pieces: Int = .max) -> Reading {
        var reader = RequestReader(limits: Limits())
        var held: [UInt8] = []
        var reading = Reading()
        var rest = bytes[...]
        while !rest.isEmpty {
            held += rest.prefix(pieces)
            rest = rest.dropFirst(pieces)
            while !held.isEmpty {
                let outcome = held.withUnsafeBytes { reader.read($0) }
                if case .head(let head, let length) = outcome {
                    reading.targets.append(String(decoding: held[head.target], as: UTF8.self))
                    held.removeFirst(length)
                    continue
                }
                if case .fault(let fault) = outcome {
                    reading.fault = fault
                    return reading
                }
                break
            }
        }
        return reading
    }

    static func fault(_ text: String, pieces: Int = .max) -> RequestFault? {
        read(Array(text.utf8), pieces: pieces).fault
    }

    static let good = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /s?k=1&t=a+b%20c HTTP/1.0\r\n\r\n",
        "HEAD /x HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Tab:\ta\tb\r\n\r\n",
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Latin: caf\u{E9}\r\n\r\n",
    ]

    @Test("Well-formed requests pass, in one piece and byte by byte", arguments: good)
    func passes(text: String) {
        for pieces in [Int.max, 1, 2, 7] { #expect(Self.fault(text, pieces: pieces) == nil) }
    }

    static let malformed = [
        "GET / HTTP/1.1\nHost: a\n\n",  // bare LF
        "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",  // space before the colon
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",  // obs-fold
        "GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n",
        "GET / HTTP/1.1\r\nNoColon\r\n\r\n",
        "GET / HTTP/1.1\r\n: empty\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n",
        "GET /\r\n\r\n",  // HTTP/0.9
        "GET / HTTP/0.9\r\n\r\n", "GET / HTTP/1.2\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / http/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\n",
        "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n",  // absolute-form
        "CONNECT evil:443 HTTP/1.1\r\nHost: a\r\n\r\n",  // authority-form
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\n\r\n",
        "GET /\u{E9} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{0}\n",  // a TLS hello, up to a byte that ends a line
    ]

    @Test("What servers read in different ways is malformed, also byte by byte", arguments: malformed)
    func refuses(text: String) {
        for pieces in [Int.max, 1, 3] { #expect(Self.fault(text, pieces: pieces) == .malformed) }
    }

    @Test("A malformed second request does not take the first one with it")
    func firstPasses() {
        let text = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\nHost: a\r\n\r\n"
        #expect(Self.read(Array(text.utf8)) == Reading(targets: ["/1"], fault: .malformed))
    }

    @Test("A target of 4,096 bytes passes, one of 4,097 is too long, with or without an end")
    func targets() {
        func request(_ length: Int) -> String {
            "GET /\(String(repeating: "a", count: length - 1)) HTTP/1.1\r\nHost: a\r\n\r\n"
        }
        for pieces in [Int.max, 100] {
            #expect(Self.fault(request(4096), pieces: pieces) == nil)
            #expect(Self.fault(request(4097), pieces: pieces) == .targetTooLong)
            #expect(Self.fault("GET /" + String(repeating: "a", count: 9000), pieces: pieces) == .targetTooLong)
        }
    }

    @Test("A hundred fields pass, one more does not; 8 KiB a field, 32 KiB in all")
    func fields() {
        func request(fields: Int, of length: Int) -> String {
            let field = "X: " + String(repeating: "a", count: length - 3) + "\r\n"
            return "GET / HTTP/1.1\r\n" + String(repeating: field, count: fields) + "\r\n"
        }
        for pieces in [Int.max, 1000] {
            #expect(Self.fault(request(fields: 100, of: 20), pieces: pieces) == nil)
            #expect(Self.fault(request(fields: 101, of: 20), pieces: pieces) == .headerTooLarge)
            #expect(Self.fault(request(fields: 1, of: 8192), pieces: pieces) == nil)
            #expect(Self.fault(request(fields: 1, of: 8193), pieces: pieces) == .headerTooLarge)
            #expect(Self.fault(request(fields: 3, of: 8192), pieces: pieces) == nil)
            #expect(Self.fault(request(fields: 5, of: 8000), pieces: pieces) == .headerTooLarge)
            let endless = "GET / HTTP/1.1\r\nUser-Agent: " + String(repeating: "a", count: 10_000)
            #expect(Self.fault(endless, pieces: pieces) == .headerTooLarge)
        }
    }

    @Test("Two lengths are malformed, even if they agree, and so is a method that is no word")
    func doubts() {
        #expect(Self.fault("GET / HTTP/1.1\r\nContent-Length: 0\r\ncontent-length: 0\r\n\r\n") == .malformed)
        #expect(Self.fault("G(T / HTTP/1.1\r\nHost: a\r\n\r\n") == .malformed)
        #expect(Self.fault("GET / HTTP/1.1\r\nHo(st: a\r\n\r\n") == .malformed)
    }
}
