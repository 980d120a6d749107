import ShareLinks

/// The rows of a table of CSV (RFC 4180), one after the other, from a file of any size, also compressed.
struct TableRows: ~Copyable {
    /// One field of a row.
    struct Field {
        var bytes: [UInt8] = []
        /// Whether it stood in quotes: an empty text is not the same as nothing.
        var isQuoted = false

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private var file: CompressedFile
    private var chunk: ArraySlice<UInt8> = []
    private var at = 0
    private var separator: UInt8
    /// The line on which the last row began, from 1.
    private(set) var line = 0
    private var nextLine = 1

    /// - Parameter separators: what may stand between fields: the one that comes first in a line that is no remark (`#`).
    init(path: String, separators: [UInt8] = [UInt8(ascii: ",")]) throws(ImportFileError) {
        var file = try CompressedFile(path: path)
        if let first = try file.nextChunk() {
            chunk = first.starts(with: [0xEF, 0xBB, 0xBF]) ? first.dropFirst(3) : first
            at = chunk.startIndex
        }
        self.file = file
        let lines = chunk.split { $0 == 0x0A || $0 == 0x0D }
        let header = lines.first { $0.first != UInt8(ascii: "#") }
        separator = header?.first(where: separators.contains) ?? separators.first ?? UInt8(ascii: ",")
    }

    /// Reads the next row, and says on which line it began.
    mutating func next(into fields: inout [Field], line: inout Int) throws -> Int? {
        let count = try next(into: &fields)
        line = self.line
        return count
    }

    private mutating func peek() throws(ImportFileError) -> UInt8? {
        if at >= chunk.endIndex {
            guard let next = try file.nextChunk() else { return nil }
            chunk = next
            at = next.startIndex
        }
        return chunk[at]
    }

    /// Reads the next row into `fields`, empty lines passed over.
    ///
    /// - Returns: how many fields it has; nil at the end. Fields behind that are of earlier rows.
    mutating func next(into fields: inout [Field]) throws -> Int? {
        while let byte = try peek(), byte == 0x0A || byte == 0x0D {
            at += 1
            if byte == 0x0A { nextLine += 1 }
        }
        guard try peek() != nil else { return nil }
        line = nextLine
        var count = 0
        while true {
            if count == fields.count { fields.append(Field()) }
            fields[count].bytes.removeAll(keepingCapacity: true)
            fields[count].isQuoted = false
            let ends = try field(&fields[count])
            count += 1
            if ends { return count }
        }
    }

    /// - Returns: whether the row ends with it.
    private mutating func field(_ field: inout Field) throws -> Bool {
        guard try peek() == UInt8(ascii: "\"") else { return try plain(&field) }
        field.isQuoted = true
        let opened = nextLine
        at += 1
        while let byte = try peek() {
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard try peek() == UInt8(ascii: "\"") else {
                    var rest = Field()
                    let ends = try plain(&rest)
                    guard rest.bytes.allSatisfy({ $0 == 0x20 }) else {
                        throw TableError(
                            line: opened, "has text after a closing quote; write quotes inside a field twice")
                    }
                    return ends
                }
                at += 1
            } else if byte == 0x0A {
                nextLine += 1
            }
            field.bytes.append(byte)
        }
        throw TableError(line: opened, "opens a quote that never closes; close it")
    }

    private mutating func plain(_ field: inout Field) throws -> Bool {
        while try peek() != nil {
            let rest = chunk[at...]
            let end = rest.firstIndex { $0 == separator || $0 == 0x0A || $0 == 0x0D } ?? chunk.endIndex
            field.bytes += rest[..<end]
            at = end
            guard end < chunk.endIndex else { continue }
            let mark = chunk[at]
            at += 1
            if mark == separator { return false }
            if mark == 0x0D, try peek() == 0x0A { at += 1 }
            nextLine += 1
            return true
        }
        return true
    }
}

/// What is wrong with a table or an archive, and where.
public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where it is about the whole.
    public let line: Int
    /// What is wrong and what to do.
    public let message: String

    init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    /// The line and what is wrong with it.
    public var description: String { line > 0 ? "line \(line) \(message)" : message }
}
