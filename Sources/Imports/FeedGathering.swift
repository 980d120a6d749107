import Engagement

/// A date as a feed gives it.
enum FeedDate {
    /// Any form that is written out.
    case text(String)
    /// Seconds since 1970.
    case seconds(Double)
    /// Something that is no date.
    case other

    /// The date in a text; nil where the text is empty.
    init?(_ text: String?) {
        guard let text = text.flatMap(FeedText.plain) else { return nil }
        self = .text(text)
    }

    var moment: Timestamp? {
        switch self {
        case .text(let text): FeedDates.read(text)
        case .seconds(let value): FeedDates.read(seconds: value)
        case .other: nil
        }
    }
}

/// What an item said, before anything was looked at closely.
struct FeedDraft {
    /// The number of the item, or of its line.
    var item: Int
    var url: String?
    var cmsID: String?
    var title: String?
    var section: String?
    var authors: [String] = []
    var published: FeedDate?
    var image: String?
    var summary: String?

    init(item: Int) {
        self.item = item
    }

    /// Takes an identifier of a feed's item for the id in the CMS where it is short, plain and no address.
    mutating func takeIdentifier(_ text: String?) {
        guard let text, let id = FeedText.plain(text), id.count <= 64, !id.contains(" ") else { return }
        let scheme = id.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        guard !id.contains("/"), !id.dropFirst(scheme.count).hasPrefix(":") else { return }
        cmsID = id
    }
}

/// Gathers articles, each address once, and what was wrong.
struct FeedGathering {
    private(set) var articles: [ArticleFacts] = []
    private(set) var problems: [FeedProblem] = []
    private var places: [String: Int] = [:]

    /// Notes that something is wrong with an item.
    mutating func note(_ item: Int, _ message: String) {
        problems.append(FeedProblem(item: item, message: message))
    }

    /// Looks at an item and takes what is sound.
    mutating func add(_ draft: FeedDraft) {
        guard let said = draft.url, !said.utf8.isEmpty else {
            note(draft.item, "has no address and was skipped; give its URL.")
            return
        }
        guard let url = FeedAddress.absolute(said) else {
            note(
                draft.item,
                "has an address that is not an absolute http or https URL, and was skipped; write it in full.")
            return
        }
        var facts = ArticleFacts(url: url)
        facts.cmsID = draft.cmsID.flatMap(FeedText.plain)
        if let id = draft.cmsID, id.utf8.count > FeedText.limit {
            note(draft.item, "has an id of more than \(FeedText.limit) bytes, which was left out; give a shorter one.")
            facts.cmsID = nil
        }
        facts.title = draft.title.flatMap(FeedText.plain)
        facts.section = draft.section.flatMap(FeedText.plain) ?? FeedAddress.section(of: url)
        facts.author = FeedText.plain(draft.authors.compactMap(FeedText.plain).joined(separator: ", "))
        facts.summary = draft.summary.flatMap(FeedText.plain)
        if let date = draft.published {
            facts.published = date.moment
            if facts.published == nil {
                note(
                    draft.item,
                    "has a date that cannot be read, which was left out; "
                        + "write it like 2025-01-31T08:00:00+07:00, with Z or an offset.")
            }
        }
        if let image = draft.image.flatMap(FeedText.plain) {
            facts.image = FeedAddress.absolute(image)
            if facts.image == nil {
                note(
                    draft.item,
                    "has an image whose address is not an absolute http or https URL, which was left out; "
                        + "write it in full.")
            }
        }
        if let place = places[url] {
            articles[place] = facts
        } else {
            places[url] = articles.count
            articles.append(facts)
        }
    }
}
