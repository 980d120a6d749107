import Engagement
import Foundation

/// Why a key file is refused. No case carries a key.
public enum KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case unreadable(path: String, reason: String)
    case othersCanRead(path: String, mode: String)
    case empty
    case carriageReturn
    case notText
    case noSite
    case noKeys
    case signers(KeyPurpose, Int)
    case line(Int, String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .missing(let path): "there is no key file at \(path); «sharetrail init» makes one, a backup restores one"
        case .unreadable(let path, let reason): "cannot read the key file \(path): \(reason)"
        case .othersCanRead(let path, let mode):
            "the key file \(path) has mode \(mode), so others can read it; run: chmod 600 \(path)"
        case .empty: "the key file is empty; restore it from a backup"
        case .carriageReturn: "the key file has CR LF line ends; it was edited elsewhere: restore it from a backup"
        case .notText: "the key file is not text; restore it from a backup"
        case .noSite: "the key file has no line «site NAME»; restore it from a backup"
        case .noKeys: "the key file holds no key; restore it from a backup"
        case .signers(let purpose, let count):
            "\(count) keys sign for \(purpose.rawValue) in the key file, and one must; restore it from a backup"
        case .line(let number, let problem): "line \(number) of the key file: \(problem)"
        }
    }
}

/// The text form of a ring of keys: a line `site NAME` and a line a slot,
/// `key ID ROOT land=STATE link=STATE report=STATE made=SECONDS`, with the root as 64 hexadecimal digits.
public enum KeyFile {
    /// The name of the file in the home folder.
    public static let name = "sharetrail.keys"

    /// Reads a ring from a file that nobody but its owner can read.
    public static func read(path: String) throws(KeyFileError) -> KeyRing {
        // Opened first: what is checked is then what is read, also behind a symbolic link.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .othersCanRead(path: path, mode: String(status.st_mode & 0o777, radix: 8))
        }
        let data: Data
        do {
            data = try handle.readToEnd() ?? Data()
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        return try parse(Array(data))
    }

    /// Writes a ring with mode 0600: to a file beside it first, then renamed, so that no half file is ever seen.
    public static func write(_ ring: KeyRing, path: String) throws {
        let temporary = path + ".new"
        _ = unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: temporary])
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // Run as root, the file must stay the collector's own.
        var old = stat()
        if stat(path, &old) == 0 { _ = fchown(descriptor, old.st_uid, old.st_gid) }
        try handle.write(contentsOf: Data(text(of: ring).utf8))
        try handle.synchronize()
        try handle.close()
        guard rename(temporary, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
    }

    static func text(of ring: KeyRing) -> String {
        var lines = [
            "# Keys of ShareTrail. Whoever reads this file can sign links. Keep it at mode 0600, and back it up.",
            "site \(ring.site)",
        ]
        for slot in ring.slots {
            let states = KeyPurpose.allCases.map { "\($0.rawValue)=\((slot.states[$0] ?? .retired).rawValue)" }
            let fields = ["key", "\(slot.id)", Hex.encode(slot.root.bytes)] + states + ["made=\(slot.made.seconds)"]
            lines.append(fields.joined(separator: " "))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func parse(_ bytes: [UInt8]) throws(KeyFileError) -> KeyRing {
        guard !bytes.isEmpty else { throw .empty }
        guard !bytes.contains(0x0D) else { throw .carriageReturn }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        var site: String?
        var slots: [KeySlot] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            switch first {
            case "site":
                guard words.count == 2, site == nil else { throw .line(index + 1, "expected one «site NAME»") }
                site = words[1]
            case "key":
                let slot = try parseSlot(words, line: index + 1)
                guard !slots.contains(where: { $0.id == slot.id }) else {
                    throw .line(index + 1, "key \(slot.id) is there twice; remove the one that is not yours")
                }
                slots.append(slot)
            default:
                throw .line(index + 1, "unknown word at its beginning; expected «site» or «key»")
            }
        }
        guard let site else { throw .noSite }
        guard !slots.isEmpty else { throw .noKeys }
        for purpose in KeyPurpose.allCases {
            let signers = slots.count { $0.states[purpose] == .sign }
            guard signers == 1 else { throw .signers(purpose, signers) }
        }
        return KeyRing(site: site, slots: slots)
    }

    private static func parseSlot(_ words: [String], line: Int) throws(KeyFileError) -> KeySlot {
        guard words.count == 7, let id = UInt8(words[1]), id < 8 else {
            throw .line(line, "expected «key ID ROOT land=… link=… report=… made=…» with an id of 0 to 7")
        }
        guard let root = Hex.decode(Array(words[2].utf8)) else {
            throw .line(line, "the root is not written in lower-case hexadecimal digits; restore it from a backup")
        }
        guard root.count == 32 else {
            throw .line(line, "the root has \(root.count) bytes and must have 32; restore it from a backup")
        }
        guard root.contains(where: { $0 != 0 }) else {
            throw .line(line, "the root is all zero, which anyone can guess; restore it from a backup")
        }
        var states: [KeyPurpose: KeyState] = [:]
        var made: Int64?
        for word in words[3...] {
            let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2, pair[0] == "made", let seconds = Int64(pair[1]) {
                made = seconds
            } else if pair.count == 2, let purpose = KeyPurpose(rawValue: pair[0]), states[purpose] == nil,
                let state = KeyState(rawValue: pair[1])
            {
                states[purpose] = state
            } else {
                // Not the word itself: it could be a key that slipped to the wrong place.
                throw .line(line, "a word behind the root is not land=, link= or report= with sign, accept or retired")
            }
        }
        guard let made, states.count == KeyPurpose.allCases.count else {
            throw .line(line, "a purpose or the time is missing; restore the file from a backup")
        }
        return KeySlot(id: id, root: Secret(root), states: states, made: Timestamp(seconds: made))
    }
}
