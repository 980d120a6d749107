import Engagement
import Foundation
import Testing

@testable import Reports

@Suite("Notes on what is gone")
struct LossNoteTests {
    private static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    /// Midnight of 16 November 2026 in Viet Nam.
    private static let midnight = Timestamp(seconds: 1_794_762_000)
    private static let removed = Note.eventsRemoved(before: midnight, zone: zone)
    private static let lost = Note.lost(Period(from: midnight, to: midnight.advanced(by: 5400), zone: zone))

    private static let unrecorded = Note.unrecorded(
        12, Period(from: midnight, to: midnight.advanced(by: 60), zone: zone))

    @Test("All are said in both languages, in local time")
    func sentences() {
        let en = Vocabulary(language: .en, channelLabels: [:])
        #expect(
            en.sentence(for: Self.removed)
                == "Events before 2026-11-16 00:00 were removed when their time was over; what needs single events is told "
                + "from then on.")
        #expect(
            en.sentence(for: Self.lost)
                == "What was recorded from 2026-11-16 00:00 to 2026-11-16 01:30 is lost, since a backup was restored.")
        #expect(
            en.sentence(for: Self.unrecorded)
                == "12 requests from 2026-11-16 00:00 to 2026-11-16 00:01 could not be recorded and are in no figure.")
        let vi = Vocabulary(language: .vi, channelLabels: [:])
        #expect(vi.sentence(for: Self.removed).contains("16/11/2026 00:00"))
        #expect(vi.sentence(for: Self.lost).contains("16/11/2026 01:30"))
    }

    @Test("As JSON the moments carry their offset")
    func json() throws {
        var answer = Sample.top
        answer.notes = [Self.removed, Self.lost, Self.unrecorded]
        let text = render(answer, as: .json, options: Sample.options(.en))
        #expect(text.contains("\"before\": \"2026-11-16T00:00:00+07:00\""))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let notes = try #require(object["notes"] as? [[String: Any]])
        #expect(notes.last?["requests"] as? Int == 12)
        #expect(notes.map { $0["code"] as? String } == ["eventsRemoved", "lost", "unrecorded"])
    }
}
