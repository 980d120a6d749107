import Foundation

/// The bytes of a feed in one piece, without byte order mark and leading white space.
struct FeedInput {
    /// The bytes: UTF-8, or another superset of ASCII that the XML declaration names.
    let bytes: [UInt8]
    /// The number of the line on which the bytes begin.
    let firstLine: Int
    /// What stands before the root element, where this is XML.
    let prolog: FeedProlog?

    init(_ data: Data) throws(FeedError) {
        var bytes = [UInt8](data)
        var isUnicode = false
        if let encoding = Self.wideEncoding(bytes) {
            guard let text = String(data: data, encoding: encoding) else { throw .unknownEncoding }
            bytes = Array(text.utf8)
            isUnicode = true
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes.removeFirst(3)
            isUnicode = true
        }
        var line = 1 + Self.removeSpace(from: &bytes)
        var prolog = bytes.first == UInt8(ascii: "<") ? FeedProlog(bytes) : nil
        if isUnicode, let end = prolog?.declarationEnd, end > 0 {
            // The bytes are known to be Unicode, so what the declaration says is wrong, or nothing new.
            line += FeedLines.breaks(in: bytes[..<end])
            bytes.removeFirst(end)
            line += Self.removeSpace(from: &bytes)
            prolog = FeedProlog(bytes)
        }
        self.bytes = bytes
        self.prolog = prolog
        firstLine = line
    }

    /// Removes leading white space and says how many lines went with it.
    private static func removeSpace(from bytes: inout [UInt8]) -> Int {
        let start = bytes.firstIndex { $0 != 0x20 && !(0x09...0x0D).contains($0) } ?? bytes.count
        defer { bytes.removeFirst(start) }
        return FeedLines.breaks(in: bytes[..<start])
    }

    /// The bytes for the XML parser, once they are known to be harmless to it.
    func xml() throws(FeedError) -> Data {
        guard let prolog else {
            throw .malformed(line: firstLine, message: "This is not XML; give the format that fits, or leave it out.")
        }
        if prolog.declaresEntities { throw .unsafeDeclaration }
        if let encoding = prolog.encoding, !Self.isReadable(encoding) { throw .unknownEncoding }
        return Data(FeedEntities.withoutNames(bytes))
    }

    /// The encoding, where it takes two bytes for a letter of ASCII.
    private static func wideEncoding(_ bytes: [UInt8]) -> String.Encoding? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
        if bytes.starts(with: [0x3C, 0x00]) { return .utf16LittleEndian }
        if bytes.starts(with: [0x00, 0x3C]) { return .utf16BigEndian }
        return nil
    }

    /// Whether ASCII is spelled as itself in an encoding, so that the look at the prolog saw the truth.
    private static func isReadable(_ encoding: String) -> Bool {
        let name = encoding.lowercased()
        let single = ["iso-8859-", "windows-125", "koi8-"]
        let others = ["utf-8", "utf8", "us-ascii", "ascii", "euc-kr", "euc-jp", "gb2312"]
        return others.contains(name) || single.contains { name.hasPrefix($0) }
    }
}

/// Counting the lines of bytes.
enum FeedLines {
    /// The number of line breaks: LF, CR LF, or CR alone.
    static func breaks(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var afterReturn = false
        for byte in bytes {
            if byte == 0x0D || byte == 0x0A && !afterReturn { count += 1 }
            afterReturn = byte == 0x0D
        }
        return count
    }
}
