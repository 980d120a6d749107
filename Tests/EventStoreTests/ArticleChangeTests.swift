import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Articles that change after they were shared")
struct ArticleChangeTests {
    private static let old = "https://news.example/tin/cu.html"
    private static let new = "https://news.example/tin/moi.html"

    private func notes(_ store: TemporaryStore, _ article: Int64) throws -> [Note] {
        let period = Period(
            from: TemporaryStore.now.advanced(by: -10 * 86_400), to: TemporaryStore.now.advanced(by: 10 * 86_400),
            zone: TemporaryStore.zone)
        let answer = try store.reader().answer(
            ReportQuestion(.article, period: period, filter: ReportFilter(article: article)))
        return answer.notes
    }

    @Test("A correction changes the facts, and the old address still finds the article")
    func correct() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let number = try store.article(Self.old)
        var correction = ArticleCorrection()
        correction.url = Self.new
        correction.title = "Tựa mới"
        _ = try writer.change(number, .correct(correction), at: TemporaryStore.now)
        // A cached page presses with the old address; a feed that is read again has the old title.
        #expect(try writer.record([ArticleFacts(url: Self.old)], source: .press)[0].number == number)
        let again = try writer.record([ArticleFacts(url: Self.new, title: "Tựa cũ")], source: .feed)[0]
        #expect(again.number == number && again.facts.title == "Tựa mới")
        #expect(try store.reader().article(named: Self.old)?.number == number)
        #expect(try store.reader().formerAddresses() == [Self.old: number])
    }

    @Test("A feed that moves an article keeps its former address, too")
    func feedMoves() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let number = try writer.record([ArticleFacts(url: Self.old, cmsID: "7")], source: .feed)[0].number
        _ = try writer.record([ArticleFacts(url: Self.new, cmsID: "7")], source: .feed)
        #expect(try store.reader().formerAddresses() == [Self.old: number])
    }

    @Test("An address that another article has is refused, and nothing changes")
    func takenAddress() throws {
        let store = try TemporaryStore()
        let number = try store.article(Self.old)
        _ = try store.article(Self.new)
        var correction = ArticleCorrection()
        correction.url = Self.new
        #expect { try store.open().change(number, .correct(correction), at: TemporaryStore.now) } throws: {
            "\($0)".contains("articles redirect")
        }
        #expect(try store.value("SELECT count(*) FROM article_changes") == 0)
    }

    @Test("A redirected article is counted with its target, chains are flattened, and circles are refused")
    func redirect() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let (first, second, third) = (
            try store.article(Self.old), try store.article(Self.new), try store.article("https://news.example/3.html")
        )
        _ = try writer.change(first, .redirect(to: second), at: TemporaryStore.now)
        let changed = try writer.change(second, .redirect(to: third), at: TemporaryStore.now)
        #expect(Set(changed.filter { $0.aliasOf == third }.map(\.number)) == [first, second])
        #expect { try writer.change(third, .redirect(to: first), at: TemporaryStore.now) } throws: {
            "\($0)".contains("--undo")
        }
        #expect { try writer.change(third, .redirect(to: third), at: TemporaryStore.now) } throws: {
            "\($0)".contains("itself")
        }
        // A press with the address of the old page belongs to the old number, which is counted with the target.
        #expect(try writer.record([ArticleFacts(url: Self.old)], source: .press)[0].number == first)
        _ = try writer.append([.visit(first, share: 5), .visit(third, share: 6)], first: 1)
        let period = Period.today(at: TemporaryStore.now.advanced(by: 60), zone: TemporaryStore.zone)
        let answer = try store.reader().answer(ReportQuestion(.top(limit: 9), period: period))
        #expect(answer.rows.count == 1)
        #expect(answer.rows[0].contains(.count(third)) && answer.rows[0].contains(.count(2)))
        _ = try writer.change(first, .separate, at: TemporaryStore.now)
        #expect(try store.reader().answer(ReportQuestion(.top(limit: 9), period: period)).rows.count == 2)
        #expect { try writer.change(first, .separate, at: TemporaryStore.now) } throws: {
            "\($0)".contains("leads to no other")
        }
    }

    @Test("Visits before and after a change are told apart to the second, folded or not", arguments: [false, true])
    func beforeAndAfter(folded: Bool) throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let number = try store.article(Self.old)
        let at = TemporaryStore.now
        var events: [EventEntry] = []
        for seconds in [-90_000, -3_601, -2, -1] {
            events.append(.visit(number, share: 1, at: at.advanced(by: Int64(seconds))))
        }
        for seconds in [0, 1, 5_000] {
            events.append(.visit(number, share: 1, at: at.advanced(by: Int64(seconds)), verdict: .refused(.withdrawn)))
        }
        _ = try writer.append(events, first: 1)
        if folded { try writer.fold() }
        _ = try writer.change(number, .withdraw, at: at)
        #expect(
            try notes(store, number).contains(
                .changed("withdrawn", article: number, at: at, zone: TemporaryStore.zone, before: 4, after: 3)))
    }

    @Test("What led to an article that is separated again leads to it again, also by several steps")
    func separateChain() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let numbers = try (1...5).map { try store.article("https://news.example/\($0).html") }
        let at = TemporaryStore.now
        for step in 0..<3 {
            _ = try writer.change(numbers[step], .redirect(to: numbers[step + 1]), at: at.advanced(by: Int64(step)))
        }
        // One that led to the end by itself stays there.
        _ = try writer.change(numbers[4], .redirect(to: numbers[3]), at: at.advanced(by: 8))
        let changed = try writer.change(numbers[2], .separate, at: at.advanced(by: 9))
        #expect(Set(changed.map(\.number)) == Set(numbers[0...2]))
        let target = "SELECT coalesce(alias_of, 0) FROM articles WHERE number = ?"
        #expect(
            try numbers.map { try store.value(target, [$0]) ?? -1 } == [numbers[2], numbers[2], 0, 0, numbers[3]])
    }

    @Test("An article that was withdrawn as part of another one stands again once it is its own")
    func withdrawTarget() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let (first, second) = (try store.article(Self.old), try store.article(Self.new))
        _ = try writer.change(first, .redirect(to: second), at: TemporaryStore.now)
        _ = try writer.change(second, .withdraw, at: TemporaryStore.now)
        _ = try writer.change(first, .separate, at: TemporaryStore.now)
        #expect(try store.reader().article(named: Self.old)?.withdrawn == nil)
        #expect(try store.reader().article(named: Self.new)?.withdrawn == TemporaryStore.now)
        // And one that was withdrawn by itself is not put back with its target.
        _ = try writer.change(first, .redirect(to: second), at: TemporaryStore.now)
        _ = try writer.change(first, .withdraw, at: TemporaryStore.now)
        _ = try writer.change(second, .restore, at: TemporaryStore.now)
        #expect(try store.reader().article(named: Self.old)?.withdrawn == TemporaryStore.now)
    }

    @Test("A source that knows a former address only does not move the article back")
    func staleAddress() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        _ = try writer.record([ArticleFacts(url: Self.old, cmsID: "7")], source: .feed)
        _ = try writer.record([ArticleFacts(url: Self.new, cmsID: "7")], source: .feed)
        let again = try writer.record([ArticleFacts(url: Self.old, title: "Tựa")], source: .feed)[0]
        #expect(again.facts.url == Self.new && again.facts.title == "Tựa")
    }

    @Test("A press link with another id does not take an article's former address")
    func formerAddressStays() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let number = try writer.record([ArticleFacts(url: Self.old, cmsID: "7")], source: .feed)[0].number
        _ = try writer.record([ArticleFacts(url: Self.new, cmsID: "7")], source: .feed)
        let pressed = try writer.record([ArticleFacts(url: Self.old, cmsID: "other")], source: .press)[0]
        #expect(pressed.number != number)
        #expect(try writer.record([ArticleFacts(url: Self.old)], source: .press)[0].number == number)
        // A feed may give the address to a new article.
        _ = try writer.record([ArticleFacts(url: Self.old, cmsID: "other")], source: .feed)
        #expect(try writer.record([ArticleFacts(url: Self.old)], source: .press)[0].number == pressed.number)
    }
}

extension ArticleChangeTests {
    @Test("Two articles can swap their addresses, by way of a third one")
    func swap() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let urls = ["https://news.example/a.html", "https://news.example/b.html", "https://news.example/c.html"]
        let (first, second) = (try store.article(urls[0]), try store.article(urls[1]))
        func move(_ article: Int64, to url: String) throws {
            var correction = ArticleCorrection()
            correction.url = url
            _ = try writer.change(article, .correct(correction), at: TemporaryStore.now)
        }
        try move(first, to: urls[2])
        try move(second, to: urls[0])
        try move(first, to: urls[1])
        #expect(try store.reader().article(named: urls[0])?.number == second)
        #expect(try store.reader().article(named: urls[1])?.number == first)
        #expect(try store.reader().article(named: urls[2])?.number == first)
    }
}
