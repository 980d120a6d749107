import Engagement
import Foundation

/// Reads lists of articles: RSS, Atom, JSON Feed, sitemaps, NDJSON and CSV.
///
/// A faulty item never spoils the others: it becomes a ``FeedProblem``. Only bytes that cannot be taken apart
/// at all throw. The time taken grows in line with the size of the input, and nothing is fetched.
public enum FeedReader {
    /// Reads a list of articles, in its own order.
    ///
    /// An address that appears twice keeps its first place and its last facts.
    ///
    /// - Parameters:
    ///   - data: the whole feed, in UTF-8, UTF-16 with a byte order mark, or what an XML declaration names.
    ///   - format: the format, or nil to find it out from the bytes.
    /// - Throws: ``FeedError`` when nothing can be read.
    public static func read(_ data: Data, format: FeedFormat? = nil) throws(FeedError) -> FeedResult {
        let input = try FeedInput(data)
        guard let format = format ?? FeedFormat.detect(input) else {
            if input.prolog?.declaresEntities == true { throw .unsafeDeclaration }
            throw .unknownFormat
        }
        var gathering = FeedGathering()
        switch format {
        case .rss: try FeedRSS.read(input, into: &gathering)
        case .atom: try FeedAtom.read(input, into: &gathering)
        case .sitemap: try FeedSitemap.read(input, into: &gathering)
        case .jsonFeed: try FeedJSON.read(input, into: &gathering)
        case .ndjson: FeedNDJSON.read(input, into: &gathering)
        case .csv: try FeedCSV.read(input, into: &gathering)
        }
        return FeedResult(articles: gathering.articles, problems: gathering.problems)
    }
}

/// What a feed said: its articles, and what was wrong with the rest.
public struct FeedResult: Sendable {
    /// The articles, each address once, in the order of the feed.
    public var articles: [ArticleFacts]
    /// What was skipped or left out, in the order of the feed.
    public var problems: [FeedProblem]
}

/// A fault in one item of a feed; the other items are not touched by it.
public struct FeedProblem: Sendable, Hashable, CustomStringConvertible {
    /// The number of the item from 1; in NDJSON and CSV the number of its first line.
    public var item: Int
    /// What is wrong and what to do about it, without any value from the feed.
    public var message: String

    /// The number and the message in one line.
    public var description: String { "\(item): \(message)" }
}

/// Why nothing of a feed could be read.
public enum FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes look like none of the formats.
    case unknownFormat
    /// The bytes are an XML document of another kind than the one asked for; the name of its root is given.
    case otherRoot(expected: FeedFormat, found: String)
    /// The bytes break the rules of their format, at a line where that is known.
    case malformed(line: Int?, message: String)
    /// The XML brings declarations of its own, which can make a small file grow without end.
    case unsafeDeclaration
    /// The text is in an encoding that is not read.
    case unknownEncoding
    /// The sitemap lists other sitemaps, and no articles.
    case sitemapIndex

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .unknownFormat:
            let names = FeedFormat.allCases.map(\.rawValue).joined(separator: ", ")
            return "This looks like no feed we know; give one of these formats: \(names)."
        case .otherRoot(let expected, let found):
            return "The root element is <\(found)>, which is not \(expected.rawValue); "
                + "leave the format out, or give the one that fits."
        case .malformed(let line, let message):
            return line.map { "Line \($0): \(message)" } ?? message
        case .unsafeDeclaration:
            return "The XML declares entities of its own, which is not read; remove the DOCTYPE and try again."
        case .unknownEncoding:
            return "The encoding of this text is not read; save it as UTF-8 and try again."
        case .sitemapIndex:
            return "This sitemap is an index of other sitemaps; import the sitemaps that it lists, one by one."
        }
    }
}
