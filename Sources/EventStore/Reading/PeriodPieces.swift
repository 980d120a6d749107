import Engagement
import Foundation

/// A part of a period that tallies of one width make up.
struct Piece: Hashable {
    /// The width; 0 where single events must be read.
    var span: Int64
    /// The first moment.
    var from: Int64
    /// The first moment after the last.
    var to: Int64
}

/// Divides periods into months, weeks, days and hours of the tallies, so that few rows make up a long one.
///
/// A period need not be of the newsroom's zone for that: what counts is which moments it covers.
struct PeriodPieces {
    private var spans: LocalSpans
    private let zone: TimeZone

    /// - Parameter zone: the zone of the day tallies.
    init(zone: TimeZone) {
        self.zone = zone
        spans = LocalSpans(zone: zone)
    }

    /// The pieces of a span of time, in order.
    ///
    /// - Parameters:
    ///   - widest: the widest tallies that will do.
    ///   - hasWeeks: whether there are tallies of weeks; none is taken that lies in two months.
    mutating func divide(
        from: Int64, to: Int64, widest: Int64 = TallySpan.month, hasWeeks: Bool = false
    ) -> [Piece] {
        guard from < to else { return [] }
        guard widest >= TallySpan.hour else { return [Piece(span: 0, from: from, to: to)] }
        guard widest >= TallySpan.day else { return Self.hours(from, to) }
        let (first, last) = (nextDay(from), spans.day(of: to))
        let whole = Self.hours(from, to)
        guard first < last else { return whole }
        let divided =
            Self.hours(from, first) + days(first, last, widest: widest, hasWeeks: hasWeeks) + Self.hours(last, to)
        // Where midnight cuts through an hour, hours alone may do without single events.
        return whole.count == 1 && divided.contains { $0.span == 0 } ? whole : divided
    }

    /// The first midnight that is not before a moment.
    mutating func nextDay(_ moment: Int64) -> Int64 {
        let start = spans.day(of: moment)
        // A day has 23 to 25 hours, so this is in the next one.
        return start == moment ? moment : spans.day(of: start + 30 * 3600)
    }

    /// The first month that does not begin before a moment.
    mutating func nextMonth(_ moment: Int64) -> Int64 {
        let start = spans.month(ofDay: spans.day(of: moment))
        return start == moment ? moment : spans.month(ofDay: spans.day(of: start + 32 * 86_400))
    }

    private mutating func days(_ from: Int64, _ to: Int64, widest: Int64, hasWeeks: Bool) -> [Piece] {
        guard widest >= TallySpan.month else { return [Piece(span: TallySpan.day, from: from, to: to)] }
        let (first, last) = (nextMonth(from), spans.month(ofDay: to))
        guard first < last || hasWeeks else { return [Piece(span: TallySpan.day, from: from, to: to)] }
        var ends = [first, last]
        // Both in one month, or in two that meet.
        if first >= last { ends = first < to ? [first] : [] }
        var pieces: [Piece] = []
        var start = from
        for end in ends + [to] where start < end {
            if start == first, end == last, first < last {
                pieces.append(Piece(span: TallySpan.month, from: start, to: end))
            } else {
                pieces += hasWeeks ? weeks(start, end) : [Piece(span: TallySpan.day, from: start, to: end)]
            }
            start = end
        }
        return pieces
    }

    private mutating func weeks(_ from: Int64, _ to: Int64) -> [Piece] {
        let (start, last) = (spans.week(ofDay: from), spans.week(ofDay: to))
        let first = start == from ? from : spans.week(ofDay: spans.day(of: start + 8 * 86_400))
        guard first < last else { return [Piece(span: TallySpan.day, from: from, to: to)] }
        return [
            Piece(span: TallySpan.day, from: from, to: first), Piece(span: TallySpan.week, from: first, to: last),
            Piece(span: TallySpan.day, from: last, to: to),
        ].filter { $0.from < $0.to }
    }

    private static func hours(_ from: Int64, _ to: Int64) -> [Piece] {
        let (first, last) = (-(-from).floored(to: 3600), to.floored(to: 3600))
        guard first <= last else { return from < to ? [Piece(span: 0, from: from, to: to)] : [] }
        return [
            Piece(span: 0, from: from, to: first), Piece(span: TallySpan.hour, from: first, to: last),
            Piece(span: 0, from: last, to: to),
        ].filter { $0.from < $0.to }
    }
}
