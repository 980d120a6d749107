import Foundation
import RegexBuilder
import Testing

@testable import ShareLinks

@Suite("Secrets are compared in constant time only")
struct SecretComparisonTests {
    /// What stands for a secret, or for what an attacker would guess at, in the sources.
    static func compares(_ line: Substring) -> Bool {
        let code = line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex)
        let side =
            /(?:\.bytes|\.root|signature|linkKey\([^)]*\)|keyText|pressCode\([^)]*\)|code\(of:[^)]*\)|\.prefix\(\d+\)|\btag)/
        let left = Regex {
            side; /\s*(?:==|!=)/
        }
        let right = Regex {
            /(?:==|!=)\s*[\w.?!]*/; side
        }
        return code.firstMatch(of: left) != nil || code.firstMatch(of: right) != nil
    }

    @Test("No == or != stands beside a key, a code or a signature in the sources")
    func lint() throws {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let sources = folder.appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var read = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            read += 1
            for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false
            ).enumerated() where Self.compares(line) {
                Issue.record("\(file.lastPathComponent):\(number + 1): \(line)")
            }
        }
        #expect(read > 100)
    }

    static let faults = [
        "if signature == given {", "guard code(of: message) == other else", "x != slot.root", "a.bytes == b.bytes",
        "return given == read.signature", "key.code(of: m).prefix(16) == s", "if keyText != other",
    ]

    @Test("The lint finds what it is for, and lets other comparisons be", arguments: faults)
    func finds(line: String) {
        #expect(Self.compares(Substring(line)))
        #expect(!Self.compares("guard bytes.count == 32 else"))
        #expect(!Self.compares("// signature == given would leak"))
    }

    @Test("Codes and secrets have no == to be used by mistake")
    func types() {
        #expect(!((MessageAuthentication.Code() as Any) is any Equatable))
        #expect(!((Secret([1]) as Any) is any Equatable))
    }
}
