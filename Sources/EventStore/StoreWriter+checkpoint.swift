import GRDB
import GRDBSQLite
import Synchronization

/// How long the write-ahead log is, and from where on it is written back.
final class LogGauge: Sendable {
    /// Pages after which the log is written back, as SQLite has it.
    static let step = 1_000

    private let pages = Atomic<Int>(0)
    private let due = Atomic<Int>(LogGauge.step)

    var isDue: Bool { pages.load(ordering: .relaxed) >= due.load(ordering: .relaxed) }
    func committed(pages: Int) { self.pages.store(pages, ordering: .relaxed) }

    /// A part that somebody still reads cannot be written back; trying that again with each commit would sort the whole
    /// log each time.
    func checkpointed(_ done: Int, of all: Int) {
        due.store(done < all ? all + Self.step : Self.step, ordering: .relaxed)
        if done >= all { pages.store(0, ordering: .relaxed) }
    }

    func failed() { due.wrappingAdd(Self.step / 4, ordering: .relaxed) }
}

extension StoreWriter {
    /// A log file that is longer is cut off once all of it is written back: it was so long only while somebody read.
    static let longLog: Int64 = 16 << 20

    /// In place of SQLite's own checkpoints, which run inside a commit while requests wait for it.
    func watchLog(_ database: Database) {
        sqlite3_wal_hook(
            database.sqliteConnection,
            { context, _, _, pages in
                // The gauge belongs to the writer, which has the connection.
                if let context {
                    Unmanaged<LogGauge>.fromOpaque(context).takeUnretainedValue().committed(pages: Int(pages))
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(log).toOpaque())
    }

    /// Writes the log back into the database where it has become long, without waiting for readers.
    ///
    /// To be called between batches, by who asked for `WriterManner.checkpointsApart`.
    /// - Parameter anyway: however short it is.
    public func relieveLog(anyway: Bool = false) throws {
        guard manner.checkpointsApart, anyway || log.isDue else { return }
        try translating("writing the log back") {
            do {
                try queue.writeWithoutTransaction { database in
                    guard let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)") else { return }
                    let (all, done): (Int, Int) = (row[1], row[2])
                    log.checkpointed(done, of: all)
                    if all > 0, done == all, DiskRoom.size(of: path + "-wal") > Self.longLog {
                        _ = try emptyLog(database)
                    }
                }
            } catch {
                log.failed()
                throw error
            }
        }
    }

    /// Cuts the log's file off, unless somebody reads; false then. Requests wait behind this connection, so it does not
    /// wait for readers in its turn.
    func emptyLog(_ database: Database) throws -> Bool {
        sqlite3_busy_timeout(database.sqliteConnection, 0)
        defer { sqlite3_busy_timeout(database.sqliteConnection, Int32(manner.busyMilliseconds)) }
        let isEmpty = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] == 0
        if isEmpty { log.checkpointed(0, of: 0) }
        return isEmpty
    }
}
