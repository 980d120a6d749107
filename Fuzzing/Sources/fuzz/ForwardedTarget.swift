@testable import Collector

/// The reader is the right-most hop that no trusted front server is, as a reader that works on bytes finds it: never an
/// address of our own servers while a foreign one stands before it, and never what a foreign peer says of itself.
///
/// The first byte chooses the peer and the field; each line of the rest is one field, or a network and addresses for it.
enum ForwardedTarget {
    private static let trusted = ["10.0.0.0/8", "127.0.0.0/8", "::1", "fd00::/8", "192.0.2.7"]
    private static let ranges = trusted.compactMap { AddressRange($0) }
    private static let peers = ["10.1.2.3", "::1", "203.0.113.5", "2001:db8::5"]

    static func check(_ bytes: [UInt8]) {
        guard let mode = bytes.first else { return }
        // The reader of requests lets no control character but the tab pass.
        let kept = bytes.dropFirst().filter { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x0A || $0 == 0x09 }
        let text = String(decoding: kept.prefix(4000), as: UTF8.self)
        let lines = text.utf8.split(separator: 0x0A).map { Array($0) }
        if mode & 8 != 0 { return ranges(lines) }

        let name = peers[Int(mode & 3)]
        guard let peer = PeerAddress(name) else { return require(false, "the peer is an address") }
        let isFor = mode & 4 == 0
        var places: [Range<Int>] = []
        var header: [UInt8] = []
        for line in lines {
            places.append(header.count..<(header.count + line.count))
            header += line
        }
        let reader = header.withUnsafeBytes { header in
            ForwardedAddress.reader(
                peer: peer, forwardedFor: isFor ? places : [], forwarded: isFor ? [] : places, of: header,
                trusted: ranges)
        }

        var slow = SlowAddress(Array(name.utf8))
        let hops = lines.flatMap { line in
            line.suffix(4096).split(separator: UInt8(ascii: ",")).compactMap { isFor ? Array($0) : forValue(Array($0)) }
        }
        for hop in hops.suffix(64).reversed() {
            guard let last = slow, isTrusted(last), let address = SlowAddress(stripped(hop)) else { break }
            slow = address
        }
        require(slow.flatMap { PeerAddress($0.text) } == reader, "the readers agree on \(slow?.text ?? "nobody")")
        require(slow.map(isTrusted) == ranges.contains { $0.contains(reader) }, "and on whether it is trusted")
    }

    private static func ranges(_ lines: [[UInt8]]) {
        guard let written = lines.first else { return }
        if AddressRange(String(decoding: written, as: UTF8.self)) != nil {
            let parts = written.split(separator: UInt8(ascii: "/")).map { Array($0) }
            require(SlowAddress(parts[0]) != nil, "a range begins with an address: \(written)")
            require((0...128).contains(bits(of: parts)), "and its length fits: \(written)")
        }
        let base = Array(written.prefix { $0 != UInt8(ascii: "/") })
        for line in lines.prefix(8) {
            let address = PeerAddress(String(decoding: line, as: UTF8.self))
            let slow = SlowAddress(line)
            require((address == nil) == (slow == nil), "the readers agree on what an address is: \(line)")
            guard let address, let slow else { continue }
            require(PeerAddress(slow.text) == address, "and on its bytes: \(slow.text)")
        }
        lengths(of: base)
    }

    /// A range of each length holds its address with the next bit flipped, and not with its last bit flipped.
    private static func lengths(of base: [UInt8]) {
        guard let network = SlowAddress(base) else { return }
        let front = base.contains(UInt8(ascii: ":")) ? 0 : 96
        for length in 0...(128 - front) {
            let text = "\(String(decoding: base, as: UTF8.self))/\(length)"
            guard let range = AddressRange(text) else { return require(false, "it is a range: \(text)") }
            for bit in [front + length - 1, front + length] where (front..<128).contains(bit) {
                guard let near = PeerAddress(network.flipping(bit).text) else { return require(false, "an address") }
                require(range.contains(near) == (bit == front + length), "what \(text) holds, by bit \(bit)")
            }
        }
    }

    private static let networks = trusted.compactMap { text -> (address: SlowAddress, bits: Int)? in
        let parts = text.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
        return SlowAddress(parts[0]).map { ($0, bits(of: parts)) }
    }

    private static func isTrusted(_ address: SlowAddress) -> Bool {
        networks.contains { address.begins(with: $0.address, bits: $0.bits) }
    }

    private static func bits(of parts: [[UInt8]]) -> Int {
        guard parts.count > 1, let given = Int(String(decoding: parts[1], as: UTF8.self)) else { return 128 }
        return parts[0].contains(UInt8(ascii: ":")) ? given : 96 + given
    }

    private static func forValue(_ element: [UInt8]) -> [UInt8]? {
        for pair in element.split(separator: UInt8(ascii: ";")) {
            let trimmed = Array(pair.drop { $0 == 0x20 })
            if String(decoding: trimmed.prefix(4), as: UTF8.self).lowercased() == "for=" {
                return Array(trimmed.dropFirst(4))
            }
        }
        return nil
    }

    private static func stripped(_ hop: [UInt8]) -> [UInt8] {
        var text = hop[...]
        while let first = text.first, " \t\"".utf8.contains(first) { text.removeFirst() }
        while let last = text.last, " \t\"".utf8.contains(last) { text.removeLast() }
        if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
            return Array(text[..<end].dropFirst())
        }
        let colons = text.count { $0 == UInt8(ascii: ":") }
        return Array(colons == 1 ? text.prefix { $0 != UInt8(ascii: ":") } : text)
    }
}
