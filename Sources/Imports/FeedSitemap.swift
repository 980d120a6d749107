/// Sitemaps, with the extensions for news and images where they are used.
enum FeedSitemap {
    /// Reads every `url`.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) throws(FeedError) {
        try FeedXML.read(
            input, into: &gathering,
            root: { name in
                let isOurs = name.vocabulary == .sitemap || name.vocabulary == .rss
                if isOurs, name.local == "sitemapindex" { return .sitemapIndex }
                return isOurs && name.local == "urlset" ? nil : .otherRoot(expected: .sitemap, found: name.local)
            },
            isItem: { name, depth in isOwn(name) && name.local == "url" && depth == 2 }, draft: draft)
    }

    /// Sitemaps made by hand often leave the namespace out.
    private static func isOwn(_ name: FeedName) -> Bool { name.vocabulary == .sitemap || name.vocabulary == .rss }

    private static func draft(_ page: FeedElement, _ number: Int) -> FeedDraft {
        var draft = FeedDraft(item: number)
        draft.url = page.first(.sitemap, "loc") ?? page.first(.rss, "loc")
        draft.image = page.all(.image, "image").first?.first(.image, "loc")
        // The time of a change says nothing about publication, so `lastmod` is not read.
        if let news = page.all(.news, "news").first {
            draft.title = news.first(.news, "title").flatMap(FeedHTML.plain)
            draft.published = FeedDate(news.first(.news, "publication_date"))
        }
        return draft
    }
}
