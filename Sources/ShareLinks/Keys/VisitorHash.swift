/// Makes of a visitor and an article a number that only the day's salt can make again (HMAC-SHA256, 64 bits of it).
///
/// The article is part of it: from the numbers alone nobody can tell that one visitor read two articles.
///
/// The message is four parts, each preceded by its length as 4 bytes, big-endian: the site and the agent in UTF-8, the
/// prefix of the address between them, and last the article's number as 8 bytes, big-endian. The number is the first
/// 8 bytes of the code, big-endian, signed.
public final class VisitorHash: Sendable {
    /// Bytes of a salt.
    public static let saltBytes = 32

    private let code: MessageAuthentication

    /// Hashes under a salt of 32 random bytes.
    public init(salt: [UInt8]) {
        precondition(salt.count == Self.saltBytes, "a salt has 32 bytes")
        code = MessageAuthentication(key: salt)
    }

    /// The number of a visitor on an article.
    ///
    /// Each part is preceded by its length, so that no two sets of parts run together to the same bytes.
    /// - Parameters:
    ///   - site: the label of the site.
    ///   - prefix: the first bytes of the address: 3 of IPv4, 6 of IPv6.
    public func number(site: String, prefix: [UInt8], agent: String, article: Int64) -> Int64 {
        var message: [UInt8] = []
        message.reserveCapacity(64 + site.utf8.count + agent.utf8.count)
        func add(_ part: some Collection<UInt8>) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: part.count).bigEndian) { message += $0 }
            message += part
        }
        add(site.utf8)
        add(prefix)
        add(agent.utf8)
        withUnsafeBytes(of: article.bigEndian) { add($0) }
        return code.code(of: message).withBytes { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
    }
}
