@testable import ShareLinks

/// A key file that is read is written so that it reads as the same, and one that is refused is refused without showing
/// what could be a key.
enum KeyFileTarget {
    static func check(_ bytes: [UInt8]) {
        let ring: KeyRing
        do {
            ring = try KeyFile.parse(bytes)
        } catch {
            return inspect(error, bytes)
        }
        let text = KeyFile.text(of: ring)
        guard let again = try? KeyFile.parse(Array(text.utf8)) else { return require(false, "it reads again: \(text)") }
        require(KeyFile.text(of: again) == text, "it is written the same")
        require(again.site.utf8.elementsEqual(ring.site.utf8) && again.names == ring.names, "the ring is the same")
        for purpose in KeyPurpose.allCases {
            require(ring.slots.count { $0.states[purpose] == .sign } == 1, "one key signs for \(purpose)")
            require(ring.signer(for: purpose) == again.signer(for: purpose), "and it is the same")
        }
        let token = LandingToken(key: 0, channel: 1, article: 2, share: 3)
        guard let signed = try? ring.sign(token) else { return require(false, "a ring that was read signs") }
        require(again.verify(signed)?.key == ring.signer(for: .land), "and the other verifies")
        for slot in ring.slots {
            require(slot.root.bytes.count == 32 && slot.id < 8, "a slot is whole")
            require(!"\(slot)\(slot.root)".contains(Hex.encode(slot.root.bytes.prefix(4))), "and not shown")
        }
    }

    private static func inspect(_ error: KeyFileError, _ bytes: [UInt8]) {
        let shown = Array("\(error)".utf8)
        for word in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) where word.count >= 12 {
            let text = String(decoding: word, as: UTF8.self)
            require(!String(decoding: shown, as: UTF8.self).contains(text), "an error shows no key: \(error)")
        }
    }
}
