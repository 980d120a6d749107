/// The host that a browser would go to, by the steps of the URL standard for `https` (url.spec.whatwg.org, section 4.4).
///
/// It is as lenient as browsers are: white space around, tabs and line ends inside, any number of either slash.
enum BrowserHost {
    /// The host in lower case, with a port other than 443; nil where a browser refuses, or would need IDNA.
    static func read(_ text: String) -> String? {
        var rest = Array(text.utf8)
        while let first = rest.first, first <= 0x20 { rest.removeFirst() }
        while let last = rest.last, last <= 0x20 { rest.removeLast() }
        rest.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
            String(decoding: rest[..<colon], as: UTF8.self).lowercased() == "https"
        else { return nil }
        let isSlash = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
        let behind = rest[(colon + 1)...].drop(while: isSlash)
        var authority = Array(
            behind.prefix { !isSlash($0) && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority.removeSubrange(...at) }
        var port = ""
        if authority.first != UInt8(ascii: "["), let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
            port = String(decoding: authority[(colon + 1)...], as: UTF8.self)
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            authority.removeSubrange(colon...)
        }
        guard let host = unescaped(authority), !host.isEmpty else { return nil }
        let forbidden = Array("\0\t\n\r #/:<>?@[\\]^|%".utf8)
        guard host.allSatisfy({ $0 > 0x1F && $0 < 0x7F && !forbidden.contains($0) }) else { return nil }
        let name = String(decoding: host, as: UTF8.self).lowercased()
        guard let number = Int(port), number != 443 else { return name }
        return "\(name):\(number)"
    }

    /// Lenient: a `%` that begins no escape stays, and is then refused.
    private static func unescaped(_ host: [UInt8]) -> [UInt8]? {
        let parts = host.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(Array(first)) { read, part in
            let escape = [UInt8(ascii: "%")] + part
            return read + ((SlowQuery.decode(Array(escape.prefix(3))) ?? Array(escape.prefix(3))) + escape.dropFirst(3))
        }
    }
}
