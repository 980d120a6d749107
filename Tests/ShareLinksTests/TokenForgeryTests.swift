import Engagement
import Testing

@testable import ShareLinks

@Suite("A head with a code that is not its own is refused")
struct TokenForgeryTests {
    /// Eight slots, each with a root of its own.
    static let ring: KeyRing = {
        let slots = (0..<8).map { id in
            KeySlot(
                id: UInt8(id), root: Secret(root(UInt8(id))),
                states: [.land: .accept, .link: .accept, .report: .accept],
                made: Timestamp(seconds: 0))
        }
        return KeyRing(site: SampleKeys.site, slots: slots)
    }()

    static func root(_ id: UInt8) -> [UInt8] { (0..<32).map { $0 ^ (id << 5 | 0x11) } }

    static func key(_ purpose: KeyPurpose, _ id: UInt8, site: String = SampleKeys.site) -> MessageAuthentication {
        MessageAuthentication(key: KeyRing.derive(purpose, from: root(id), site: site))
    }

    static func token(_ profile: LandingToken.Profile, key: UInt8 = 1) -> LandingToken {
        LandingToken(profile: profile, key: key, channel: 3, article: 1_234_567, share: 0x9f_3c2a_7b10)
    }

    static func code(_ message: [UInt8], _ key: MessageAuthentication) -> [UInt8] {
        let code = key.code(of: message)
        return code.prefix(32)
    }

    static func written(_ head: [UInt8], _ code: [UInt8], _ profile: LandingToken.Profile) -> String {
        Base64URL.encode(head + code.prefix(profile == .standard ? 8 : 10))
    }

    @Test("The same token with its own code verifies", arguments: LandingToken.Profile.allCases)
    func own(profile: LandingToken.Profile) throws {
        let token = Self.token(profile)
        let head = try token.head()
        let text = Self.written(head, Self.code([0x01] + head, Self.key(.land, 1)), profile)
        #expect(Self.ring.verify(text) == token)
    }

    @Test("Codes of another key slot", arguments: LandingToken.Profile.allCases)
    func otherSlot(profile: LandingToken.Profile) throws {
        for named in UInt8(0)..<8 {
            for signing in UInt8(0)..<8 {
                let text = try Self.token(profile, key: named).signed(with: Self.key(.land, signing))
                #expect((Self.ring.verify(text) != nil) == (named == signing))
            }
        }
    }

    @Test("Codes of the other profile's head", arguments: LandingToken.Profile.allCases)
    func otherVersion(profile: LandingToken.Profile) throws {
        let other: LandingToken.Profile = profile == .standard ? .long : .standard
        let head = try Self.token(profile).head()
        let code = Self.code([0x01] + (try Self.token(other).head()), Self.key(.land, 1))
        #expect(Self.ring.verify(Self.written(head, code, profile)) == nil)
        // The other version's bits in a head of this length, with a right code.
        for version in UInt8(0)..<4 where version != profile.rawValue {
            var head = head
            head[0] = head[0] & 0x3F | version << 6
            let code = Self.code([0x01] + head, Self.key(.land, 1))
            #expect(Self.ring.verify(Self.written(head, code, profile)) == nil)
        }
    }

    @Test("Codes of another purpose: its key, its first byte, or both", arguments: LandingToken.Profile.allCases)
    func otherPurpose(profile: LandingToken.Profile) throws {
        let head = try Self.token(profile).head()
        let linkText = KeyRing.linkKey(from: Self.root(1), site: SampleKeys.site)
        let keys = [
            Self.key(.report, 1), Self.key(.link, 1), MessageAuthentication(key: Array(linkText.utf8)),
            MessageAuthentication(key: Self.root(1)),
        ]
        for key in keys {
            for first: [UInt8] in [[0x01], [0x03], [], Array("press/1\n".utf8)] {
                #expect(Self.ring.verify(Self.written(head, Self.code(first + head, key), profile)) == nil)
            }
        }
        for first: [UInt8] in [[], [0x00], [0x02], [0x03], [0x01, 0x01]] {
            let code = Self.code(first + head, Self.key(.land, 1))
            #expect(Self.ring.verify(Self.written(head, code, profile)) == nil)
        }
    }

    @Test(
        "Codes of another site",
        arguments: ["", "news.exampl", "news.example.", "News.example", "other.example", "news.example\0"])
    func otherSite(site: String) throws {
        for profile in LandingToken.Profile.allCases {
            let text = try Self.token(profile).signed(with: Self.key(.land, 1, site: site))
            #expect(Self.ring.verify(text) == nil)
        }
    }

    @Test("Digests without a key, zeros, ones and the code's other parts", arguments: LandingToken.Profile.allCases)
    func keyless(profile: LandingToken.Profile) throws {
        let head = try Self.token(profile).head()
        let code = Self.code([0x01] + head, Self.key(.land, 1))
        let emptyKey = MessageAuthentication(key: [])
        let zeroKey = MessageAuthentication(key: [UInt8](repeating: 0, count: 32))
        let codes: [[UInt8]] = [
            SHA256Digest.digest(of: head), SHA256Digest.digest(of: [0x01] + head),
            [UInt8](repeating: 0, count: 10), [UInt8](repeating: 255, count: 10),
            Array(code.dropFirst(8)), Array(code.suffix(10)), code.reversed(),
            Self.code([0x01] + head, emptyKey), Self.code([0x01] + head, zeroKey),
        ]
        for code in codes {
            #expect(Self.ring.verify(Self.written(head, code, profile)) == nil)
        }
    }

    @Test("A slot that is not there refuses even the code of an empty or zero key")
    func emptySlot() throws {
        let ring = SampleKeys.ring(id: 1)
        for key in [[UInt8](), [UInt8](repeating: 0, count: 32), SampleKeys.root] {
            let text = try Self.token(.standard, key: 2).signed(with: MessageAuthentication(key: key))
            #expect(ring.verify(text) == nil)
        }
    }
}

@Suite("No purpose takes another's work")
struct PurposeTests {
    static let report = ReportLink(
        key: 1, scopeKind: 2, scopeID: 42, expiry: Timestamp(seconds: 1_798_761_600), serial: 7)

    @Test("A report link is no landing token, whole or in any part")
    func reportAsLanding() throws {
        let text = try SampleKeys.ring.sign(Self.report)
        #expect(SampleKeys.ring.verify(text) == nil)
        for length in [24, 28] {
            for start in 0...(40 - length) {
                let part = String(text.dropFirst(start).prefix(length))
                #expect(SampleKeys.ring.verify(part) == nil)
            }
        }
    }

    @Test("A landing token is no report link, filled up or not", arguments: TokenSpellingTests.valid)
    func landingAsReport(text: String) {
        #expect(SampleKeys.ring.verifyReportLink(text) == nil)
        for filler in ["A", "_"] {
            let missing = String(repeating: filler, count: 40 - text.utf8.count)
            #expect(SampleKeys.ring.verifyReportLink(text + missing) == nil)
            #expect(SampleKeys.ring.verifyReportLink(missing + text) == nil)
        }
    }

    @Test("A report link under the landing or link key is refused")
    func reportUnderOtherKeys() throws {
        let link = KeyRing.linkKey(from: SampleKeys.root, site: SampleKeys.site)
        for key in [
            SampleKeys.landingKey(), MessageAuthentication(key: Array(link.utf8)),
            MessageAuthentication(key: SampleKeys.root),
        ] {
            let text = try Self.report.signed(with: key)
            #expect(SampleKeys.ring.verifyReportLink(text) == nil)
        }
    }

    @Test("A report link with one letter changed does not verify")
    func reportSubstitution() throws {
        let original = Array(try SampleKeys.ring.sign(Self.report).utf8)
        for place in original.indices {
            for letter in TokenSpellingTests.letters where letter != original[place] {
                var changed = original
                changed[place] = letter
                let text = String(decoding: changed, as: UTF8.self)
                #expect(SampleKeys.ring.verifyReportLink(text) == nil)
            }
        }
    }

    @Test("A press code is no landing token and no report link, as digits or as bytes")
    func pressCode() throws {
        let digits = "2e2642f310641dec5203d26b221a5b5b"
        let bytes = try #require(Hex.decode(digits.utf8))
        let head = try LandingToken(key: 1, channel: 3, article: 7, share: 9).head()
        for text in [
            digits, String(digits.prefix(24)), String(digits.suffix(28)), Base64URL.encode(head + bytes.prefix(8)),
        ] {
            #expect(SampleKeys.ring.verify(text) == nil)
            #expect(SampleKeys.ring.verifyReportLink(text) == nil)
        }
    }

    @Test("A landing code, as digits, signs no press link")
    func landingCodeAsPress() throws {
        let values = PressValues(url: VectorTests.url)
        let code = SampleKeys.landingKey().code(of: values.message)
        let digits = Hex.encode(code.prefix(16))
        let query = try PressQuery("k=1&c=x&u=\(PercentEncoding.encode(VectorTests.url))&s=\(digits)")
        #expect(throws: PressLinkError.signatureDiffers) { try query.verify(with: SampleKeys.ring) }
    }

    @Test("Purposes and sites that run together alike give different keys")
    func concatenation() {
        let sites = [
            "", "a", "ab", "abc", "bc", "c", "land", "link", "report", "news.example", "news.example\0",
            "\0news.example",
            "\0", "land\0a", "\0land", "link\0news.example", "share/v1", "é", "e\u{301}",
        ]
        var keys: Set<[UInt8]> = []
        for purpose in KeyPurpose.allCases {
            for site in sites { keys.insert(KeyRing.derive(purpose, from: SampleKeys.root, site: site)) }
        }
        #expect(keys.count == sites.count * KeyPurpose.allCases.count)
    }

    @Test("A purpose's name holds no NUL, which parts it from the site")
    func separators() {
        #expect(KeyPurpose.allCases.map(\.rawValue) == ["land", "link", "report"])
    }
}
