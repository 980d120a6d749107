import Engagement
import Foundation
import Testing

@testable import Reports

@Suite("Notes on hours filled from logs")
struct LogNoteTests {
    private static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt

    /// From an hour of 16 November 2026 in Viet Nam.
    private static func hours(_ from: Int64, _ count: Int64) -> Period {
        let midnight = Timestamp(seconds: 1_794_762_000)
        return Period(
            from: midnight.advanced(by: from * 3600), to: midnight.advanced(by: (from + count) * 3600), zone: zone)
    }

    @Test("The runs are local times, the day once where it is one")
    func sentences() {
        let note = Note.filledFromLogs([Self.hours(8, 2), Self.hours(23, 2)], more: 1, events: 1204)
        let vi = Vocabulary(language: .vi, channelLabels: [:]).sentence(for: note)
        #expect(
            vi == "Có 1.204 sự kiện lấy từ nhật ký máy chủ vì hệ thống đếm tạm ngừng: 16/11/2026 08:00–10:00, "
                + "16/11/2026 23:00 – 17/11/2026 01:00 và 1 khoảng khác. Với những sự kiện này không rõ lượt mở có trùng "
                + "hay không và lượt chia sẻ tiếp.")
        let en = Vocabulary(language: .en, channelLabels: [:]).sentence(for: note)
        #expect(
            en == "1,204 events were filled in from the server's logs: 2026-11-16 08:00–10:00, 2026-11-16 23:00 – "
                + "2026-11-17 01:00 and 1 more. For these, distinct arrivals and re-shares are unknown.")
        let one = Vocabulary(language: .en, channelLabels: [:])
            .sentence(for: .filledFromLogs([Self.hours(8, 1)], more: 0, events: 1))
        #expect(one.hasPrefix("1 event was filled in from the server's logs: 2026-11-16 08:00–09:00. For"))
    }

    @Test("Requests that reached nobody are said in both languages")
    func failures() {
        #expect(
            Vocabulary(language: .en, channelLabels: [:]).sentence(for: .reachedNobody(1))
                == "1 request reached nobody: the server failed, or the reader went away (from the server's logs).")
        #expect(
            Vocabulary(language: .vi, channelLabels: [:]).sentence(for: .reachedNobody(3)).hasPrefix("Có 3 yêu cầu"))
    }

    @Test("As JSON the hours are moments with their offset")
    func json() throws {
        var answer = Sample.top
        answer.notes = [.filledFromLogs([Self.hours(8, 2)], more: 0, events: 5), .reachedNobody(2)]
        let text = render(answer, as: .json, options: Sample.options(.en))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let notes = try #require(object["notes"] as? [[String: Any]])
        #expect(notes.map { $0["code"] as? String } == ["filledFromLogs", "reachedNobody"])
        let hours = try #require(notes[0]["hours"] as? [[String: String]])
        #expect(hours.map { $0["from"] } == ["2026-11-16T08:00:00+07:00"])
        #expect(hours.map { $0["to"] } == ["2026-11-16T10:00:00+07:00"])
        #expect(notes[0]["events"] as? Int == 5 && notes[1]["requests"] as? Int == 2)
    }
}
