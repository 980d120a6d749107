import Engagement

extension Digest {
    /// What chat programs take without complaint, in UTF-16 code units, as they count.
    public static let mostCharacters = 1_000

    /// The digest for a chat group: at most ``mostCharacters``, titles cut before lines are left out, links never.
    public var text: String {
        let end = link.map { "\n\(said(Words.more)): \($0)\n" } ?? ""
        // First shorter titles, then fewer articles.
        for (width, most) in [(200, 5), (80, 5), (60, 5), (60, 3), (45, 3), (45, 2), (30, 1), (0, 0)] {
            for notes in [notes, []] {
                let text = (lines(width: width, most: most) + notes).joined(separator: "\n") + "\n" + end
                if text.utf16.count <= Self.mostCharacters { return text }
            }
        }
        return String(end.drop { $0 == "\n" })
    }

    private func lines(width: Int, most: Int) -> [String] {
        var lines = ["\(site) · \(said(Words.yesterday)), \(day)"]
        if isEmpty(answers.yesterday) {
            lines.append(sentence(Words.nothing))
        } else {
            for key in ["presses", "visits"] {
                lines.append("• \(sum(answers.yesterday, key))" + (comparison(key).map { " (\($0))" } ?? ""))
            }
            lines.append("• \(sum(answers.yesterday, "reshares"))")
            lines += listed(answers.top, width: width, most: most)
            let channels = channels.prefix(5).map { "\($0.label) \(vocabulary.number($0.visits))" }
            if !channels.isEmpty { lines.append("\(said(Words.channels)): \(channels.joined(separator: ", "))") }
        }
        lines.append("")
        let today = "\(said(Words.today)) \(untilNow): "
        guard !isEmpty(answers.today) else { return lines + [today + said(Words.nothingToday)] }
        lines.append(today + "\(sum(answers.today, "presses")), \(sum(answers.today, "visits"))")
        return lines + listed(answers.topToday, width: width, most: min(most, 3))
    }

    private func listed(_ answer: ReportAnswer, width: Int, most: Int) -> [String] {
        articles(answer).prefix(most).enumerated().map { place, article in
            "\(place + 1). \(cut(article.title, to: width)) – \(figure(article.visits, "visits"))"
        }
    }

    private func cut(_ title: String, to width: Int) -> String {
        guard title.count > width else { return title }
        let kept = title.prefix(max(0, width - 1))
        // Between words, where there is a place for it in the second half.
        let space = kept.lastIndex(of: " ").flatMap {
            kept.distance(from: kept.startIndex, to: $0) > width / 2 ? $0 : nil
        }
        return (space.map { kept[..<$0] } ?? kept) + "…"
    }

    func sentence(_ term: Term) -> String {
        let text = said(term)
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
