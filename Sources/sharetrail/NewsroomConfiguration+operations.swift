import ArgumentParser
import Collector
import Logging
import Pages
import Reports
import ShareLinks

extension NewsroomConfiguration {
    /// The keys `tls.…`, `log.…`, `operator.hosts`, `pages.hosts` and `health.backupDays`.
    mutating func readOperations(_ settings: Settings) async throws {
        let certificate = try await settings.text("tls.certificate")
        let key = try await settings.text("tls.key")
        switch (certificate, key) {
        case (nil, nil): break
        case (let certificate?, let key?): tls = TLSFiles(certificate: path(certificate), key: path(key))
        case (nil, _):
            throw Failure(.configuration, "«tls.certificate» is missing; name the chain's PEM file beside «tls.key»")
        case (_, nil):
            throw Failure(.configuration, "«tls.key» is missing; name the key's PEM file beside «tls.certificate»")
        }
        logFormat = try await settings.value("log.format", default: "text") {
            LogFormat(rawValue: $0)
        } expecting: {
            "text or json"
        }
        logLevel = try await settings.value("log.level", default: "info") {
            Logger.Level(rawValue: $0)
        } expecting: {
            "trace, debug, info, notice, warning, error or critical"
        }
        operatorHosts = try await hosts("operator.hosts", such: "metrics.news.example", settings)
        pagesHosts = try await hosts("pages.hosts", such: "reports.news.example", settings)
        let days = try await settings.value("health.backupDays", default: "0") {
            Int($0).flatMap { (0...3650).contains($0) ? $0 : nil }
        } expecting: {
            "a number of days"
        }
        backupDays = days == 0 ? nil : days
    }

    private func hosts(_ key: String, such example: String, _ settings: Settings) async throws -> [String] {
        let hosts = (try await settings.list(key) ?? []).map { $0.lowercased() }
        for host in hosts where !InitCommand.isHost(host) {
            throw Failure(.configuration, "«\(key)»: «\(host)» is no host; write it as in \(example)")
        }
        return hosts
    }

    /// A path from the home folder.
    private func path(_ text: String) -> String { text.hasPrefix("/") ? text : home + "/" + text }
}

extension NewsroomConfiguration {
    /// What the collector takes of it.
    var collectorSettings: CollectorSettings {
        var settings = CollectorSettings(
            home: home, baseURL: baseURL, hosts: hosts, zone: zone, words: words, channels: channels, sharing: sharing,
            addsCampaignTags: addsCampaignTags, listen: listen, operatorListen: operatorListen,
            trustedProxies: trustedProxies, threads: threads, limits: limits)
        settings.tellsArrivals = tellsArrivals
        settings.internalAddresses = internalAddresses
        settings.previews = previews
        settings.judge = judge
        settings.tls = tls
        settings.operatorHosts = operatorHosts
        settings.backupDays = backupDays
        settings.copiesBeforeMigration = copiesBeforeMigration
        settings.ballastBytes = ballastBytes
        settings.version = Sharetrail.configuration.version
        return settings
    }
}

extension NewsroomConfiguration {
    /// What the editors' pages take of it.
    var pagesSettings: PagesSettings {
        let vocabularies = Language.allCases.map { language in
            let words = language == self.language ? words : language == .vi ? BoxWords.vietnamese : .english
            let labels = Dictionary(uniqueKeysWithValues: channels.all.map { ($0.name, words.label(of: $0)) })
            return (language, Vocabulary(language: language, channelLabels: labels))
        }
        var settings = PagesSettings(
            home: home, site: hosts.first ?? "", zone: zone, language: language,
            vocabularies: Dictionary(uniqueKeysWithValues: vocabularies),
            channels: channels.all.compactMap { channel in channel.number.map { (channel.name, Int($0)) } },
            host: pagesListen.host, port: pagesListen.port)
        settings.hosts = pagesHosts
        return settings
    }
}
