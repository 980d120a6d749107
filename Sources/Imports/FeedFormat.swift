import Foundation

/// The kinds of lists of articles that are read.
public enum FeedFormat: String, CaseIterable, Sendable {
    /// RSS 2.0 and its elders, also the RDF kind.
    case rss
    /// Atom 1.0.
    case atom
    /// JSON Feed 1.0 and 1.1.
    case jsonFeed = "jsonfeed"
    /// A sitemap, with or without the extensions for news and images.
    case sitemap
    /// A JSON object a line.
    case ndjson
    /// A table with a header, separated by `,` or `;`.
    case csv

    /// Finds out the format from the bytes; nil where they fit none.
    ///
    /// A byte order mark and white space before the start are passed over. Whether the rest is sound is not looked at.
    public static func detect(_ data: Data) -> FeedFormat? {
        guard let input = try? FeedInput(data) else { return nil }
        return detect(input)
    }

    static func detect(_ input: FeedInput) -> FeedFormat? {
        switch input.bytes.first {
        case nil, UInt8(ascii: "["): nil
        case UInt8(ascii: "<"): ofRoot(input.prolog?.root)
        case UInt8(ascii: "{"): ofObject(input)
        default: FeedCSV.hasHeader(input) ? .csv : nil
        }
    }

    private static func ofRoot(_ name: String?) -> FeedFormat? {
        switch name {
        case "rss", "RDF": .rss
        case "feed": .atom
        case "urlset", "sitemapindex": .sitemap
        default: nil
        }
    }

    /// Tells a JSON Feed from a list with an object a line, by the first line.
    private static func ofObject(_ input: FeedInput) -> FeedFormat? {
        let line = input.bytes.prefix { $0 != UInt8(ascii: "\n") }
        if let object = FeedValue.parse(line)?.object {
            if object["items"] != nil { return .jsonFeed }
            return object["version"]?.string?.contains("jsonfeed.org") == true ? .jsonFeed : .ndjson
        }
        let start = String(decoding: input.bytes.prefix(4096), as: UTF8.self)
        if start.contains("jsonfeed.org") || start.contains("\"items\"") { return .jsonFeed }
        let last = line.last { $0 > UInt8(ascii: " ") }
        return last == UInt8(ascii: "}") ? .ndjson : nil
    }
}
