/// A form that answers are written in.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// Aligned columns for a terminal.
    case table
    /// RFC 4180, safe to open in a spreadsheet.
    case csv
    /// One JSON document.
    case json
    /// A JSON object a line, rows only.
    case ndjson
    /// A table with pipes, for chats and wikis.
    case markdown
    /// A page that needs no other file.
    case html
}

/// How an answer is to look.
public struct RenderOptions: Sendable {
    /// The words, with their language.
    public var vocabulary: Vocabulary
    /// The columns of the terminal; nil where there is no limit.
    public var width: Int?
    /// Whether a terminal table uses bold and dim letters.
    public var colour: Bool
    /// Whether CSV begins with a byte order mark, by which Excel knows UTF-8.
    public var byteOrderMark: Bool

    /// Collects options; plain and without limits unless given.
    public init(vocabulary: Vocabulary, width: Int? = nil, colour: Bool = false, byteOrderMark: Bool = false) {
        self.vocabulary = vocabulary
        self.width = width
        self.colour = colour
        self.byteOrderMark = byteOrderMark
    }

    /// The language of the vocabulary.
    public var language: Language { vocabulary.language }
}
