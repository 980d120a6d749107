import Foundation
import Judging
import ShareLinks

/// What a collector needs to know before it starts.
public struct CollectorSettings: Sendable {
    /// The home folder: database, lock and control socket.
    public var home: String
    /// The public address that links begin with, such as `https://go.news.example`; it may carry a path.
    public var baseURL: BaseURL
    /// The hosts of the site, lower case; the first one is the home page.
    public var hosts: [String]
    /// The newsroom's time zone.
    public var zone: TimeZone
    /// What the small pages say that readers see.
    public var words: BoxWords
    /// The channels that can be pressed.
    public var channels: ChannelTable
    /// What goes with every share, where a press link says nothing else.
    public var sharing: SharingDefaults
    /// Who tells people from machines.
    public var judge = Judge()
    /// Addresses of the newsroom itself, whose requests are not counted.
    public var internalAddresses: [AddressRange] = []
    /// Whether distinct arrivals are told, by hashes that live for a day.
    public var tellsArrivals = true
    /// What machines that draw link previews get.
    public var previews = Previews.redirect
    /// Whether a database of an older version is copied before it is brought up to date.
    public var copiesBeforeMigration = true
    /// Bytes of the file that is let go where the disk is full; 0 for none.
    public var ballastBytes: Int64 = 16 << 20
    /// Whether landing targets get `utm_…` parameters.
    public var addsCampaignTags: Bool
    /// Where the public listener listens.
    public var listen: ListenAddress
    /// Where the operator's listener listens.
    public var operatorListen: ListenAddress
    /// Addresses whose forwarding headers are believed.
    public var trustedProxies: [AddressRange]
    /// The number of threads for connections.
    public var threads: Int
    /// The limits of a connection.
    public var limits: Limits
    /// The certificate of the public listener; nil where a front server speaks TLS.
    public var tls: TLSFiles?
    /// Names in `Host` that the operator's listener answers to, lower case, beside those of loopback.
    public var operatorHosts: [String] = []
    /// After how many days without a backup `/healthz` says so; nil never.
    public var backupDays: Int?
    /// The version that `/metrics` and `/healthz` tell.
    public var version = ""

    /// Collects settings.
    public init(
        home: String, baseURL: BaseURL, hosts: [String], zone: TimeZone, words: BoxWords = .vietnamese,
        channels: ChannelTable = .standard,
        sharing: SharingDefaults = SharingDefaults(),
        addsCampaignTags: Bool = true, listen: ListenAddress, operatorListen: ListenAddress,
        trustedProxies: [AddressRange]? = nil, threads: Int = 2, limits: Limits = Limits()
    ) {
        self.home = home
        self.baseURL = baseURL
        self.hosts = hosts
        self.zone = zone
        self.words = words
        self.channels = channels
        self.sharing = sharing
        self.addsCampaignTags = addsCampaignTags
        self.listen = listen
        self.operatorListen = operatorListen
        // A front server on the same machine is the usual way; from elsewhere anyone could claim any address.
        self.trustedProxies = trustedProxies ?? (listen.isLoopback ? AddressRange.loopback : [])
        self.threads = threads
        self.limits = limits
    }
}

/// What machines that draw link previews get from a landing link.
public enum Previews: String, CaseIterable, Sendable {
    /// The way to the article, whose own card is drawn.
    case redirect
    /// A page with the article's data and the landing link as its address.
    case page
}

/// What a newsroom adds to every share, where a channel takes it. Empty is absent.
public struct SharingDefaults: Hashable, Sendable {
    /// The newsroom's name on X.
    public var via = ""
    /// The id of the app that the newsroom registered with Facebook.
    public var app = ""
    /// The Mastodon servers that readers may be sent to; the first where a press link names none of them.
    public var servers: [String] = []

    /// Nothing.
    public init() {}

    /// The server for a press. Only one that the newsroom lists: whoever stole a template's key could name any.
    func server(named name: String?) -> String {
        if let name = name?.lowercased(), servers.contains(name) { return name }
        return servers.first ?? ""
    }
}

/// The public address that all links begin with.
public struct BaseURL: Hashable, Sendable {
    /// Scheme, host and path, without a slash at the end.
    public let text: String
    /// The path, empty or beginning with a slash.
    public let path: String

    /// Reads `https://host[:port][/path]`, or plain `http` for loopback.
    public init?(_ text: String) {
        guard let components = URLComponents(string: text), let host = components.host, !host.isEmpty,
            components.query == nil, components.fragment == nil, components.user == nil
        else { return nil }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard components.scheme == "https" || (components.scheme == "http" && ListenAddress.isLoopback(bare)) else {
            return nil
        }
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
        var path = components.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }
}

/// A host and a port to listen on.
public struct ListenAddress: Hashable, Sendable {
    /// An IP address or `localhost`.
    public let host: String
    /// The port; 0 takes any free one.
    public let port: Int

    /// Names an address.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT` or `[IPv6]:PORT`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    /// Whether only this machine can connect.
    public var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" { return true }
        guard let address = PeerAddress(host) else { return false }
        return AddressRange.loopback.contains { $0.contains(address) }
    }
}

/// The limits of a connection. The network library brings none.
public struct Limits: Hashable, Sendable {
    /// Seconds for a whole request header, from the connection or the request's first byte on.
    public var headerSeconds: Int64 = 10
    /// Seconds that a connection may wait for its next request; longer than nginx keeps its own.
    public var idleSeconds: Int64 = 75
    /// Seconds in which a reader must take what was written.
    public var writeSeconds: Int64 = 10
    /// Milliseconds that an answer waits for the record.
    public var recordMilliseconds: Int64 = 250
    /// Bytes of a request's target.
    public var targetBytes = 4096
    /// Bytes of one header field.
    public var fieldBytes = 8192
    /// Bytes of a whole header.
    public var headerBytes = 32768
    /// Header fields of a request.
    public var fields = 100
    /// Requests of a connection.
    public var requests = 1000
    /// Connections in all; nil is 75 % of the file descriptors that the system allows.
    public var connections: Int?
    /// Seconds that a stop may take.
    public var stopSeconds: Int64 = 5

    /// The default limits.
    public init() {}
}
