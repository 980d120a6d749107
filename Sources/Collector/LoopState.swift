import Foundation
import NIOCore

/// What the connections of one event loop share: deadlines, those that wait for a record, and the date.
///
/// Touched on its event loop only.
final class LoopState {
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var awaiting = CircularBuffer<(until: NIODeadline, handler: ConnectionHandler, request: UInt64)>()
    private var recordTimeout: TimeAmount
    private var dateText = ""
    private var dateSecond: Int = -1

    init(limits: Limits) {
        recordTimeout = .milliseconds(limits.recordMilliseconds)
    }

    func add(_ handler: ConnectionHandler) { connections[ObjectIdentifier(handler)] = handler }
    func remove(_ handler: ConnectionHandler) { connections[ObjectIdentifier(handler)] = nil }

    /// Serves what comes from now on by another configuration; what is being answered is not touched.
    func adopt(_ server: ServerContext) {
        recordTimeout = .milliseconds(server.limits.recordMilliseconds)
        for handler in connections.values { handler.server = server }
    }

    func await(_ handler: ConnectionHandler, request: UInt64) {
        // Whoever was answered leaves from the front, so that the line stays short.
        while let first = awaiting.first, !first.handler.isAwaiting(first.request) { awaiting.removeFirst() }
        awaiting.append((.now() + recordTimeout, handler, request))
    }

    /// Lets go whoever has waited too long for the record.
    func hurry(at now: NIODeadline) {
        while let first = awaiting.first {
            if first.handler.isAwaiting(first.request) {
                guard first.until <= now else { return }
                awaiting.removeFirst()
                first.handler.giveUp(request: first.request)
            } else {
                awaiting.removeFirst()
            }
        }
    }

    /// Closes whoever's deadline is over.
    func sweep(at now: NIODeadline) {
        for handler in Array(connections.values) where handler.deadline <= now { handler.expire() }
    }

    /// Stops all connections, or those that have asked something.
    ///
    /// - Returns: whether some are left that have asked nothing yet.
    @discardableResult
    func stopAll(exceptNew: Bool = false) -> Bool {
        for handler in Array(connections.values) where !(exceptNew && handler.isNew) { handler.stop() }
        return connections.values.contains { $0.isNew }
    }

    var isEmpty: Bool { connections.isEmpty }

    /// The date as HTTP writes it (RFC 9110, section 5.6.7), made once a second.
    func date() -> String {
        var now = time(nil)
        if now != dateSecond {
            dateSecond = now
            var parts = tm()
            gmtime_r(&now, &parts)
            let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            dateText = String(
                format: "\(days[Int(parts.tm_wday)]), %02d \(months[Int(parts.tm_mon)]) %04d %02d:%02d:%02d GMT",
                Int(parts.tm_mday), Int(parts.tm_year) + 1900, Int(parts.tm_hour), Int(parts.tm_min),
                Int(parts.tm_sec))
        }
        return dateText
    }
}
