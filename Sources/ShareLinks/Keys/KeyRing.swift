import Engagement

/// What a key is for. Keys of different purposes never verify each other's work.
public enum KeyPurpose: String, CaseIterable, Sendable {
    /// Landing links, signed by the collector.
    case land
    /// Press links, signed by the site's templates.
    case link
    /// Signed links to reports.
    case report
}

/// What a key may do, for one purpose.
public enum KeyState: String, CaseIterable, Sendable {
    /// Signs and verifies: the newest.
    case sign
    /// Verifies, and its events count.
    case accept
    /// Verifies and redirects, but counts nothing.
    case retired
}

/// One of the eight slots of a ring of keys.
public struct KeySlot: Sendable, CustomStringConvertible {
    /// The slot's number, 0 to 7, which links carry.
    public let id: UInt8
    /// 32 random bytes, from which a key for each purpose is derived.
    let root: Secret
    /// What the slot may do for each purpose.
    public internal(set) var states: [KeyPurpose: KeyState]
    /// When the root was drawn.
    public let made: Timestamp

    /// Names the slot and its states; never the key.
    public var description: String {
        let states = KeyPurpose.allCases.map { "\($0.rawValue)=\(self.states[$0]?.rawValue ?? "–")" }
        return "key \(id) \(states.joined(separator: " "))"
    }
}

/// The keys of one site: eight slots, each with a root from which the keys of all purposes are derived.
///
/// `K[purpose] = HKDF-SHA256(root, no salt, info "share/v1" 00 purpose 00 site, 32 bytes)`.
public struct KeyRing: Sendable {
    /// The label that the keys are bound to. Fixed when the ring is made; hosts may change, it may not.
    public let site: String
    /// The slots in use, by number.
    public private(set) var slots: [KeySlot]

    private var landing = [MessageAuthentication?](repeating: nil, count: 8)
    private var linking = [MessageAuthentication?](repeating: nil, count: 8)
    private var reporting = [MessageAuthentication?](repeating: nil, count: 8)

    /// Builds a ring and derives its keys.
    public init(site: String, slots: [KeySlot]) {
        self.site = site
        self.slots = slots.sorted { $0.id < $1.id }
        for slot in slots {
            let place = Int(slot.id)
            landing[place] = MessageAuthentication(key: Self.derive(.land, from: slot.root.bytes, site: site))
            linking[place] = MessageAuthentication(key: Array(Self.linkKey(from: slot.root.bytes, site: site).utf8))
            reporting[place] = MessageAuthentication(key: Self.derive(.report, from: slot.root.bytes, site: site))
        }
    }

    static func derive(_ purpose: KeyPurpose, from root: [UInt8], site: String) -> [UInt8] {
        let info = Array("share/v1".utf8) + [0] + Array(purpose.rawValue.utf8) + [0] + Array(site.utf8)
        return KeyDerivation.derive(from: root, info: info, count: 32)
    }

    static func linkKey(from root: [UInt8], site: String) -> String {
        Base64URL.encode(derive(.link, from: root, site: site))
    }

    /// The state of a slot for a purpose; nil for an empty slot.
    public func state(of id: UInt8, for purpose: KeyPurpose) -> KeyState? {
        slots.first { $0.id == id }?.states[purpose]
    }

    /// A name for each key, by which two readings of a key file can be compared: slot and time of making, no secret.
    public var names: [String] { slots.map { "\($0.id)@\($0.made.seconds)" } }

    /// The slot that signs for a purpose.
    public func signer(for purpose: KeyPurpose) -> UInt8? {
        slots.first { $0.states[purpose] == .sign }?.id
    }

    /// The key that a CMS signs press links with, as text; the text's letters are the key. Nil for an empty slot.
    public func linkKey(of id: UInt8) -> String? {
        slots.first { $0.id == id }.map { Self.linkKey(from: $0.root.bytes, site: site) }
    }
}

// MARK: - Landing links

extension KeyRing {
    /// Signs a landing token with the newest landing key, whatever key the token names.
    public func sign(_ token: LandingToken) throws(TokenError) -> String {
        guard let id = signer(for: .land), let key = landing[Int(id)] else { throw .noSigningKey(.land) }
        var token = token
        token.key = id
        return try token.signed(with: key)
    }

    /// A landing token's text under every key of the ring, by slot, retired ones too: they still lead to the article.
    public func everySignature(of token: LandingToken) throws(TokenError) -> [String] {
        var texts: [String] = []
        for (id, key) in landing.enumerated() {
            guard let key else { continue }
            var token = token
            token.key = UInt8(id)
            texts.append(try token.signed(with: key))
        }
        return texts
    }

    /// Reads a landing token; nil unless one of the ring's keys signed it. About a quarter of a microsecond.
    public func verify(_ text: Span<UInt8>) -> LandingToken? {
        LandingToken.verify(text) { landing[Int($0)] }
    }

    /// Reads a landing token from a string.
    public func verify(_ text: String) -> LandingToken? {
        verify(text.utf8.span)
    }

    /// A landing token with a fresh share id, and its signed text.
    ///
    /// An id is drawn again while the text would end in `-` or `_`: chat programs leave such an end out of a link.
    public func mint(
        article: UInt32, channel: UInt8, random: RandomSource
    ) throws(TokenError) -> (token: LandingToken, text: String) {
        while true {
            let share = random.bytes(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            var token = LandingToken(key: 0, channel: channel, article: article, share: share)
            token.key = signer(for: .land) ?? 0
            let text = try sign(token)
            if text.utf8.last != UInt8(ascii: "-"), text.utf8.last != UInt8(ascii: "_") { return (token, text) }
        }
    }
}

// MARK: - Press links and report links

extension KeyRing {
    /// The code of a press link's message under a slot's key; nil for an empty slot.
    func pressCode(of message: [UInt8], key id: UInt8) -> MessageAuthentication.Code? {
        guard id < 8, let key = linking[Int(id)] else { return nil }
        return key.code(of: message)
    }

    /// Signs a report link with the newest report key, whatever key the link names.
    public func sign(_ link: ReportLink) throws(TokenError) -> String {
        guard let id = signer(for: .report), let key = reporting[Int(id)] else { throw .noSigningKey(.report) }
        var link = link
        link.key = id
        return try link.signed(with: key)
    }

    /// Reads a report link, expired or not; nil unless one of the ring's keys signed it.
    public func verifyReportLink(_ text: String) -> ReportLink? {
        ReportLink.verify(text.utf8.span) { reporting[Int($0)] }
    }
}

// MARK: - Rotation

/// Why the ring cannot be changed so.
public enum RotationError: Error, Hashable, Sendable, CustomStringConvertible {
    case ringIsFull
    case unknownSlot(UInt8)
    case signs(UInt8, KeyPurpose)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .ringIsFull:
            "all eight slots are in use; retire the landing key of the oldest with «sharetrail keys retire ID --purpose land»"
        case .unknownSlot(let id): "there is no key \(id); «sharetrail keys list» shows the slots"
        case .signs(let id, let purpose):
            "key \(id) signs for \(purpose.rawValue); make a newer one first with «sharetrail keys new»"
        }
    }
}

extension KeyRing {
    /// The ring with a new key that signs for all purposes; those that signed now accept.
    ///
    /// The slot is the one after the newest, around the ring, that is empty or whose landing key was retired.
    public func adding(root: [UInt8], made: Timestamp) throws(RotationError) -> KeyRing {
        let newest = signer(for: .land) ?? 0
        let candidates = (1...8).map { (newest + UInt8($0)) % 8 }
        guard let free = candidates.first(where: { state(of: $0, for: .land).map { $0 == .retired } ?? true }) else {
            throw .ringIsFull
        }
        var changed = slots.filter { $0.id != free }
        for index in changed.indices {
            for (purpose, state) in changed[index].states where state == .sign {
                changed[index].states[purpose] = .accept
            }
        }
        let all = Dictionary(uniqueKeysWithValues: KeyPurpose.allCases.map { ($0, KeyState.sign) })
        changed.append(KeySlot(id: free, root: Secret(root), states: all, made: made))
        return KeyRing(site: site, slots: changed)
    }

    /// The ring in which a key counts nothing any more for these purposes. A key that signs cannot be retired.
    public func retiring(_ id: UInt8, for purposes: [KeyPurpose]) throws(RotationError) -> KeyRing {
        guard let place = slots.firstIndex(where: { $0.id == id }) else { throw .unknownSlot(id) }
        var changed = slots
        for purpose in purposes {
            guard changed[place].states[purpose] != .sign else { throw .signs(id, purpose) }
            changed[place].states[purpose] = .retired
        }
        return KeyRing(site: site, slots: changed)
    }

    /// A ring with its first key, in slot 1.
    public static func first(site: String, root: [UInt8], made: Timestamp) -> KeyRing {
        let all = Dictionary(uniqueKeysWithValues: KeyPurpose.allCases.map { ($0, KeyState.sign) })
        return KeyRing(site: site, slots: [KeySlot(id: 1, root: Secret(root), states: all, made: made)])
    }
}
