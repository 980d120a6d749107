import EventStore
import Foundation

/// The operator's routes: `/metrics` for Prometheus, and `/healthz` in detail.
struct OperatorSite: Site {
    let counters: Counters
    let recorder: Recorder
    let articles: ArticleIndex
    let majority: AddressMajority
    let sqliteVersion: String

    func reply(to request: Request) -> Reply {
        guard request.method == .get || request.method == .head else {
            return .now(Answer(status: .methodNotAllowed, fields: "Allow: GET, HEAD\r\n"))
        }
        switch request.path {
        case "/metrics":
            let sizes = """
                # HELP sharetrail_events_waiting Events that wait for a commit.
                # TYPE sharetrail_events_waiting gauge
                sharetrail_events_waiting \(recorder.waiting)
                # HELP sharetrail_ballast_bytes Room that is let go where the disk is full.
                # TYPE sharetrail_ballast_bytes gauge
                sharetrail_ballast_bytes \(recorder.writer.ballast?.size ?? 0)
                # HELP sharetrail_articles Articles in memory.
                # TYPE sharetrail_articles gauge
                sharetrail_articles \(articles.count)
                # HELP sharetrail_one_prefix_majority 1 while one address prefix makes over half of all visits.
                # TYPE sharetrail_one_prefix_majority gauge
                sharetrail_one_prefix_majority \(majority.isThere ? 1 : 0)
                # HELP sharetrail_sqlite_info The version of SQLite in use.
                # TYPE sharetrail_sqlite_info gauge
                sharetrail_sqlite_info{version="\(sqliteVersion)"} 1

                """
            return .now(
                Answer(
                    status: .ok, fields: Answer.transient, contentType: "text/plain; version=0.0.4; charset=utf-8",
                    body: counters.prometheus + sizes))
        case "/healthz":
            let isWell = !recorder.isDegraded
            let body = """
                {"status":"\(isWell ? "ok" : "degraded")","reasons":[\(isWell ? "" : "\"commits fail or are late; events wait in memory\"")],\
                "waiting":\(recorder.waiting),"lost":\(counters.lost.count),"sqlite":"\(sqliteVersion)"}

                """
            return .now(
                Answer(
                    status: isWell ? .ok : .serviceUnavailable, fields: Answer.transient,
                    contentType: "application/json; charset=utf-8", body: body))
        default:
            return .now(.text(.notFound, "The operator's pages are /metrics and /healthz.\n"))
        }
    }
}
