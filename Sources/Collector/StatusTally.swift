/// Answers of the public listener by their status.
final class StatusTally: Sendable {
    private let counters = Status.allCases.map { _ in Counter() }

    func note(_ status: Status) { counters[status.place].add() }

    var rows: [(status: Status, answers: Int)] { Status.allCases.map { ($0, counters[$0.place].count) } }
}

extension Status {
    /// Its place among all.
    fileprivate var place: Int {
        switch self {
        case .ok: 0
        case .noContent: 1
        case .found: 2
        case .seeOther: 3
        case .badRequest: 4
        case .forbidden: 5
        case .notFound: 6
        case .methodNotAllowed: 7
        case .gone: 8
        case .uriTooLong: 9
        case .headerFieldsTooLarge: 10
        case .serviceUnavailable: 11
        }
    }
}
