import Engagement

/// A signed, read-only link to one report: 30 bytes, written as 40 letters.
///
/// One byte of version (2 bits, 1), key (3) and kind of scope (3); then scope id (32 bits), expiry (32), serial (24),
/// and the first 18 bytes of HMAC-SHA256 under the report key over `0x03` and all before.
public struct ReportLink: Hashable, Sendable {
    /// The slot of the key that signed it, 0 to 7.
    public var key: UInt8
    /// What kind of thing the scope id names, 0 to 7.
    public var scopeKind: UInt8
    /// What the link shows.
    public var scopeID: UInt32
    /// The last second at which it is valid.
    public var expiry: Timestamp
    /// The number by which it can be revoked, below 2^24.
    public var serial: UInt32

    /// The number of letters.
    public static let letters = 40

    /// Describes a report link.
    public init(key: UInt8, scopeKind: UInt8, scopeID: UInt32, expiry: Timestamp, serial: UInt32) {
        self.key = key
        self.scopeKind = scopeKind
        self.scopeID = scopeID
        self.expiry = expiry
        self.serial = serial
    }

    /// Whether its time is over. The last second is still good.
    public func isExpired(at now: Timestamp) -> Bool { now > expiry }

    func signed(with mac: MessageAuthentication) throws(TokenError) -> String {
        guard key < 8 else { throw .keyOutOfRange(key) }
        guard scopeKind < 8 else { throw .scopeOutOfRange(scopeKind) }
        guard let expiry = UInt32(exactly: expiry.seconds) else { throw .expiryOutOfRange }
        guard serial < 1 << 24 else { throw .serialOutOfRange(serial) }
        var head: [UInt8] = [1 << 6 | key << 3 | scopeKind]
        for shift in stride(from: UInt32(24), through: 0, by: -8) { head.append(UInt8(scopeID >> shift & 255)) }
        for shift in stride(from: UInt32(24), through: 0, by: -8) { head.append(UInt8(expiry >> shift & 255)) }
        for shift in stride(from: UInt32(16), through: 0, by: -8) { head.append(UInt8(serial >> shift & 255)) }
        let message = [0x03] + head
        return Base64URL.encode(head + mac.code(of: message).prefix(18))
    }

    static func verify(_ text: Span<UInt8>, keys: (UInt8) -> MessageAuthentication?) -> ReportLink? {
        guard text.count == letters else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 31) { bytes -> ReportLink? in
            bytes.initialize(repeating: 0)
            bytes[0] = 0x03
            guard Base64URL.decode(text, into: bytes, from: 1) else { return nil }
            guard bytes[1] >> 6 == 1, let key = keys(bytes[1] >> 3 & 7) else { return nil }
            let read = UnsafeRawBufferPointer(bytes)
            let code = key.code(of: UnsafeRawBufferPointer(rebasing: read[..<13]))
            guard code.begins(with: UnsafeRawBufferPointer(rebasing: read[13..<31])) else { return nil }
            func number(_ range: Range<Int>) -> UInt32 {
                range.reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
            }
            return ReportLink(
                key: bytes[1] >> 3 & 7, scopeKind: bytes[1] & 7, scopeID: number(2..<6),
                expiry: Timestamp(seconds: Int64(number(6..<10))), serial: number(10..<13))
        }
    }
}
