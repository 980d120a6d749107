import Engagement
import Reports

/// The sums of a report as large figures, beside what they are held against.
struct Cards {
    let words: PageWords
    let vocabulary: Vocabulary

    /// - Parameter before: what the period before is called beside a figure of it.
    func cards(_ answer: ReportAnswer, before: PageWord) -> [PageContent.Card] {
        ["presses", "visits", "opened", "distinctArrivals", "reshares"].compactMap { key in
            guard let place = answer.columns.firstIndex(where: { $0.key == key }), place < answer.total.count else {
                return nil
            }
            var lines: [String] = []
            if let previous = answer.previous { lines.append("\(text(previous[place])) \(words[before])") }
            if let usual = answer.usual, answer.usualWeeks > 0 {
                lines.append("\(text(usual[place])) \(words[.usual])")
            }
            return PageContent.Card(
                label: vocabulary.heading(ofColumn: key), explanation: vocabulary.definition(ofColumn: key) ?? "",
                value: text(answer.total[place]), lines: lines)
        }
    }

    private func text(_ cell: Cell) -> String {
        switch cell {
        case .count(let count): vocabulary.number(count)
        case .ratio(let ratio): vocabulary.ratio(ratio)
        default: "–"
        }
    }
}
