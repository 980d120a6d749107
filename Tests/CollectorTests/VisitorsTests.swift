import Engagement
import EventStore
import Foundation
import Testing

@testable import Collector

@Suite("Telling first visits")
struct VisitorsTests {
    static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    /// 2026-11-16 00:00 in Viet Nam.
    static let midnight = Timestamp(seconds: 1_794_762_000)
    static let noon = midnight.advanced(by: 12 * 3600)

    @Test("The first visit to an article is one, the second is none, whoever else comes in between")
    func firstAndSecond() throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.isFirst(at: Self.noon) == true)
        #expect(try visitors.isFirst(at: Self.noon) == false)
        #expect(try visitors.isFirst(article: 2, at: Self.noon) == true)
        #expect(try visitors.isFirst(agent: "another browser", at: Self.noon) == true)
        #expect(try visitors.isFirst("203.0.112.7", at: Self.noon) == true)
        #expect(try visitors.isFirst(agent: nil, at: Self.noon) == true)
        #expect(try visitors.isFirst(at: Self.midnight.advanced(by: 86_399)) == false)
        #expect(try visitors.isFirst(article: 2, at: Self.noon) == false)
    }

    @Test("What is kept is the day and a hash, once")
    func kept() throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.number(at: Self.noon).day == Self.midnight)
        let again = visitors.arrival(
            of: try #require(PeerAddress("203.0.113.7")), agent: "a browser", article: 1, at: Self.noon)
        #expect(again?.isFirst == false && again?.seen == nil)
    }

    @Test(
        "One visitor: addresses of one /24 of IPv4, or one /48 of IPv6; IPv4 mapped into IPv6 is IPv4",
        arguments: [
            ("203.0.113.7", "203.0.113.255", true), ("203.0.113.7", "203.0.114.7", false),
            ("203.0.113.7", "::ffff:203.0.113.9", true), ("::ffff:203.0.112.7", "203.0.113.7", false),
            ("::ffff:cb00:7107", "203.0.113.1", true),
            ("2001:db8:feed::1", "2001:db8:feed:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:db8:feed::1", "2001:DB8:FEED:1::", true), ("2001:db8:feed::1", "2001:db8:feee::1", false),
            ("2001:db8:feed::1", "2001:db9:feed::1", false), ("::1", "127.0.0.1", false),
            // The bytes of an IPv4 prefix at the head of an IPv6 address.
            ("203.0.113.7", "cb00:7100::", false),
        ])
    func prefixes(first: String, second: String, isSame: Bool) throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.isFirst(first, at: Self.noon) == true)
        #expect(try visitors.isFirst(second, at: Self.noon) == !isSame)
    }

    struct Days: Sendable {
        var zone: String
        /// The first seconds of three days, worked out with Python's zoneinfo.
        var starts: [Int64]
    }

    static let days = [
        Days(zone: "Asia/Ho_Chi_Minh", starts: [1_794_762_000, 1_794_848_400, 1_794_934_800]),
        // 8 March has 23 hours, 1 November 25.
        Days(zone: "America/New_York", starts: [1_772_859_600, 1_772_946_000, 1_773_028_800, 1_773_115_200]),
        Days(zone: "America/New_York", starts: [1_793_419_200, 1_793_505_600, 1_793_595_600, 1_793_682_000]),
    ]

    @Test("At local midnight, and at no other moment, all are new; the old salt is nowhere", arguments: days)
    func midnights(days: Days) throws {
        let folder = try SaltFolder()
        let zone = try #require(TimeZone(identifier: days.zone))
        let start = Timestamp(seconds: days.starts[0])
        let visitors = folder.visitors(at: start, zone: zone)
        var numbers: Set<Int64> = []
        for (place, (from, to)) in zip(days.starts, days.starts.dropFirst()).enumerated() {
            #expect(folder.salts.count == place + (place == 0 ? 1 : 0))
            let first = try visitors.number(at: Timestamp(seconds: from))
            #expect(first.day == Timestamp(seconds: from))
            numbers.insert(first.visitor)
            for hour in stride(from: from, to: to, by: 3600) {
                #expect(try visitors.isFirst(at: Timestamp(seconds: hour)) == false)
            }
            #expect(try visitors.isFirst(at: Timestamp(seconds: to - 1)) == false)
            #expect(folder.salts.count == place + 1)
            let salt = try #require(folder.salts.last)
            #expect(try folder.text() == "\(from) \(SaltFolder.hex(salt))\n")
            #expect(try folder.holds(salt))
            for old in folder.salts.dropLast() { #expect(try !folder.holds(old)) }
            let about = try FileManager.default.attributesOfItem(atPath: folder.file.path)
            #expect(about[.posixPermissions] as? Int == 0o600)
        }
        #expect(numbers.count == days.starts.count - 1)
        #expect(Set(folder.salts).count == folder.salts.count)
    }

    @Test("Midnight passes also where nobody comes")
    func quietMidnight() throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        let old = try #require(folder.salts.first)
        #expect(visitors.begin(at: Self.noon) == Self.midnight)
        #expect(try folder.holds(old))
        // Three days later.
        let later = Self.midnight.advanced(by: 3 * 86_400)
        #expect(visitors.begin(at: later.advanced(by: 59)) == later)
        #expect(try !folder.holds(old))
        #expect(folder.salts.count == 2)
    }

    @Test("A request that another one overtook at midnight is not told, and nobody is forgotten for it")
    func overtaken() throws {
        let folder = try SaltFolder()
        let next = Self.midnight.advanced(by: 86_400)
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.isFirst(at: next) == true)
        #expect(try visitors.isFirst(at: next.advanced(by: -1)) == nil)
        #expect(try visitors.isFirst("198.51.100.1", at: next.advanced(by: -1)) == nil)
        #expect(try visitors.isFirst(at: next.advanced(by: 1)) == false)
        #expect(folder.salts.count == 2)
    }

    @Test("A clock that is set back over midnight begins the day before anew, and the salt of neither comes back")
    func steppingBack() throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.isFirst(at: Self.noon) == true)
        let before = Self.midnight.advanced(by: -3600)
        let early = try visitors.number(at: before)
        #expect(early.day == Self.midnight.advanced(by: -86_400))
        #expect(try visitors.isFirst(at: before) == false)
        #expect(try visitors.isFirst(at: Self.noon) == true)
        #expect(folder.salts.count == 3)
        for old in folder.salts.dropLast() { #expect(try !folder.holds(old)) }
    }

    @Test("Beyond the limit of visits a new one is not told, a known one still is")
    func limit() throws {
        let folder = try SaltFolder()
        // Numbers that stand for so many visits of before a restart.
        folder.file.replace(SaltFile.Salt(day: Self.midnight, bytes: [UInt8](repeating: 7, count: 32)))
        let known = try folder.visitors(at: Self.noon).number(at: Self.noon).visitor
        var others = (0..<Int64(Visitors.limit)).filter { $0 != known }
        others[0] = known
        let visitors = folder.visitors(at: Self.noon, known: others + [-1])
        #expect(try visitors.isFirst(at: Self.noon) == false)
        #expect(try visitors.isFirst("198.51.100.1", at: Self.noon) == nil)
        // The next day has room again.
        #expect(try visitors.isFirst("198.51.100.1", at: Self.noon.advanced(by: 86_400)) == true)
    }
}
