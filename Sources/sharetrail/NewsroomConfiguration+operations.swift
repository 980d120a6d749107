import ArgumentParser
import Collector
import Logging

extension NewsroomConfiguration {
    /// The keys `tls.…`, `log.…`, `operator.hosts` and `health.backupDays`.
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
        operatorHosts = (try await settings.list("operator.hosts") ?? []).map { $0.lowercased() }
        for host in operatorHosts where !InitCommand.isHost(host) {
            throw Failure(.configuration, "«operator.hosts»: «\(host)» is no host; write it as in metrics.news.example")
        }
        let days = try await settings.value("health.backupDays", default: "0") {
            Int($0).flatMap { (0...3650).contains($0) ? $0 : nil }
        } expecting: {
            "a number of days"
        }
        backupDays = days == 0 ? nil : days
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
