import Foundation

/// JSON Feed 1.0 and 1.1.
enum FeedJSON {
    private struct Feed: Decodable {
        var version: FeedValue?
        var items: FeedValue?
        var authors: FeedValue?
        var author: FeedValue?
    }

    /// Reads every item.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) throws(FeedError) {
        guard String(validating: input.bytes, as: UTF8.self) != nil else { throw .unknownEncoding }
        guard let feed = try? JSONDecoder().decode(Feed.self, from: Data(input.bytes)) else {
            // The decoder does not tell the place.
            throw .malformed(line: nil, message: "This is not sound JSON; mend it with a JSON checker and try again.")
        }
        guard let items = feed.items?.array else {
            let message = "This JSON has no list of \"items\"; give a JSON Feed, or another format."
            throw .malformed(line: nil, message: message)
        }
        let own = names(feed.authors, feed.author)
        for (index, item) in items.enumerated() {
            guard let members = item.object else {
                gathering.note(index + 1, "is not a JSON object and was skipped; write each item in braces.")
                continue
            }
            gathering.add(draft(index + 1, members, ofFeed: own))
        }
    }

    private static func draft(_ number: Int, _ members: [String: FeedValue], ofFeed own: [String]) -> FeedDraft {
        var draft = FeedDraft(item: number)
        draft.url = members["url"]?.string
        draft.takeIdentifier(members["id"]?.identifier)
        draft.title = members["title"]?.string
        draft.section = members["tags"]?.array?.compactMap(\.string).first { FeedText.plain($0) != nil }
        let authors = names(members["authors"], members["author"])
        draft.authors = authors.isEmpty ? own : authors
        draft.published = members["date_published"]?.date
        draft.image = members["image"]?.string ?? members["banner_image"]?.string
        draft.summary = members["summary"]?.string
        return draft
    }

    /// The names in `authors` (1.1), or the one in `author` (1.0).
    private static func names(_ many: FeedValue?, _ one: FeedValue?) -> [String] {
        let found = (many?.array ?? []).compactMap { $0.object?["name"]?.string }
        return found.isEmpty ? [one?.object?["name"]?.string].compactMap { $0 } : found
    }
}
