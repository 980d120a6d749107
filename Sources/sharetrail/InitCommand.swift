import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import ShareLinks

/// `sharetrail init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a newsroom's folder: configuration, keys, database.")

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            "A host of the site; again for each further host. The first is the home page.", valueName: "host"))
    var site: [String]

    @Option(
        help: ArgumentHelp(
            "The public address of the collector; https, or http for loopback; a path is allowed.", valueName: "url"))
    var baseURL: String

    @Option(help: "The newsroom's time zone.")
    var tz = "Asia/Ho_Chi_Minh"

    @Option(help: "The language of pages and reports: vi or en.")
    var language = "vi"

    func validate() throws {
        for host in site where !Self.isHost(host) {
            throw ValidationError("«\(host)» is no host; write it as in news.example, an IDN host as xn--…")
        }
        guard !site.isEmpty else { throw ValidationError("name the site's host with --site news.example") }
        guard BaseURL(baseURL) != nil else {
            throw ValidationError("--base-url must be an https address (plain http for loopback only)")
        }
        guard TimeZone(identifier: tz) != nil else { throw ValidationError("there is no time zone «\(tz)»") }
        guard ["vi", "en"].contains(language) else { throw ValidationError("--language must be vi or en") }
    }

    func run() async throws {
        let path = home.path
        let keyPath = path + "/" + KeyFile.name
        let files = FileManager.default
        guard !files.fileExists(atPath: keyPath), !files.fileExists(atPath: path + "/" + StoreWriter.fileName) else {
            throw Failure(.usage, "\(path) is a newsroom's folder already; its keys and data are left as they are")
        }
        do {
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.ioError, "cannot make the folder \(path); check that the folder above it can be written to")
        }
        let hosts = site.map { $0.lowercased() }
        try Data(Self.text(hosts: hosts, baseURL: baseURL, zone: tz, language: language).utf8).write(
            to: URL(fileURLWithPath: path + "/" + NewsroomConfiguration.fileName))
        let ring = KeyRing.first(
            site: hosts[0], root: RandomSource.system.bytes(32), made: Clock.system.now())
        try KeyFile.write(ring, path: keyPath)
        let configuration = try await NewsroomConfiguration.read(home: path)
        try StoreWriter(
            folder: path, zone: configuration.zone, clock: .system, channels: configuration.channels.namedChannels
        ).close()
        print(
            """
            Made \(path): \(NewsroomConfiguration.fileName), \(KeyFile.name) (back it up), \(StoreWriter.fileName).
            Next: sharetrail serve --home \(path)
                  sharetrail keys cms --home \(path)   prints the key for the site's templates
            """)
    }

    static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253 && !text.hasPrefix(".") && !text.hasSuffix(".")
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            }
    }

    private static func text(hosts: [String], baseURL: String, zone: String, language: String) -> String {
        """
        # ShareTrail. Options go before the environment (SHARETRAIL_BASE_URL and so on), that before this file.

        # The hosts of the site, lower case. Articles on other hosts are refused.
        hosts:
        \(hosts.map { "  - \($0)" }.joined(separator: "\n"))

        # The public address of the collector, which every link begins with.
        baseURL: \(baseURL)

        # What a day is in reports.
        timeZone: \(zone)

        # vi or en.
        language: \(language)

        # Whether articles opened from shares get utm_source, utm_medium and utm_campaign.
        utm: on

        # The newsroom's names on networks, which go with every share.
        # share:
        #   via: TinViet              # on X
        #   mastodon: [mastodon.social]
        #   app: "1234567890"         # registered with Facebook, for Messenger on desktops

        # Channels of your own have numbers from 48 to 62, which must never change their meaning.
        # channels:
        #   own: [gapo]
        #   gapo: {number: 48, label: Gapo, template: "https://www.gapo.example/share?url={url}"}

        # Words of the share box and the small pages, where ours do not suit.
        # words:
        #   heading: Chia sẻ bài này

        # Where the collector listens. Put a front server with TLS before it.
        listen: 127.0.0.1:8080

        # Where /metrics and /healthz answer the operator; port 0 takes any free one.
        operator:
          listen: 127.0.0.1:0

        # Whether the collector speaks TLS itself: the chain and its key (mode 0600), as PEM.
        # tls: {certificate: cert.pem, key: key.pem}

        # text or json; from which level on.
        # log: {format: text, level: info}

        # Front servers whose X-Forwarded-For is believed. Left out, it is this machine itself.
        # trustedProxies: [10.0.0.0/8]

        # Addresses of the newsroom itself, which are not counted.
        # internal: [192.0.2.0/24]

        # off tells no distinct arrivals, and makes no hash of any visitor.
        # uniques: on

        # What networks' machines get that draw a card: redirect, or page for a page of the article's tags.
        # previews: redirect

        # off changes a database of an older version without copying it first.
        # migrationCopy: on

        # A file of the judge's rules, in place of those that are built in.
        # rules: rules.tsv

        """
    }
}
