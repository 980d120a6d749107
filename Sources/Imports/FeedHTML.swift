/// HTML as plain text: tags gone, characters decoded.
struct FeedHTML {
    private let bytes: [UInt8]
    private var at = 0
    private var output: [UInt8] = []
    private var quotesAreBroken = false
    private var hasNoMoreTags = false

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The text that a browser would show, on one line; nil when there is none.
    static func plain(_ html: String) -> String? {
        guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
            return FeedText.plain(html)
        }
        var reading = FeedHTML(Array(html.utf8))
        reading.run()
        return FeedText.plain(String(decoding: reading.output, as: UTF8.self))
    }

    /// Elements that do not part words.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
        "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    ]

    /// Whether an element parts the words before and after it.
    static func parts(_ name: String) -> Bool { !inline.contains(name.lowercased()) }

    private mutating func run() {
        while at < bytes.count, output.count < 8 * FeedText.limit {
            switch bytes[at] {
            case UInt8(ascii: "<"):
                if !skipTag() { keep() }
            case UInt8(ascii: "&"):
                if let (scalar, length) = FeedEntities.character(at: bytes[at...]) {
                    output += Array(String(Character(scalar)).utf8)
                    at += length
                } else {
                    keep()
                }
            default:
                keep()
            }
        }
    }

    private mutating func keep() {
        if bytes[at] > 0x20 { output.append(bytes[at]) } else { space() }
        at += 1
    }

    private mutating func space() {
        if output.last != 0x20 { output.append(0x20) }
    }

    /// Passes over a tag or a comment; false where the mark is only a sign for "less".
    private mutating func skipTag() -> Bool {
        guard at + 1 < bytes.count, !hasNoMoreTags else { return false }
        if bytes[at...].starts(with: "<!--".utf8) {
            at = end(of: "-->", from: at + 4) ?? bytes.count
            return true
        }
        let next = bytes[at + 1]
        let opensTag = next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
        let letter = next | 0x20
        guard opensTag || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) else { return false }
        guard let close = tagEnd() else {
            hasNoMoreTags = true
            return false
        }
        let isClosing = next == UInt8(ascii: "/")
        let name = bytes[(at + (isClosing ? 2 : 1))..<close].prefix(32).map { $0 | 0x20 }
        let element = String(decoding: name.prefix { (0x61...0x7A).contains($0) }, as: UTF8.self)
        at = close + 1
        if !isClosing, element == "script" || element == "style" {
            let tail = end(of: "</" + element, from: at) ?? bytes.count
            at = bytes[tail...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        }
        if Self.parts(element) { space() }
        return true
    }

    /// The index of the `>` that ends the tag, quoted ones passed over as long as quotes are whole.
    private mutating func tagEnd() -> Int? {
        if !quotesAreBroken {
            var quote: UInt8?
            var last: UInt8 = 0
            for index in at..<bytes.count {
                let byte = bytes[index]
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: ">") {
                    return index
                } else if last == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                }
                if byte > 0x20 { last = byte }
            }
            quotesAreBroken = true
        }
        return bytes[at...].firstIndex(of: UInt8(ascii: ">"))
    }

    /// The index after a mark, in any case of letters.
    private func end(of mark: String, from start: Int) -> Int? {
        let mark = Array(mark.utf8)
        var index = start
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0],
                zip(bytes[index...], mark).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 && $1 > 0x60 })
            {
                return index + mark.count
            }
            index += 1
        }
        return nil
    }
}
