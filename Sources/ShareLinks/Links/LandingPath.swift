import Engagement

/// Finds the token in a path that people and programs have added to.
public enum LandingPath {
    /// What a sentence or a chat puts behind a link, raw and percent-encoded.
    private static let junk = LandingLetters.behind.map { Array($0.utf8) }

    /// White space, as a wrapped line leaves it inside.
    private static let spaces = LandingLetters.inside.map { Array($0.utf8) }

    /// What may be a token, and what was done to it on its way.
    public struct Candidate: Hashable, Sendable {
        /// The letters, 24 or 28 of them.
        public var text: String
        /// What was taken off.
        public var mangles: Mangles
    }

    /// What may be the token, best first: the path as it is, and without white space inside and what was put behind.
    ///
    /// Letters are never decoded or changed, so that a token has one spelling; one that was cut is not guessed at.
    public static func candidates(in path: Substring) -> [Candidate] {
        let plain = plain(path).map { [$0] } ?? []
        guard let stripped = stripped(letters(of: path)), stripped.text != plain.first?.text else { return plain }
        return plain + [stripped]
    }

    /// The path as it is, where it can be a token.
    public static func plain(_ path: Substring) -> Candidate? {
        let text = letters(of: path)
        return LandingToken.canBe(letters: text.utf8.count) ? Candidate(text: String(text), mangles: []) : nil
    }

    private static func letters(of path: Substring) -> Substring {
        path.utf8.first == UInt8(ascii: "/") ? Substring(path.utf8.dropFirst()) : path
    }

    /// The letters of the candidates.
    public static func tokens(in path: Substring) -> [String] { candidates(in: path).map(\.text) }

    private static func stripped(_ text: Substring) -> Candidate? {
        guard text.utf8.count <= 256, text.utf8.count > LandingToken.Profile.standard.letters else { return nil }
        var mangles: Mangles = []
        var bytes: [UInt8] = []
        // Parameters without their question mark.
        let source = Array(text.utf8.prefix { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "#") })
        if source.count < text.utf8.count { mangles.insert(.parameters) }
        var place = 0
        while place < source.count {
            if let space = spaces.first(where: { matches($0, source, at: place) }) {
                mangles.insert(.space)
                place += space.count
            } else {
                bytes.append(source[place])
                place += 1
            }
        }
        while let end = junk.first(where: { matches($0, bytes, at: bytes.count - $0.count) }) {
            mangles.insert(.punctuation)
            bytes.removeLast(end.count)
        }
        guard LandingToken.canBe(letters: bytes.count) else { return nil }
        return Candidate(text: String(decoding: bytes, as: UTF8.self), mangles: mangles)
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
