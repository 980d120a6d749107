import NIOCore
import Synchronization

/// Makes room where there are as many connections as the process can bear: of one event loop after the other, it closes
/// the connection that has been idle or inside an unfinished header the longest.
///
/// So a good reader, whose request comes with the connection, gets in beside any number of peers that are slow.
final class Shedding: Sendable {
    private let states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)]
    private let counters: Counters
    private let turn = Atomic<Int>(0)
    private let isBusy = Atomic<Bool>(false)

    init(_ states: [(loop: any EventLoop, state: NIOLoopBound<LoopState>)], counters: Counters) {
        self.states = states
        self.counters = counters
    }

    /// Closes one connection, if any has been quiet for a moment.
    func makeRoom() {
        guard !states.isEmpty, !isBusy.exchange(true, ordering: .relaxed) else { return }
        attempt(turn.wrappingAdd(1, ordering: .relaxed).newValue, left: states.count)
    }

    private func attempt(_ number: Int, left: Int) {
        guard left > 0 else { return isBusy.store(false, ordering: .relaxed) }
        let (loop, state) = states[number % states.count]
        loop.execute {
            if state.value.shed(at: .now()) {
                self.counters.shed.add()
                self.isBusy.store(false, ordering: .relaxed)
            } else {
                self.attempt(number + 1, left: left - 1)
            }
        }
    }
}
