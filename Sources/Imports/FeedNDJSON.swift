/// An article a line, each a JSON object.
enum FeedNDJSON {
    /// Reads every line; empty ones are passed over.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) {
        var line = input.firstLine
        for bytes in input.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if bytes.contains(where: { $0 > 0x20 }) { read(bytes, line: line, into: &gathering) }
            line += 1
        }
    }

    private static func read(_ bytes: ArraySlice<UInt8>, line: Int, into gathering: inout FeedGathering) {
        guard let members = FeedValue.parse(bytes)?.object else {
            gathering.note(
                line, "is not a JSON object in UTF-8 and was skipped; write each article on a line of its own.")
            return
        }
        var draft = FeedDraft(item: line)
        for (name, path) in texts {
            guard let value = members[name] else { continue }
            if case .null = value { continue }
            if let text = name == "id" || name == "cmsID" ? value.identifier : value.string {
                if draft[keyPath: path]?.isEmpty ?? true { draft[keyPath: path] = text }
            } else {
                gathering.note(line, "has a \"\(name)\" that is not text, which was left out; put it in quotes.")
            }
        }
        draft.authors = authors(members["author"], line: line, into: &gathering)
        draft.published = members["published"]?.date
        gathering.add(draft)
    }

    /// The names of the members that are text; where two mean the same, the first one counts.
    private static var texts: [(String, WritableKeyPath<FeedDraft, String?>)] {
        [
            ("url", \.url), ("cmsID", \.cmsID), ("id", \.cmsID), ("title", \.title), ("section", \.section),
            ("image", \.image), ("summary", \.summary),
        ]
    }

    private static func authors(_ value: FeedValue?, line: Int, into gathering: inout FeedGathering) -> [String] {
        switch value {
        case nil, .null: return []
        case .text(let name): return [name]
        case .list(let values) where values.allSatisfy({ $0.string != nil }): return values.compactMap(\.string)
        default:
            gathering.note(
                line, "has an \"author\" that is neither text nor a list of texts, which was left out; give names.")
            return []
        }
    }
}
