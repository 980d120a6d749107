import Engagement
import Foundation
import GRDB
import Synchronization
import Testing

@testable import EventStore

@Suite("No report goes through a table that grows with the events")
struct PlanTests {
    static let subjects: [ReportQuestion.Subject] = [
        .top(limit: 20), .article, .channels, .trend(by: .hour), .trend(by: .day), .trend(by: .week),
        .trend(by: .month),
        .sections(limit: 20), .authors(limit: 20), .referrers(limit: 20), .devices, .drift, .counts(by: .none),
        .counts(by: .hour), .counts(by: .day), .counts(by: .article), .counts(by: .channel),
        .table(by: [.day, .section, .channel, .origin], limit: nil), .table(by: [.week, .place], limit: nil),
    ]

    /// Every statement that an answer runs.
    private func statements(_ store: TemporaryStore, _ question: ReportQuestion) throws -> [String] {
        let heard = Mutex<[String]>([])
        let reader = try store.reader()
        try reader.queue.read { database in
            database.trace { event in heard.withLock { $0.append(event.description) } }
        }
        _ = try reader.answer(question)
        try reader.queue.read { $0.trace(options: []) }
        return heard.withLock { $0 }.filter { $0.hasPrefix("SELECT") || $0.hasPrefix("--") || $0.hasPrefix("WITH") }
    }

    @Test("Each statement of each report searches by span and time, or by number", arguments: subjects.indices)
    func plans(place: Int) throws {
        let store = try TemporaryStore()
        let article = try store.article()
        _ = try store.open().append(MadeUpEvents.make(500, article: article, seed: 3, days: 70), first: 1)
        try store.open().fold()
        _ = try store.open().record([PageViews(day: "2026-11-10", article: article, views: 5)])
        let now = TemporaryStore.now
        let periods = [
            Period.last(days: 65, before: now, zone: TemporaryStore.zone),
            Period.last(hours: 30, until: now, zone: TemporaryStore.zone),
            Period(from: now.advanced(by: -200_000), to: now.advanced(by: -100), zone: TemporaryStore.zone),
        ]
        let subject = Self.subjects[place]
        var filters = [ReportFilter(), ReportFilter(channel: 1, origin: .reader)]
        switch subject {
        case .referrers, .devices, .drift, .table(by: [.week, .place], _): break
        default: filters += [ReportFilter(section: "Giáo dục"), ReportFilter(author: "An")]
        }
        if subject != .referrers(limit: 20), subject != .devices, subject != .drift,
            subject != .table(by: [.week, .place], limit: nil)
        {
            filters.append(ReportFilter(article: article))
        }
        if subject == .article { filters = [ReportFilter(article: article)] }
        for period in periods {
            for filter in filters {
                let statements = try statements(
                    store, ReportQuestion(subject, period: period, filter: filter, compare: true))
                #expect(statements.count >= 5)
                for sql in statements {
                    let plan = try store.reader().queue.read { database in
                        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                        statement.setUncheckedArguments([])
                        return try Row.fetchAll(statement).map { $0["detail"] as String }
                    }
                    #expect(!plan.contains(where: Self.isScan), "\(sql)\n\(plan)")
                    if sql.contains("article = :article") {
                        #expect(plan.contains { $0.contains("article=?") }, "\(sql)\n\(plan)")
                    }
                }
            }
        }
    }

    /// Whether a step of a plan goes through one of the large tables, or through one from its beginning.
    private static func isScan(_ step: String) -> Bool {
        let large = [
            "events", "e", "shares", "s", "tallies", "t", "article_tallies", "channel_tallies", "circumstances",
            "openings", "page_views",
            "refused_tallies", "request_sums", "refused_sums",
        ]
        return large.contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ") }
            || step.contains("(span=?)")
    }
}
