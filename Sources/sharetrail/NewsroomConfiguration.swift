import Collector
import Configuration
import Engagement
import Foundation
import Reports
import ShareLinks
import SystemPackage

/// The settings of a newsroom: options, then the environment (`SHARETRAIL_…`), then `sharetrail.yaml`, then defaults.
///
/// Keys: `hosts` (list), `baseURL`, `timeZone`, `language`, `utm`, `listen`, `operator.listen`, `trustedProxies`
/// (list), `threads`, `limits.…`, `words.…`, `channels.…`, `share.…`. A value that cannot be read stops the command and names its key.
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
    var trustedProxies: [AddressRange]?
    var threads: Int
    var limits = Limits()
    var words: BoxWords
    var channels = ChannelTable.standard
    var sharing = SharingDefaults()

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
        let reader = ConfigReader(providers: [
            InMemoryProvider(name: "options", values: values),
            EnvironmentVariablesProvider().prefixKeys(with: "sharetrail"),
            file,
        ])
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
        addsCampaignTags = try await settings.value("utm", default: "on") {
            ["on": true, "true": true, "yes": true, "off": false, "false": false, "no": false][$0.lowercased()]
        } expecting: {
            "on or off"
        }
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
        threads = try await settings.value(
            "threads", default: "\(min(64, ProcessInfo.processInfo.activeProcessorCount))"
        ) {
            Int($0).flatMap { (1...64).contains($0) ? $0 : nil }
        } expecting: {
            "a number from 1 to 64"
        }
        words = language == .vi ? .vietnamese : .english
        try await readLimits(settings)
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
        if let proxies = try await settings.list("trustedProxies") {
            trustedProxies = try proxies.map { text in
                guard let range = AddressRange(text) else {
                    throw Failure(
                        .configuration, "«trustedProxies»: «\(text)» is no address or range such as 10.0.0.0/8")
                }
                return range
            }
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
            if let label = change.label { words.labels[name] = label }
            if own.contains(name) || change != ChannelChange(name: name) { changes.append(change) }
        }
        channels = try ChannelTable.standard.changing(changes)
    }
}

/// Reads values strictly: a malformed one is an error, never the default.
private struct Settings {
    let reader: ConfigReader

    func list(_ key: String) async throws -> [String]? {
        do {
            return try await reader.fetchStringArray(forKey: ConfigKey(key))
        } catch {
            throw Failure(.configuration, "«\(key)» must be a list, such as [a.example, b.example]")
        }
    }

    /// Text, or a number or a truth value as it is written; nil where there is none or it is empty.
    func text(_ key: String) async throws -> String? {
        let text: String = try await value(key, default: "") {
            $0
        } expecting: {
            "text"
        }
        return text.isEmpty ? nil : text
    }

    func limit(_ name: String) async throws -> Int? {
        let number = try await value("limits.\(name)", default: "0") {
            Int($0).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        } expecting: {
            "a whole number from 1 on"
        }
        return number == 0 ? nil : number
    }

    func value<Value>(
        _ key: String, default standard: String?, read: (String) -> Value?, expecting: () -> String
    ) async throws -> Value {
        let text: String?
        do {
            text = try await reader.fetchString(forKey: ConfigKey(key)) ?? standard
        } catch {
            throw Failure(.configuration, "«\(key)» must be \(expecting())")
        }
        guard let text else {
            throw Failure(.configuration, "«\(key)» is missing in sharetrail.yaml; it must be \(expecting())")
        }
        guard let value = read(text) else {
            throw Failure(.configuration, "«\(key)» is «\(text)» and must be \(expecting())")
        }
        return value
    }
}
