import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Articles and imports in the store")
struct ArticleAndImportTests {
    @Test("The same address is the same article; an id in the CMS goes before the address")
    func identity() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let byURL = try writer.record([ArticleFacts(url: "https://news.example/a.html")], source: .press)[0]
        let again = try writer.record(
            [ArticleFacts(url: "https://news.example/a.html", cmsID: "7", title: "T")], source: .press)[0]
        #expect(again.number == byURL.number)
        #expect(again.facts.cmsID == "7")
        let moved = try writer.record(
            [ArticleFacts(url: "https://news.example/moved.html", cmsID: "7")], source: .press)[0]
        #expect(moved.number == byURL.number)
        let other = try writer.record([ArticleFacts(url: "https://news.example/a.html", cmsID: "8")], source: .press)[0]
        #expect(other.number != byURL.number)
    }

    @Test("What a feed said is not overwritten by a press link, and a feed's later word goes before its earlier")
    func belief() throws {
        let store = try TemporaryStore()
        let writer = try store.open()
        let url = "https://news.example/a.html"
        _ = try writer.record(
            [ArticleFacts(url: url, title: "From a button", image: "https://news.example/i.jpg")], source: .press)
        _ = try writer.record([ArticleFacts(url: url, title: "From the feed", section: "Thời sự")], source: .feed)
        let pressed = try writer.record([ArticleFacts(url: url, title: "Forged", section: "X")], source: .press)[0]
        #expect(pressed.facts.title == "From the feed")
        #expect(pressed.facts.section == "Thời sự")
        #expect(pressed.facts.image == "https://news.example/i.jpg")
        let corrected = try writer.record([ArticleFacts(url: url, title: "Corrected")], source: .feed)[0]
        #expect(corrected.facts.title == "Corrected")
        #expect(corrected.facts.section == "Thời sự")
    }

    @Test("An article is found by number, id and address")
    func finding() throws {
        let store = try TemporaryStore()
        let facts = ArticleFacts(url: "https://news.example/a.html", cmsID: "10482")
        let number = try store.open().record([facts], source: .feed)[0].number
        for name in ["\(number)", "10482", "https://news.example/a.html"] {
            #expect(try store.reader().article(named: name)?.number == number)
        }
        #expect(try store.reader().article(named: "nothing") == nil)
    }

    @Test("Withdrawing an article that is not there says so")
    func withdrawNothing() throws {
        let store = try TemporaryStore()
        #expect { try store.open().change(99, .withdraw, at: store.clock.now()) } throws: {
            ($0 as? StoreError)?.code == .invalid
        }
    }

    private func click(_ url: String, at: Int64) -> ImportStep.Click {
        ImportStep.Click(
            url: url,
            event: EventEntry(
                at: Timestamp(seconds: at), kind: .visit, article: 0, share: nil, channel: -1, verdict: .counted,
                rules: 1))
    }

    @Test("An import is known by its content, and goes on where it stopped")
    func resumes() throws {
        let store = try TemporaryStore()
        let digest = String(repeating: "a", count: 64)
        let begun = try store.open().beginImport(format: "usagov", digest: digest, name: "one")
        #expect(begun.lines == 0 && begun.finished == nil)
        try store.open().record(
            ImportStep(
                number: begun.number,
                clicks: [click("http://a.gov/", at: 1_331_923_247), click("ftp://b.gov/x", at: 1_331_923_248)],
                lines: 3, finished: nil))
        let resumed = try store.reopen().beginImport(format: "usagov", digest: digest, name: "another name")
        #expect(resumed.number == begun.number)
        #expect(resumed.lines == 3)
        #expect(resumed.finished == nil)
        #expect(try store.value("SELECT count(*) FROM events WHERE import = ?", [begun.number]) == 2)
        let range = try #require(try store.reader().range())
        #expect(range.from == Timestamp(seconds: 1_331_923_247))
        #expect(range.to == Timestamp(seconds: 1_331_923_248))
    }

    @Test("Imported history is in reports of its own days, far from today")
    func history() throws {
        let store = try TemporaryStore()
        let state = try store.open().beginImport(format: "usagov", digest: String(repeating: "b", count: 64), name: "x")
        try store.open().record(
            ImportStep(
                number: state.number, clicks: [click("http://a.gov/", at: 1_331_923_247)], lines: 1, finished: nil))
        let day = Period.last(days: 1, before: Timestamp(seconds: 1_331_923_247 + 86_400), zone: TemporaryStore.zone)
        for _ in 0..<2 {
            let answer = try store.reader().answer(ReportQuestion(.trend(by: .day), period: day))
            #expect(answer.rows.count == 1)
            #expect(answer.rows[0][4] == .count(1))
            try store.open().fold()
        }
    }
}
