/// Reads the host out of a `Referer`.
public enum ReferrerHost {
    /// The host of `https://Host:port/path` or `android-app://package/`, lower case; nil for anything else.
    public static func read(_ referrer: String) -> String? {
        guard let scheme = referrer.firstRange(of: "://") else { return nil }
        guard ["http", "https", "android-app"].contains(referrer[..<scheme.lowerBound].lowercased()) else { return nil }
        var host = referrer[scheme.upperBound...].prefix { !"/?#".contains($0) }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            host = host[...end]
        } else if let colon = host.firstIndex(of: ":") {
            host = host[..<colon]
        }
        // The root's dot at the end of a full name tells no other host; more of them are a stranger's.
        while host.last == "." { host = host.dropLast() }
        guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
        let isName = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._[]:".utf8.contains(byte)
        }
        return isName ? host.lowercased() : nil
    }
}
