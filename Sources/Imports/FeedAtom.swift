/// Atom 1.0.
enum FeedAtom {
    /// Reads every `entry`.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) throws(FeedError) {
        try FeedXML.read(
            input, into: &gathering,
            root: { $0 == FeedName(.atom, "feed") ? nil : .otherRoot(expected: .atom, found: $0.local) },
            isItem: { name, depth in name == FeedName(.atom, "entry") && depth == 2 }, draft: draft)
    }

    private static func draft(_ entry: FeedElement, _ number: Int) -> FeedDraft {
        var draft = FeedDraft(item: number)
        // A link that says nothing of its relation is the page itself.
        let links = entry.all(.atom, "link").filter { ($0.attributes["rel"] ?? "alternate") == "alternate" }
        let page = links.first { $0.attributes["type"]?.hasPrefix("text/html") ?? true } ?? links.first
        draft.url = page?.attributes["href"]
        draft.takeIdentifier(entry.first(.atom, "id"))
        draft.title = text(entry, "title")
        draft.section = section(entry)
        let source = entry.all(.atom, "source").first
        draft.authors = authors(entry).isEmpty ? source.map(authors) ?? [] : authors(entry)
        draft.published = FeedDate(entry.first(.atom, "published") ?? entry.first(.atom, "updated"))
        draft.image = FeedMedia.image(of: entry)
        draft.summary = text(entry, "summary")
        return draft
    }

    /// A text construct: HTML is taken apart, XHTML has been, and text stands as it is.
    private static func text(_ entry: FeedElement, _ name: String) -> String? {
        guard let element = entry.all(.atom, name).first else { return nil }
        let isHTML = ["html", "text/html"].contains(element.attributes["type"])
        return isHTML ? FeedHTML.plain(element.text) : FeedText.plain(element.text)
    }

    private static func authors(_ entry: FeedElement) -> [String] {
        entry.all(.atom, "author").compactMap { $0.first(.atom, "name") }
    }

    /// The first category, by its label where it has one.
    private static func section(_ entry: FeedElement) -> String? {
        for category in entry.all(.atom, "category") {
            for name in ["label", "term"] {
                if let text = category.attributes[name].flatMap(FeedText.plain) { return text }
            }
        }
        return nil
    }
}
