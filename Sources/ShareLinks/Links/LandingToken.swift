/// What a landing link says once its code is verified: which share it is.
///
/// 18 bytes are written as 24 letters, or 21 bytes as 28 letters in the long profile; there are no spare bits, so a
/// token has one spelling. From the highest bit: version 2, key 3, channel 6, article 29, share 40 (48 in the long
/// profile), then the first 64 (80) bits of HMAC-SHA256 under the key's landing key over `0x01` and all before.
public struct LandingToken: Hashable, Sendable {
    /// How long a token is.
    public enum Profile: UInt8, Sendable, CaseIterable {
        /// Version 1: 24 letters, 40 bits of share id, 64 bits of code.
        case standard = 1
        /// Version 2: 28 letters, 48 bits of share id, 80 bits of code.
        case long = 2

        /// The number of letters.
        public var letters: Int { self == .standard ? 24 : 28 }
        /// The number of bits of a share id.
        public var shareBits: Int { self == .standard ? 40 : 48 }
        var headBytes: Int { self == .standard ? 10 : 11 }
        var codeBytes: Int { self == .standard ? 8 : 10 }
    }

    /// The profile, which is the token's version.
    public var profile: Profile
    /// The slot of the key that signed it, 0 to 7.
    public var key: UInt8
    /// The number of the channel, 0 to 63.
    public var channel: UInt8
    /// The number of the article, 0 to 2^29 − 1.
    public var article: UInt32
    /// The random share id, below 2^40, or 2^48 in the long profile.
    public var share: UInt64

    /// The greatest number of an article.
    public static let maxArticle: UInt32 = 1 << 29 - 1

    /// Describes a token; nothing is checked until it is signed.
    public init(profile: Profile = .standard, key: UInt8, channel: UInt8, article: UInt32, share: UInt64) {
        self.profile = profile
        self.key = key
        self.channel = channel
        self.article = article
        self.share = share
    }

    /// Whether a path of this many letters can be a token.
    public static func canBe(letters: Int) -> Bool {
        letters == Profile.standard.letters || letters == Profile.long.letters
    }
}

/// Why a token cannot be made.
public enum TokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case keyOutOfRange(UInt8)
    case channelOutOfRange(UInt8)
    case articleOutOfRange(UInt32)
    case shareOutOfRange(UInt64)
    case scopeOutOfRange(UInt8)
    case expiryOutOfRange
    case serialOutOfRange(UInt32)
    case noSigningKey(KeyPurpose)

    /// What is wrong, for a person.
    public var description: String {
        switch self {
        case .keyOutOfRange(let key): "key slot \(key) does not exist; slots are 0 to 7"
        case .channelOutOfRange(let channel): "channel number \(channel) does not fit a token; numbers are 0 to 63"
        case .articleOutOfRange(let article): "article number \(article) does not fit a token; the greatest is 2^29 − 1"
        case .shareOutOfRange(let share): "share id \(share) does not fit a token; use the long profile"
        case .scopeOutOfRange(let scope): "scope \(scope) does not fit a report link; scopes are 0 to 7"
        case .expiryOutOfRange: "the expiry of a report link must lie between 1970 and 2106"
        case .serialOutOfRange(let serial): "serial \(serial) does not fit a report link; the greatest is 2^24 − 1"
        case .noSigningKey(let purpose): "no key signs for \(purpose.rawValue); run «sharetrail keys new»"
        }
    }
}

extension LandingToken {
    /// The bytes before the code, most significant first, checked against their ranges.
    func head() throws(TokenError) -> [UInt8] {
        guard key < 8 else { throw .keyOutOfRange(key) }
        guard channel < 64 else { throw .channelOutOfRange(channel) }
        guard article <= Self.maxArticle else { throw .articleOutOfRange(article) }
        guard share >> UInt64(profile.shareBits) == 0 else { throw .shareOutOfRange(share) }
        let front =
            UInt64(profile.rawValue) << 38 | UInt64(key) << 35 | UInt64(channel) << 29 | UInt64(article)
        var bytes: [UInt8] = []
        for shift in stride(from: UInt64(32), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: front >> shift))
        }
        for shift in stride(from: UInt64(profile.shareBits - 8), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: share >> shift))
        }
        return bytes
    }

    /// Reads the fields of a head whose code was verified.
    init(profile: Profile, head: UnsafeRawBufferPointer) {
        var front: UInt64 = 0
        for index in 0..<5 { front = front << 8 | UInt64(head[index]) }
        var share: UInt64 = 0
        for index in 5..<profile.headBytes { share = share << 8 | UInt64(head[index]) }
        self.init(
            profile: profile, key: UInt8(front >> 35 & 7), channel: UInt8(front >> 29 & 63),
            article: UInt32(front & UInt64(Self.maxArticle)), share: share)
    }

    /// Writes and signs the token under a landing key.
    func signed(with key: MessageAuthentication) throws(TokenError) -> String {
        let head = try head()
        let message = [0x01] + head
        return Base64URL.encode(head + key.code(of: message).prefix(profile.codeBytes))
    }

    /// Reads a token under the key that its head names; nil unless the code is right. No Swift allocation.
    static func verify(
        _ text: Span<UInt8>, keys: (UInt8) -> MessageAuthentication?
    ) -> LandingToken? {
        let profile: Profile
        switch text.count {
        case Profile.standard.letters: profile = .standard
        case Profile.long.letters: profile = .long
        default: return nil
        }
        // The byte in front is the purpose's, so that the message lies in one piece.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 22) { bytes -> LandingToken? in
            bytes.initialize(repeating: 0)
            bytes[0] = 0x01
            guard Base64URL.decode(text, into: bytes, from: 1) else { return nil }
            guard bytes[1] >> 6 == profile.rawValue, let key = keys(bytes[1] >> 3 & 7) else { return nil }
            let end = 1 + profile.headBytes
            let read = UnsafeRawBufferPointer(bytes)
            let code = key.code(of: UnsafeRawBufferPointer(rebasing: read[..<end]))
            let given = UnsafeRawBufferPointer(rebasing: read[end..<(end + profile.codeBytes)])
            guard code.begins(with: given) else { return nil }
            return LandingToken(profile: profile, head: UnsafeRawBufferPointer(rebasing: read[1..<end]))
        }
    }
}
