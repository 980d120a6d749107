import Engagement
import Foundation
import Testing

@Suite("Numbers and names that are stored never change their meaning")
struct StoredNumbersTests {
    static let reasons: [(RefusalReason, Int, String)] = [
        (.head, 1, "head"), (.prefetch, 2, "prefetch"), (.preview, 3, "preview"), (.crawler, 4, "crawler"),
        (.scanner, 5, "scanner"), (.monitor, 6, "monitor"), (.library, 7, "library"), (.headless, 8, "headless"),
        (.repeat, 9, "repeat"), (.internal, 10, "internal"), (.embedded, 11, "embedded"),
        (.unverified, 12, "unverified"), (.retired, 13, "retired"), (.withdrawn, 14, "withdrawn"),
    ]

    @Test("Reasons of refusal", arguments: reasons)
    func reason(reason: RefusalReason, number: Int, name: String) {
        #expect(reason.rawValue == number)
        #expect(reason.name == name)
        #expect(reason.meaning.hasSuffix("."))
        #expect(Verdict.refused(reason).code == number)
        #expect(RefusalReason(rawValue: number) == reason)
    }

    @Test("There are no reasons but these, and none is 0, which is counted")
    func complete() {
        #expect(RefusalReason.allCases == Self.reasons.map(\.0))
        #expect(RefusalReason(rawValue: 0) == nil)
        #expect(Verdict.counted.code == 0)
        #expect(Set(RefusalReason.allCases.map(\.meaning)).count == RefusalReason.allCases.count)
    }

    @Test("Kinds of events, origins and sources")
    func others() {
        #expect(EventKind.allCases.map(\.rawValue) == [1, 2])
        #expect(EventKind.press.rawValue == 1 && EventKind.visit.rawValue == 2)
        #expect(Origin.allCases.map(\.rawValue) == [0, 1])
        #expect(Origin.allCases.map(\.name) == ["reader", "newsroom"])
        #expect(
            ArticleSource.clickLog.rawValue == 0 && ArticleSource.press.rawValue == 1
                && ArticleSource.feed.rawValue == 2)
        #expect(ArticleSource.clickLog < .press && .press < ArticleSource.feed)
    }

    @Test("A moment is written as its bare number of seconds, and read so", arguments: [Int64.min, -1, 0, 1, .max])
    func timestamp(seconds: Int64) throws {
        let data = try JSONEncoder().encode([Timestamp(seconds: seconds)])
        #expect(String(decoding: data, as: UTF8.self) == "[\(seconds)]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [Timestamp(seconds: seconds)])
    }

    @Test("Moments are ordered by their seconds, and the clock gives what it is set to")
    func order() {
        let moments = [Int64(5), -3, 0, 9].map { Timestamp(seconds: $0) }
        #expect(moments.sorted().map(\.seconds) == [-3, 0, 5, 9])
        #expect(Timestamp(seconds: 5).advanced(by: -8) == Timestamp(seconds: -3))
        #expect(Clock { Timestamp(seconds: 42) }.now() == Timestamp(seconds: 42))
    }

    @Test("A question's name is its report's, and an empty filter lets all through")
    func questions() throws {
        let period = try Zones.period(Timestamp(seconds: 0), Timestamp(seconds: 1), "UTC")
        let names: [(ReportQuestion.Subject, String)] = [
            (.top(limit: 3), "top"), (.article, "article"), (.channels, "channels"), (.trend(by: .day), "trend"),
            (.counts(by: .hour), "counts"),
        ]
        for (subject, name) in names { #expect(ReportQuestion(subject, period: period).name == name) }
        #expect(ReportFilter().isEmpty)
        for filter in [
            ReportFilter(channel: 0), ReportFilter(origin: .reader), ReportFilter(article: 0),
            ReportFilter(section: ""),
            ReportFilter(author: ""),
        ] {
            #expect(!filter.isEmpty)
        }
    }
}
