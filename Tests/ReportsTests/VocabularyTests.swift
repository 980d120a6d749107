import Engagement
import Foundation
import Reports
import Testing

@Suite("Vocabulary")
struct VocabularyTests {
    private let vi = Vocabulary(language: .vi, channelLabels: Sample.channelLabels)
    private let en = Vocabulary(language: .en, channelLabels: [:])

    @Test(
        "Whole numbers are grouped as the language does",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1000, "1.000", "1,000"), (1_234_567, "1.234.567", "1,234,567"),
            (-1000, "-1.000", "-1,000"), (-999, "-999", "-999"),
            (Int64.min, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
        ])
    func number(value: Int64, vietnamese: String, english: String) {
        #expect(vi.number(value) == vietnamese)
        #expect(en.number(value) == english)
    }

    @Test(
        "Common words in the names of families are said in the language; plain names stand",
        arguments: [
            ("X preview", "Thẻ xem trước của X"), ("other library", "Chương trình tự động khác"), ("(other)", "(khác)"),
            ("Zalo", "Zalo"), ("other thing", "other thing"), ("vn.some.app", "vn.some.app"),
        ])
    func family(name: String, vietnamese: String) {
        #expect(vi.word(name) == vietnamese)
        #expect(en.word(name) == name)
    }

    @Test(
        "Ratios have two decimals",
        arguments: [
            (1.5, "1,50", "1.50"), (0, "0,00", "0.00"), (-0.001, "0,00", "0.00"), (-1.255, "-1,25", "-1.25"),
            (12345.678, "12.345,68", "12,345.68"), (.nan, "–", "–"), (-.infinity, "–", "–"),
        ])
    func ratio(value: Double, vietnamese: String, english: String) {
        #expect(vi.ratio(value) == vietnamese)
        #expect(en.ratio(value) == english)
    }

    @Test(
        "Moments are cut to their bucket",
        arguments: [
            (TimeBucket?.none, "03/12/2021 08:41", "2021-12-03 08:41"), (.hour, "08:41 03/12", "2021-12-03 08:41"),
            (.day, "03/12/2021", "2021-12-03"), (.week, "từ 03/12/2021", "from 2021-12-03"),
            (.month, "12/2021", "2021-12"),
        ])
    func moment(bucket: TimeBucket?, vietnamese: String, english: String) {
        let moment = Timestamp(seconds: 1_638_495_660)
        #expect(vi.moment(moment, zone: Sample.hanoi, bucket: bucket) == vietnamese)
        #expect(en.moment(moment, zone: Sample.hanoi, bucket: bucket) == english)
    }

    @Test(
        "An hour that the clock shows twice says which of the two it is",
        arguments: [
            (1_635_634_800, "2021-10-31 01:00"), (1_635_638_400, "2021-10-31 02:00 +02:00"),
            (1_635_642_000, "2021-10-31 02:00 +01:00"), (1_635_645_600, "2021-10-31 03:00"),
            (1_616_889_600, "2021-03-28 01:00"), (1_616_893_200, "2021-03-28 03:00"),
        ])
    func repeatedHour(seconds: Int64, text: String) {
        #expect(en.moment(Timestamp(seconds: seconds), zone: Sample.zone("Europe/Berlin"), bucket: .hour) == text)
    }

    @Test("A period of whole days names its first and last day, another one its minutes")
    func period() {
        #expect(vi.period(Sample.week) == "03/12/2021 – 09/12/2021 (Asia/Ho_Chi_Minh)")
        var period = Sample.week
        period.to = period.from.advanced(by: 86_400)
        #expect(en.period(period) == "2021-12-03 (Asia/Ho_Chi_Minh)")
        period.to = period.from.advanced(by: 60)
        #expect(vi.period(period) == "03/12/2021 00:00 – 03/12/2021 00:01 (Asia/Ho_Chi_Minh)")
        period.to = period.from
        #expect(en.period(period) == "2021-12-03 00:00 – 2021-12-03 00:00 (Asia/Ho_Chi_Minh)")
    }

    @Test("Every reason, origin and kind has a word of its own in both languages")
    func words() {
        let names =
            RefusalReason.allCases.map(\.name) + Origin.allCases.map(\.name) + EventKind.allCases.map { "\($0)" }
            + ["counted", "refused", "unknown", "other", "total"]
        for vocabulary in [vi, en] {
            let words = names.map(vocabulary.word)
            #expect(Set(words).count == names.count)
            for (name, word) in zip(names, words) { #expect(name != word) }
        }
    }

    @Test(
        "Every report has a title in both languages",
        arguments: [
            "top", "article", "channels", "trend", "rising", "sections", "authors", "referrers", "devices", "drift",
            "tree", "counts", "table", "digest",
        ])
    func titles(report: String) {
        #expect(vi.title(ofReport: report) != report)
        #expect(en.title(ofReport: report) != report)
        #expect(vi.title(ofReport: report) != en.title(ofReport: report))
    }

    @Test("A channel has the newsroom's label, else its name, and an unknown one the word for it")
    func channels() {
        #expect(vi.label(ofChannel: "copy") == "Sao chép liên kết")
        #expect(en.label(ofChannel: "copy") == "copy")
        #expect(vi.label(ofChannel: "unknown") == "Chưa rõ")
        #expect(en.label(ofChannel: "unknown") == "Unknown")
        #expect(vi.heading(ofColumn: "zalo") == "Zalo")
        #expect(vi.heading(ofColumn: "visits") == "Lượt mở từ chia sẻ")
        #expect(vi.heading(ofColumn: "Chrome") == "Chrome")
    }

    @Test("Notes are sentences with the language's numbers")
    func notes() {
        #expect(vi.sentence(for: .limited(shown: 10, of: 1204)) == "Chỉ hiện 10 dòng đầu trong tổng số 1.204 dòng.")
        #expect(en.sentence(for: .visitsWithoutArrival(1)) == "Distinct arrivals are unknown for 1 visit.")
        #expect(vi.sentence(for: .unverified(1500)).contains("1.500 yêu cầu"))
        #expect(vi.sentence(for: .readFromEventLog) != en.sentence(for: .readFromEventLog))
    }
}

@Suite("A report that is filtered says so")
struct FilterNoteTests {
    @Test("In the language of the report, with the channel's label")
    func sentence() {
        let vietnamese = Vocabulary(language: .vi, channelLabels: ["sms": "Tin nhắn"])
        #expect(vietnamese.sentence(for: .filtered(key: "channel", value: "sms")) == "Chỉ tính: Kênh = Tin nhắn.")
        let english = Vocabulary(language: .en, channelLabels: [:])
        #expect(
            english.sentence(for: .filtered(key: "section", value: "Thời\u{1B} sự")).hasPrefix("Only: Section = Thời"))
        #expect(!english.sentence(for: .filtered(key: "section", value: "\u{1B}")).contains("\u{1B}"))
    }
}
