import Engagement

extension Digest {
    /// The digest as a page for mail programs: tables and styles inside elements, since many drop everything else; no image,
    /// no script, nothing to be fetched.
    public var html: String {
        var lines = [
            "<!doctype html>", "<html lang=\"\(vocabulary.language.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<meta name=\"color-scheme\" content=\"light dark\">",
            "<title>\(HTML.escaped(subject))</title>", "</head>",
            "<body style=\"margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif\">",
            "<div style=\"max-width:600px;margin:0 auto\">",
            "<p style=\"margin:0\">\(HTML.escaped(site))</p>",
            "<h1 style=\"font-size:22px;margin:0 0 12px\">\(HTML.escaped("\(said(Words.yesterday)), \(day)"))</h1>",
        ]
        if isEmpty(answers.yesterday) {
            lines.append("<p>\(HTML.escaped(sentence(Words.nothing)))</p>")
        } else {
            lines += ["presses", "visits", "reshares"].map { key in
                let beside =
                    comparison(key).map { "<br><span style=\"font-size:14px\">\(HTML.escaped($0))</span>" } ?? ""
                return "<p style=\"margin:0 0 8px\"><b>\(HTML.escaped(sum(answers.yesterday, key)))</b>\(beside)</p>"
            }
            lines += table(vocabulary.title(ofReport: "top"), articles(answers.top))
            lines += heading(said(Words.channels))
            lines += rows(channels.map { ($0.label, [vocabulary.number($0.visits)]) }, headings: nil)
        }
        lines += heading("\(said(Words.today)) \(untilNow)")
        if isEmpty(answers.today) {
            lines.append("<p>\(HTML.escaped(sentence(Words.nothingToday)))</p>")
        } else {
            let sums = ["presses", "visits"].map { sum(answers.today, $0) }.joined(separator: ", ")
            lines.append("<p style=\"margin:0 0 8px\"><b>\(HTML.escaped(sums))</b></p>")
            lines += table(nil, articles(answers.topToday))
        }
        lines += notes.map { "<p style=\"font-size:14px\">\(HTML.escaped($0))</p>" }
        if let link {
            let address = HTML.escaped(link)
            lines.append("<p>\(HTML.escaped(said(Words.more))): <a href=\"\(address)\">\(address)</a></p>")
        }
        return (lines + ["</div>", "</body>", "</html>"]).joined(separator: "\n") + "\n"
    }

    private func heading(_ text: String) -> [String] {
        ["<h2 style=\"font-size:18px;margin:20px 0 4px\">\(HTML.escaped(text))</h2>"]
    }

    private func table(_ title: String?, _ articles: [(title: String, visits: Int64, presses: Int64)]) -> [String] {
        guard !articles.isEmpty else { return [] }
        let headings = ["articleTitle", "visits", "presses"].map { vocabulary.heading(ofColumn: $0) }
        return (title.map(heading) ?? [])
            + rows(
                articles.map { ($0.title, [vocabulary.number($0.visits), vocabulary.number($0.presses)]) },
                headings: headings)
    }

    private func rows(_ rows: [(String, [String])], headings: [String]?) -> [String] {
        let line = "border-bottom:1px solid #bbbbbb;padding:6px 8px 6px 0;vertical-align:top"
        let number = "\(line);text-align:right;font-variant-numeric:tabular-nums"
        var lines = ["<table style=\"border-collapse:collapse;width:100%\">"]
        if let headings {
            let cells = headings.enumerated().map { place, heading in
                "<th scope=\"col\" style=\"\(place == 0 ? line + ";text-align:left" : number);font-size:14px\">\(HTML.escaped(heading))</th>"
            }
            lines.append("<tr>\(cells.joined())</tr>")
        }
        for (label, numbers) in rows {
            let cells = numbers.map { "<td style=\"\(number)\">\(HTML.escaped($0))</td>" }
            lines.append(
                "<tr><td style=\"\(line);overflow-wrap:anywhere\">\(HTML.escaped(label))</td>\(cells.joined())</tr>")
        }
        return lines + ["</table>"]
    }
}
