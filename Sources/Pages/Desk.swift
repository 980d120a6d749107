import Engagement
import EventStore
import Foundation
import NIOPosix

/// Where answers come from: a connection that only reads, opened for each request, since a restored backup is another file.
struct Desk: Sendable {
    let settings: PagesSettings
    let clock: Clock
    let pool: NIOThreadPool

    /// Answers a report, on a thread of its own.
    ///
    /// - Parameter until: what came later is left out.
    /// - Returns: the answer, and the article that it is about, if it is about one.
    func answer(_ request: ReportRequest, until: Timestamp? = nil) async throws -> (
        answer: ReportAnswer, article: Article?
    ) {
        try await pool.runIfActive {
            // Readers go first: the collector on the same machine must not wait for an editor. On Linux it is this thread's.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
            let reader = try StoreReader(folder: settings.home)
            defer { try? reader.close() }
            var article: Article?
            var question = try request.question(
                zone: settings.zone, now: clock.now(), all: { try reader.range() },
                article: { name in
                    guard let found = try reader.article(named: name) else {
                        throw MissingError("there is no article «\(name)»")
                    }
                    article = found
                    return found.number
                },
                channel: { name in
                    guard let channel = settings.channels.first(where: { $0.name == name }) else {
                        throw AskedError("there is no channel «\(name)»")
                    }
                    return channel.number
                })
            if let until { question.period.to = max(question.period.from, min(question.period.to, until)) }
            var answer = try reader.answer(question)
            answer.notes = request.filters + answer.notes
            return (answer, article)
        }
    }
}

/// Something that was asked for by name is not there.
struct MissingError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
