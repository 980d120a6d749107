import Engagement

extension ReportAnswer {
    /// The report `drift` as people read it: a row a channel, a column a place, the most visited first, unknown last.
    /// Any other report stays as it is.
    ///
    /// - Parameter places: how many places get a column; the rest is added up as `other`.
    func matrix(places limit: Int = 8) -> ReportAnswer {
        guard report == "drift" else { return self }
        var sums: [String: Int64] = [:]
        var channels: [String] = []
        var visits: [String: [String: Int64]] = [:]
        for row in rows {
            guard case .text(let channel) = row[0], case .text(let place) = row[1], case .count(let count) = row[2]
            else { continue }
            if visits[channel] == nil { channels.append(channel) }
            visits[channel, default: [:]][place, default: 0] += count
            sums[place, default: 0] += count
        }
        let known = sums.filter { $0.key != "unknown" }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var columns = known.prefix(limit).map(\.key)
        let others = Set(known.dropFirst(limit).map(\.key))
        if !others.isEmpty { columns.append("other") }
        columns.append("unknown")
        func cells(_ counts: [String: Int64]) -> [Cell] {
            let others = others.reduce(0) { $0 + (counts[$1] ?? 0) }
            return [.count(counts.values.reduce(0, +))]
                + columns.map { .count($0 == "other" ? others : counts[$0] ?? 0) }
        }
        var answer = self
        answer.columns =
            [Column("channel", .channel), Column("visits", .number)] + columns.map { Column($0, .number) }
        answer.rows = channels.map { [.text($0)] + cells(visits[$0] ?? [:]) }
        answer.total = [.none] + cells(sums)
        return answer
    }
}
