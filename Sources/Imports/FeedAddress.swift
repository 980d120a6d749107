import Foundation

/// The addresses in a feed.
enum FeedAddress {
    /// The address without fragment and surrounding white space; nil unless it is absolute, http or https, with a host.
    ///
    /// White space, control characters and user names are refused, and more than 4,096 bytes: a cut address is another
    /// address. The spelling is kept.
    static func absolute(_ text: String) -> String? {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if let mark = text.utf8.firstIndex(of: UInt8(ascii: "#")) { text = text[..<mark] }
        guard text.utf8.count <= FeedText.limit, let rest = afterScheme(text) else { return nil }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            if scalar.isASCII { return scalar.value > 0x20 && scalar.value != 0x7F && !forbidden.contains(scalar) }
            return !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        return isClean && isAuthority(authority) ? String(text) : nil
    }

    /// The first segment of the path, decoded, where the path has at least two.
    static func section(of address: String) -> String? {
        guard let rest = afterScheme(address[...]) else { return nil }
        let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let segments = path.split(separator: UInt8(ascii: "/"), maxSplits: 3)
        guard segments.count > 2 else { return nil }
        let segment = String(decoding: segments[1], as: UTF8.self)
        return FeedText.plain(segment.removingPercentEncoding ?? segment)
    }

    /// The signs of ASCII that no address holds (RFC 3986).
    private static let forbidden: Set<Unicode.Scalar> = ["<", ">", "\"", "\\", "^", "`", "{", "|", "}"]

    private static func afterScheme(_ text: Substring) -> Substring.UTF8View? {
        for scheme in ["https://", "http://"]
        where text.utf8.count > scheme.utf8.count
            && zip(text.utf8, scheme.utf8).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 && $1 > 0x60 })
        {
            return text.utf8.dropFirst(scheme.utf8.count)
        }
        return nil
    }

    /// Whether this is a host, with or without a port.
    private static func isAuthority(_ text: Substring.UTF8View) -> Bool {
        guard !text.contains(UInt8(ascii: "@")) else { return false }
        var host = text
        var port: Substring.UTF8View?
        if text.first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
            host = text[text.index(after: text.startIndex)..<close]
            let tail = text[text.index(after: close)...]
            guard tail.isEmpty || tail.first == UInt8(ascii: ":") else { return false }
            port = tail.isEmpty ? nil : tail.dropFirst()
            guard host.contains(UInt8(ascii: ":")) else { return false }
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        if let port {
            guard !port.isEmpty, port.allSatisfy({ (0x30...0x39).contains($0) }), UInt16(Substring(port)) != nil else {
                return false
            }
        }
        return !host.isEmpty && host.contains { $0 != UInt8(ascii: ".") }
    }
}
