import Engagement
import GRDB

/// Numbers in place of the words that shares of an archive have: there are many of them, and looking each up takes longer
/// than writing it.
struct ArchiveShares {
    private let channels: [String: Int64]

    init(_ database: Database) throws {
        channels = try Dictionary(
            Row.fetchAll(database, sql: "SELECT name, number FROM channels").map { ($0["name"], $0["number"]) },
            uniquingKeysWith: { one, _ in one })
    }

    /// Binds the columns of `takeShares.sql` that are numbers there and words in the archive; unknown ones are NULL, which
    /// the schema refuses.
    func bind(_ row: [Cell], to statement: BoundStatement) throws {
        if case .text(let name) = row[2] { statement.bind(channels[name], at: 3) }
        if case .text(let name) = row[3] { statement.bind(ArchiveEvents.origins[name], at: 4) }
    }
}
