import Engagement

@testable import ShareLinks

/// Keys that everyone knows, so that every code in the tests can be worked out again elsewhere.
enum SampleKeys {
    static let site = "news.example"
    static let root = (0..<32).map { UInt8($0) }

    /// All eight slots hold the same root; slot 1 signs.
    static let ring: KeyRing = {
        let slots = (0..<8).map { id in
            let state: KeyState = id == 1 ? .sign : .accept
            return KeySlot(
                id: UInt8(id), root: Secret(root), states: [.land: state, .link: state, .report: state],
                made: Timestamp(seconds: 0))
        }
        return KeyRing(site: site, slots: slots)
    }()

    /// A ring with one slot.
    static func ring(
        id: UInt8 = 1, root: [UInt8] = root, site: String = site, land: KeyState = .sign, link: KeyState = .sign
    ) -> KeyRing {
        let slot = KeySlot(
            id: id, root: Secret(root), states: [.land: land, .link: link, .report: .sign], made: Timestamp(seconds: 0))
        return KeyRing(site: site, slots: [slot])
    }

    static func landingKey(root: [UInt8] = root, site: String = site) -> MessageAuthentication {
        MessageAuthentication(key: KeyRing.derive(.land, from: root, site: site))
    }
}
