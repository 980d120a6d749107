import EventStore
import Foundation
import NIOCore

/// What the connections of one event loop share: deadlines, the events of one turn of the loop, and the date.
///
/// Touched on its event loop only.
final class LoopState {
    /// Those whose events go to the recorder together, and hear of it together.
    private final class Waiters {
        var handlers: [(handler: ConnectionHandler, request: UInt64)] = []
        var until: NIODeadline = .distantFuture
        var isDone = false
    }

    private let eventLoop: any EventLoop
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var recordTimeout: TimeAmount
    private var events: [EventEntry] = []
    private var waiters = Waiters()
    private var awaiting = CircularBuffer<Waiters>()
    private var date: [UInt8] = []
    private var dateSecond: Int = -1
    private var output: ByteBuffer

    init(limits: Limits, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        recordTimeout = .milliseconds(limits.recordMilliseconds)
        output = ByteBufferAllocator().buffer(capacity: 1024)
    }

    func add(_ handler: ConnectionHandler) { connections[ObjectIdentifier(handler)] = handler }
    func remove(_ handler: ConnectionHandler) { connections[ObjectIdentifier(handler)] = nil }

    /// Serves what comes from now on by another configuration; what is being answered is not touched.
    func adopt(_ server: ServerContext) {
        recordTimeout = .milliseconds(server.limits.recordMilliseconds)
        for handler in connections.values { handler.server = server }
    }

    // MARK: - Recording

    /// Puts an event with the others of this turn; they go to the recorder as the turn ends.
    func record(_ event: EventEntry, for handler: ConnectionHandler, request: UInt64, by recorder: Recorder) {
        if events.isEmpty {
            let bound = NIOLoopBound(self, eventLoop: eventLoop)
            eventLoop.execute { bound.value.submit(to: recorder) }
        }
        events.append(event)
        waiters.handlers.append((handler, request))
    }

    private func submit(to recorder: Recorder) {
        let (events, waiters) = (self.events, self.waiters)
        self.events = []
        self.events.reserveCapacity(events.count)
        self.waiters = Waiters()
        if recorder.isBehind {
            // They are recorded late, with their own time; nobody waits for that.
            if recorder.record(events, then: nil) { recorder.counters.late.add(events.count) }
            for waiter in waiters.handlers { waiter.handler.recorded(false, request: waiter.request) }
            return
        }
        let eventLoop = eventLoop
        let bound = NIOLoopBound(waiters, eventLoop: eventLoop)
        let isTaken = recorder.record(events) { refused in
            eventLoop.execute { Self.tell(bound.value, refused: refused) }
        }
        if isTaken {
            watch(waiters)
        } else {
            for waiter in waiters.handlers { waiter.handler.recorded(false, request: waiter.request) }
        }
    }

    private static func tell(_ waiters: Waiters, refused: Set<Int>) {
        waiters.isDone = true
        for (place, waiter) in waiters.handlers.enumerated() {
            waiter.handler.recorded(refused.isEmpty || !refused.contains(place), request: waiter.request)
        }
    }

    /// Lets a request wait for something else than a record, no longer than for one.
    func watch(_ handler: ConnectionHandler, request: UInt64) {
        let waiters = Waiters()
        waiters.handlers = [(handler, request)]
        watch(waiters)
    }

    private func watch(_ waiters: Waiters) {
        // Who was answered leaves from the front, so that the line stays short.
        while let first = awaiting.first, first.isDone { awaiting.removeFirst() }
        waiters.until = .now() + recordTimeout
        awaiting.append(waiters)
    }

    /// Lets go whoever has waited too long for the record.
    func hurry(at now: NIODeadline) {
        while let first = awaiting.first, first.isDone || first.until <= now {
            awaiting.removeFirst()
            guard !first.isDone else { continue }
            for waiter in first.handlers { waiter.handler.giveUp(request: waiter.request) }
        }
    }

    // MARK: - Connections

    /// Closes whoever's deadline is over.
    func sweep(at now: NIODeadline) {
        for handler in Array(connections.values) where handler.deadline <= now { handler.expire() }
    }

    /// Closes the connection that has waited longest for its peer, to make room for another.
    ///
    /// - Returns: false where none has waited for the shortest time that any reader needs. Cost: linear in connections.
    func shed(at now: NIODeadline) -> Bool {
        var oldest: (since: NIODeadline, handler: ConnectionHandler)?
        for handler in connections.values {
            guard let since = handler.quietSince, since < oldest?.since ?? now - Self.shortest else { continue }
            oldest = (since, handler)
        }
        oldest?.handler.expire()
        return oldest != nil
    }

    /// Nobody is cut off who was accepted or answered just now.
    private static let shortest = TimeAmount.milliseconds(50)

    /// Stops all connections, or those that have asked something.
    ///
    /// - Returns: whether some are left that have asked nothing yet.
    @discardableResult
    func stopAll(exceptNew: Bool = false) -> Bool {
        for handler in Array(connections.values) where !(exceptNew && handler.isNew) { handler.stop() }
        return connections.values.contains { $0.isNew }
    }

    var isEmpty: Bool { connections.isEmpty }

    // MARK: - Writing

    /// The bytes of an answer.
    ///
    /// One buffer serves all: it is only copied while the network has not taken all of the bytes before.
    func write(_ answer: Answer, _ manner: ConnectionHandler.Manner, recorded: Bool, keepsAlive: Bool) -> ByteBuffer {
        output.clear()
        refreshDate()
        answer.write(
            into: &output, date: date, recorded: recorded, keepsAlive: keepsAlive, speaksOld: manner.speaksOld,
            isHead: manner.isHead)
        return output
    }

    /// The date as HTTP writes it (RFC 9110, section 5.6.7), made once a second.
    private func refreshDate() {
        var now = time(nil)
        guard now != dateSecond else { return }
        dateSecond = now
        var parts = tm()
        gmtime_r(&now, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = String(
            format: "\(days[Int(parts.tm_wday)]), %02d \(months[Int(parts.tm_mon)]) %04d %02d:%02d:%02d GMT",
            Int(parts.tm_mday), Int(parts.tm_year) + 1900, Int(parts.tm_hour), Int(parts.tm_min),
            Int(parts.tm_sec))
        date = Array(text.utf8)
    }
}
