import Engagement
import Testing

@testable import ShareLinks

@Suite("The expiry of a report link")
struct ReportLinkExpiryTests {
    static func link(_ expiry: Int64) -> ReportLink {
        ReportLink(key: 1, scopeKind: 2, scopeID: 42, expiry: Timestamp(seconds: expiry), serial: 7)
    }

    static let now: Int64 = 1_795_000_000

    static let cases: [(expiry: Int64, isOver: Bool)] = [
        (0, true), (now - 1, true), (now, false), (now + 1, false), (1 << 31 - 1, false), (1 << 31, false),
        (1 << 32 - 1, false),
    ]

    @Test("Signed, read again, and judged at a moment", arguments: cases)
    func judged(expiry: Int64, isOver: Bool) throws {
        let text = try SampleKeys.ring.sign(Self.link(expiry))
        let read = try #require(SampleKeys.ring.verifyReportLink(text))
        #expect(read.expiry.seconds == expiry)
        #expect(read.isExpired(at: Timestamp(seconds: Self.now)) == isOver)
        // A clock that was set back a day lets a link live that day longer, and never forges one.
        #expect(!read.isExpired(at: Timestamp(seconds: min(Self.now - 86400, expiry))))
    }

    @Test("Any other bit of the expiry makes another link, and its code is wrong")
    func changed() throws {
        let text = try SampleKeys.ring.sign(Self.link(Self.now))
        var bytes = [UInt8](repeating: 0, count: 30)
        #expect(bytes.withUnsafeMutableBufferPointer { Base64URL.decode(text.utf8.span, into: $0, from: 0) })
        for bit in 0..<32 {
            var other = bytes
            other[5 + bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(SampleKeys.ring.verifyReportLink(Base64URL.encode(other)) == nil)
        }
    }
}
