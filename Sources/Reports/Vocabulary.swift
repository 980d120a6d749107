import Engagement
import Foundation

/// The words of reports in one language, with the newsroom's names for its channels.
public struct Vocabulary: Sendable {
    /// The language of all words, numbers and dates.
    public let language: Language
    /// What channels are called on screen, by their names in answers.
    public let channelLabels: [String: String]

    /// Chooses a language and the labels of channels; a channel without a label is called by its name.
    public init(language: Language, channelLabels: [String: String]) {
        self.language = language
        self.channelLabels = channelLabels
    }

    /// The title of a report, such as `top`; a report that has none is called by its name.
    public func title(ofReport name: String) -> String {
        Terms.reports[name]?.said(in: language) ?? name
    }

    /// The heading over a column, by its key.
    ///
    /// Keys that are no fixed ones are names from the data: those of channels get their labels, others stand as
    /// they are.
    public func heading(ofColumn key: String) -> String {
        Terms.headings[key]?.said(in: language) ?? label(ofChannel: key)
    }

    /// A fixed word of reports, such as `counted`, `unknown` or a reason's name; any other stands as it is.
    public func word(_ name: String) -> String {
        if let term = Terms.words[name] ?? Terms.holdings[name] { return term.said(in: language) }
        if let family = family(name) { return family }
        // Several words at once, such as «punctuation+space».
        let parts = name.split(separator: "+").map(String.init)
        guard parts.count > 1, parts.allSatisfy({ Terms.words[$0] != nil }) else { return name }
        return parts.map(word).joined(separator: " + ")
    }

    /// A family that the judge made of a common word, such as «X preview» or «other library»; nil for a plain name.
    private func family(_ name: String) -> String? {
        guard language == .vi else { return nil }
        if name.hasSuffix(" preview") { return "Thẻ xem trước của \(name.dropLast(" preview".count))" }
        guard name.hasPrefix("other "), let kind = Terms.words[String(name.dropFirst("other ".count))] else {
            return nil
        }
        return "\(kind.said(in: language)) khác"
    }

    /// The label of a channel: the newsroom's, else the word for `unknown` and `other`, else the name itself.
    public func label(ofChannel name: String) -> String {
        if let label = channelLabels[name] { return label }
        return name == "unknown" || name == "other" ? word(name) : name
    }

    /// What a chart shows, for those who cannot see it.
    func chart(of heading: String) -> String {
        Term("Biểu đồ: \(heading). Số liệu có trong bảng.", "Chart: \(heading). The table has the figures.")
            .said(in: language)
    }

    /// Which columns a narrow terminal leaves out.
    func leftOut(_ headings: [String]) -> String {
        let names = headings.joined(separator: ", ")
        return Term(
            "Cửa sổ hẹp nên không hiện các cột: \(names). Mở rộng cửa sổ, hoặc dùng --format csv.",
            "Left out, since the terminal is narrow: \(names). Widen it, or ask for --format csv."
        ).said(in: language)
    }

    /// A note as a sentence.
    public func sentence(for note: Note) -> String {
        switch note {
        case .visitsWithoutArrival(let visits):
            let count = number(visits)
            return Term(
                "Không rõ \(count) lượt mở có trùng hay không, nên chưa tính vào cột lượt mở không trùng.",
                "Distinct arrivals are unknown for \(count) \(visits == 1 ? "visit" : "visits")."
            ).said(in: language)
        case .readFromEventLog:
            return Term(
                "Khoảng thời gian này không khớp với giờ chẵn UTC nên số liệu được đếm từng sự kiện.",
                "This period does not begin and end on whole hours of UTC, so it was counted event by event."
            ).said(in: language)
        case .filtered(let key, let value):
            let shown = key == "channel" ? label(ofChannel: value) : key == "origin" ? word(value) : value
            let said = "\(heading(ofColumn: key)) = \(ScreenText.clean(shown))."
            return Term("Chỉ tính: \(said)", "Only: \(said)").said(in: language)
        case .limited(let shown, let all):
            let (few, many) = (number(Int64(shown)), number(Int64(all)))
            return Term(
                "Chỉ hiện \(few) dòng đầu trong tổng số \(many) dòng.",
                "Only the first \(few) of \(many) rows are shown."
            ).said(in: language)
        case .fewHidden(let below):
            return Term(
                "Số liệu dưới \(number(below)) không được hiện ở đây, để không lộ ai đã chia sẻ.",
                "Figures below \(number(below)) are not shown here, so that they give away nobody."
            ).said(in: language)
        case .machinesOnly:
            return Term(
                "Chỉ gồm yêu cầu của máy; chuỗi nhận dạng của máy được giữ 30 ngày.",
                "Only requests of machines; their agents are kept for 30 days."
            ).said(in: language)
        case .mangled(let channel, let visits, let all):
            let (few, many) = (number(visits), number(all))
            let share = ratio(all > 0 ? 100 * Double(visits) / Double(all) : 0)
            let name = ScreenText.clean(label(ofChannel: channel))
            return Term(
                "\(name): \(few) trong \(many) lượt mở (\(share) %) đến từ liên kết bị biến dạng khi gửi đi, nhưng vẫn mở được bài.",
                "\(name): \(few) of \(many) visits (\(share) %) came by a link that was damaged on its way, and still found the article."
            ).said(in: language)
        case .changed(let change, let article, let at, let zone, let before, let after):
            let when = moment(at, zone: zone)
            let (first, rest) = (number(before), number(after))
            let what = ScreenText.clean(word(change))
            return Term(
                "Bài \(article): \(what.lowercased()) lúc \(when); \(first) lượt mở trước đó, \(rest) sau đó.",
                "Article \(article): \(what.lowercased()) on \(when); \(first) visits before, \(rest) after."
            ).said(in: language)
        case .viewsOfDays(let days, let all):
            let (few, many) = (number(Int64(days)), number(Int64(all)))
            return Term(
                "Lượt xem trang mới có của \(few) trong \(many) ngày, nên chưa so được; hãy nhập nốt, hoặc chọn những ngày đã có.",
                "Page views are known of \(few) of these \(many) days only, so they are left out; import the others, or ask for "
                    + "days that are known."
            ).said(in: language)
        case .viewsByDay(let zone):
            return Term(
                "Lượt xem trang chỉ có theo trọn ngày (\(zone.identifier)), nên không so được trong khoảng thời gian này.",
                "Page views are known by whole days of \(zone.identifier) only, so not for this period."
            ).said(in: language)
        case .eventsRemoved(let before, let zone): return removed(before: before, zone: zone)
        case .lost(let period): return lost(period)
        case .unrecorded(let requests, let period): return unrecorded(requests, period)
        case .filledFromLogs(let periods, let more, let events): return filled(periods, more: more, events: events)
        case .reachedNobody(let requests):
            let count = number(requests)
            return Term(
                "Có \(count) yêu cầu không nhận được trả lời (máy chủ lỗi hoặc bạn đọc đã bỏ đi), theo nhật ký máy chủ.",
                "\(count) \(requests == 1 ? "request" : "requests") reached nobody: the server failed, or the reader went "
                    + "away (from the server's logs)."
            ).said(in: language)
        case .unverified(let requests):
            let count = number(requests)
            return Term(
                "Có \(count) yêu cầu không mang chữ ký hợp lệ hoặc đến dồn dập, nên không tính riêng cho bài nào.",
                requests == 1
                    ? "1 request without a valid signature, or out of a flood, is told of no article."
                    : "\(count) requests without a valid signature, or out of a flood, are told of no article."
            ).said(in: language)
        }
    }
}
