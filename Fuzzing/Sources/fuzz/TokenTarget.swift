import ShareLinks

/// A landing token verifies if and only if a reader that works bit by bit says so; it then has the same fields, and
/// signing them again gives the same letters.
///
/// The first byte decides whether the rest is the text, or a head for which the right code is computed first; what is
/// left then are pairs of a place and a letter to put there.
enum TokenTarget {
    static func check(_ bytes: [UInt8]) {
        guard let mode = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        let text = mode & 1 == 0 ? rest : spoiled(rest, profile: mode & 2 == 0 ? .standard : .long)
        let slow = slowRead(text)
        let token = FixedRing.ring.verify(text.span)
        require(token == slow, "the readers agree: \(String(describing: token)), \(String(describing: slow))")
        guard let token else { return }
        let again = try? FixedRing.ring(signing: token.key).sign(token)
        require(again.map { Array($0.utf8) } == text, "a token has one spelling")
        require(FixedRing.ring.verify(String(decoding: text, as: UTF8.self)) == token, "text reads as its bytes")
        require(
            FixedRing.ring.verifyReportLink(String(decoding: text, as: UTF8.self)) == nil,
            "a landing token is no report link")
    }

    private static func spoiled(_ bytes: [UInt8], profile: LandingToken.Profile) -> [UInt8] {
        let size = profile == .standard ? 10 : 11
        var head = Array(bytes.prefix(size))
        head += [UInt8](repeating: 0, count: size - head.count)
        let key = FixedRing.landingKey(head[0] >> 3 & 7) ?? []
        var text = SlowBase64URL.encode(head + SlowCode.hmac(key, [1] + head).prefix(profile == .standard ? 8 : 10))
        let changes = Array(bytes.dropFirst(size))
        for place in stride(from: 0, to: changes.count - 1, by: 2) {
            text[Int(changes[place]) % text.count] = changes[place + 1]
        }
        return text
    }

    private static func slowRead(_ text: [UInt8]) -> LandingToken? {
        guard text.count == 24 || text.count == 28, let bytes = SlowBase64URL.decode(text) else { return nil }
        let isLong = text.count == 28
        let head = Array(bytes.prefix(isLong ? 11 : 10))
        let bits = Bits.of(head)
        guard Bits.number(bits[0..<2]) == (isLong ? 2 : 1) else { return nil }
        let slot = UInt8(Bits.number(bits[2..<5]))
        guard let key = FixedRing.landingKey(slot) else { return nil }
        guard SlowCode.hmac(key, [1] + head).starts(with: bytes.dropFirst(head.count)) else { return nil }
        return LandingToken(
            profile: isLong ? .long : .standard, key: slot, channel: UInt8(Bits.number(bits[5..<11])),
            article: UInt32(Bits.number(bits[11..<40])), share: Bits.number(bits[40...]))
    }
}
