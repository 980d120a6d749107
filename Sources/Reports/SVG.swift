/// Draws charts inside a page. Lengths are parts of the width, so that letters keep their size on a phone and on a wall.
struct SVG {
    let chart: Chart
    let vocabulary: Vocabulary

    /// A figure with its caption, in lines.
    var lines: [String] {
        switch chart {
        case .columns(let heading, let points): columns(heading, points)
        case .bars(let heading, let points): bars(heading, points)
        }
    }

    /// One path for all columns, with gaps while they are wide enough to be told apart.
    private func columns(_ heading: String, _ points: [Chart.Point]) -> [String] {
        let largest = points.map(\.value).max() ?? 0
        let width = points.count <= 120 ? "0.8" : "1"
        let path = points.enumerated().filter { $0.element.value > 0 }.map { place, point in
            let height = PlainNumber.text(Double(point.value) / Double(max(largest, 1)) * 100) ?? "0"
            return "M\(place) 100v-\(height)h\(width)v\(height)z"
        }.joined()
        var lines = opening(heading, height: 140)
        lines += [
            "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"18\" y2=\"18\"/>",
            "<svg y=\"18\" width=\"100%\" height=\"100\" viewBox=\"0 0 \(max(points.count, 1)) 100\""
                + " preserveAspectRatio=\"none\"><path class=\"mark\" d=\"\(path)\"/></svg>",
            "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"118\" y2=\"118\"/>",
            "<text x=\"0\" y=\"13\">\(HTML.escaped(vocabulary.number(largest)))</text>",
        ]
        lines += labels(points.map(\.label))
        return lines + ["</svg>", "</figure>"]
    }

    /// The first, the middle and the last point of time.
    private func labels(_ labels: [String]) -> [String] {
        guard let first = labels.first, let last = labels.last else { return [] }
        var lines = ["<text x=\"0\" y=\"134\">\(HTML.escaped(first))</text>"]
        // Three long ones would stand on each other on a phone.
        if labels.count > 2, labels.allSatisfy({ DisplayWidth.columns(of: $0) <= 12 }) {
            let middle = labels[labels.count / 2]
            let place = PlainNumber.text((Double(labels.count / 2) + 0.5) / Double(labels.count) * 100) ?? "50"
            lines.append(
                "<text x=\"\(place)%\" y=\"134\" text-anchor=\"middle\">\(HTML.escaped(middle))</text>")
        }
        if labels.count > 1 {
            lines.append("<text x=\"100%\" y=\"134\" text-anchor=\"end\">\(HTML.escaped(last))</text>")
        }
        return lines
    }

    /// The name and the number of a bar stand above it: a long title needs the whole width of a phone.
    private func bars(_ heading: String, _ points: [Chart.Point]) -> [String] {
        let largest = Double(max(points.map(\.value).max() ?? 0, 1))
        var lines = opening(heading, height: points.count * 32)
        for (place, point) in points.enumerated() {
            let top = place * 32
            let width = PlainNumber.text(Double(point.value) / largest * 100) ?? "0"
            lines += [
                "<text x=\"0\" y=\"\(top + 14)\">\(HTML.escaped(DisplayWidth.truncate(point.label, to: 34)))</text>",
                "<text x=\"100%\" y=\"\(top + 14)\" text-anchor=\"end\">"
                    + "\(HTML.escaped(vocabulary.number(point.value)))</text>",
                "<rect class=\"mark\" y=\"\(top + 19)\" width=\"\(width)%\" height=\"7\"/>",
            ]
        }
        return lines + ["</svg>", "</figure>"]
    }

    /// What a screen reader needs is in the table, which says the same.
    private func opening(_ heading: String, height: Int) -> [String] {
        let words = HTML.escaped(heading)
        return [
            "<figure>", "<figcaption>\(words)</figcaption>",
            "<svg role=\"img\" aria-label=\"\(HTML.escaped(vocabulary.chart(of: heading)))\" width=\"100%\" height=\"\(height)\">",
        ]
    }
}
