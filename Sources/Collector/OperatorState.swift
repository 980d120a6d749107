import Foundation
import Synchronization

/// When the collector started, and what became of the configuration that was read last.
final class OperatorState: Sendable {
    /// When the collector started.
    let started = Date()
    private let state = Mutex<(refusal: String?, pendingKeys: [String])>((nil, []))

    /// Why it is not in force, and which keys wait for a restart.
    var current: (refusal: String?, pendingKeys: [String]) { state.withLock { $0 } }

    func refused(_ reason: String) { state.withLock { $0.refusal = reason } }

    func taken(pendingKeys: [String]) { state.withLock { $0 = (nil, pendingKeys) } }
}
