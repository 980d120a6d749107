import Synchronization

/// Tells whether one address prefix makes over half of what is counted, which mostly means that a front server does not
/// pass readers' addresses on. Safe to use from several threads.
///
/// A majority vote (Boyer and Moore) over one round names the only prefix that can have it, and the next round counts
/// that one: one prefix in memory, whoever comes.
final class AddressMajority: Sendable {
    /// Requests of a round.
    static let round = 1_000

    private struct State {
        var candidate: PeerAddress?
        var isCounting = false
        var votes = 0
        var requests = 0
        var hasMajority = false
    }

    private let state = Mutex(State())

    /// Takes up one counted request.
    func note(_ address: PeerAddress) {
        let prefix = address.prefix(address.isFour ? 120 : 48)
        state.withLock { state in
            state.requests += 1
            if state.isCounting {
                if prefix == state.candidate { state.votes += 1 }
            } else if state.votes == 0 {
                state.candidate = prefix
                state.votes = 1
            } else {
                state.votes += prefix == state.candidate ? 1 : -1
            }
            guard state.requests == Self.round else { return }
            if state.isCounting { state.hasMajority = state.votes * 2 > Self.round }
            state.isCounting.toggle()
            state.requests = 0
            state.votes = 0
        }
    }

    /// Whether one prefix had the majority of the last round that was counted.
    var isThere: Bool { state.withLock { $0.hasMajority } }
}
