import Engagement
import Foundation
import GRDB

/// What is kept for a while only, and how it goes.
extension StoreWriter {
    /// How long agents of machines are kept: 30 days.
    static let machineSeconds: Int64 = 30 * 86_400
    /// How many refused requests are kept with their agent at most.
    public static let machineEventLimit = 500_000

    /// Forgets the visitors of every day but this one, so that nothing of them is left in the file or its log.
    ///
    /// - Returns: whether all is gone. While somebody reads, the log cannot be emptied; call again then.
    public func forgetVisitors(exceptOf day: Timestamp) throws -> Bool {
        try translating("forgetting the visitors of earlier days") {
            try queue.writeWithoutTransaction { database in
                let isLeft = try Bool.fetchOne(database, sql: Query.seenOfOtherDays, arguments: [day.seconds]) ?? false
                if isLeft {
                    // Freed pages are overwritten with zeros only while this is on. It is never quite off: the table's
                    // first page would keep copies of the rows that moved out of it as the table grew.
                    try database.execute(sql: "PRAGMA main.secure_delete = ON")
                    defer { try? database.execute(sql: "PRAGMA main.secure_delete = FAST") }
                    try database.inTransaction(.immediate) {
                        try database.execute(sql: Query.forgetSeen, arguments: [day.seconds])
                        return .commit
                    }
                }
                // The log holds old pages until it is cut off.
                return try emptyLog(database)
            }
        }
    }

    /// Forgets agents of machines that are 30 days old. Cost: linear in what is kept of them, at most half a million.
    public func forgetMachines(at now: Timestamp) throws {
        try translating("forgetting old agents of machines") {
            // What is forgotten is named by nothing that stays; SQLite would go through all that is kept for each agent.
            try transaction(isRelated: true, keepsPending: true) { database in
                try database.execute(
                    sql: Query.forgetMachineEvents,
                    arguments: ["before": now.advanced(by: -Self.machineSeconds).seconds])
                try database.execute(sql: Query.forgetMachines)
                names.forgetMachines()
            }
        }
    }

    /// Forgets the agents of the oldest requests of machines beyond a number.
    ///
    /// To be called often: what came since the last call has to go in one step, while requests wait.
    public func trimMachines(to limit: Int = machineEventLimit) throws {
        try translating("forgetting agents of machines beyond \(limit)") {
            try transaction(keepsPending: true) {
                try $0.execute(sql: Query.trimMachineEvents, arguments: ["limit": limit])
            }
        }
    }
}
