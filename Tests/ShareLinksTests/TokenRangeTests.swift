import Engagement
import Testing

@testable import ShareLinks

@Suite("What does not fit a token throws and never wraps")
struct TokenRangeTests {
    static let unfit: [(LandingToken, TokenError)] = [
        (LandingToken(key: 8, channel: 0, article: 1, share: 0), .keyOutOfRange(8)),
        (LandingToken(key: 255, channel: 0, article: 1, share: 0), .keyOutOfRange(255)),
        (LandingToken(key: 0, channel: 64, article: 1, share: 0), .channelOutOfRange(64)),
        (LandingToken(key: 0, channel: 255, article: 1, share: 0), .channelOutOfRange(255)),
        (LandingToken(key: 0, channel: 0, article: 1 << 29, share: 0), .articleOutOfRange(1 << 29)),
        (LandingToken(key: 0, channel: 0, article: .max, share: 0), .articleOutOfRange(.max)),
        (LandingToken(key: 0, channel: 0, article: 1, share: 1 << 40), .shareOutOfRange(1 << 40)),
        (LandingToken(key: 0, channel: 0, article: 1, share: .max), .shareOutOfRange(.max)),
        (LandingToken(profile: .long, key: 0, channel: 0, article: 1, share: 1 << 48), .shareOutOfRange(1 << 48)),
        (LandingToken(profile: .long, key: 0, channel: 0, article: 1, share: .max), .shareOutOfRange(.max)),
    ]

    @Test("A landing token with a field too great throws", arguments: unfit)
    func landing(token: LandingToken, error: TokenError) {
        #expect(throws: error) { try token.signed(with: SampleKeys.landingKey()) }
    }

    @Test("The greatest and least of every field come back as they went in", arguments: LandingToken.Profile.allCases)
    func limits(profile: LandingToken.Profile) throws {
        let greatest = UInt64(1) << UInt64(profile.shareBits) - 1
        for key: UInt8 in [0, 7] {
            for channel: UInt8 in [0, 1, 47, 62, 63] {
                for article: UInt32 in [0, 1, 1 << 28, LandingToken.maxArticle] {
                    for share: UInt64 in [0, 1, greatest / 2, greatest] {
                        let token = LandingToken(
                            profile: profile, key: key, channel: channel, article: article, share: share)
                        let text = try token.signed(with: SampleKeys.landingKey())
                        #expect(text.utf8.count == profile.letters)
                        #expect(SampleKeys.ring.verify(text) == token)
                    }
                }
            }
        }
    }

    static let unfitReports: [(ReportLink, TokenError)] = [
        (report(key: 8), .keyOutOfRange(8)), (report(kind: 8), .scopeOutOfRange(8)),
        (report(expiry: -1), .expiryOutOfRange), (report(expiry: 1 << 32), .expiryOutOfRange),
        (report(expiry: .max), .expiryOutOfRange), (report(expiry: .min), .expiryOutOfRange),
        (report(serial: 1 << 24), .serialOutOfRange(1 << 24)), (report(serial: .max), .serialOutOfRange(.max)),
    ]

    static func report(
        key: UInt8 = 1, kind: UInt8 = 0, expiry: Int64 = 1, serial: UInt32 = 0
    ) -> ReportLink {
        ReportLink(key: key, scopeKind: kind, scopeID: 1, expiry: Timestamp(seconds: expiry), serial: serial)
    }

    @Test("A report link with a field too great throws", arguments: unfitReports)
    func reports(link: ReportLink, error: TokenError) {
        #expect(throws: error) { try link.signed(with: SampleKeys.landingKey()) }
    }

    @Test("The limits of a report link come back as they went in")
    func reportLimits() throws {
        for kind: UInt8 in [0, 7] {
            for scope: UInt32 in [0, .max] {
                for expiry: Int64 in [0, 1 << 31, 1 << 32 - 1] {
                    for serial: UInt32 in [0, 1 << 24 - 1] {
                        let link = ReportLink(
                            key: 1, scopeKind: kind, scopeID: scope, expiry: Timestamp(seconds: expiry),
                            serial: serial)
                        let text = try SampleKeys.ring.sign(link)
                        #expect(text.utf8.count == ReportLink.letters)
                        #expect(SampleKeys.ring.verifyReportLink(text) == link)
                    }
                }
            }
        }
    }

    @Test("A ring signs with its newest key, whatever key a link names")
    func signer() throws {
        let ring = SampleKeys.ring
        let token = try #require(
            ring.verify(ring.sign(LandingToken(key: 6, channel: 1, article: 2, share: 3))))
        #expect(token.key == 1)
        let link = try #require(ring.verifyReportLink(ring.sign(Self.report(key: 6))))
        #expect(link.key == 1)
    }

    @Test("A path can be a token at 24 and 28 letters only")
    func letters() {
        #expect((0...64).filter { LandingToken.canBe(letters: $0) } == [24, 28])
    }
}
