import Engagement
import Foundation

/// Writes answers as JSON with keys in a fixed order, a row a line.
struct JSON {
    let zone: TimeZone

    /// A report as one document. Notes are in English in every language, since programs read them.
    func document(_ answer: ReportAnswer) -> String {
        var members = [
            ("report", JSONText.quoted(answer.report)),
            ("version", "1"),
        ]
        if let subject = answer.subject { members.append(("subject", JSONText.quoted(subject))) }
        members += [
            ("period", period(answer.period)),
            ("rows", array(rows(answer.columns, answer.rows), indent: "  ")),
            ("total", total(answer.columns, answer.total)),
            ("previous", answer.previous.map { total(answer.columns, $0) } ?? "null"),
        ]
        if let usual = answer.usual {
            members += [("usual", total(answer.columns, usual)), ("usualWeeks", String(answer.usualWeeks))]
        }
        if let previousRows = answer.previousRows {
            members.append(("previousRows", array(rows(answer.columns, previousRows), indent: "  ")))
        }
        members.append(("notes", array(answer.notes.map(note), indent: "  ")))
        return "{\n" + members.map { "  \(JSONText.quoted($0)): \($1)" }.joined(separator: ",\n") + "\n}\n"
    }

    /// A list as an array of flat objects.
    func list(_ answer: ListAnswer) -> String {
        array(rows(answer.columns, answer.rows), indent: "") + "\n"
    }

    /// A row as a flat object with all columns in order.
    func row(_ columns: [Column], _ cells: [Cell]) -> String {
        object(columns.enumerated().map { ($1.key, value($0 < cells.count ? cells[$0] : .none)) })
    }

    private func rows(_ columns: [Column], _ rows: [[Cell]]) -> [String] {
        rows.map { row(columns, $0) }
    }

    /// The sums: every column of numbers, and of the others those that have one.
    private func total(_ columns: [Column], _ cells: [Cell]) -> String {
        object(
            columns.enumerated().compactMap { index, column in
                let cell = index < cells.count ? cells[index] : .none
                return column.kind == .number || cell != .none ? (column.key, value(cell)) : nil
            })
    }

    private func period(_ period: Period) -> String {
        object([
            ("from", value(.moment(period.from))),
            ("to", value(.moment(period.to))),
            ("timeZone", JSONText.quoted(period.zone.identifier)),
        ])
    }

    private func note(_ note: Note) -> String {
        let (code, numbers): (String, [(String, String)]) =
            switch note {
            case .visitsWithoutArrival(let visits): ("visitsWithoutArrival", [("visits", String(visits))])
            case .filtered(let key, let value):
                ("filtered", [("key", JSONText.quoted(key)), ("value", JSONText.quoted(value))])
            case .readFromEventLog: ("readFromEventLog", [])
            case .limited(let shown, let all): ("limited", [("shown", String(shown)), ("of", String(all))])
            case .machinesOnly: ("machinesOnly", [])
            case .fewHidden(let below): ("fewHidden", [("below", String(below))])
            case .eventsRemoved(let before, let zone):
                ("eventsRemoved", [("before", JSONText.quoted(LocalTime(before, zone: zone).iso8601))])
            case .lost(let period):
                ("lost", [("from", value(.moment(period.from))), ("to", value(.moment(period.to)))])
            case .unrecorded(let requests, let period):
                (
                    "unrecorded",
                    [
                        ("requests", String(requests)), ("from", value(.moment(period.from))),
                        ("to", value(.moment(period.to))),
                    ]
                )
            case .mangled(let channel, let visits, let all):
                (
                    "mangled",
                    [("channel", JSONText.quoted(channel)), ("visits", String(visits)), ("of", String(all))]
                )
            case .changed(let change, let article, let at, let zone, let before, let after):
                (
                    "changed",
                    [
                        ("change", JSONText.quoted(change)), ("articleId", String(article)),
                        ("at", JSONText.quoted(LocalTime(at, zone: zone).iso8601)), ("before", String(before)),
                        ("after", String(after)),
                    ]
                )
            case .filledFromLogs(let periods, let more, let events):
                (
                    "filledFromLogs",
                    [
                        ("hours", "[\(periods.map { hours($0) }.joined(separator: ", "))]"), ("more", String(more)),
                        ("events", String(events)),
                    ]
                )
            case .viewsOfDays(let days, let all): ("viewsOfDays", [("days", String(days)), ("of", String(all))])
            case .viewsByDay(let zone): ("viewsByDay", [("timeZone", JSONText.quoted(zone.identifier))])
            case .reachedNobody(let requests): ("reachedNobody", [("requests", String(requests))])
            case .unverified(let requests): ("unverified", [("requests", String(requests))])
            }
        let text = Vocabulary(language: .en, channelLabels: [:]).sentence(for: note)
        return object([("code", JSONText.quoted(code)), ("text", JSONText.quoted(text))] + numbers)
    }

    private func hours(_ period: Period) -> String {
        object([("from", value(.moment(period.from))), ("to", value(.moment(period.to)))])
    }

    private func value(_ cell: Cell) -> String {
        switch cell {
        case .none: "null"
        case .count(let count): String(count)
        case .ratio(let ratio): PlainNumber.text(ratio) ?? "null"
        case .moment(let moment): JSONText.quoted(LocalTime(moment, zone: zone).iso8601)
        case .text(let text): JSONText.quoted(text)
        }
    }

    private func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(JSONText.quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }

    private func array(_ items: [String], indent: String) -> String {
        guard !items.isEmpty else { return "[]" }
        return "[\n" + items.map { "\(indent)  \($0)" }.joined(separator: ",\n") + "\n\(indent)]"
    }
}
