import Engagement
import Foundation
import Imports

/// Short ways to read a feed that a test has written.
enum FeedSample {
    /// 2025-01-31T08:00:00+07:00, the moment that most samples name.
    static let morning = Timestamp(seconds: 1_738_285_200)

    static func read(_ text: String, as format: FeedFormat? = nil) throws -> FeedResult {
        try FeedReader.read(Data(text.utf8), format: format)
    }

    /// The only article of a feed without problems.
    static func only(_ text: String) throws -> ArticleFacts {
        let result = try read(text)
        guard result.problems.isEmpty, result.articles.count == 1, let article = result.articles.first else {
            throw Mismatch(articles: result.articles.count, problems: result.problems.map(\.description))
        }
        return article
    }

    /// What was read instead of a single article.
    struct Mismatch: Error {
        var articles: Int
        var problems: [String]
    }

    static func rss(_ items: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><title>Báo Ví Dụ</title><link>https://bao.example/</link><image><url>https://bao.example/l.png</url></image>
        \(items)
        </channel></rss>
        """
    }

    static func item(_ inside: String) -> String {
        rss("<item><link>https://bao.example/bai</link>\(inside)</item>")
    }

    static func atom(_ entries: String) -> String {
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><title>Báo</title>
        <id>tag:bao.example,2025:all</id>\(entries)</feed>
        """
    }

    static func sitemap(_ urls: String) -> String {
        """
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
          xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">\(urls)</urlset>
        """
    }
}
