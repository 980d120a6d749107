import Engagement
import Foundation
import Reports

/// What the editors' pages need to know of a newsroom.
public struct PagesSettings: Sendable {
    /// The folder with the database, and with ``EditorTokens`` of its own.
    public var home: String
    /// What the newsroom is called on every page.
    public var site: String
    /// The newsroom's time zone.
    public var zone: TimeZone
    /// The language of pages where nobody asks for another.
    public var language: Language
    /// The words of each language, with the newsroom's names for channels.
    public var vocabularies: [Language: Vocabulary]
    /// The channels that a filter offers, by name and number, in their order.
    public var channels: [(name: String, number: Int)]
    /// An IP address or `localhost`.
    public var host: String
    /// The port; 0 takes any free one.
    public var port: Int
    /// Names in `Host` that are answered, lower case, beside those of loopback and the address itself.
    public var hosts: [String] = []
    /// Makes a link for the newsroom's own post; nil where nobody may. It may block. Throws ``MintError``.
    public var mint: (@Sendable (MintRequest) throws -> MintedLink)?
    /// How many reports are read at once. Each takes a core while it is read.
    public var readers = 2

    /// Collects settings.
    public init(
        home: String, site: String, zone: TimeZone, language: Language, vocabularies: [Language: Vocabulary],
        channels: [(name: String, number: Int)], host: String, port: Int
    ) {
        self.home = home
        self.site = site
        self.zone = zone
        self.language = language
        self.vocabularies = vocabularies
        self.channels = channels
        self.host = host
        self.port = port
    }

    /// Whether nobody can connect from another machine, not through a front server either.
    var isPrivate: Bool { hosts.isEmpty && (host == "localhost" || host == "::1" || host.hasPrefix("127.")) }

    func vocabulary(_ language: Language) -> Vocabulary {
        vocabularies[language] ?? Vocabulary(language: language, channelLabels: [:])
    }
}
