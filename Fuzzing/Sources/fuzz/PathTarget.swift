import ShareLinks

/// A token is found in its link whatever the documented junk around and inside it; what is found is never made of
/// letters that were not there, and stands first when it is read again.
///
/// The first byte decides whether the rest is a path, or says where which junk goes in a link of ours.
enum PathTarget {
    private static let ends = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", ">", "'", "\"", "*", "/", "%22", "%27", "%29", "%5D", "%5d", "%7D",
        "%3E", "%3e", "%2C", "%2E", "%3B", "%3A", "%21", "%3F", "%2A", "%C2%BB", "%c2%bb", "%E2%80%99", "%E2%80%9D",
        "%E2%80%A6", "%e2%80%a6",
    ]
    private static let spaces = ["%20", "%0A", "%0a", "%0D", "%09", "%C2%A0", "%c2%a0", "%E2%80%8B"]

    static func check(_ bytes: [UInt8]) {
        guard let mode = bytes.first else { return }
        if mode & 1 == 0 {
            _ = tokens(in: String(decoding: bytes.dropFirst(), as: UTF8.self))
        } else {
            decorate(Array(bytes.dropFirst()))
        }
    }

    private static func tokens(in path: String) -> [String] {
        let found = LandingPath.tokens(in: path[...])
        require(found.count <= 2, "at most two are tried")
        for text in found {
            require(LandingToken.canBe(letters: text.utf8.count), "each can be a token")
            var rest = path.utf8[...]
            for letter in text.utf8 {
                let place = rest.firstIndex(of: letter)
                require(place != nil, "made of the path's letters: \(text)")
                rest = place.map { rest[rest.index(after: $0)...] } ?? rest
            }
            require(LandingPath.tokens(in: ("/" + text)[...]).first == text, "it stands first when read again: \(text)")
        }
        return found
    }

    /// Five bytes are the share; then each byte is junk behind, or with the highest bit a space somewhere before.
    private static func decorate(_ bytes: [UInt8]) {
        let share = bytes.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let token = LandingToken(key: 0, channel: bytes.first.map { $0 & 63 } ?? 0, article: 7, share: share)
        guard let text = try? FixedRing.ring.sign(token) else { return require(false, "the ring signs") }
        var pieces = text.map(String.init)
        for (count, byte) in bytes.dropFirst(5).prefix(20).enumerated() {
            let choice = Int(byte & 0x7F)
            if byte & 0x80 == 0 {
                pieces.append(ends[choice % ends.count])
            } else {
                pieces.insert(spaces[choice % spaces.count], at: (choice + count * 7) % pieces.count)
            }
        }
        if bytes.count.isMultiple(of: 3) { pieces.append(["&x=%zz", "#a", "&"][bytes.count / 3 % 3]) }
        let path = "/" + pieces.joined()
        let found = tokens(in: path)
        let verified = found.first { FixedRing.ring.verify($0) != nil }
        require(verified == text, "the token is found: \(path)")
        require(LandingPath.tokens(in: text[...]) == [text], "and is all there is in itself")
    }
}
