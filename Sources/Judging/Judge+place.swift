import Engagement

extension Judge {
    /// The network that a referring host belongs to, or nil; the host in lower case, subdomains included.
    public func network(ofReferrerHost host: String) -> Place? {
        var rest = host[...]
        while true {
            if let place = rules.hosts[String(rest)] { return place }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            let behind = rest[rest.index(after: dot)...]
            if Self.isCountry(behind), let place = rules.hosts["\(rest[..<dot]).*"] { return place }
            rest = behind
        }
    }

    /// `com`, `vn`, `com.vn`: what stands behind a name that is one company's in each country.
    private static func isCountry(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(labels.count) && labels.allSatisfy { (2...3).contains($0.utf8.count) }
    }

    /// Where a link was opened: the agent tells best, then the app whose web view it is, then what the network appends,
    /// then the page it came from.
    func place(of signals: Signals, app: Place?) -> Place? {
        let referrer = signals.referrer.flatMap(ReferrerHost.read)
        let isApp = signals.referrer?.lowercased().hasPrefix("android-app://") ?? false
        let ids = [signals.requestedWith, isApp ? referrer : nil].compactMap { $0?.lowercased() }
        if var app {
            app.appID = ids.first { rules.androidApps[$0] != nil || Self.isAppID($0) }
            return app
        }
        for id in ids {
            if let known = rules.androidApps[id] {
                if let known { return known }
            } else if Self.isAppID(id) {
                return Place(name: id, appID: id)
            }
        }
        if let place = signals.query.flatMap(place(ofQuery:)) { return place }
        return isApp ? nil : referrer.flatMap(network(ofReferrerHost:))
    }

    /// Whether it looks like the id of an Android app: `com.zing.zalo`.
    private static func isAppID(_ id: String) -> Bool {
        let labels = id.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return id.utf8.count <= 100 && labels.count >= 2
            && labels.allSatisfy { label in
                guard let first = label.first, AgentWord.isLetter(first) else { return false }
                return label.allSatisfy {
                    AgentWord.isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                }
            }
    }

    private func place(ofQuery query: String) -> Place? {
        for field in query.utf8.prefix(4096).split(separator: UInt8(ascii: "&"), maxSplits: 100) {
            guard let equals = field.firstIndex(of: UInt8(ascii: "=")), equals != field.index(before: field.endIndex)
            else { continue }
            for spelling in [field, field[..<equals]] {
                if let place = rules.parameters[String(decoding: spelling, as: UTF8.self)] { return place }
            }
        }
        return nil
    }
}
