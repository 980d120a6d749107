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

    @Test(
        "HKDF-SHA256, with salt and without; only what is longer than 255 blocks is refused there",
        .enabled(if: Wycheproof.hkdf != nil))
    func hkdf() throws {
        var tried = 0
        for test in try #require(Wycheproof.hkdf).testGroups.flatMap(\.tests) {
            let size = try #require(test.size)
            guard test.result == "valid" else {
                // The function takes no such count, as its precondition says.
                #expect(size > 8160, "case \(test.tcId)")
                continue
            }
            let output = KeyDerivation.derive(
                from: try Wycheproof.bytes(test.ikm), salt: try Wycheproof.bytes(test.salt),
                info: try Wycheproof.bytes(test.info), count: size)
            #expect(Hex.encode(output) == test.okm, "case \(test.tcId)")
            tried += 1
        }
        print("WYCHEPROOF: \(tried) of HKDF-SHA256 come out")
        #expect(tried >= 60)
    }
}
