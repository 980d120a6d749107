import Engagement
import Foundation
import Testing

@testable import ShareLinks

/// The language-neutral vectors, which `make.py` beside them writes without any of our code.
private enum VectorFile {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors")

    static func read<Vectors: Decodable>(_ type: Vectors.Type, _ name: String) throws -> Vectors {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func ring(_ site: String, _ slots: [(id: UInt8, root: String)]) throws -> KeyRing {
        KeyRing(
            site: site,
            slots: try slots.map { slot in
                KeySlot(
                    id: slot.id, root: Secret(try #require(Hex.decode(Array(slot.root.utf8)))),
                    states: [.land: .accept, .link: .accept, .report: .accept], made: Timestamp(seconds: 0))
            })
    }
}

private struct Slot: Decodable {
    var key: UInt8
    var root: String
}

@Suite("The vectors for other implementations")
struct VectorFileTests {
    private struct Keys: Decodable {
        struct Vector: Decodable {
            var id, root, site, land, link, report: String
        }
        var tests: [Vector]
    }

    @Test("Keys are derived so")
    func keys() throws {
        let vectors = try VectorFile.read(Keys.self, "keys.json").tests
        #expect(vectors.count >= 20)
        for vector in vectors {
            let root = try #require(Hex.decode(Array(vector.root.utf8)))
            #expect(Hex.encode(KeyRing.derive(.land, from: root, site: vector.site)) == vector.land, "\(vector.id)")
            #expect(KeyRing.linkKey(from: root, site: vector.site) == vector.link, "\(vector.id)")
            #expect(Hex.encode(KeyRing.derive(.report, from: root, site: vector.site)) == vector.report, "\(vector.id)")
        }
    }

    private struct Tokens: Decodable {
        struct Vector: Decodable {
            var id, token, result: String
            var version, key, channel: UInt8?
            var article: UInt32?
            var share: String?
        }
        var site: String
        var keys: [Slot]
        var tests: [Vector]
    }

    @Test("Landing tokens are read so, and the others refused")
    func landingTokens() throws {
        let file = try VectorFile.read(Tokens.self, "landing-tokens.json")
        let ring = try VectorFile.ring(file.site, file.keys.map { ($0.key, $0.root) })
        var refused = 0
        for vector in file.tests {
            let read = ring.verify(vector.token)
            if vector.result == "valid" {
                let token = try #require(read, "\(vector.id)")
                #expect(token.profile.rawValue == vector.version && token.key == vector.key, "\(vector.id)")
                #expect(token.channel == vector.channel && token.article == vector.article, "\(vector.id)")
                #expect(token.share == vector.share.flatMap { UInt64($0, radix: 16) }, "\(vector.id)")
            } else {
                #expect(read == nil, "\(vector.id)")
                refused += 1
            }
        }
        print("VECTORS: landing tokens: \(file.tests.count - refused) valid, \(refused) must fail")
        #expect(refused >= 100)
    }

    private struct Presses: Decodable {
        struct Vector: Decodable {
            var id, query, result: String
            var reason, channel, signature, from: String?
            var values: [String: String]?
        }
        struct Key: Decodable {
            var k: UInt8
            var text: String
        }
        var hosts: [String]
        var keys: [Key]
        var tests: [Vector]
    }

    /// What could be a token; anything else in its place is dropped.
    private static func token(_ text: String) -> String? {
        text.wholeMatch(of: /[A-Za-z0-9_-]{24}|[A-Za-z0-9_-]{28}/) == nil ? nil : text
    }

    private static func reason(_ error: PressLinkError) -> String {
        switch error {
        case .repeated: "repeated"
        case .arrayName: "array"
        case .brokenEscape: "escape"
        case .notUTF8: "utf8"
        case .controlCharacter: "control"
        case .missing: "missing"
        case .signatureForm: "signature-form"
        case .unknownKey: "key"
        case .tooLong: "too-long"
        case .signatureDiffers: "signature"
        case .address: "address"
        case .keyText: "key-text"
        }
    }

    @Test("Press links are read so, and the others refused for the reason that is named")
    func pressLinks() throws {
        let file = try VectorFile.read(Presses.self, "press-links.json")
        let slots = try VectorFile.read(Tokens.self, "landing-tokens.json")
        let ring = try VectorFile.ring(
            slots.site, slots.keys.filter { $0.key == 1 || $0.key == 4 }.map { ($0.key, $0.root) })
        for key in file.keys { #expect(ring.linkKey(of: key.k) == key.text) }
        var refused = 0
        for vector in file.tests {
            var found = "valid"
            do throws(PressLinkError) {
                let query = try PressQuery(Substring(vector.query))
                _ = try query.verify(with: ring)
                do {
                    _ = try ArticleAddress(query.values.url, hosts: file.hosts)
                } catch {
                    throw .address(error)
                }
                let values = query.values
                let read = [
                    "a": values.cmsID, "d": values.summary, "g": values.hashtags, "i": values.image,
                    "n": values.instance, "t": values.title, "u": values.url, "v": values.via,
                ].compactMapValues { $0 }.filter { !$0.value.isEmpty }
                // Byte by byte: Swift takes composed and decomposed letters for the same.
                #expect(
                    read.mapValues { Array($0.utf8) } == vector.values?.mapValues { Array($0.utf8) }, "\(vector.id)")
                #expect(
                    ChannelTable.standard.pressable(query.channel)?.channel.name == vector.channel, "\(vector.id)")
                #expect(query.parent.flatMap(Self.token) == vector.from, "\(vector.id)")
            } catch {
                found = Self.reason(error)
            }
            #expect(found == vector.reason ?? "valid", "\(vector.id)")
            if vector.result == "invalid" { refused += 1 }
        }
        print("VECTORS: press links: \(file.tests.count - refused) valid, \(refused) must fail")
        #expect(refused >= 200)
    }

    private struct Reports: Decodable {
        struct Vector: Decodable {
            var id, link, result: String
            var key, scopeKind: UInt8?
            var scope, serial: UInt32?
            var expiry: Int64?
        }
        var site: String
        var keys: [Slot]
        var tests: [Vector]
    }

    @Test("Report links are read so, and the others refused")
    func reportLinks() throws {
        let file = try VectorFile.read(Reports.self, "report-links.json")
        let ring = try VectorFile.ring(file.site, file.keys.map { ($0.key, $0.root) })
        var refused = 0
        for vector in file.tests {
            let read = ring.verifyReportLink(vector.link)
            if vector.result == "valid" {
                let link = try #require(read, "\(vector.id)")
                #expect(link.key == vector.key && link.scopeKind == vector.scopeKind, "\(vector.id)")
                #expect(link.scopeID == vector.scope && link.serial == vector.serial, "\(vector.id)")
                #expect(link.expiry.seconds == vector.expiry, "\(vector.id)")
            } else {
                #expect(read == nil, "\(vector.id)")
                refused += 1
            }
        }
        print("VECTORS: report links: \(file.tests.count - refused) valid, \(refused) must fail")
        #expect(refused >= 90)
    }
}
