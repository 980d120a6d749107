import Engagement
import Foundation
import Testing

@testable import ShareLinks

@Suite("A key file that is not as it should be is refused")
struct KeyFileTests {
    static let root = Hex.encode(SampleKeys.root)
    static let states = "land=sign link=sign report=sign made=1767225600"
    static let accepting = "land=accept link=accept report=accept made=1767225600"
    static let good = "site news.example\nkey 1 \(root) \(states)\n"

    static func error(of text: String) -> KeyFileError? {
        error(of: Array(text.utf8))
    }

    static func error(of bytes: [UInt8]) -> KeyFileError? {
        do throws(KeyFileError) {
            _ = try KeyFile.parse(bytes)
            return nil
        } catch {
            return error
        }
    }

    static func line(of text: String) -> Int? {
        if case .line(let number, _) = error(of: text) { number } else { nil }
    }

    @Test("A good file is read, with comments and blank lines")
    func good() throws {
        let ring = try KeyFile.parse(Array("# keys\n\n\(Self.good)\n  # end\n".utf8))
        #expect(ring.site == "news.example")
        #expect(ring.slots.map(\.id) == [1])
        #expect(ring.slots.first?.root.bytes == SampleKeys.root)
        #expect(ring.slots.first?.made == Timestamp(seconds: 1_767_225_600))
    }

    @Test("Empty, CR LF line ends, not UTF-8")
    func wholeFile() {
        #expect(Self.error(of: "") == .empty)
        #expect(Self.error(of: Self.good.replacing("\n", with: "\r\n")) == .carriageReturn)
        #expect(Self.error(of: Self.good + "\r") == .carriageReturn)
        #expect(Self.error(of: [0xFF, 0xFE] + Self.good.utf8) == .notText)
        #expect(Self.error(of: (0..<64).map { $0 | 0x80 }) == .notText)
    }

    @Test("No site, no key")
    func missingLines() {
        #expect(Self.error(of: "\n\n") == .noSite)
        #expect(Self.error(of: "# only words\n") == .noSite)
        #expect(Self.error(of: "key 1 \(Self.root) \(Self.states)\n") == .noSite)
        #expect(Self.error(of: "site news.example\n") == .noKeys)
    }

    static let badLines: [(String, Int)] = [
        ("site\n", 1), ("site a b\n", 1), ("site a\nsite b\n", 2), ("rubbish\n", 1), ("\u{FEFF}\(good)", 1),
        ("site a\nKEY 1 \(root) \(states)\n", 2), ("site a\nkey\n", 2), ("site a\nkey 1 \(root)\n", 2),
        ("site a\nkey 8 \(root) \(states)\n", 2), ("site a\nkey -1 \(root) \(states)\n", 2),
        ("site a\nkey 256 \(root) \(states)\n", 2), ("site a\nkey x \(root) \(states)\n", 2),
        ("site a\nkey 1 \(root.dropLast(2)) \(states)\n", 2), ("site a\nkey 1 \(root)20 \(states)\n", 2),
        ("site a\nkey 1 \(root.dropLast()) \(states)\n", 2), ("site a\nkey 1 \(root.uppercased()) \(states)\n", 2),
        ("site a\nkey 1 \(String(repeating: "0", count: 64)) \(states)\n", 2),
        ("site a\nkey 1 \(root.dropLast())g \(states)\n", 2),
        ("site a\nkey 1 \(root) land=sign land=sign report=sign made=1\n", 2),
        ("site a\nkey 1 \(root) land=sign link=sign report=sign made=x\n", 2),
        ("site a\nkey 1 \(root) land=sign link=sign report=sign made=\n", 2),
        ("site a\nkey 1 \(root) land=sign link=sign made=1 made=2\n", 2),
        ("site a\nkey 1 \(root) land=SIGN link=sign report=sign made=1\n", 2),
        ("site a\nkey 1 \(root) land=sign link=sign other=sign made=1\n", 2),
        ("site a\nkey 1 \(root) \(states) more=1\n", 2), ("site a\nkey\t1\t\(root)\t\(states)\n", 2),
        ("site a\nkey 1 \(root) \(states)\n\nkey 1 \(root) \(accepting)\n", 4),
    ]

    @Test("A line that is not as it should be is named by its number", arguments: badLines)
    func badLine(text: String, number: Int) {
        #expect(Self.line(of: text) == number)
    }

    @Test("Two keys that sign for one purpose, or none", arguments: KeyPurpose.allCases)
    func signers(purpose: KeyPurpose) {
        let signing = "\(purpose.rawValue)=sign"
        let second = Self.accepting.replacing("\(purpose.rawValue)=accept", with: signing)
        #expect(Self.error(of: "\(Self.good)key 2 \(Self.root) \(second)\n") == .signers(purpose, 2))
        #expect(Self.error(of: "\(Self.good)key 2 \(Self.root) \(Self.accepting)\n") == nil)
        for state in ["accept", "retired"] {
            let none = Self.good.replacing(signing, with: "\(purpose.rawValue)=\(state)")
            #expect(Self.error(of: none) == .signers(purpose, 0))
        }
    }

    @Test("Garbage of any kind is refused without a crash")
    func garbage() {
        var numbers = SeededNumbers(seed: 3)
        for count in 1...200 {
            #expect(Self.error(of: numbers.bytes(count)) != nil)
            #expect(Self.error(of: numbers.bytes(count).map { $0 & 0x7F }) != nil)
        }
        let good = Array(Self.good.utf8)
        for length in 0..<(good.count - "1767225600\n".utf8.count) {
            #expect(Self.error(of: Array(good.prefix(length))) != nil, "cut after \(length) bytes")
        }
    }
}

@Suite("A key file on disk")
struct KeyFileOnDiskTests {
    /// Runs with a folder of its own, gone afterwards.
    static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent(KeyFile.name).path)
    }

    static func put(_ text: String, at path: String, mode: Int) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    static func mode(of path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("Missing, empty, and a folder in its place")
    func missing() throws {
        try Self.withFolder { path in
            #expect(throws: KeyFileError.missing(path: path)) { try KeyFile.read(path: path) }
            try Self.put("", at: path, mode: 0o600)
            #expect(throws: KeyFileError.empty) { try KeyFile.read(path: path) }
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            #expect(throws: KeyFileError.self) { try KeyFile.read(path: path) }
        }
    }

    @Test(
        "A file that others can read or write is refused, and the mode is said",
        arguments: [0o644, 0o640, 0o604, 0o660, 0o606, 0o610, 0o601, 0o620, 0o602, 0o666, 0o777, 0o755])
    func mode(mode: Int) throws {
        try Self.withFolder { path in
            try Self.put(KeyFileTests.good, at: path, mode: mode)
            let error = KeyFileError.othersCanRead(path: path, mode: String(mode, radix: 8))
            #expect(throws: error) { try KeyFile.read(path: path) }
            #expect(error.description.contains("chmod 600 \(path)"))
        }
    }

    @Test("A file that only its owner can read is read", arguments: [0o600, 0o400, 0o700])
    func ownerOnly(mode: Int) throws {
        try Self.withFolder { path in
            try Self.put(KeyFileTests.good, at: path, mode: mode)
            #expect(try KeyFile.read(path: path).site == "news.example")
        }
    }

    @Test("What is written is read again, slot by slot, and only its owner can read it")
    func roundTrip() throws {
        let ring = try KeyRotationTests.full().retiring(2, for: [.land]).retiring(3, for: [.link, .report])
        try Self.withFolder { path in
            try KeyFile.write(ring, path: path)
            #expect(try Self.mode(of: path) == 0o600)
            let read = try KeyFile.read(path: path)
            #expect(read.site == ring.site)
            #expect(read.slots.map(\.id) == ring.slots.map(\.id))
            #expect(read.slots.map(\.root.bytes) == ring.slots.map(\.root.bytes))
            #expect(read.slots.map(\.states) == ring.slots.map(\.states))
            #expect(read.slots.map(\.made) == ring.slots.map(\.made))
        }
    }

    @Test("Writing over a file keeps it at mode 0600 and leaves nothing beside it, not even after a crash before")
    func overwrite() throws {
        try Self.withFolder { path in
            try Self.put("old", at: path, mode: 0o644)
            try Self.put("half a file", at: path + ".new", mode: 0o666)
            try KeyFile.write(KeyRotationTests.first(), path: path)
            #expect(try Self.mode(of: path) == 0o600)
            #expect(try KeyFile.read(path: path).slots.count == 1)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [KeyFile.name])
        }
    }

    @Test("Writing into a folder that is not there throws")
    func noFolder() throws {
        try Self.withFolder { path in
            #expect(throws: (any Error).self) {
                try KeyFile.write(KeyRotationTests.first(), path: path + "/none/" + KeyFile.name)
            }
        }
    }
}
