import Foundation

/// A JSON object of texts, whole numbers and nothing, as an archive has one on each line.
///
/// Lines as `export` writes them are taken apart here, which takes a tenth of the time of Foundation's reader; any other
/// spelling of JSON, such as escapes, is left to that.
struct FlatObject {
    /// How many names there are; what stands behind these in `names` and `values` is of earlier lines.
    private(set) var count = 0
    /// The names, in the order of the line.
    private(set) var names: [[UInt8]] = []
    /// The value of each name: texts are quoted; null is neither quoted nor has bytes.
    private(set) var values: [TableRows.Field] = []

    /// Reads a line.
    ///
    /// - Returns: whether it is such an object.
    mutating func read(_ line: [UInt8]) -> Bool {
        count = 0
        if readPlain(line) { return true }
        count = 0
        return readAny(line)
    }

    /// The place of a name; nil where the object has none.
    func place(of name: [UInt8]) -> Int? { names[..<count].firstIndex(of: name) }

    private mutating func begin() {
        count += 1
        if count > names.count {
            names.append([])
            values.append(TableRows.Field())
        }
        names[count - 1].removeAll(keepingCapacity: true)
        values[count - 1].bytes.removeAll(keepingCapacity: true)
        values[count - 1].isQuoted = false
    }

    /// - Returns: false also where it is JSON of another spelling.
    private mutating func readPlain(_ line: [UInt8]) -> Bool {
        guard line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}"), line.count > 2 else { return false }
        var at = 1
        var isASCII = true
        while true {
            begin()
            guard let end = Self.text(line, &at, &isASCII) else { return false }
            names[count - 1] += end
            guard at < line.count, line[at] == UInt8(ascii: ":") else { return false }
            at += 1
            if at < line.count, line[at] == UInt8(ascii: "\"") {
                guard let end = Self.text(line, &at, &isASCII) else { return false }
                values[count - 1].bytes += end
                values[count - 1].isQuoted = true
            } else {
                let start = at
                if at < line.count, line[at] == UInt8(ascii: "-") { at += 1 }
                let digits = at
                while at < line.count, (0x30...0x39).contains(line[at]) { at += 1 }
                guard at > digits, at - digits == 1 || line[digits] != 0x30 else { return false }
                values[count - 1].bytes += line[start..<at]
            }
            guard at < line.count else { return false }
            at += 1
            if line[at - 1] == UInt8(ascii: "}") { break }
            guard line[at - 1] == UInt8(ascii: ",") else { return false }
        }
        guard at == line.count, isASCII || String(validating: line, as: UTF8.self) != nil else { return false }
        return true
    }

    /// The bytes of a text without escapes, behind whose end `at` is moved.
    private static func text(_ line: [UInt8], _ at: inout Int, _ isASCII: inout Bool) -> ArraySlice<UInt8>? {
        guard at < line.count, line[at] == UInt8(ascii: "\"") else { return nil }
        at += 1
        let start = at
        while at < line.count {
            let byte = line[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return line[start..<(at - 1)]
            }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
            if byte >= 0x80 { isASCII = false }
            at += 1
        }
        return nil
    }

    private mutating func readAny(_ line: [UInt8]) -> Bool {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return false }
        for (name, value) in object {
            begin()
            names[count - 1] += Array(name.utf8)
            switch value {
            case let text as String:
                values[count - 1].bytes += Array(text.utf8)
                values[count - 1].isQuoted = true
            case let number as NSNumber: values[count - 1].bytes += Array(number.stringValue.utf8)
            case is NSNull: break
            default: return false
            }
        }
        return true
    }
}
