import ShareLinks
import Testing

@Suite("The hash of a visitor")
struct VisitorHashTests {
    private static let hash = VisitorHash(salt: Array(0..<32))

    private struct Parts: Hashable {
        var site = "news.example"
        var prefix: [UInt8] = [203, 0, 113]
        var agent = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
        var article: Int64 = 4821
    }

    private func number(_ parts: Parts, _ hash: VisitorHash = hash) -> Int64 {
        hash.number(site: parts.site, prefix: parts.prefix, agent: parts.agent, article: parts.article)
    }

    /// Worked out with Python's hmac, hashlib and struct from the format that the type's comment gives.
    @Test("It is what HMAC-SHA256 over the parts and their lengths gives elsewhere")
    func vectors() {
        #expect(number(Parts()) == -5509975923479065241)
        #expect(
            number(Parts(site: "báo.example", prefix: [0x20, 0x01, 0x0D, 0xB8, 0xFE, 0xED], agent: "", article: 1))
                == -2882683621210887222)
        #expect(number(Parts(site: "", prefix: [], agent: "", article: -1)) == -2784630824883174910)
    }

    @Test("Parts that run together to the same bytes are different visitors")
    func concatenations() {
        // Each of these is the same text once its lengths are left out.
        let groups: [[Parts]] = [
            [Parts(site: "ab", prefix: Array("c".utf8)), Parts(site: "a", prefix: Array("bc".utf8))],
            [
                Parts(prefix: Array("abc".utf8), agent: "def"), Parts(prefix: Array("ab".utf8), agent: "cdef"),
                Parts(prefix: [], agent: "abcdef"), Parts(prefix: Array("abcdef".utf8), agent: ""),
            ],
            [
                Parts(site: "a", prefix: [], agent: "b"), Parts(site: "ab", prefix: [], agent: ""),
                Parts(site: "", prefix: [], agent: "ab"), Parts(site: "", prefix: Array("ab".utf8), agent: ""),
            ],
            // An agent that spells the lengths of other parts out.
            [
                Parts(agent: "x", article: 0x61), Parts(agent: "x\u{0}\u{0}\u{0}\u{8}", article: 0x61),
                Parts(agent: "x\u{0}\u{0}\u{0}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}a", article: 0x61),
            ],
        ]
        for group in groups {
            let numbers = group.map { number($0) }
            #expect(Set(numbers).count == group.count)
        }
    }

    @Test("Each part counts, and so does each bit of the salt")
    func parts() {
        var numbers = [
            number(Parts()), number(Parts(site: "news2.example")), number(Parts(prefix: [203, 0, 114])),
            number(Parts(prefix: [203, 0, 113, 0, 0, 0])), number(Parts(agent: "Mozilla/5.0")),
            number(Parts(article: 4822)), number(Parts(article: -4821)),
        ]
        for bit in 0..<256 {
            var salt = Array(UInt8(0)..<32)
            salt[bit / 8] ^= 1 << UInt8(bit % 8)
            numbers.append(number(Parts(), VisitorHash(salt: salt)))
        }
        #expect(Set(numbers).count == numbers.count)
        #expect(number(Parts()) == number(Parts(), VisitorHash(salt: Array(0..<32))))
    }

    @Test("A salt of another length is a mistake of ours", arguments: [0, 31, 33])
    func badSalt(count: Int) async {
        await #expect(processExitsWith: .failure) { [count] in
            _ = VisitorHash(salt: [UInt8](repeating: 1, count: count))
        }
    }
}
