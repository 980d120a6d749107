import Collector
import Configuration
import Engagement
import Foundation
import Judging
import Logging
import Reports
import ShareLinks
import SystemPackage

/// The settings of a newsroom: options, then the environment (`SHARETRAIL_…`), then `sharetrail.yaml`, then defaults.
///
/// Keys: `hosts` (list), `baseURL`, `timeZone`, `language`, `utm`, `listen`, `operator.listen`, `trustedProxies`
/// (list), `threads`, `uniques`, `internal` (list), `previews`, `rules`, `migrationCopy`, `storage.ballastMiB`,
/// `limits.…`, `words.…`, `channels.…`, `share.…`, `tls.…`, `log.…`, `operator.hosts` (list), `pages.listen`, `pages.hosts` (list),
/// `health.backupDays`. A
/// value that cannot be read stops the command and names its key.
struct NewsroomConfiguration {
    /// The name of the file in the home folder.
    static let fileName = "sharetrail.yaml"

    var home: String
    var hosts: [String]
    var baseURL: BaseURL
    var zone: TimeZone
    var language: Language
    var addsCampaignTags: Bool
    var listen: ListenAddress
    var operatorListen: ListenAddress
    /// `pages.listen`: where editors read the reports.
    var pagesListen: ListenAddress
    /// `pages.hosts`: names in `Host` that the pages answer to, beside those of loopback.
    var pagesHosts: [String] = []
    var trustedProxies: [AddressRange]?
    var threads: Int
    var limits = Limits()
    var words: BoxWords
    var channels = ChannelTable.standard
    var sharing = SharingDefaults()
    /// `uniques`: whether distinct arrivals are told.
    var tellsArrivals = true
    /// `internal`: addresses of the newsroom itself.
    var internalAddresses: [AddressRange] = []
    /// `rules`: a file of rules instead of those that are built in.
    var judge: Judge { ownJudge ?? Judge() }
    /// By rules of the newsroom's own. The built-in ones take 10 ms to read, so they wait until somebody asks.
    private var ownJudge: Judge?
    /// `previews`: what machines that draw link previews get.
    var previews = Previews.redirect
    /// `migrationCopy`: whether a database of an older version is copied before it is brought up to date.
    var copiesBeforeMigration = true
    /// `tls.certificate` and `tls.key`.
    var tls: TLSFiles?
    /// `operator.hosts`: names in `Host` that the operator's listener answers to, beside those of loopback.
    var operatorHosts: [String] = []
    /// `health.backupDays`: after how many days without a backup `/healthz` says so.
    var backupDays: Int?
    /// `log.format`
    var logFormat = LogFormat.text
    /// `log.level`
    var logLevel = Logger.Level.info
    /// `storage.ballastMiB`: the file that is let go where the disk is full.
    var ballastBytes: Int64 = 16 << 20

    /// Reads the settings of a home folder.
    ///
    /// - Parameter options: values of the command line, by key.
    static func read(home: String, options: [String: String] = [:]) async throws -> NewsroomConfiguration {
        let path = home + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .noInput, "there is no \(path); name the folder with --home, or make one with «sharetrail init»")
        }
        let file: FileProvider<YAMLSnapshot>
        do {
            file = try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))
        } catch {
            // The provider tells a file that cannot be read and one that is no YAML apart by their text alone.
            if "\(error)".hasPrefix("Failed to read file") {
                let code = "\(error)".firstMatch(of: /NSPOSIXErrorDomain Code=([0-9]+)/).flatMap { Int32($0.1) }
                let cause = code.map { String(cString: strerror($0)) } ?? "it could not be opened"
                throw Failure(.noInput, "\(path) cannot be read: \(cause); look at its owner, its mode and its disk")
            }
            // What follows repeats the file.
            let text = "\(error)".components(separatedBy: "Context:")[0]
            let reason = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw Failure(.configuration, "\(path) is not valid YAML: \(reason)")
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in options {
            values[AbsoluteConfigKey(key.split(separator: ".").map(String.init))] = ConfigValue(
                .string(value), isSecret: false)
        }
        var providers: [any ConfigProvider] = [InMemoryProvider(name: "options", values: values)]
        // To look every key up in it takes 5 ms, a quarter of a report.
        if ProcessInfo.processInfo.environment.keys.contains(where: { $0.hasPrefix("SHARETRAIL_") }) {
            providers.append(EnvironmentVariablesProvider().prefixKeys(with: "sharetrail"))
        }
        let reader = ConfigReader(providers: providers + [file])
        return try await NewsroomConfiguration(home: home, reader: reader)
    }

    private init(home: String, reader: ConfigReader) async throws {
        let settings = Settings(reader: reader)
        self.home = home
        hosts = (try await settings.list("hosts") ?? []).map { $0.lowercased() }
        guard !hosts.isEmpty else {
            throw Failure(.configuration, "«hosts» is empty; list the site's hosts in sharetrail.yaml")
        }
        baseURL = try await settings.value("baseURL", default: nil) {
            BaseURL($0)
        } expecting: {
            "an https address without query, or http for loopback"
        }
        zone = try await settings.value("timeZone", default: "Asia/Ho_Chi_Minh") {
            TimeZone(identifier: $0)
        } expecting: {
            "the name of a time zone, such as Asia/Ho_Chi_Minh"
        }
        language = try await settings.value("language", default: "vi") {
            Language(rawValue: $0)
        } expecting: {
            "vi or en"
        }
        addsCampaignTags = try await settings.isOn("utm")
        listen = try await settings.value("listen", default: "127.0.0.1:8080") {
            ListenAddress($0)
        } expecting: {
            "ADDRESS:PORT"
        }
        operatorListen = try await settings.value("operator.listen", default: "127.0.0.1:0") {
            ListenAddress($0)
        } expecting: {
            "ADDRESS:PORT"
        }
        guard operatorListen.isLoopback else {
            throw Failure(
                .configuration, "«operator.listen» must be a loopback address: it shows what is nobody's business")
        }
        pagesListen = try await settings.value("pages.listen", default: "127.0.0.1:8081") {
            ListenAddress($0)
        } expecting: {
            "ADDRESS:PORT"
        }
        threads = try await settings.value(
            "threads", default: "\(min(64, ProcessInfo.processInfo.activeProcessorCount))"
        ) {
            Int($0).flatMap { (1...64).contains($0) ? $0 : nil }
        } expecting: {
            "a number from 1 to 64"
        }
        copiesBeforeMigration = try await settings.isOn("migrationCopy")
        ballastBytes =
            try await settings.value("storage.ballastMiB", default: "16") {
                Int64($0).flatMap { (0...65_536).contains($0) ? $0 << 20 : nil }
            } expecting: {
                "a whole number of MiB, 0 for none"
            }
        words = language == .vi ? .vietnamese : .english
        try await readCounting(settings)
        try await readLimits(settings)
        try await readOperations(settings)
        try await readWords(settings)
        try await readChannels(settings)
        sharing.via = try await settings.text("share.via") ?? ""
        sharing.app = try await settings.text("share.app") ?? ""
        sharing.servers = try await settings.list("share.mastodon") ?? []
        for server in sharing.servers
        where ShareContent(url: "", instance: server).cleaned.instance != server {
            throw Failure(
                .configuration, "«share.mastodon»: «\(server)» is no host in lower case, such as mastodon.social")
        }
        // An empty list trusts nobody; none at all leaves it to the address that is listened on.
        trustedProxies = try await settings.addresses("trustedProxies")
    }
}

extension NewsroomConfiguration {
    /// The keys that say who is counted, and how.
    fileprivate mutating func readCounting(_ settings: Settings) async throws {
        tellsArrivals = try await settings.isOn("uniques")
        internalAddresses = try await settings.addresses("internal") ?? []
        if let rules = try await settings.text("rules") {
            ownJudge = try Judge.reading(rules.hasPrefix("/") ? rules : home + "/" + rules, key: "rules")
        }
        previews = try await settings.value("previews", default: "redirect") {
            Previews(rawValue: $0)
        } expecting: {
            "redirect or page"
        }
    }
}

extension NewsroomConfiguration {
    /// The keys `limits.…`, each a whole number from 1 on.
    fileprivate mutating func readLimits(_ settings: Settings) async throws {
        let seconds: [(String, WritableKeyPath<Limits, Int64>)] = [
            ("headerSeconds", \.headerSeconds), ("idleSeconds", \.idleSeconds), ("writeSeconds", \.writeSeconds),
            ("recordMilliseconds", \.recordMilliseconds), ("stopSeconds", \.stopSeconds),
        ]
        for (name, path) in seconds {
            if let value = try await settings.limit(name) { limits[keyPath: path] = Int64(value) }
        }
        let counts: [(String, WritableKeyPath<Limits, Int>)] = [
            ("targetBytes", \.targetBytes), ("fieldBytes", \.fieldBytes), ("headerBytes", \.headerBytes),
            ("fields", \.fields), ("requests", \.requests),
        ]
        for (name, path) in counts {
            if let value = try await settings.limit(name) { limits[keyPath: path] = value }
        }
        limits.connections = try await settings.limit("connections")
    }
}

extension NewsroomConfiguration {
    /// The keys `words.…`: what the share box and the small pages say, in any language.
    fileprivate mutating func readWords(_ settings: Settings) async throws {
        for (name, path) in BoxWords.keys {
            if let text = try await settings.text("words.\(name)") { words[keyPath: path] = text }
        }
        for channel in ChannelTable.standard.all {
            if let label = try await settings.text("words.labels.\(channel.name)") {
                words.labels[channel.name] = label
            }
            if let sentence = try await settings.text("words.spoken.\(channel.name)") {
                words.spoken[channel.name] = sentence
            }
        }
    }

    /// The keys `channels.own` and `channels.NAME.…`.
    fileprivate mutating func readChannels(_ settings: Settings) async throws {
        let own = try await settings.list("channels.own") ?? []
        guard Set(own).count == own.count else {
            throw Failure(.configuration, "«channels.own» names a channel twice")
        }
        let names = own + ChannelTable.standard.all.map(\.name).filter { !own.contains($0) }
        var changes: [ChannelChange] = []
        for name in names {
            var change = ChannelChange(name: name)
            if let number = try await settings.text("channels.\(name).number") {
                guard let value = UInt8(number) else { throw ChannelError.badNumber(name) }
                change.number = value
            }
            change.template = try await settings.text("channels.\(name).template")
            change.label = try await settings.text("channels.\(name).label")
            change.medium = try await settings.text("channels.\(name).medium")
            change.showsPreviews = try await settings.choice("channels.\(name).previews")
            if let label = change.label { words.labels[name] = label }
            if own.contains(name) || change != ChannelChange(name: name) { changes.append(change) }
        }
        channels = try ChannelTable.standard.changing(changes)
    }
}
