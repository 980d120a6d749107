import Foundation
import Logging
import NIOCore
import ServiceLifecycle

/// Looks once a second whether something began or ended that the operator should know of, and puts it into the log:
/// a line when it begins, one a minute while it lasts, and one when it ends.
struct OperationsWatch: Sendable {
    /// What lasts for a while.
    private struct Spell {
        var isOn = false
        var lastWord: NIODeadline?
    }

    /// Between two lines on the same thing, so that what comes and goes does not fill the log.
    static let silence = TimeAmount.seconds(60)

    let counters: Counters
    let waiting: @Sendable () -> Int
    let logger: Logger

    private var storage = Spell()
    private var accepting = Spell()
    private var losing = Spell()
    private var lost = 0

    init(counters: Counters, logger: Logger, waiting: @escaping @Sendable () -> Int) {
        self.counters = counters
        self.waiting = waiting
        self.logger = logger
    }

    /// Looks, and says what is new.
    mutating func look(at now: NIODeadline) {
        let isFailing = counters.degraded.count != 0
        if Self.speaks(&storage, isFailing, now) {
            if isFailing {
                let (seconds, reason) = counters.commitWatch.failing(at: now)
                logger.error(
                    "storage fails; readers go on, and events wait in memory",
                    metadata: [
                        "seconds": "\(seconds)", "waiting": "\(waiting())", "reason": "\(reason)",
                    ])
            } else {
                logger.notice("storage works again", metadata: ["waiting": "\(waiting())"])
            }
        }
        let isPaused = counters.isPaused.count != 0
        if Self.speaks(&accepting, isPaused, now) {
            if isPaused {
                logger.warning(
                    "accepting is paused: as many connections are open as may be",
                    metadata: ["connections": "\(counters.connections.count)"])
            } else {
                logger.notice("accepting again", metadata: ["connections": "\(counters.connections.count)"])
            }
        }
        let lostNow = counters.lost.count
        let isLosing = lostNow > lost
        lost = lostNow
        if Self.speaks(&losing, isLosing, now) {
            if isLosing {
                logger.error("events are lost", metadata: ["lost": "\(lostNow)", "waiting": "\(waiting())"])
            } else {
                logger.notice("no more events are lost", metadata: ["lost": "\(lostNow)"])
            }
        }
    }

    /// Whether a line is due: something began, goes on for another minute, or ended after it was spoken of. What begins
    /// again within the minute is not told before that is over.
    private static func speaks(_ spell: inout Spell, _ isOn: Bool, _ now: NIODeadline) -> Bool {
        if !isOn {
            defer { spell.isOn = false }
            return spell.isOn
        }
        if let last = spell.lastWord, now < last + silence { return false }
        spell.isOn = true
        spell.lastWord = now
        return true
    }
}
