import Foundation

/// An IP address as 16 bytes; IPv4 as mapped into IPv6.
struct PeerAddress: Hashable, Sendable {
    private var high: UInt64
    private var low: UInt64

    /// Reads an address without port; nil for anything else, such as `unknown`.
    init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count <= 45 else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            high = 0
            low = 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let words = withUnsafeBytes(of: &six) { bytes in
                (
                    bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                )
            }
            high = UInt64(bigEndian: words.0)
            low = UInt64(bigEndian: words.1)
        } else {
            return nil
        }
    }

    /// Whether it is one of IPv4.
    var isFour: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// What is hashed of a visitor's address: 3 bytes of IPv4 (/24), 6 of IPv6 (/48).
    var visitorPrefix: [UInt8] {
        isFour
            ? [24, 16, 8].map { UInt8(truncatingIfNeeded: low >> $0) }
            : [56, 48, 40, 32, 24, 16].map { UInt8(truncatingIfNeeded: high >> $0) }
    }

    /// The first bits, up to 128, all others zero.
    func prefix(_ bits: Int) -> PeerAddress {
        var cut = self
        cut.high &= bits >= 64 ? .max : ~(UInt64.max >> UInt64(max(bits, 0)))
        cut.low &= bits >= 128 ? .max : bits <= 64 ? 0 : ~(UInt64.max >> UInt64(bits - 64))
        return cut
    }
}

/// A range of IP addresses, such as `10.0.0.0/8` or `::1`.
public struct AddressRange: Hashable, Sendable {
    private let network: PeerAddress
    private let bits: Int

    /// Reads an address or a range in CIDR notation.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, let address = PeerAddress(first) else { return nil }
        let width = first.contains(":") ? 128 : 32
        var bits = 128
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            bits = 128 - width + given
        }
        self.bits = bits
        network = address.prefix(bits)
    }

    /// Whether an address, as text, is in the range; false for what is none.
    public func contains(text: String) -> Bool { PeerAddress(text).map(contains) ?? false }

    func contains(_ address: PeerAddress) -> Bool { address.prefix(bits) == network }

    /// This machine itself.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }
}

/// Finds the reader's address behind front servers.
enum ForwardedAddress {
    /// The right-most hop that is not a trusted front server; what an untrusted peer claims is ignored.
    static func reader(
        peer: PeerAddress, forwardedFor: [String], forwarded: [String], trusted: [AddressRange]
    ) -> PeerAddress {
        guard trusted.contains(where: { $0.contains(peer) }) else { return peer }
        let hops = forwardedFor.isEmpty ? forwarded.flatMap(Self.forValues) : forwardedFor.flatMap(Self.list)
        var reader = peer
        // A chain longer than this is made up.
        for hop in hops.suffix(64).reversed() {
            guard let address = PeerAddress(stripped(hop)) else { break }
            reader = address
            if !trusted.contains(where: { $0.contains(address) }) { break }
        }
        return reader
    }

    // Bytes, not characters: a mark such as U+0600 at the end of what a client wrote would make one character with the
    // comma that the front server puts behind it, and hide the hop that follows.
    private static func list(_ value: String) -> [Substring.UTF8View] {
        value.utf8.suffix(4096).split(separator: UInt8(ascii: ","))
    }

    private static func forValues(_ value: String) -> [Substring.UTF8View] {
        list(value).compactMap { element in
            element.split(separator: UInt8(ascii: ";")).lazy.compactMap { pair -> Substring.UTF8View? in
                let trimmed = pair.drop { $0 == UInt8(ascii: " ") }
                let isFor = trimmed.prefix(4).elementsEqual("for=".utf8) { $0 == $1 || $0 | 0x20 == $1 }
                return isFor ? trimmed.dropFirst(4) : nil
            }.first
        }
    }

    /// Without white space, quotes, brackets and port.
    private static func stripped(_ hop: Substring.UTF8View) -> Substring {
        var text = hop
        while let first = text.first, " \t\"".utf8.contains(first) { text.removeFirst() }
        while let last = text.last, " \t\"".utf8.contains(last) { text.removeLast() }
        if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
            return Substring(text[text.index(after: text.startIndex)..<end])
        }
        let colons = text.count { $0 == UInt8(ascii: ":") }
        if colons == 1, let colon = text.firstIndex(of: UInt8(ascii: ":")) { return Substring(text[..<colon]) }
        return Substring(text)
    }
}
