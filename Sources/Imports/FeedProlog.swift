/// What stands before the root element of an XML document, read before any parser sees it.
struct FeedProlog {
    /// The name of the root element without its prefix; nil where declarations hide it.
    private(set) var root: String?
    /// The encoding that the XML declaration names.
    private(set) var encoding: String?
    /// Where the XML declaration ends; 0 where there is none.
    private(set) var declarationEnd = 0
    /// Whether the DOCTYPE holds declarations of its own.
    private(set) var declaresEntities = false

    /// Reads the prolog; nil where the bytes do not lead to a root element.
    init?(_ bytes: [UInt8]) {
        var at = 0
        while true {
            while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "<") else { return nil }
            switch bytes[at + 1] {
            case UInt8(ascii: "?"):
                guard let end = Self.find("?>", in: bytes, from: at) else { return nil }
                if at == 0, bytes.starts(with: "<?xml ".utf8) {
                    declarationEnd = end
                    encoding = Self.encoding(in: String(decoding: bytes[..<end], as: UTF8.self))
                }
                at = end
            case UInt8(ascii: "!") where bytes[at...].starts(with: "<!--".utf8):
                guard let end = Self.find("-->", in: bytes, from: at + 4) else { return nil }
                at = end
            case UInt8(ascii: "!") where bytes[at...].starts(with: "<!DOCTYPE".utf8):
                guard let end = Self.doctypeEnd(in: bytes, from: at) else {
                    declaresEntities = true
                    return
                }
                at = end
            default:
                root = Self.name(in: bytes, from: at + 1)
                if root == nil { return nil }
                return
            }
        }
    }

    /// The index after a DOCTYPE; nil where it holds declarations, or does not end.
    private static func doctypeEnd(in bytes: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["): return nil
            case UInt8(ascii: ">"): return index + 1
            default: break
            }
        }
        return nil
    }

    private static func name(in bytes: [UInt8], from start: Int) -> String? {
        let ends = Set(" \t\r\n/>".utf8)
        let name = bytes[start...].prefix(256).prefix { !ends.contains($0) }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? []
        guard let first = local.first, first >= 0x80 || first == UInt8(ascii: "_") || (first | 0x20).isLetter else {
            return nil
        }
        return FeedText.plain(String(decoding: local, as: UTF8.self))
    }

    private static func encoding(in declaration: String) -> String? {
        let parts = declaration.split { $0 == "\"" || $0 == "'" }
        guard let place = parts.firstIndex(where: { $0.contains("encoding") }), place + 1 < parts.count else {
            return nil
        }
        return String(parts[place + 1])
    }

    private static func find(_ mark: String, in bytes: [UInt8], from start: Int) -> Int? {
        let mark = Array(mark.utf8)
        var at = start
        while at + mark.count <= bytes.count {
            if bytes[at] == mark[0], bytes[at...].starts(with: mark) { return at + mark.count }
            at += 1
        }
        return nil
    }
}

extension UInt8 {
    /// Whether this is a lower-case letter of ASCII.
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
