import Synchronization

/// A number that several threads count up.
final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func add(_ count: Int = 1) { value.wrappingAdd(count, ordering: .relaxed) }
    func set(_ count: Int) { value.store(count, ordering: .relaxed) }
    var count: Int { value.load(ordering: .relaxed) }
}

/// What the collector counts about itself, for the operator. Never anything about a reader.
struct Counters: Sendable {
    let requests = Counter()
    let recorded = Counter()
    let late = Counter()
    let lost = Counter()
    let malformed = Counter()
    let unverified = Counter()
    let droppedParents = Counter()
    let commits = Counter()
    let failedCommits = Counter()
    let connections = Counter()
    let shed = Counter()
    let reopenings = Counter()
    /// 1 while commits fail or are late.
    let degraded = Counter()

    /// The counters in the text format of Prometheus.
    var prometheus: String {
        let rows: [(String, String, String, Counter)] = [
            ("sharetrail_requests_total", "counter", "Requests read on the public listener.", requests),
            ("sharetrail_events_recorded_total", "counter", "Events on disk.", recorded),
            ("sharetrail_events_late_total", "counter", "Answers that went out before their record.", late),
            ("sharetrail_events_lost_total", "counter", "Events that could not be recorded.", lost),
            (
                "sharetrail_requests_malformed_total", "counter", "Requests refused as malformed or too large.",
                malformed
            ),
            ("sharetrail_requests_unverified_total", "counter", "Links whose signature is not ours.", unverified),
            ("sharetrail_parents_dropped_total", "counter", "Presses whose parent did not verify.", droppedParents),
            ("sharetrail_commits_total", "counter", "Commits of the event log.", commits),
            ("sharetrail_commits_failed_total", "counter", "Commits that failed and are tried again.", failedCommits),
            ("sharetrail_reopened_total", "counter", "Times the database was opened anew after failures.", reopenings),
            (
                "sharetrail_connections_shed_total", "counter", "Idle or unfinished connections closed to make room.",
                shed
            ),
            ("sharetrail_connections", "gauge", "Open connections of the public listener.", connections),
            ("sharetrail_degraded", "gauge", "1 while commits fail or are late.", degraded),
        ]
        return rows.map { name, kind, help, counter in
            "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n\(name) \(counter.count)\n"
        }.joined()
    }
}
