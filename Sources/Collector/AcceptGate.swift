import Foundation
import NIOCore
import Synchronization

/// Counts connections, and holds back accepting while there are as many as the process can bear.
final class AcceptGate: Sendable {
    private struct State {
        var limit: Int
        var open = 0
        var resume: (@Sendable () -> Void)?

        /// Who is to go on, if there is room again.
        mutating func woken() -> (@Sendable () -> Void)? {
            guard open < limit else { return nil }
            defer { resume = nil }
            return resume
        }
    }

    private let counters: Counters
    /// As it was before there were connections, whose descriptors are no reason to allow fewer of them.
    private let systemLimit = AcceptGate.systemLimit
    private let state: Mutex<State>

    /// Makes room, if it can.
    private let shed: @Sendable () -> Void

    init(limit: Int?, counters: Counters, shed: @escaping @Sendable () -> Void) {
        self.counters = counters
        self.shed = shed
        state = Mutex(State(limit: limit ?? systemLimit))
    }

    /// Changes the limit; connections beyond a lower one stay.
    func change(limit: Int?) {
        let limit = limit ?? systemLimit
        goOn(
            state.withLock { state in
                state.limit = limit
                return state.woken()
            })
    }

    private func goOn(_ resume: (@Sendable () -> Void)?) {
        guard let resume else { return }
        counters.isPaused.set(0)
        resume()
    }

    /// 75 % of the file descriptors that this process may have, and never more than are free but for a few that the
    /// database, the operator and the commands need.
    static var systemLimit: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 768 }
        let allowed = Int(clamping: limit.rlim_cur)
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 32
        return max(1, min(allowed / 4 * 3, allowed - open - 16))
    }

    func opened() {
        counters.accepted.add()
        state.withLock { $0.open += 1 }
    }

    func closed() {
        goOn(
            state.withLock { state in
                state.open -= 1
                return state.woken()
            })
    }

    /// Whether accepting may go on; if not, `resume` is called once it may.
    func mayAccept(orLater resume: @escaping @Sendable () -> Void) -> Bool {
        let may = state.withLock { state in
            if state.open < state.limit { return true }
            state.resume = resume
            counters.isPaused.set(1)
            return false
        }
        if !may {
            counters.pauses.add()
            shed()
        }
        return may
    }

    /// Whether accepting is held back.
    var isHoldingBack: Bool { state.withLock { $0.resume != nil } }
}

/// Asks the gate before each round of accepting, and counts each connection as it is accepted.
final class AcceptGateHandler: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    private let gate: AcceptGate

    init(gate: AcceptGate) {
        self.gate = gate
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let gate = gate
        gate.opened()
        unwrapInboundIn(data).closeFuture.whenComplete { _ in gate.closed() }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        if gate.mayAccept(orLater: { loop.execute { bound.value.read() } }) { context.read() }
    }
}
