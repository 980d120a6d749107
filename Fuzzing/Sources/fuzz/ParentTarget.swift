import ShareLinks

/// Whatever `from=` says, how often and where, a press that is right stands as it is; and a parent is taken only where
/// it is the one that was written and one of our own tokens.
///
/// The first byte says where it goes and how the name is spelled; each line of the rest is a value.
enum ParentTarget {
    private static let query: String = {
        let values = PressValues(url: "https://\(FixedRing.site)/a.html", title: "Lũ quét", cmsID: "48")
        guard let key = FixedRing.ring.linkKey(of: 3),
            let signer = try? PressLinkSigner(keyText: key, keyID: 3, base: "https://go.\(FixedRing.site)"),
            let link = try? signer.links(values, channels: [.facebook]).first
        else { fatalError("the press is not signed") }
        return String(link.drop { $0 != "?" }.dropFirst())
    }()
    private static let message = (try? PressQuery(query[...]))?.values.message

    static func check(_ bytes: [UInt8]) {
        guard let mode = bytes.first else { return }
        // Beyond the limit on a query's length nothing stands.
        let text = String(decoding: bytes.dropFirst().prefix(300), as: UTF8.self)
        let values = text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == UInt8(ascii: "&") })
            .map { String(decoding: Array($0), as: UTF8.self) }
        let name = ["from", "%66rom", "f%72%6Fm", "from"][Int(mode & 3)]
        let parents = values.map { "\(name)=\($0)" }
        var pairs = query.split(separator: "&").map(String.init)
        let place = Int(mode >> 2) % (pairs.count + 1)
        pairs.insert(contentsOf: mode & 3 == 3 ? parents + ["from"] : parents, at: place)
        let whole = pairs.joined(separator: "&")

        guard let read = try? PressQuery(whole[...]) else { return require(false, "it is read: \(whole)") }
        require(read.values.message == message, "the values are untouched")
        require((try? read.verify(with: FixedRing.ring)) == .sign, "the press stands: \(whole)")
        require(read.channel == "facebook", "and its channel is the same")
        require((read.parent == nil) == parents.isEmpty, "a parent is there if one was written")
        guard let parent = read.parent, let token = FixedRing.ring.verify(parent) else { return }
        require(values == [parent], "the parent is what was written, once")
        require((try? FixedRing.ring(signing: token.key).sign(token)) == parent, "and one of ours")
    }
}
