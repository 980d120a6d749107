import Engagement
import Testing

@testable import ShareLinks

@Suite("A ring of keys turns without refusing a good link")
struct KeyRotationTests {
    static func root(_ step: Int) -> [UInt8] { (0..<32).map { UInt8(truncatingIfNeeded: step &* 7 &+ $0 &+ 1) } }

    static func time(_ step: Int) -> Timestamp { Timestamp(seconds: 1_767_225_600 + Int64(step) * 86_400) }

    static func first() -> KeyRing { KeyRing.first(site: SampleKeys.site, root: root(0), made: time(0)) }

    struct Posted {
        var slot: UInt8
        var landing: String
        var press: String
        var report: String
    }

    static func post(with ring: KeyRing) throws -> Posted {
        let slot = try #require(ring.signer(for: .land))
        let (_, landing) = try ring.mint(article: 7, channel: 1, random: .system)
        let signer = try PressLinkSigner(
            keyText: try #require(ring.linkKey(of: slot)), keyID: slot, base: "https://go.example")
        let link = try #require(try signer.links(PressSample.values, channels: [.x]).first)
        let report = try ring.sign(
            ReportLink(key: 0, scopeKind: 0, scopeID: 1, expiry: Timestamp(seconds: 1), serial: 1))
        return Posted(slot: slot, landing: landing, press: String(link.drop { $0 != "?" }.dropFirst()), report: report)
    }

    @Test("The first key is in slot 1 and signs for all purposes")
    func firstKey() {
        let ring = Self.first()
        #expect(ring.slots.map(\.id) == [1])
        for purpose in KeyPurpose.allCases {
            #expect(ring.signer(for: purpose) == 1)
            #expect(ring.state(of: 1, for: purpose) == .sign)
        }
    }

    @Test("Through 20 rotations every link of a key that was not retired verifies")
    func twentySteps() throws {
        var ring = Self.first()
        var posted = [try Self.post(with: ring)]
        for step in 1...20 {
            if ring.slots.count == 8 {
                let oldest = try #require(ring.slots.min { $0.made < $1.made })
                ring = try ring.retiring(oldest.id, for: KeyPurpose.allCases)
                // Retired, they verify all the same.
                for old in posted where old.slot == oldest.id {
                    let token = try #require(ring.verify(old.landing))
                    #expect(ring.state(of: token.key, for: .land) == .retired)
                    #expect(try PressQuery(Substring(old.press)).verify(with: ring) == .retired)
                }
                posted.removeAll { $0.slot == oldest.id }
            }
            ring = try ring.adding(root: Self.root(step), made: Self.time(step))
            #expect(ring.signer(for: .land) == UInt8((1 + step) % 8))
            posted.append(try Self.post(with: ring))
            for link in posted {
                let token = try #require(ring.verify(link.landing))
                let isNewest = link.slot == posted.last?.slot
                #expect(ring.state(of: token.key, for: .land) == (isNewest ? .sign : .accept))
                #expect(try PressQuery(Substring(link.press)).verify(with: ring) == (isNewest ? .sign : .accept))
                #expect(ring.verifyReportLink(link.report)?.key == link.slot)
            }
            for purpose in KeyPurpose.allCases {
                #expect(ring.slots.filter { $0.states[purpose] == .sign }.count == 1)
            }
        }
        #expect(ring.slots.count == 8)
    }

    static func full() throws -> KeyRing {
        try (1...7).reduce(Self.first()) { ring, step in
            try ring.adding(root: Self.root(step), made: Self.time(step))
        }
    }

    @Test("A ring whose eight slots are in use takes no ninth key")
    func ringIsFull() throws {
        let ring = try Self.full()
        #expect(ring.slots.map(\.id) == Array(0...7))
        #expect(throws: RotationError.ringIsFull) { try ring.adding(root: Self.root(9), made: Self.time(9)) }
    }

    @Test("Only a retired landing key gives its slot back", arguments: KeyPurpose.allCases)
    func reuse(purpose: KeyPurpose) throws {
        let ring = try Self.full().retiring(3, for: [purpose])
        if purpose == .land {
            #expect(try ring.adding(root: Self.root(9), made: Self.time(9)).signer(for: .land) == 3)
        } else {
            #expect(throws: RotationError.ringIsFull) { try ring.adding(root: Self.root(9), made: Self.time(9)) }
        }
    }

    @Test("Links of a slot that was used again are refused, not read under the new key")
    func reusedSlot() throws {
        let posted = try Self.post(with: Self.first())
        let ring = try Self.full().retiring(1, for: KeyPurpose.allCases)
        #expect(ring.verify(posted.landing) != nil)
        let turned = try ring.adding(root: Self.root(9), made: Self.time(9))
        #expect(turned.signer(for: .land) == 1)
        #expect(turned.verify(posted.landing) == nil)
        #expect(turned.verifyReportLink(posted.report) == nil)
        #expect(PressSample.error(of: posted.press, ring: turned) == .signatureDiffers)
    }

    @Test("The key that signs cannot be retired", arguments: KeyPurpose.allCases)
    func retiringTheSigner(purpose: KeyPurpose) throws {
        let ring = try Self.full()
        let signer = try #require(ring.signer(for: purpose))
        #expect(throws: RotationError.signs(signer, purpose)) { try ring.retiring(signer, for: [purpose]) }
    }

    @Test("A slot that is empty cannot be retired, has no state and no key")
    func unknownSlot() {
        let ring = Self.first()
        for id in [UInt8(0), 2, 7, 8, 255] {
            #expect(throws: RotationError.unknownSlot(id)) { try ring.retiring(id, for: [.land]) }
            #expect(ring.state(of: id, for: .land) == nil)
            #expect(ring.linkKey(of: id) == nil)
            #expect(ring.pressCode(of: [1, 2], key: id) == nil)
        }
    }

    @Test("Retiring for one purpose leaves the others as they were", arguments: KeyPurpose.allCases)
    func independent(purpose: KeyPurpose) throws {
        let posted = try Self.post(with: Self.first())
        let ring = try Self.first().adding(root: Self.root(1), made: Self.time(1)).retiring(1, for: [purpose])
        for other in KeyPurpose.allCases {
            #expect(ring.state(of: 1, for: other) == (other == purpose ? .retired : .accept))
        }
        #expect(ring.verify(posted.landing)?.key == 1)
        #expect(ring.verifyReportLink(posted.report)?.key == 1)
        #expect(try PressQuery(Substring(posted.press)).verify(with: ring) == (purpose == .link ? .retired : .accept))
    }

    @Test("Rotation changes neither the site nor the other slots' roots and times")
    func untouched() throws {
        let before = try Self.full().retiring(2, for: [.land])
        let after = try before.adding(root: Self.root(9), made: Self.time(9))
        #expect(after.site == before.site)
        for slot in before.slots where slot.id != 2 {
            let same = try #require(after.slots.first { $0.id == slot.id })
            #expect(same.root.bytes == slot.root.bytes)
            #expect(same.made == slot.made)
        }
    }

    @Test("Retiring twice is no error")
    func twice() throws {
        let ring = try Self.full().retiring(3, for: [.land]).retiring(3, for: [.land, .report])
        #expect(ring.state(of: 3, for: .land) == .retired)
        #expect(ring.state(of: 3, for: .report) == .retired)
        #expect(ring.state(of: 3, for: .link) == .accept)
    }
}
