import ShareLinks

/// A query stands if and only if its code is that of its values as a second reader finds them; no other spelling, order
/// or unknown name changes that; and no value holds a control character.
///
/// After the query itself, the same one with the right code in it is tried, so that the inside is reached.
enum PressTarget {
    /// The single letters that are signed, found by asking, so that a new one needs no change here.
    private static let signed: [String] = "abdefghijlmnopqrtuvwxyz".map(String.init).filter { name in
        let others = name == "u" ? "" : "&u=https://\(FixedRing.site)/"
        let query = "k=1&c=x&s=\(String(repeating: "0", count: 32))&\(name)=1\(others)"
        guard let read = try? PressQuery(query[...]) else { return false }
        return String(decoding: read.values.message, as: UTF8.self).contains("\n\(name)=1\n")
    }

    static func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let read = try? PressQuery(text[...]) { inspect(read, as: text) }
        let bare = SlowQuery(text.utf8).text(without: "s")
        guard let draft = try? PressQuery((bare + "&s=" + String(repeating: "0", count: 32))[...]),
            let key = FixedRing.linkKey(draft.key)
        else { return }
        let code = hex(SlowCode.hmac(key, draft.values.message).prefix(16))
        for query in [
            bare + "&s=" + code, "s=" + code + "&" + bare, "&&fbclid=%zz&" + bare + "&x&s=" + code,
            SlowQuery(bare.utf8).text(without: "s", backwards: true) + "&s=" + code,
        ] where query.utf8.count <= PressQuery.maxBytes {
            guard let read = try? PressQuery(query[...]) else { return require(false, "it is read: \(query)") }
            require(read.values.message == draft.values.message, "the values are the same: \(query)")
            require((try? read.verify(with: FixedRing.ring)) != nil, "the right code verifies: \(query)")
            inspect(read, as: query)
        }
        require(PressDiagnosis.explain(draft, ring: FixedRing.ring) == nil, "no mistake explains a code of zeros")
        respell(draft)
        AddressTarget.check(Array(draft.values.url.utf8))
    }

    private static func inspect(_ read: PressQuery, as text: String) {
        let query = SlowQuery(text.utf8)
        var message = Array("press/1\n".utf8)
        for name in signed {
            for case let value? in query.values(of: name) where !value.isEmpty {
                message += Array("\(name)=".utf8) + value + [0x0A]
            }
        }
        require(read.values.message == message, "the readers agree on what is signed")
        require(query.values(of: "c") == [Array(read.channel.utf8)], "and on the channel")
        require(query.values(of: "k") == [Array("\(read.key)".utf8)], "and on the key")
        let given = query.values(of: "s").compactMap { $0 }.joined()
        let right = FixedRing.linkKey(read.key).map { hex(SlowCode.hmac($0, message).prefix(16)) }
        let stands = (try? read.verify(with: FixedRing.ring)) != nil
        require(stands == (right.map { given.elementsEqual($0.utf8) } ?? false), "and on the code")
        let lines = message.split(separator: 0x0A, omittingEmptySubsequences: false)
        require(lines.count == 2 + query.signedValues(of: signed), "a value is one line")
        for part in lines + [Array(read.channel.utf8)[...]] {
            let scalars = String(decoding: part, as: UTF8.self).unicodeScalars
            require(!scalars.contains { $0.properties.generalCategory == .control }, "no control character")
        }
    }

    /// What the library's own signer writes for the same values.
    private static func respell(_ read: PressQuery) {
        guard let key = FixedRing.ring.linkKey(of: read.key),
            let signer = try? PressLinkSigner(keyText: key, keyID: read.key, base: "https://go.\(FixedRing.site)/")
        else { return require(false, "the signer takes the ring's key") }
        do {
            guard let link = try signer.links(read.values, channels: [.facebook]).first else { return }
            let again = try PressQuery(link.drop { $0 != "?" }.dropFirst())
            require(again.values.message == read.values.message, "the signer's spelling reads as the same: \(link)")
            _ = try again.verify(with: FixedRing.ring)
        } catch {
            require(error == .tooLong, "the signer's link stands: \(error)")
        }
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension SlowQuery {
    fileprivate func signedValues(of names: [String]) -> Int {
        names.reduce(0) { sum, name in sum + values(of: name).count { $0?.isEmpty == false } }
    }
}
