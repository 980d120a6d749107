import Engagement
import Foundation
import ShareLinks

/// Who may see the pages: a name and the SHA-256 of a token each, a line each in a file of the home folder.
///
/// A token has 256 random bits, so its digest tells nothing of it, and need not be slow to work out.
public struct EditorTokens: Sendable {
    /// The name of the file.
    public static let fileName = "sharetrail.editors"

    /// Somebody who may see the pages.
    public struct Editor: Hashable, Sendable {
        /// The name, by which access is taken away again.
        public let name: String
        /// When the token was made.
        public let made: Timestamp
        fileprivate let digest: [UInt8]
    }

    /// Whether there is a file: from the first token on everybody needs one, also when the last was taken away.
    public private(set) var isKept = false
    /// In the order in which they were added.
    public private(set) var editors: [Editor] = []

    /// Nobody.
    public init() {}

    /// Reads the file of a home folder; nobody where there is none.
    ///
    /// - Throws: ``EditorsError`` where others can write to it, or a line is none of ours.
    public init(home: String) throws(EditorsError) {
        let path = home + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else { return }
        isKept = true
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? Int, let data = FileManager.default.contents(atPath: path)
        else { throw .unreadable(path: path, reason: "it could not be opened") }
        guard mode & 0o022 == 0 else { throw .othersCanWrite(path: path) }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .unreadable(path: path, reason: "it is no text")
        }
        for (number, line) in text.split(separator: "\n").enumerated() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 3, let made = Int64(fields[1]), let digest = Self.bytes(fields[2]) else {
                throw .line(number + 1, path: path)
            }
            editors.append(
                Editor(name: String(fields[0]), made: Timestamp(seconds: made), digest: digest))
        }
    }

    /// Adds somebody and draws a token, which stands nowhere but in the answer.
    ///
    /// - Throws: ``EditorsError`` where the name is taken, empty, longer than 60 letters or has controls in it.
    public mutating func add(_ name: String, at now: Timestamp, random: RandomSource) throws(EditorsError) -> String {
        guard !name.isEmpty, name.count <= 60,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .badName }
        guard !editors.contains(where: { $0.name == name }) else { throw .taken(name) }
        let token = Data(random.bytes(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        editors.append(Editor(name: name, made: now, digest: SHA256Digest.digest(of: Array(token.utf8))))
        return token
    }

    /// Takes access away.
    public mutating func remove(_ name: String) throws(EditorsError) {
        guard let place = editors.firstIndex(where: { $0.name == name }) else { throw .unknown(name) }
        editors.remove(at: place)
    }

    /// Writes the file anew, for its owner only; it is whole or as it was, also after a power cut.
    public func write(home: String) throws(EditorsError) {
        let path = home + "/" + Self.fileName
        let text = editors.map { editor in
            let digest = editor.digest.map { String(format: "%02x", $0) }.joined()
            return "\(editor.name)\t\(editor.made.seconds)\t\(digest)\n"
        }.joined()
        do {
            try OwnFile.write(Data(text.utf8), to: path)
        } catch {
            throw .unwritable(path: path, reason: error.reason)
        }
    }

    /// Who has a token; nil where nobody has.
    func owner(of token: String) -> String? {
        let digest = SHA256Digest.digest(of: Array(token.utf8))
        return editors.first { $0.digest == digest }?.name
    }

    private static func bytes(_ digits: Substring) -> [UInt8]? {
        guard digits.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var rest = digits[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

/// Why the editors' file cannot be used, and what to do.
public enum EditorsError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case othersCanWrite(path: String)
    case line(Int, path: String)
    case badName
    case taken(String)
    case unknown(String)

    /// One line with the next step.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason); look at its owner and its mode"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason); look at its folder and its disk"
        case .othersCanWrite(let path): "others can write to \(path), and so let themselves in; run: chmod 600 \(path)"
        case .line(let line, let path):
            "line \(line) of \(path) is none of ours; take it out, and give that editor a new token"
        case .badName: "the name of an editor has 1 to 60 letters and no controls"
        case .taken(let name): "there is an editor «\(name)» already; remove that one first, or take another name"
        case .unknown(let name): "there is no editor «\(name)»; «sharetrail editors list» shows them"
        }
    }
}
