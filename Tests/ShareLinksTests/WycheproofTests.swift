import Foundation
import Testing

@testable import ShareLinks

/// The vectors of Wycheproof, which lie beside the repository where they were fetched.
enum Wycheproof {
    struct Case: Decodable {
        var tcId: Int
        var result: String
        var key: String?
        var msg: String?
        var tag: String?
        var ikm: String?
        var salt: String?
        var info: String?
        var size: Int?
        var okm: String?
    }

    struct Group: Decodable {
        var tagSize: Int?
        var tests: [Case]
    }

    struct File: Decodable {
        var testGroups: [Group]
    }

    static let hmac = read("hmac_sha256_test.json")
    static let hkdf = read("hkdf_sha256_test.json")

    private static func read(_ name: String) -> File? {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let file = folder.appendingPathComponent("../shared/data/wycheproof/\(name)")
        guard let data = try? Data(contentsOf: file) else {
            print("SKIPPED: the Wycheproof vectors \(name) are not in ../shared/data/wycheproof")
            return nil
        }
        return try? JSONDecoder().decode(File.self, from: data)
    }

    static func bytes(_ hex: String?) throws -> [UInt8] {
        let text = try #require(hex)
        return try #require(Hex.decode(text.utf8))
    }
}

@Suite("The Wycheproof vectors come out")
struct WycheproofTests {
    @Test("HMAC-SHA256, whole and cut to the tag's size", .enabled(if: Wycheproof.hmac != nil))
    func hmac() throws {
        var tried = 0
        for group in try #require(Wycheproof.hmac).testGroups {
            let size = try #require(group.tagSize) / 8
            for test in group.tests {
                let message = try Wycheproof.bytes(test.msg)
                let code = MessageAuthentication(key: try Wycheproof.bytes(test.key)).code(of: message)
                let tag = try Wycheproof.bytes(test.tag)
                let equal = tag.count == size && tag.withUnsafeBytes { code.begins(with: $0) }
                #expect(equal == (test.result == "valid"), "case \(test.tcId)")
                tried += 1
            }
        }
        #expect(tried == 174)
    }

    @Test("HKDF-SHA256 without salt", .enabled(if: Wycheproof.hkdf != nil))
    func hkdf() throws {
        var tried = 0
        for test in try #require(Wycheproof.hkdf).testGroups.flatMap(\.tests) where test.salt == "" {
            let output = KeyDerivation.derive(
                from: try Wycheproof.bytes(test.ikm), info: try Wycheproof.bytes(test.info),
                count: try #require(test.size))
            #expect(Hex.encode(output) == test.okm, "case \(test.tcId)")
            tried += 1
        }
        #expect(tried == 23)
    }

    @Test("The same code comes out when one key is used from several threads at once")
    func threads() {
        let key = MessageAuthentication(key: SampleKeys.root)
        let messages = (0..<64).map { number in [UInt8](repeating: UInt8(number), count: number * 7) }
        @Sendable func hex(_ message: [UInt8]) -> String {
            let code = key.code(of: message)
            return Hex.encode(code.prefix(32))
        }
        let alone = messages.map { hex($0) }
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for (message, expected) in zip(messages, alone) {
                #expect(hex(message) == expected)
            }
        }
    }

    @Test("Digests, fed whole or in pieces")
    func digest() {
        #expect(
            Hex.encode(SHA256Digest.digest(of: []))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Hex.encode(SHA256Digest.digest(of: Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let digest = SHA256Digest()
        for piece in ["a", "", "bc"] { Array(piece.utf8).withUnsafeBytes { digest.update($0) } }
        #expect(digest.finish() == SHA256Digest.digest(of: Array("abc".utf8)))
    }
}
