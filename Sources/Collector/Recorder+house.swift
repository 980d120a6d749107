import Dispatch
import Engagement
import EventStore
import Foundation
import Logging
import Synchronization

/// Whatever is kept for a while only goes in time, also where no request comes.
extension Recorder {
    /// Looks once a minute whether something is to be forgotten.
    func keepHouse(_ house: Housekeeping) {
        queue.async { self.writer.ballast?.keep() }
        perform({ try house.look($0) }) { [weak self] _ in
            self?.later(.seconds(60)) { $0.keepHouse(house) }
        }
    }
}

/// What is to be forgotten, and what was already.
final class Housekeeping: Sendable {
    private let visitors: Visitors?
    private let clock: Clock
    private let zone: TimeZone
    private let majority: AddressMajority
    private let logger: Logger
    private let done = Mutex<(visitors: Timestamp?, machines: Timestamp?, warned: Timestamp?)>((nil, nil, nil))

    init(visitors: Visitors?, clock: Clock, zone: TimeZone, majority: AddressMajority, logger: Logger) {
        self.majority = majority
        self.logger = logger
        self.visitors = visitors
        self.clock = clock
        self.zone = zone
    }

    /// An event of the day before may be written so long after midnight.
    private static let straggling: Int64 = 120

    /// Forgets the visitors of earlier days and old agents of machines, each once a day, and what of these is too many.
    func look(_ writer: StoreWriter) throws {
        let now = clock.now()
        let today = visitors?.begin(at: now) ?? TimeBucket.day.start(of: now, zone: zone)
        let (forVisitors, forMachines) = done.withLock { ($0.visitors != today, $0.machines != today) }
        if forVisitors, try writer.forgetVisitors(exceptOf: today), now >= today.advanced(by: Self.straggling) {
            done.withLock { $0.visitors = today }
        }
        if majority.isThere, done.withLock({ $0.warned != today }) {
            done.withLock { $0.warned = today }
            logger.warning(
                "one address prefix makes over half of all visits; does the front server pass X-Forwarded-For on, and is it among trustedProxies?"
            )
        }
        try writer.trimMachines()
        if forMachines {
            try writer.forgetMachines(at: now)
            done.withLock { $0.machines = today }
        }
    }
}
