import Engagement
import EventStore

/// Requests by what they were and what became of them, as far as they are on disk.
final class EventTally: Sendable {
    /// One more than the highest number of a reason; 0 is counted.
    private static let codes = 1 + (RefusalReason.allCases.map(\.rawValue).max() ?? 0)
    private static let kinds = 1 + (EventKind.allCases.map(\.rawValue).max() ?? 0)

    private let counters = (0..<EventTally.kinds * EventTally.codes).map { _ in Counter() }

    /// Takes up requests that were written.
    ///
    /// - Parameter code: 0 for counted, else the number of the reason.
    func note(_ kind: EventKind, code: Int, _ requests: Int = 1) {
        guard (0..<Self.codes).contains(code) else { return }
        counters[kind.rawValue * Self.codes + code].add(requests)
    }

    /// Takes up what was only added up.
    func note(_ sums: PendingSums) {
        for sum in sums.unattributed { note(sum.kind, code: sum.reason.rawValue, Int(sum.requests)) }
        for sum in sums.refused { note(sum.key.kind, code: sum.key.code, Int(sum.requests)) }
    }

    /// All kinds and reasons, also those that never came.
    var rows: [(kind: EventKind, reason: String, requests: Int)] {
        EventKind.allCases.flatMap { kind in
            [(kind, "counted", count(kind, 0))]
                + RefusalReason.allCases.map { (kind, $0.name, count(kind, $0.rawValue)) }
        }
    }

    private func count(_ kind: EventKind, _ code: Int) -> Int { counters[kind.rawValue * Self.codes + code].count }
}
