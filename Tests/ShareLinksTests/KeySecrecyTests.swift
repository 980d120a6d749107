import Engagement
import Testing

@testable import ShareLinks

@Suite("No error and no description carries a key")
struct KeySecrecyTests {
    /// A root without any run that could stand in a text by chance.
    static let root = (0..<32).map { UInt8($0 * 37 % 251 + 3) }
    static let ring = KeyRing.first(site: "news.example", root: root, made: Timestamp(seconds: 0))

    /// Whether any eight digits of a root's hexadecimal form, or of the link key's text, stand in a text.
    static func leaks(_ text: String) -> Bool {
        let link = KeyRing.linkKey(from: root, site: "news.example")
        for secret in [Hex.encode(root), link] {
            let letters = Array(secret)
            for start in 0...(letters.count - 8) {
                let piece = String(letters[start..<(start + 8)])
                if text.contains(piece) || text.contains(piece.uppercased()) { return true }
            }
        }
        // The bytes as numbers, as a mirror prints them.
        let numbers = text.split { !$0.isNumber }.compactMap { UInt8($0) }
        guard numbers.count >= 8 else { return false }
        return (0...(numbers.count - 8)).contains { start in
            Array(numbers[start..<(start + 8)]) == Array(root.prefix(8))
        }
    }

    static func dumped(_ value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }

    @Test("The check itself finds a root as digits, as a link key and as numbers")
    func finds() {
        #expect(Self.leaks(Hex.encode(Self.root)))
        #expect(Self.leaks("x" + KeyRing.linkKey(from: Self.root, site: "news.example")))
        #expect(Self.leaks("\(Self.root)"))
        #expect(Self.leaks(Self.dumped(Self.root)))
        #expect(!Self.leaks("key 1 land=sign link=sign report=sign"))
    }

    @Test("A slot describes itself by number and states")
    func slotDescription() throws {
        let slot = try #require(Self.ring.slots.first)
        #expect("\(slot)" == "key 1 land=sign link=sign report=sign")
        #expect(!Self.leaks(String(reflecting: slot)))
        #expect(!Self.leaks("\([slot])"))
        #expect(!Self.leaks("\(Optional(slot) as Any)"))
    }

    @Test("A ring's description carries no key")
    func ringDescription() {
        #expect(!Self.leaks("\(Self.ring)"))
        #expect(!Self.leaks(String(reflecting: Self.ring)))
    }

    @Test("A dump or a mirror of a slot or a ring carries no key")
    func dumps() throws {
        let slot = try #require(Self.ring.slots.first)
        #expect(!Self.leaks(Self.dumped(slot)))
        #expect(!Self.leaks(Self.dumped(Self.ring)))
        #expect(!Mirror(reflecting: slot).children.contains { $0.value as? [UInt8] == Self.root })
    }

    static let hex = Hex.encode(root)
    static let states = "land=sign link=sign report=sign made=1"

    static let broken: [String] = [
        "site a\n\(hex)\n", "site a\nkey \(hex)\n", "site a\nkey \(hex) 1 \(states)\n",
        "site a\nkey 1 \(hex) \(hex) land=sign link=sign report=sign\n",
        "site a\nkey 1 \(hex) land=sign link=sign report=sign \(hex)\n",
        "site a\nkey 1 \(hex) \(hex)=sign link=sign report=sign made=1\n",
        "site a\nkey 1 \(hex) land=\(hex) link=sign report=sign made=1\n",
        "site a\nkey 1 \(hex) land=sign link=sign report=sign made=\(hex)\n",
        "site a\nkey 1 \(hex.dropLast(2)) \(states)\n", "site a\nkey 1 \(hex)aa \(states)\n",
        "site a\nkey 1 \(hex.uppercased()) \(states)\n", "site a\nkey 1 \(hex)\n\(states)\n",
        "site a\nkey 1 \(hex) \(states)\nkey 1 \(hex) \(states)\n",
        "site a\nkey 1 \(hex) \(states)\nkey 2 \(hex) \(states)\n", "site a\nkey1 \(hex) \(states)\n",
        "site a \(hex)\n", "\(hex)", "key 1 \(hex) \(states)\n", "site a\nkey 1 \(hex) \(states)\r\n",
    ]

    @Test("Whatever is wrong with a key file, the error does not print a key", arguments: broken.indices)
    func errors(index: Int) throws {
        let error = try #require(KeyFileTests.error(of: Self.broken[index]))
        #expect(!Self.leaks(error.description), "\(index)")
        #expect(!Self.leaks(String(reflecting: error)), "\(index)")
        #expect(!Self.leaks(Self.dumped(error)), "\(index)")
    }
}
