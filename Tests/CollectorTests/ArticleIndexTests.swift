import Engagement
import Testing

@testable import Collector

@Suite("The articles in memory are found as those of the store are")
struct ArticleIndexTests {
    private func article(_ number: Int64, _ path: String, source: ArticleSource = .feed) -> Article {
        Article(
            number: number, facts: ArticleFacts(url: "https://news.example/\(path)", cmsID: "id\(number)"),
            source: source)
    }

    private func number(_ index: ArticleIndex, _ path: String) -> Int64? {
        index.entry(cmsID: nil, url: "https://news.example/\(path)")?.article.number
    }

    @Test("Two articles that swap addresses are found by the new ones, in whatever order they come")
    func swap() {
        for order in [[0, 1], [1, 0]] {
            let index = ArticleIndex(hosts: ["news.example"])
            index.update([article(1, "a"), article(2, "b")])
            let swapped = [article(1, "b"), article(2, "a")]
            index.update(order.map { swapped[$0] })
            #expect(number(index, "a") == 2 && number(index, "b") == 1)
        }
    }

    @Test("Of two articles with one address the other is found once the first has moved")
    func shared() {
        let index = ArticleIndex(hosts: ["news.example"])
        index.update([article(1, "a"), article(2, "a"), article(3, "a")])
        #expect(number(index, "a") == 1)
        index.update([article(1, "b")])
        #expect(number(index, "a") == 2)
        index.update([article(2, "c")])
        index.update([article(3, "d")])
        #expect(number(index, "a") == 3, "it had the address last")
    }

    @Test("A press link with another id does not take an article's former address, a feed does")
    func formerly() {
        let index = ArticleIndex(hosts: ["news.example"])
        index.update([article(1, "a")])
        index.update([article(1, "b")])
        index.update([article(2, "a", source: .press)])
        #expect(number(index, "a") == 1)
        index.update([article(2, "a", source: .feed)])
        #expect(number(index, "a") == 2)
    }
}
