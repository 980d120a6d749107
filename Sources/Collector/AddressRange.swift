import Foundation

/// An IP address as 16 bytes; IPv4 as mapped into IPv6.
struct PeerAddress: Hashable, Sendable {
    private var high: UInt64
    private var low: UInt64

    /// Reads an address without port; nil for anything else, such as `unknown`.
    init?(_ text: some StringProtocol) {
        guard let address = Array(text.utf8).withUnsafeBytes({ PeerAddress(bytes: $0[...]) }) else { return nil }
        self = address
    }

    /// Reads an address without port from its bytes.
    init?(bytes: Slice<UnsafeRawBufferPointer>) {
        guard bytes.count <= 45 else { return nil }
        let address = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 46) { text -> PeerAddress? in
            guard let base = text.baseAddress else { return nil }
            for (place, byte) in bytes.enumerated() {
                guard byte != 0 else { return nil }
                text[place] = CChar(bitPattern: byte)
            }
            text[bytes.count] = 0
            var four = in_addr()
            if inet_pton(AF_INET, base, &four) == 1 {
                return PeerAddress(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)))
            }
            var six = in6_addr()
            guard inet_pton(AF_INET6, base, &six) == 1 else { return nil }
            return withUnsafeBytes(of: &six) { bytes in
                PeerAddress(
                    high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
            }
        }
        guard let address else { return nil }
        self = address
    }

    /// That of a peer without one.
    static let unknown = PeerAddress(high: 0, low: 0)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
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
    private typealias Bytes = Slice<UnsafeRawBufferPointer>

    /// The right-most hop that is not a trusted front server; what an untrusted peer claims is ignored.
    ///
    /// Works on bytes, not characters: a mark such as U+0600 at the end of what a client wrote would make one character
    /// with the comma that the front server puts behind it, and hide the hop that follows.
    /// - Parameters:
    ///   - forwardedFor: where the values of `X-Forwarded-For` stand, in their order.
    ///   - forwarded: and those of `Forwarded`, which are read where there is none of the former.
    static func reader(
        peer: PeerAddress, forwardedFor: [Range<Int>], forwarded: [Range<Int>], of bytes: UnsafeRawBufferPointer,
        trusted: [AddressRange]
    ) -> PeerAddress {
        guard trusted.contains(where: { $0.contains(peer) }) else { return peer }
        var reader = peer
        // A chain longer than this is made up.
        var hops = 64
        for place in (forwardedFor.isEmpty ? forwarded : forwardedFor).reversed() {
            var rest = bytes[place].suffix(4096)
            while hops > 0 {
                let comma = rest.lastIndex(of: UInt8(ascii: ","))
                let item = comma.map { rest[rest.index(after: $0)...] } ?? rest
                if let hop = forwardedFor.isEmpty ? forValue(item) : item.isEmpty ? nil : item {
                    hops -= 1
                    guard let address = PeerAddress(bytes: stripped(hop)) else { return reader }
                    reader = address
                    if !trusted.contains(where: { $0.contains(address) }) { return reader }
                }
                guard let comma else { break }
                rest = rest[..<comma]
            }
        }
        return reader
    }

    private static func forValue(_ element: Bytes) -> Bytes? {
        for pair in element.split(separator: UInt8(ascii: ";")) {
            let trimmed = pair.drop { $0 == UInt8(ascii: " ") }
            if trimmed.prefix(4).elementsEqual("for=".utf8, by: { $0 == $1 || $0 | 0x20 == $1 }) {
                return trimmed.dropFirst(4)
            }
        }
        return nil
    }

    /// Without white space, quotes, brackets and port.
    private static func stripped(_ hop: Bytes) -> Bytes {
        func isAround(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") }
        var text = hop
        while let first = text.first, isAround(first) { text.removeFirst() }
        while let last = text.last, isAround(last) { text.removeLast() }
        if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
            return text[(text.startIndex + 1)..<end]
        }
        if let colon = text.firstIndex(of: UInt8(ascii: ":")), text.lastIndex(of: UInt8(ascii: ":")) == colon {
            return text[..<colon]
        }
        return text
    }
}
