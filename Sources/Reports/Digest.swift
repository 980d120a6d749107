import Engagement
import Foundation

/// The morning page: what spread yesterday, and today until now.
///
/// It says what its answers say. ``text`` is for a chat group, ``html`` and ``mail(from:to:id:)`` for a mailbox.
public struct Digest: Sendable {
    /// The answers that it is made of, all of one zone.
    public struct Answers: Sendable {
        /// `channels` of yesterday, with what it is compared with.
        public var yesterday: ReportAnswer
        /// `top` of yesterday.
        public var top: ReportAnswer
        /// `channels` of today until now.
        public var today: ReportAnswer
        /// `top` of today until now.
        public var topToday: ReportAnswer

        /// Collects answers.
        public init(yesterday: ReportAnswer, top: ReportAnswer, today: ReportAnswer, topToday: ReportAnswer) {
            self.yesterday = yesterday
            self.top = top
            self.today = today
            self.topToday = topToday
        }
    }

    let answers: Answers
    let site: String
    /// The address of the pages; nil where there is none to give away.
    let link: String?
    let vocabulary: Vocabulary

    /// Makes a digest.
    public init(_ answers: Answers, site: String, link: String?, vocabulary: Vocabulary) {
        self.answers = answers
        self.site = ScreenText.clean(site)
        self.link = link
        self.vocabulary = vocabulary
    }

    /// One line that says the most.
    public var subject: String {
        guard !isEmpty(answers.yesterday) else { return "\(site): \(said(Words.nothing)) (\(day))" }
        return "\(site), \(day): \(sum(answers.yesterday, "presses")), \(sum(answers.yesterday, "visits"))"
    }

    /// Yesterday's name, such as `Thứ Hai 30/11/2026`.
    var day: String {
        let from = answers.yesterday.period.from
        let zone = answers.yesterday.period.zone
        return "\(vocabulary.weekday(of: from, zone: zone)) \(vocabulary.moment(from, zone: zone, bucket: .day))"
    }

    /// The time until which today is told, such as `07:01`.
    var untilNow: String {
        let local = LocalTime(answers.today.period.to.advanced(by: -1), zone: answers.today.period.zone)
        return "\(padded(local.hour)):\(padded(local.minute))"
    }

    func isEmpty(_ answer: ReportAnswer) -> Bool {
        ["presses", "previewed", "opened", "visits"].allSatisfy { count(answer, $0, answer.total) ?? 0 == 0 }
    }

    /// A sum with its word, such as `1.234 lượt mở`.
    func sum(_ answer: ReportAnswer, _ key: String) -> String { figure(count(answer, key, answer.total) ?? 0, key) }

    func figure(_ count: Int64, _ key: String) -> String {
        "\(vocabulary.number(count)) \(said(Words.of(key, count)))"
    }

    /// How a sum changed against the day before, such as `+12 %`, and what is usual; nil where neither is known.
    func comparison(_ key: String) -> String? {
        let answer = answers.yesterday
        var parts: [String] = []
        if let before = answer.previous.flatMap({ count(answer, key, $0) }),
            let change = vocabulary.change(from: before, to: count(answer, key, answer.total) ?? 0)
        {
            parts.append("\(change) \(said(Words.againstTheDayBefore))")
        }
        if answer.usualWeeks > 0, let usual = answer.usual.flatMap({ count(answer, key, $0) }) {
            parts.append("\(said(Words.usually)) \(vocabulary.number(usual))")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    func count(_ answer: ReportAnswer, _ key: String, _ cells: [Cell]) -> Int64? {
        guard let place = answer.columns.firstIndex(where: { $0.key == key }), place < cells.count,
            case .count(let count) = cells[place]
        else { return nil }
        return count
    }

    /// The articles of an answer: title, visits, presses.
    func articles(_ answer: ReportAnswer) -> [(title: String, visits: Int64, presses: Int64)] {
        guard let place = answer.columns.firstIndex(where: { $0.key == "articleTitle" }) else { return [] }
        return answer.rows.compactMap { row in
            guard place < row.count, case .text(let title) = row[place] else { return nil }
            return (ScreenText.clean(title), count(answer, "visits", row) ?? 0, count(answer, "presses", row) ?? 0)
        }
    }

    /// The channels of yesterday that brought visits, most first, with their labels.
    var channels: [(label: String, visits: Int64)] {
        let answer = answers.yesterday
        return answer.rows.compactMap { row in
            guard case .text(let name)? = row.first, let visits = count(answer, "visits", row), visits > 0 else {
                return nil
            }
            return (ScreenText.clean(vocabulary.label(ofChannel: name)), visits)
        }
    }

    /// What must be known of the figures, such as losses.
    var notes: [String] {
        var notes: [Note] = []
        for note in answers.yesterday.notes + answers.today.notes where !notes.contains(note) {
            switch note {
            case .filtered, .limited, .visitsWithoutArrival: continue
            default: notes.append(note)
            }
        }
        return notes.map(vocabulary.sentence(for:))
    }

    func said(_ term: Term) -> String { term.said(in: vocabulary.language) }

    /// What a digest says beside its figures.
    enum Words {
        static let yesterday = Term("Hôm qua", "Yesterday")
        static let today = Term("Hôm nay đến", "Today until")
        static let nothing = Term(
            "hôm qua không có lượt chia sẻ hay lượt mở nào", "nothing was shared or opened yesterday")
        static let nothingToday = Term("chưa có lượt chia sẻ hay lượt mở nào", "nothing was shared or opened yet")
        static let againstTheDayBefore = Term("so với hôm kia", "against the day before")
        static let usually = Term("thường lệ", "usually")
        static let channels = Term("Lượt mở theo kênh", "Visits by channel")
        static let more = Term("Chi tiết", "More")

        /// The word behind a number.
        static func of(_ key: String, _ count: Int64) -> Term {
            switch key {
            case "presses": Term("lượt bấm chia sẻ", count == 1 ? "share click" : "share clicks")
            case "visits": Term("lượt mở", count == 1 ? "visit" : "visits")
            default: Term("lượt chia sẻ tiếp", count == 1 ? "re-share" : "re-shares")
            }
        }
    }
}
