import Engagement
import GRDB

extension StoreWriter {
    /// Begins an import, or finds how far one of the same content came.
    public func beginImport(format: String, digest: String, name: String) throws -> ImportState {
        try translating("beginning an import") {
            try transaction { database in
                let row = try Row.fetchOne(database, sql: Query.addImport, arguments: [format, digest, name])
                guard let row else {
                    throw StoreError(.storage, "beginning an import", hint: "SQLite gave no row back")
                }
                return ImportState(
                    number: row["number"], lines: row["lines"],
                    finished: (row["finished"] as Int64?).map(Timestamp.init(seconds:)))
            }
        }
    }

    /// Records one step of an import: its articles, its events and how far it came, in one transaction.
    public func record(_ step: ImportStep) throws {
        try translating("importing up to line \(step.lines)") {
            try transaction { database in
                var numbers: [String: Int64] = [:]
                let events = try step.clicks.map { click in
                    var event = click.event
                    if let number = numbers[click.url] {
                        event.article = number
                    } else {
                        let facts = ArticleFacts(url: click.url)
                        event.article = try record(database, facts, source: .clickLog).number
                        numbers[click.url] = event.article
                    }
                    return event
                }
                let first = try Int64.fetchOne(database, sql: Query.nextEvent) ?? 1
                try appendAll(database, events, first: first, import: step.number)
                try database.execute(
                    sql: Query.advanceImport, arguments: [step.lines, step.finished?.seconds, step.number])
            }
        }
    }
}
