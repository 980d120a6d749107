/// A row of a table.
struct FeedCSVRow {
    /// The line it begins on.
    var line: Int
    /// The fields without their quotes.
    var fields: [[UInt8]]
    /// Whether something follows a closing quote.
    var isLoose: Bool
}

/// Takes a table apart, row by row, in one pass.
struct FeedCSVReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var at = 0
    private var line: Int

    /// Begins at the start of the bytes, whose first line has this number.
    init(_ bytes: [UInt8], line: Int, separator: UInt8) {
        self.bytes = bytes
        self.line = line
        self.separator = separator
    }

    /// The next row; nil at the end.
    mutating func next() throws(FeedError) -> FeedCSVRow? {
        guard at < bytes.count else { return nil }
        var row = FeedCSVRow(line: line, fields: [], isLoose: false)
        while true {
            row.fields.append(try field(of: &row))
            guard at < bytes.count else { return row }
            let byte = bytes[at]
            at += 1
            if byte == separator { continue }
            if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
            line += 1
            return row
        }
    }

    /// Reads a field and stops at what ends it.
    private mutating func field(of row: inout FeedCSVRow) throws(FeedError) -> [UInt8] {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return Array(untilEnd()) }
        let opened = line
        var field: [UInt8] = []
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
                    if untilEnd().contains(where: { $0 != 0x20 }) { row.isLoose = true }
                    return field
                }
                at += 1
            } else if byte == 0x0A || byte == 0x0D && (at == bytes.count || bytes[at] != 0x0A) {
                line += 1
            }
            field.append(byte)
        }
        throw .malformed(line: opened, message: "A quote opens here and never closes; close it and try again.")
    }

    private mutating func untilEnd() -> ArraySlice<UInt8> {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        return bytes[start..<at]
    }
}
