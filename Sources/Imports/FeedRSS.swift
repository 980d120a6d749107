/// RSS 2.0 and its elders, and RSS 1.0 in RDF.
enum FeedRSS {
    /// Reads every `item`.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) throws(FeedError) {
        try FeedXML.read(
            input, into: &gathering,
            root: { name in
                name == FeedName(.rss, "rss") || name == FeedName(.rdf, "RDF")
                    ? nil : .otherRoot(expected: .rss, found: name.local)
            },
            isItem: { name, depth in name == FeedName(.rss, "item") && depth <= 3 }, draft: draft)
    }

    private static func draft(_ item: FeedElement, _ number: Int) -> FeedDraft {
        var draft = FeedDraft(item: number)
        draft.url = item.first(.rss, "link")
        if let guid = item.all(.rss, "guid").first {
            let says = guid.attributes["isPermaLink"].map { $0.lowercased() == "true" }
            if says ?? true, draft.url == nil, FeedAddress.absolute(guid.text) != nil { draft.url = guid.text }
            // Without a word a guid is a permalink, yet what is no address cannot be one.
            if says != true { draft.takeIdentifier(guid.text) }
        }
        draft.title = item.first(.rss, "title").flatMap(FeedHTML.plain)
        draft.section = (item.first(.rss, "category") ?? item.first(.dublinCore, "subject")).flatMap(FeedHTML.plain)
        let creators = item.all(.dublinCore, "creator").map(\.text).filter { FeedText.plain($0) != nil }
        let authors = creators.isEmpty ? item.all(.rss, "author").map { name(in: $0.text) } : creators
        draft.authors = authors.compactMap(FeedHTML.plain)
        draft.published = FeedDate(item.first(.rss, "pubDate") ?? item.first(.dublinCore, "date"))
        draft.image = FeedMedia.image(of: item)
        draft.summary = (item.first(.rss, "description") ?? item.first(.dublinCore, "description"))
            .flatMap(FeedHTML.plain)
        return draft
    }

    /// The name in `reporter@news.example (A Reporter)`; else the text as it is.
    private static func name(in text: String) -> String {
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
            text[..<open].contains("@")
        else { return text }
        return String(text[text.index(after: open)..<close])
    }
}
