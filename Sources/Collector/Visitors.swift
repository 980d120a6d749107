import Engagement
import EventStore
import Foundation
import ShareLinks
import Synchronization

/// Tells a visitor's first visit to an article on a local day, without knowing who it is.
///
/// It holds hashes under a salt that is replaced at local midnight and then gone. Safe to use from several threads.
final class Visitors: Sendable {
    /// Beyond so many visits a day, of which each costs about 16 bytes, it is no longer told.
    static let limit = 4_000_000
    /// A request that is so many seconds before the day was overtaken at midnight by another thread's; further back the
    /// clock was set.
    static let overtakenSeconds: Int64 = 60

    private struct Day {
        var from: Timestamp
        var to: Timestamp
        var hash: VisitorHash
        var seen: VisitorSet
    }

    private let site: String
    private let zone: TimeZone
    private let random: RandomSource
    private let file: SaltFile
    private let today: Mutex<Day>

    /// Goes on with the day's salt where the file holds it, else begins with a new one.
    ///
    /// - Parameter known: the hashes of a day that are kept, for a restart.
    init(
        site: String, zone: TimeZone, file: SaltFile, now: Timestamp, random: RandomSource,
        known: (Timestamp) throws -> [Int64]
    ) rethrows {
        self.site = site
        self.zone = zone
        self.random = random
        self.file = file
        let (from, to) = Self.day(of: now, zone)
        if let salt = file.read(), salt.day == from {
            today = Mutex(
                Day(from: from, to: to, hash: VisitorHash(salt: salt.bytes), seen: VisitorSet(try known(from))))
        } else {
            today = Mutex(Self.begin(from, to, random, file))
        }
    }

    /// Whether this is the visitor's first visit to the article today, and what is to be kept if so.
    ///
    /// - Returns: nil where it cannot be told any more today.
    func arrival(of reader: PeerAddress, agent: String?, article: Int64, at now: Timestamp)
        -> (isFirst: Bool, seen: SeenVisitor?)?
    {
        let day = turn(at: now)
        // Overtaken: the salt of its day is gone.
        guard now >= day.from else { return nil }
        let number = day.hash.number(
            site: site, prefix: reader.visitorPrefix, agent: agent ?? "", article: article)
        return today.withLock { today in
            // Midnight may have passed in between, or the clock have gone back.
            guard today.from == day.from else { return nil }
            if today.seen.contains(number) { return (false, nil) }
            guard today.seen.count < Self.limit else { return nil }
            today.seen.insert(number)
            return (true, SeenVisitor(day: day.from, visitor: number))
        }
    }

    /// Replaces the salt where another day has begun, and returns the first second of the day in force.
    @discardableResult
    func begin(at now: Timestamp) -> Timestamp { turn(at: now).from }

    private func turn(at now: Timestamp) -> (from: Timestamp, hash: VisitorHash) {
        today.withLock { today in
            // Were the day begun again for one that was overtaken, both days would forget whom they have seen.
            if now < today.from.advanced(by: -Self.overtakenSeconds) || now >= today.to {
                let (from, to) = Self.day(of: now, zone)
                today = Self.begin(from, to, random, file)
            }
            return (today.from, today.hash)
        }
    }

    private static func begin(_ from: Timestamp, _ to: Timestamp, _ random: RandomSource, _ file: SaltFile) -> Day {
        let salt = random.bytes(VisitorHash.saltBytes)
        file.replace(SaltFile.Salt(day: from, bytes: salt))
        return Day(from: from, to: to, hash: VisitorHash(salt: salt), seen: VisitorSet())
    }

    private static func day(of now: Timestamp, _ zone: TimeZone) -> (from: Timestamp, to: Timestamp) {
        let from = TimeBucket.day.start(of: now, zone: zone)
        // A local day has at most 25 hours, and the next one more than 5.
        return (from, TimeBucket.day.start(of: from.advanced(by: 30 * 3600), zone: zone))
    }
}

/// The file that keeps the day's salt over a restart: for its owner only, overwritten in place.
///
/// Overwriting leaves nothing in the file; what a disk keeps of blocks that were overwritten is beyond a program.
struct SaltFile: Sendable {
    /// The name in the home folder.
    static let name = "visitors.salt"

    /// The salt of a local day.
    struct Salt: Hashable, Sendable {
        var day: Timestamp
        var bytes: [UInt8]
    }

    let path: String

    /// The salt that the file holds; nil where it holds none that is whole, or others may have read it.
    func read() -> Salt? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var about = stat()
        guard fstat(descriptor, &about) == 0, about.st_mode & (S_IFMT | 0o077) == S_IFREG else { return nil }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0, count < buffer.count else { return nil }
        let words = String(decoding: buffer[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let day = Int64(words[0]), words[1].utf8.count == 2 * VisitorHash.saltBytes,
            words[1].utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { return nil }
        var bytes: [UInt8] = []
        var rest = words[1]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return Salt(day: Timestamp(seconds: day), bytes: bytes)
    }

    /// Writes a salt over the one before. Where that fails the file is removed: the salt then lives in memory only.
    func replace(_ salt: Salt) {
        let hex = salt.bytes.map { String(format: "%02x", $0) }.joined()
        let text = Array("\(salt.day.seconds) \(hex)\n".utf8)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            unlink(path)
            return
        }
        defer { close(descriptor) }
        let done =
            fchmod(descriptor, 0o600) == 0 && pwrite(descriptor, text, text.count, 0) == text.count
            && ftruncate(descriptor, off_t(text.count)) == 0 && fsync(descriptor) == 0
        if !done { unlink(path) }
    }
}
