import Engagement
import Foundation
import GRDB
import Testing

@testable import EventStore

@Suite("Where links lead, as the store knows it")
struct RedirectTests {
    /// Changes what no command changes yet.
    private func change(_ store: TemporaryStore, _ sql: String) throws {
        try store.writer?.close()
        try DatabaseQueue(path: store.folder + "/sharetrail.db").write { try $0.execute(sql: sql) }
    }

    private func redirects(_ store: TemporaryStore, at now: Timestamp = TemporaryStore.now) throws -> [Redirect] {
        var found: [Redirect] = []
        try store.reader().redirects(at: now) { redirect, _ in found.append(redirect) }
        return found
    }

    @Test("Articles come in the order of their numbers, each with its own address")
    func plain() throws {
        let store = try TemporaryStore()
        for name in ["c", "a", "b"] { _ = try store.article("https://news.example/\(name)") }
        #expect(try redirects(store).map(\.url) == ["c", "a", "b"].map { "https://news.example/\($0)" })
        #expect(try redirects(store).map(\.article) == [1, 2, 3])
        #expect(try store.reader().articleCount() == 3)
    }

    @Test("One that is the same as another leads to that one's address, also through several")
    func aliases() throws {
        let store = try TemporaryStore()
        for name in ["a", "b", "c", "d"] { _ = try store.article("https://news.example/\(name)") }
        try change(store, "UPDATE articles SET alias_of = number + 1 WHERE number < 3")
        #expect(try redirects(store).map { $0.url.last } == ["c", "c", "c", "d"])
    }

    @Test("A circle of aliases, which would be a fault of ours, ends")
    func circle() throws {
        let store = try TemporaryStore()
        for name in ["a", "b"] { _ = try store.article("https://news.example/\(name)") }
        try change(store, "UPDATE articles SET alias_of = 3 - number")
        #expect(try redirects(store).count == 2)
    }

    @Test("Withdrawn is what was withdrawn by now, itself or the one that it is the same as")
    func withdrawn() throws {
        let store = try TemporaryStore()
        for name in ["a", "b", "c", "d"] { _ = try store.article("https://news.example/\(name)") }
        let now = TemporaryStore.now.seconds
        try change(
            store,
            """
            UPDATE articles SET withdrawn = \(now) WHERE number = 1;
            UPDATE articles SET withdrawn = \(now + 1) WHERE number = 2;
            UPDATE articles SET alias_of = 1 WHERE number = 3;
            """)
        #expect(try redirects(store).map(\.isWithdrawn) == [true, false, true, false])
        #expect(try redirects(store, at: Timestamp(seconds: now + 1)).map(\.isWithdrawn) == [true, true, true, false])
    }

    @Test("The shares of an article come in the order of their ids, with their channels")
    func shares() throws {
        let store = try TemporaryStore()
        let (first, second) = (try store.article("https://news.example/a"), try store.article("https://news.example/b"))
        for (article, id, channel) in [(first, 9, 1), (second, 5, 0), (first, 1 << 41, 3), (first, 2, 0)] {
            try store.open().record(
                NewsroomShare(
                    key: ShareKey(article: article, id: Int64(id)), channel: channel, campaign: nil,
                    made: TemporaryStore.now))
        }
        var found: [[PostedShare]] = []
        try store.reader().redirects(at: TemporaryStore.now) { _, shares in found.append(try shares()) }
        #expect(found.map { $0.map(\.key.id) } == [[2, 9, 1 << 41], [5]])
        #expect(found.map { $0.map(\.channel) } == [[0, 1, 3], [0]])
    }
}
