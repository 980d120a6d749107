import Engagement
import Reports

/// Where a reader can go from a report: other periods, other divisions, other filters.
struct PageSteps {
    let settings: PagesSettings
    let words: PageWords
    let vocabulary: Vocabulary
    let asked: Asked
    let path: String

    private static let periodKeys = ["last", "today", "from", "to"]

    /// The periods that are a click away.
    var periods: [PageContent.Link] {
        words.choices.map { choice in
            var changes: [String: String?] = Dictionary(uniqueKeysWithValues: Self.periodKeys.map { ($0, nil) })
            changes[choice.key] = .some(choice.value)
            return PageContent.Link(
                href: asked.address(path, setting: changes), label: choice.label,
                current: asked[choice.key] == choice.value)
        }
    }

    /// The divisions that are a click away.
    func divisions(of report: String) -> [PageContent.Link] {
        words.divisions(of: report, vocabulary).map { value, label in
            let isStandard = value == "none"
            return PageContent.Link(
                href: asked.address(path, setting: ["by": isStandard ? nil : value]), label: label,
                current: asked["by"] == value || (isStandard && asked["by"] == nil))
        }
    }

    /// Turns the comparison on or off.
    var comparison: PageContent.Link {
        let isOn = asked["compare"] != nil
        return PageContent.Link(
            href: asked.address(path, setting: ["compare": isOn ? nil : "on"]),
            label: words[isOn ? .dontCompare : .compare])
    }

    /// Days and filters.
    func form(_ name: ReportRequest.Name) -> PageContent.Form {
        var fields = [
            PageContent.Field(name: "from", label: words[.from], type: "date", value: asked["from"] ?? ""),
            PageContent.Field(name: "to", label: words[.to], type: "date", value: asked["to"] ?? ""),
        ]
        if name != .channels, name != .drift {
            let channels = settings.channels.map { ($0.name, vocabulary.label(ofChannel: $0.name)) }
            fields.append(select("channel", words[.channel], [("", words[.all])] + channels, asked["channel"] ?? ""))
        }
        // Circumstances are kept for all articles together.
        if ![.article, .referrers, .devices, .drift].contains(name) {
            fields.append(PageContent.Field(name: "section", label: words[.section], value: asked["section"] ?? ""))
            fields.append(PageContent.Field(name: "author", label: words[.author], value: asked["author"] ?? ""))
        }
        let standard = name == .counts ? "all" : "reader"
        fields.append(
            select(
                "origin", words[.origin],
                [
                    ("reader", vocabulary.word("reader")), ("newsroom", vocabulary.word("newsroom")),
                    ("all", words[.all]),
                ],
                asked["origin"] ?? standard))
        if [.top, .sections, .authors].contains(name) {
            let figures: [FigureName] = [.visits, .presses, .opened, .distinctArrivals, .reshares, .visitsPerPress]
            fields.append(
                select(
                    "sort", words[.sort], figures.map { ($0.rawValue, vocabulary.heading(ofColumn: $0.rawValue)) },
                    asked["sort"] ?? "visits"))
            fields.append(
                select("limit", words[.limit], ["20", "100", "1000"].map { ($0, $0) }, asked["limit"] ?? "20"))
        }
        let shown = Set(fields.map(\.name))
        let kept = asked.values.filter { !shown.contains($0.key) }.sorted { $0.key < $1.key }
        let isOpen = ["from", "to", "channel", "section", "author", "origin", "sort"].contains { asked[$0] != nil }
        return PageContent.Form(
            action: path, open: isOpen, hidden: kept.map { ["name": $0.key, "value": $0.value] }, fields: fields)
    }

    private func select(
        _ name: String, _ label: String, _ options: [(String, String)], _ chosen: String
    ) -> PageContent.Field {
        var field = PageContent.Field(name: name, label: label)
        field.isSelect = true
        field.options = options.map { PageContent.Field.Option(value: $0.0, label: $0.1, selected: $0.0 == chosen) }
        return field
    }
}
