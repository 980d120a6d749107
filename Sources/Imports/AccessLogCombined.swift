import Engagement

/// The combined log format of nginx and Apache, and the common one, which ends behind the size of the answer.
///
/// `[host[:port]] address ident user [time] "request" status size ["referrer" "agent" …]`
enum AccessLogCombined {
    static func read(_ line: [UInt8]) throws(AccessLogProblem) -> AccessLogEntry {
        guard let (head, at, rest) = split(line) else {
            throw line.contains(UInt8(ascii: "[")) ? .noTime : .noFormat
        }
        guard Timestamp.storable.contains(at.seconds) else { throw .timeRange }
        var reader = AccessLogQuoting(rest: rest)
        guard let request = reader.quoted() else { throw .noRequest }
        guard let status = reader.word().flatMap(status) else { throw .noStatus }
        var entry = AccessLogEntry(at: at, status: status)
        entry.setRequest(request)
        entry.address = address(head)
        // The size: digits, or - where nothing was sent.
        _ = reader.word()
        guard let referrer = reader.quoted() else { return entry }
        entry.referrer = AccessLogText.field(referrer)
        guard let agent = reader.quoted() else { return entry }
        entry.agent = AccessLogText.field(agent)
        entry.isAgentKnown = true
        return entry
    }

    /// Cuts a line at its time. A user's name may hold a bracket and spaces.
    private static func split(
        _ line: [UInt8]
    ) -> (head: ArraySlice<UInt8>, at: Timestamp, rest: ArraySlice<UInt8>)? {
        var from = line.startIndex
        for _ in 0..<8 {
            guard let open = line[from...].firstIndex(of: UInt8(ascii: "[")) else { return nil }
            from = open + 1
            guard let close = line[from...].prefix(40).firstIndex(of: UInt8(ascii: "]")) else { continue }
            if let at = AccessLogTime.common(line[from..<close]) { return (line[..<open], at, line[(close + 1)...]) }
        }
        return nil
    }

    /// The client's address: the first word, or the second behind the name of a virtual host.
    private static func address(_ head: ArraySlice<UInt8>) -> String? {
        let words = head.split(separator: 0x20, maxSplits: 4)
        guard let first = words.first, first.count <= 255 else { return nil }
        // Behind an address stands the name that identd gives, which nobody has asked for since 1995: a -.
        let hasHost = words.count >= 4 && words[1] != [UInt8(ascii: "-")] && words[2] == [UInt8(ascii: "-")]
        return AccessLogText.field(hasHost ? words[1] : first)
    }

    static func status(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count == 3, word.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

/// Reads words and quoted strings with the escapes of nginx (`\x22`) and Apache (`\"`, `\\`, `\n`, `\x0a`).
struct AccessLogQuoting {
    var rest: ArraySlice<UInt8>

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }

    /// The next word; nil at the end and before a quoted string.
    mutating func word() -> ArraySlice<UInt8>? {
        skipSpace()
        guard let first = rest.first, first != UInt8(ascii: "\"") else { return nil }
        let word = rest.prefix { $0 != 0x20 && $0 != 0x09 }
        rest = rest[word.endIndex...]
        return word
    }

    /// The next quoted string, unescaped; nil where none is next. One that is cut short ends with the line.
    mutating func quoted() -> [UInt8]? {
        skipSpace()
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        var place = rest.startIndex + 1
        var bytes: [UInt8] = []
        while place < rest.endIndex {
            let byte = rest[place]
            place += 1
            if byte == UInt8(ascii: "\"") { break }
            guard byte == UInt8(ascii: "\\"), place < rest.endIndex else {
                bytes.append(byte)
                continue
            }
            let letter = rest[place]
            place += 1
            switch letter {
            case UInt8(ascii: "x") where place + 1 < rest.endIndex:
                guard let high = Self.digit(rest[place]), let low = Self.digit(rest[place + 1]) else {
                    bytes += [byte, letter]
                    continue
                }
                bytes.append(high << 4 | low)
                place += 2
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "v"): bytes.append(0x0B)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(letter)
            default: bytes += [byte, letter]
            }
        }
        rest = rest[place...]
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
