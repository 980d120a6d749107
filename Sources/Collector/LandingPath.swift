import ShareLinks

/// Finds the token in a path that people and programs have added to.
enum LandingPath {
    /// What a sentence or a chat puts behind a link, raw and percent-encoded.
    private static let junk = LandingLetters.behind.map { Array($0.utf8) }

    /// White space, as a wrapped line leaves it inside.
    private static let spaces = LandingLetters.inside.map { Array($0.utf8) }

    /// What may be the token, best first: the path as it is, and without white space inside and what was put behind.
    ///
    /// Letters are never decoded or changed, so that a token has one spelling.
    static func tokens(in path: Substring) -> [String] {
        let text = path.utf8.first == UInt8(ascii: "/") ? Substring(path.utf8.dropFirst()) : path
        let plain = LandingToken.canBe(letters: text.utf8.count) ? [String(text)] : []
        guard let stripped = stripped(text), stripped != plain.first else { return plain }
        return plain + [stripped]
    }

    private static func stripped(_ text: Substring) -> String? {
        guard text.utf8.count <= 256, text.utf8.count > LandingToken.Profile.standard.letters else { return nil }
        var bytes: [UInt8] = []
        let source = Array(text.utf8.prefix { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "#") })
        var place = 0
        while place < source.count {
            if let space = spaces.first(where: { matches($0, source, at: place) }) {
                place += space.count
            } else {
                bytes.append(source[place])
                place += 1
            }
        }
        while let end = junk.first(where: { matches($0, bytes, at: bytes.count - $0.count) }) {
            bytes.removeLast(end.count)
        }
        return LandingToken.canBe(letters: bytes.count) ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Compares without regard to the case of letters, which in an escape has no meaning.
    private static func matches(_ part: [UInt8], _ bytes: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place + part.count <= bytes.count else { return false }
        return part.indices.allSatisfy { index in
            let byte = bytes[place + index]
            return part[index] == ((0x61...0x7A).contains(byte) ? byte & 0xDF : byte)
        }
    }
}
