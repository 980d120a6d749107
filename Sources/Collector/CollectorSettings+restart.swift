extension CollectorSettings {
    /// The keys whose value differs and that only a restart can change.
    func keysForRestart(since old: CollectorSettings) -> [String] {
        var keys: [String] = []
        if baseURL != old.baseURL { keys.append("baseURL") }
        if zone != old.zone { keys.append("timeZone") }
        if tellsArrivals != old.tellsArrivals { keys.append("uniques") }
        if listen != old.listen { keys.append("listen") }
        if operatorListen != old.operatorListen { keys.append("operator.listen") }
        if threads != old.threads { keys.append("threads") }
        if (tls == nil) != (old.tls == nil) { keys.append("tls.certificate") }
        return keys
    }

    /// These settings, with those of the old ones that only a restart can change.
    func keeping(_ old: CollectorSettings) -> CollectorSettings {
        var kept = self
        kept.home = old.home
        kept.baseURL = old.baseURL
        kept.zone = old.zone
        kept.tellsArrivals = old.tellsArrivals
        kept.listen = old.listen
        kept.operatorListen = old.operatorListen
        kept.threads = old.threads
        // Without the files, the certificate that was read serves on; with them but no TLS until now, a restart turns it on.
        kept.tls = old.tls == nil ? nil : tls ?? old.tls
        return kept
    }
}
