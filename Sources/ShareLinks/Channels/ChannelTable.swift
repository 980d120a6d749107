/// The channels that a newsroom has: ours, and what its configuration adds or changes.
public struct ChannelTable: Sendable {
    /// Every channel: those with a number by number, then those that nobody has verified.
    public let all: [Channel]
    private let byName: [String: Channel]
    private let byNumber: [Channel?]

    /// Ours alone.
    public static let standard = ChannelTable(
        Channel.onDevice + Channel.webMail + Channel.networks + Channel.shelves + Channel.chats + Channel.unverified)

    private init(_ channels: [Channel]) {
        all = channels.sorted { ($0.number ?? .max, $0.name) < ($1.number ?? .max, $1.name) }
        var byName: [String: Channel] = [:]
        var byNumber = [Channel?](repeating: nil, count: 64)
        for channel in all {
            for name in [channel.name] + channel.aliases { byName[name] = channel }
            if let number = channel.number { byNumber[Int(number)] = channel }
        }
        self.byName = byName
        self.byNumber = byNumber
    }

    /// The channels that a press link can name, by number.
    public var pressable: [Channel] { all.filter { $0.number != nil } }

    /// The channel of a name or an alias that a press link can name, and its number; letters of either case.
    public func pressable(_ name: String) -> (channel: Channel, number: UInt8)? {
        guard let channel = find(name), let number = channel.number else { return nil }
        return (channel, number)
    }

    /// Letters of ASCII alone have another case here: a Kelvin sign is no k.
    private func find(_ name: String) -> Channel? {
        byName[name] ?? (name.utf8.allSatisfy { $0 < 0x80 } ? byName[name.lowercased()] : nil)
    }

    /// The channel of a name or an alias, verified or not; letters of either case.
    ///
    /// - Throws: why there is none: it is gone, and what to use instead, or nobody knows it.
    public func channel(_ name: String) throws(ChannelError) -> Channel {
        if let channel = find(name) { return channel }
        let lower = name.lowercased()
        if let gone = GoneChannel.all.first(where: { $0.name == lower || $0.aliases.contains(lower) }) {
            throw .gone(gone)
        }
        throw .unknown(name)
    }

    /// The channel of a name that is to be pressed, and its number.
    ///
    /// - Throws: as ``channel(_:)``, and where nobody has verified the channel.
    public func toPress(_ name: String) throws(ChannelError) -> (channel: Channel, number: UInt8) {
        let channel = try channel(name)
        guard let number = channel.number else { throw .unverified(channel.name) }
        return (channel, number)
    }

    /// The channel of a number in a token.
    public func numbered(_ number: UInt8) -> Channel? { byNumber[Int(number & 63)] }
}

/// What a newsroom adds to the table, or changes in it.
public struct ChannelChange: Hashable, Sendable {
    /// The numbers that a newsroom may give.
    public static let numbers: ClosedRange<UInt8> = 48...62

    /// The name: `a-z 0-9 -`, at most 32 letters. Of one of ours, the change is of that.
    public var name: String
    /// A number from ``numbers``, for a channel that has none of ours. It must never change its meaning.
    public var number: UInt8?
    /// The address with placeholders.
    public var template: String?
    /// The name on the button.
    public var label: String?
    /// How web analytics group visits from it: `social`, `email`, `sms` or `referral`.
    public var medium: String?
    /// Whether it can be seen who draws its link previews.
    public var showsPreviews: Bool?

    /// Describes a change.
    public init(
        name: String, number: UInt8? = nil, template: String? = nil, label: String? = nil, medium: String? = nil,
        showsPreviews: Bool? = nil
    ) {
        self.name = name
        self.number = number
        self.template = template
        self.label = label
        self.medium = medium
        self.showsPreviews = showsPreviews
    }
}

extension ChannelTable {
    /// The table with a newsroom's additions and changes.
    public func changing(_ changes: [ChannelChange]) throws(ChannelError) -> ChannelTable {
        var channels = all
        for change in changes {
            guard (1...32).contains(change.name.utf8.count),
                change.name.utf8.allSatisfy({
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
                })
            else { throw .badName(change.name) }
            if let medium = change.medium, !["social", "email", "sms", "referral"].contains(medium) {
                throw .badMedium(change.name)
            }
            let place = channels.firstIndex { $0.name == change.name }
            let known = place.map { channels[$0] }
            if known == nil, let owner = channels.first(where: { $0.aliases.contains(change.name) }) {
                throw .nameTaken(change.name, owner.name)
            }
            if let number = change.number {
                guard known?.number == nil, ChannelChange.numbers.contains(number) else {
                    throw .badNumber(change.name)
                }
                if let other = channels.first(where: { $0.number == number }) {
                    throw .numberTaken(change.name, other.name)
                }
            } else if known == nil {
                throw .badNumber(change.name)
            }
            guard known != nil || change.template != nil else { throw .badTemplate(change.name, "is missing") }
            let forms = try change.template.map { text throws(ChannelError) in [try Self.form(text, of: change.name)] }
            let made = Channel(
                change.number ?? known?.number, change.name, aliases: known?.aliases ?? [],
                label: change.label ?? known?.label ?? change.name, known?.gesture ?? .post,
                medium: change.medium ?? known?.medium ?? "social",
                change.template == nil ? known?.status ?? .own : .own,
                limit: known?.limit, remark: known?.remark,
                showsPreviews: change.showsPreviews ?? known?.showsPreviews, forms: forms ?? known?.forms ?? [])
            if let place { channels[place] = made } else { channels.append(made) }
        }
        return ChannelTable(channels)
    }

    /// Schemes that run code or read files, and the one that anyone on the way can read.
    private static let badSchemes: Set<String> = [
        "javascript", "vbscript", "data", "blob", "file", "filesystem", "about", "view-source", "http",
    ]

    private static func form(_ text: String, of name: String) throws(ChannelError) -> Channel.Form {
        func fault(_ what: String) -> ChannelError { .badTemplate(name, what) }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"'<>\\^`|".utf8.contains($0) }) else {
            throw fault("holds a character that an address cannot hold")
        }
        guard let colon = text.firstIndex(of: ":") else { throw fault("must begin with https:// or an app's scheme") }
        let scheme = text[..<colon]
        guard let first = scheme.utf8.first, (0x61...0x7A).contains(first), !badSchemes.contains(String(scheme)),
            scheme.utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
            })
        else { throw fault("must begin with https:// or an app's scheme, in lower case") }
        let isPage = scheme == "https"
        if isPage {
            let host = text.dropFirst(8).utf8.prefix { !"/?#:@".utf8.contains($0) }
            guard text.hasPrefix("https://"), host.count > 1 else { throw fault("has no host") }
        }
        var held: Set<Channel.Placeholder> = []
        let start = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.firstIndex(of: "&") ?? text.endIndex
        let front = text[..<start]
        if front.contains("{") || front.contains("}") {
            guard front.hasPrefix("https://{instance}/"), !front.dropFirst(18).contains("{") else {
                throw fault("may hold placeholders only as values of parameters, and {instance} as its host")
            }
            held.insert(.instance)
        }
        guard !text[start...].dropFirst().contains(where: { $0 == "?" || $0 == "#" }) else {
            throw fault("has a second ? or #; all parameters stand behind one")
        }
        for part in text[start...].split(whereSeparator: { "?#&".contains($0) }) {
            let pieces = part.split(separator: "{", omittingEmptySubsequences: false)
            if pieces.count == 1, !part.contains("}") { continue }
            guard pieces.count == 2, pieces[0].hasSuffix("="), pieces[1].hasSuffix("}"),
                let placeholder = Channel.Placeholder(rawValue: String(pieces[1].dropLast()))
            else {
                let names = Channel.Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
                throw fault("has «\(part)»; a parameter is name={…}, with one of \(names)")
            }
            held.insert(placeholder)
        }
        guard !held.isDisjoint(with: [.url, .text, .mailbody, .zalo]) else {
            throw fault("does not share the link; it needs {url} or {text}")
        }
        return Channel.Form(isPage ? .page : .app, text, needs: held.intersection([.instance]))
    }
}

/// Why there is no such channel, or why the table cannot be changed so.
public enum ChannelError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown(String)
    case gone(GoneChannel)
    case unverified(String)
    case badName(String)
    case nameTaken(String, String)
    case badNumber(String)
    case numberTaken(String, String)
    case badMedium(String)
    case badTemplate(String, String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unknown(let name): "there is no channel «\(name)»; «sharetrail channels» shows them"
        case .gone(let channel): "«\(channel.name)»: \(channel.reason); use «\(channel.successor)» instead"
        case .unverified(let name):
            "nobody has verified «\(name)»; try its link (sharetrail intent), then give it a number from 48 to 62 in "
                + "sharetrail.yaml, under channels"
        case .badName(let name): "channels: «\(name)» is no name; use a-z, 0-9 and -, at most 32 letters"
        case .nameTaken(let name, let owner): "channels: «\(name)» is another name of «\(owner)»; change that one"
        case .badNumber(let name):
            "channels: «\(name)» needs a number from 48 to 62 of its own (channels of ours keep the one they have)"
        case .numberTaken(let name, let owner): "channels: the number of «\(name)» is that of «\(owner)»"
        case .badMedium(let name): "channels: the medium of «\(name)» must be social, email, sms or referral"
        case .badTemplate(let name, let fault): "channels: the template of «\(name)» \(fault)"
        }
    }
}
