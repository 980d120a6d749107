import CZlib
import Foundation
import ShareLinks

/// Why a file of history cannot be read.
public enum ImportFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case damaged(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path): "cannot open \(path); check the name and that it can be read"
        case .damaged(let path):
            "\(path) is damaged or cut short; what came before was imported, a whole copy of it can be imported again"
        }
    }
}

/// Reads a file line by line, gzip-compressed (RFC 1952) or not, without holding it in memory.
struct CompressedFile: ~Copyable {
    private let handle: gzFile
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    /// Fed with the uncompressed content as it is read.
    let digest: SHA256Digest?

    /// Opens a file; `-` is standard input.
    init(path: String, digest: SHA256Digest? = nil) throws(ImportFileError) {
        self.digest = digest
        guard let handle = path == "-" ? gzdopen(dup(STDIN_FILENO), "rb") : gzopen(path, "rb") else {
            throw .unreadable(path)
        }
        // gzip opens a folder and finds out on reading, where it looks like a damaged file.
        var about = stat()
        guard path == "-" || stat(path, &about) != 0 || about.st_mode & S_IFMT != S_IFDIR else {
            gzclose(handle)
            throw .unreadable(path)
        }
        self.handle = handle
        self.path = path
    }

    deinit { gzclose(handle) }

    /// The next bytes of the uncompressed content; nil at its end.
    mutating func nextChunk() throws(ImportFileError) -> ArraySlice<UInt8>? {
        try fill()
        guard start < end else { return nil }
        defer { start = end }
        return buffer[start..<end]
    }

    /// The next line without its line end; nil at the end.
    mutating func nextLine() throws(ImportFileError) -> [UInt8]? {
        var line: [UInt8] = []
        var isAnything = false
        while true {
            if start == end { try fill() }
            guard start < end else { return isAnything ? line : nil }
            isAnything = true
            if let newline = buffer[start..<end].firstIndex(of: 0x0A) {
                line += buffer[start..<newline]
                start = newline + 1
                if line.last == 0x0D { line.removeLast() }
                return line
            }
            line += buffer[start..<end]
            start = end
        }
    }

    /// The next line without its line end, and whether it is whole: of a longer one than the limit the rest is skipped.
    mutating func nextLine(limit: Int) throws(ImportFileError) -> (line: [UInt8], isWhole: Bool)? {
        var line: [UInt8] = []
        var isWhole = true
        var isAnything = false
        while true {
            if start == end { try fill() }
            guard start < end else { return isAnything ? (line, isWhole) : nil }
            isAnything = true
            let newline = buffer[start..<end].firstIndex(of: 0x0A)
            let part = buffer[start..<(newline ?? end)]
            if line.count + part.count > limit { isWhole = false }
            line += part.prefix(limit - line.count)
            start = newline.map { $0 + 1 } ?? end
            guard newline != nil else { continue }
            if line.last == 0x0D { line.removeLast() }
            return (line, isWhole)
        }
    }

    private mutating func fill() throws(ImportFileError) {
        guard !isAtEnd, start == end else { return }
        let count = buffer.withUnsafeMutableBytes { gzread(handle, $0.baseAddress, UInt32($0.count)) }
        guard count >= 0 else { throw .damaged(path) }
        if count == 0 {
            isAtEnd = true
            var code: Int32 = 0
            gzerror(handle, &code)
            // A compressed file that stops in the middle.
            guard code != Z_BUF_ERROR else { throw .damaged(path) }
        }
        start = 0
        end = Int(count)
        if let digest { buffer[..<end].withUnsafeBytes { digest.update($0) } }
    }
}
