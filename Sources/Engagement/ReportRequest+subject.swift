import Foundation

/// Which report is meant.
extension ReportRequest {
    /// The report with what it is divided by and how long it is.
    ///
    /// - Throws: where a key belongs to another report, or has a value that none knows.
    public func subject() throws(RequestError) -> ReportQuestion.Subject {
        try refuseForeignKeys()
        let all = limit
        let limit = limit ?? (name == .counts ? 1_000 : 20)
        guard limit > 0 else { throw RequestError("\(marker)limit must be at least 1") }
        switch name {
        case .sections: return .sections(limit: limit)
        case .authors: return .authors(limit: limit)
        case .referrers: return .referrers(limit: limit)
        case .devices: return .devices
        case .drift: return .drift
        case .table: return .table(by: try keys(), limit: all)
        case .top: return .top(limit: limit)
        case .article:
            guard article != nil else { throw RequestError("say which with \(marker)article") }
            return .article
        case .channels: return .channels
        case .trend:
            let standard = last?.hasSuffix("h") == true || today ? "hour" : "day"
            guard let bucket = TimeBucket(rawValue: by ?? standard) else {
                throw RequestError("\(marker)by must be hour, day, week or month")
            }
            return .trend(by: bucket)
        case .counts:
            guard let division = ReportQuestion.Division(rawValue: by ?? "none") else {
                throw RequestError(
                    "\(marker)by must be hour, day, article, channel, agent, machine, place, country or mangle")
            }
            return .counts(by: division, limit: limit)
        }
    }

    private func refuseForeignKeys() throws(RequestError) {
        if by != nil, ![.trend, .counts, .table].contains(name) {
            throw RequestError("\(marker)by belongs to trend, counts and table, not to \(name.rawValue)")
        }
        if sort != nil, ![.top, .channels, .sections, .authors, .referrers, .devices].contains(name) {
            throw RequestError("\(marker)sort belongs to top, channels, sections, authors, referrers and devices")
        }
        if let sort, sort == .views || sort == .pressesPerThousandViews, ![.top, .sections, .authors].contains(name) {
            throw RequestError(
                "views are told by top, sections and authors only; sort \(name.rawValue) by another figure")
        }
        if sort == .previewed, name == .referrers || name == .devices {
            throw RequestError(
                "machines fetch link previews, so \(name.rawValue) do not tell them; sort by another figure")
        }
        if limit != nil, [.article, .channels, .trend, .devices, .drift].contains(name) {
            throw RequestError(
                "\(marker)limit belongs to top, sections, authors, referrers, table and counts \(marker)by article")
        }
    }

    private func keys() throws(RequestError) -> [ReportQuestion.TableKey] {
        let known = ReportQuestion.TableKey.allCases.map(\.rawValue).joined(separator: ", ")
        var keys: [ReportQuestion.TableKey] = []
        for word in (by ?? "").split(separator: ",") {
            guard let key = ReportQuestion.TableKey(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw RequestError("\(marker)by knows no «\(word)»; name any of \(known)")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else {
            throw RequestError("say by what with \(marker)by, such as day,channel: any of \(known)")
        }
        guard !keys.contains(.article) || !(keys.contains(.section) || keys.contains(.author)) else {
            throw RequestError("article brings its section and its author; leave those out of \(marker)by")
        }
        guard Set(keys).count == keys.count else {
            throw RequestError("\(marker)by names a key twice; keep one of them")
        }
        return keys
    }
}
