import Engagement
import ShareLinks

/// Keys that never change, so that a corpus can hold links signed under them. They protect nothing.
enum FixedRing {
    static let site = "news.example"
    static let slots: ClosedRange<UInt8> = 1...3

    static func root(_ slot: UInt8) -> [UInt8] { [UInt8](repeating: slot * 0x11, count: 32) }

    /// The ring as it grew: in each, the next slot signs.
    private static let grown: [KeyRing] = {
        var rings = [KeyRing.first(site: site, root: root(1), made: Timestamp(seconds: 1))]
        for slot in slots.dropFirst() {
            guard let next = try? rings[rings.count - 1].adding(root: root(slot), made: Timestamp(seconds: Int64(slot)))
            else { fatalError("the ring does not take a key") }
            rings.append(next)
        }
        return rings
    }()

    /// Slot 1 is retired, 2 accepts, 3 signs.
    static let ring: KeyRing = {
        guard let ring = try? grown[grown.count - 1].retiring(1, for: [.land, .link]) else {
            fatalError("the ring does not retire a key")
        }
        return ring
    }()

    /// The ring of the time when this slot signed.
    static func ring(signing slot: UInt8) -> KeyRing { grown[Int(slot - slots.lowerBound)] }

    private static let landingKeys = slots.map { SlowCode.key("land", root: root($0), site: site) }
    private static let linkKeys = slots.map {
        SlowBase64URL.encode(SlowCode.key("link", root: root($0), site: site))
    }

    static func landingKey(_ slot: UInt8) -> [UInt8]? {
        slots.contains(slot) ? landingKeys[Int(slot - slots.lowerBound)] : nil
    }

    static func linkKey(_ slot: UInt8) -> [UInt8]? {
        slots.contains(slot) ? linkKeys[Int(slot - slots.lowerBound)] : nil
    }
}
