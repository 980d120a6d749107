import Engagement
import EventStore
import Foundation
import Synchronization
import Testing

@testable import Collector

@Suite("The salt over a restart")
struct SaltFileTests {
    private static let noon = VisitorsTests.noon
    private static let midnight = VisitorsTests.midnight

    @Test("On the same day it goes on, with the hashes that were kept")
    func sameDay() throws {
        let folder = try SaltFolder()
        let seen = try folder.visitors(at: Self.noon).number(at: Self.noon)
        let asked = Mutex<[Timestamp]>([])
        let again = Visitors(
            site: "news.example", zone: VisitorsTests.zone, file: folder.file, now: Self.noon.advanced(by: 60),
            random: folder.random
        ) { day in
            asked.withLock { $0.append(day) }
            return [seen.visitor]
        }
        #expect(asked.withLock { $0 } == [Self.midnight])
        #expect(folder.salts.count == 1)
        #expect(try again.isFirst(at: Self.noon.advanced(by: 60)) == false)
        #expect(try again.isFirst("198.51.100.1", at: Self.noon.advanced(by: 60)) == true)
        // An event whose record was lost with the process is first again.
        let forgetful = folder.visitors(at: Self.noon.advanced(by: 120))
        #expect(try forgetful.isFirst(at: Self.noon.advanced(by: 120)) == true)
    }

    @Test("On another day it begins anew, and asks for nobody", arguments: [-86_400, 86_400, 7 * 86_400])
    func otherDay(seconds: Int64) throws {
        let folder = try SaltFolder()
        let old = try folder.visitors(at: Self.noon).number(at: Self.noon).visitor
        let salt = try #require(folder.salts.first)
        let now = Self.noon.advanced(by: seconds)
        let visitors = folder.visitors(at: now, known: [old])
        #expect(try visitors.isFirst(at: now) == true)
        #expect(folder.salts.count == 2)
        #expect(try !folder.holds(salt))
    }

    @Test("In another time zone, whose day begins at another moment, it begins anew")
    func otherZone() throws {
        let folder = try SaltFolder()
        _ = folder.visitors(at: Self.noon)
        _ = folder.visitors(at: Self.noon, zone: .gmt)
        #expect(folder.salts.count == 2)
    }

    private static let hex = String(repeating: "5a", count: 32)
    static let spoiled = [
        "", "\n", "\(midnight.seconds)", "\(midnight.seconds) \n", "\(midnight.seconds) \(hex.dropLast(2))\n",
        "\(midnight.seconds) \(hex)00\n", "\(midnight.seconds) \(hex.dropLast(2))zz\n",
        "\(midnight.seconds) \(hex.dropLast(2))+5\n", "today \(hex)\n", "\(hex)\n",
        "\(midnight.seconds) \(hex) \(hex)\n", "\(midnight.seconds) \(hex)\n\(midnight.seconds) \(hex)\n",
        String(repeating: "\(midnight.seconds) \(hex)\n", count: 9),
        "\(midnight.seconds)\u{0} \(hex)\n", "<?xml version=\"1.0\"?>\n",
    ]

    @Test(
        "A file that is cut, broken or another program's is overwritten, and nothing of it is left", arguments: spoiled)
    func broken(text: String) throws {
        let folder = try SaltFolder()
        try folder.write(text)
        #expect(folder.file.read() == nil)
        let visitors = folder.visitors(at: Self.noon, known: [1, 2, 3])
        #expect(try visitors.isFirst(at: Self.noon) == true)
        let salt = try #require(folder.salts.first)
        #expect(try folder.text() == "\(Self.midnight.seconds) \(SaltFolder.hex(salt))\n")
    }

    @Test("A good file is taken; one that others may have read is not", arguments: [0o600, 0o400, 0o644, 0o640, 0o604])
    func readByOthers(mode: Int) throws {
        let folder = try SaltFolder()
        try folder.write("\(Self.midnight.seconds) \(Self.hex)\n", mode: mode)
        let isTaken = mode & 0o077 == 0
        #expect((folder.file.read() != nil) == isTaken)
        _ = folder.visitors(at: Self.noon)
        #expect(folder.salts.count == (isTaken ? 0 : 1))
        let about = try FileManager.default.attributesOfItem(atPath: folder.file.path)
        #expect((about[.posixPermissions] as? Int ?? 0) & 0o077 == 0)
    }

    @Test("Where the folder cannot be written to, the salt is in memory only")
    func noFolder() throws {
        let folder = try SaltFolder()
        let file = SaltFile(path: folder.path + "/missing/" + SaltFile.name)
        let visitors = Visitors(
            site: "news.example", zone: VisitorsTests.zone, file: file, now: Self.noon, random: folder.random
        ) { _ in [] }
        #expect(try visitors.isFirst(at: Self.noon) == true)
        #expect(try visitors.isFirst(at: Self.noon) == false)
        #expect(try visitors.isFirst(at: Self.noon.advanced(by: 86_400)) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("Where the new salt cannot be written, the file with the old one goes")
    func oldOneGoes() throws {
        let folder = try SaltFolder()
        let visitors = folder.visitors(at: Self.noon)
        let elsewhere = folder.path + "/elsewhere"
        // Never through a link: that would write the salt to a place of somebody else's choice.
        try FileManager.default.moveItem(atPath: folder.file.path, toPath: elsewhere)
        try FileManager.default.createSymbolicLink(atPath: folder.file.path, withDestinationPath: elsewhere)
        let old = try String(contentsOfFile: elsewhere, encoding: .utf8)
        visitors.begin(at: Self.noon.advanced(by: 86_400))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["elsewhere"])
        #expect(try String(contentsOfFile: elsewhere, encoding: .utf8) == old)
        #expect(try visitors.isFirst(at: Self.noon.advanced(by: 86_400)) == true)
        #expect(try visitors.isFirst(at: Self.noon.advanced(by: 86_400)) == false)
    }

    @Test("What is no plain file is neither read nor waited for, and is removed")
    func pipe() throws {
        let folder = try SaltFolder()
        try #require(mkfifo(folder.file.path, 0o600) == 0)
        let visitors = folder.visitors(at: Self.noon)
        #expect(try visitors.isFirst(at: Self.noon) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
