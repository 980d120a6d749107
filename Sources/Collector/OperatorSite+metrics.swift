import EventStore
import Foundation
import NIOCore

extension OperatorSite {
    /// All metrics, in the text format of Prometheus.
    func metrics(health: Health) -> String {
        var text = MetricsText()
        addRequests(to: &text)
        addCommits(to: &text, health)
        addConnections(to: &text)
        addState(to: &text, health)
        addProcess(to: &text)
        return text.text
    }

    private func addRequests(to text: inout MetricsText) {
        text.add(
            "sharetrail_requests_total", .counter, "Requests read on the public listener.", counters.requests.count)
        text.add(
            "sharetrail_answers_total", .counter, "Answers of the public listener by status.",
            samples: counters.answers.rows.map { ([("status", "\($0.status.rawValue)")], "\($0.answers)") })
        text.add(
            "sharetrail_events_total", .counter, "Requests on disk by what they were and what became of them.",
            samples: counters.events.rows.map { ([("kind", "\($0.kind)"), ("reason", $0.reason)], "\($0.requests)") })
        text.add("sharetrail_events_recorded_total", .counter, "Events on disk.", counters.recorded.count)
        text.add(
            "sharetrail_events_late_total", .counter, "Answers that went out before their record.",
            counters.late.count)
        text.add(
            "sharetrail_events_lost_total", .counter, "Events that could not be recorded.", counters.lost.count)
        text.add(
            "sharetrail_requests_malformed_total", .counter, "Requests refused as malformed or too large.",
            counters.malformed.count)
        text.add(
            "sharetrail_requests_unverified_total", .counter, "Links whose signature is not ours.",
            counters.unverified.count)
        text.add(
            "sharetrail_parents_dropped_total", .counter, "Presses whose parent did not verify.",
            counters.droppedParents.count)
    }

    private func addCommits(to text: inout MetricsText, _ health: Health) {
        text.add("sharetrail_commits_total", .counter, "Commits of the event log.", counters.commits.count)
        text.add(
            "sharetrail_commits_failed_total", .counter, "Commits that failed and are tried again.",
            counters.failedCommits.count)
        text.add("sharetrail_commit_seconds", "How long commits took.", counters.commitWatch.seconds.reading)
        text.add(
            "sharetrail_last_commit_age_seconds", .gauge, "Seconds since the last commit, or since the start.",
            counters.commitWatch.age(at: .now()))
        text.add("sharetrail_events_waiting", .gauge, "Events that wait for a commit.", health.waiting)
        text.add("sharetrail_events_unfolded", .gauge, "Events on disk that no tally holds yet.", health.unfolded)
        text.add("sharetrail_degraded", .gauge, "1 while commits fail or are late.", counters.degraded.count)
        text.add(
            "sharetrail_reopened_total", .counter, "How often the database was opened anew after failures.",
            counters.reopenings.count)
        text.add(
            "sharetrail_ballast_bytes", .gauge, "Room that is let go where the disk is full.",
            Int(recorder.writer.ballast?.size ?? 0))
        text.add(
            "sharetrail_connections_shed_total", .counter,
            "Idle or unfinished connections that were closed to make room.",
            counters.shed.count)
        if let bytes = health.storage.databaseBytes {
            text.add("sharetrail_database_bytes", .gauge, "The size of the database file.", bytes)
        }
        if let bytes = health.storage.journalBytes {
            text.add("sharetrail_journal_bytes", .gauge, "The size of the database's write-ahead log.", bytes)
        }
        if let bytes = health.storage.freeBytes {
            text.add("sharetrail_disk_free_bytes", .gauge, "What is free where the database is.", bytes)
        }
    }

    private func addConnections(to text: inout MetricsText) {
        text.add(
            "sharetrail_connections", .gauge, "Open connections of the public listener.", counters.connections.count)
        text.add(
            "sharetrail_connections_accepted_total", .counter, "Connections that the public listener accepted.",
            counters.accepted.count)
        text.add(
            "sharetrail_accepting_paused", .gauge, "1 while new connections wait for others to be closed.",
            counters.isPaused.count)
        text.add(
            "sharetrail_accepting_pauses_total", .counter, "How often new connections had to wait.",
            counters.pauses.count)
        guard let tls else { return }
        text.add(
            "sharetrail_tls_handshakes_failed_total", .counter, "Connections that did not speak TLS with us.",
            counters.failedHandshakes.count)
        text.add(
            "sharetrail_certificate_expires_timestamp_seconds", .gauge, "When the certificate expires.",
            tls.expiry.timeIntervalSince1970)
    }

    private func addState(to text: inout MetricsText, _ health: Health) {
        text.add("sharetrail_articles", .gauge, "Articles in memory.", articles.count)
        text.add(
            "sharetrail_one_prefix_majority", .gauge, "1 while one address prefix makes over half of all visits.",
            health.hasMajority ? 1 : 0)
        text.add(
            "sharetrail_reloads_total", .counter, "How often the configuration was read again and taken.",
            counters.reloads.count)
        text.add(
            "sharetrail_reloads_failed_total", .counter, "How often it was refused, so that the one before stays.",
            counters.failedReloads.count)
        if let time = health.lastBackup {
            text.add(
                "sharetrail_last_backup_timestamp_seconds", .gauge, "When the last backup was made.",
                time.timeIntervalSince1970)
        }
        let found = Set(health.findings(at: Date()).map(\.reason))
        text.add(
            "sharetrail_health", .gauge, "1 for each reason that /healthz names.",
            samples: HealthReason.allCases.map {
                ([("reason", $0.rawValue), ("urgent", $0.isUrgent ? "yes" : "no")], found.contains($0) ? "1" : "0")
            })
        text.add(
            "sharetrail_build_info", .gauge, "The version of the collector.",
            samples: [([("version", version)], "1")])
        text.add(
            "sharetrail_sqlite_info", .gauge, "The version of SQLite in use.",
            samples: [([("version", sqliteVersion)], "1")])
    }

    private func addProcess(to text: inout MetricsText) {
        let figures = ProcessFigures.now
        if let seconds = figures.processorSeconds {
            text.add("process_cpu_seconds_total", .counter, "Processor time of this process.", seconds)
        }
        if let bytes = figures.residentBytes {
            text.add("process_resident_memory_bytes", .gauge, "Memory that this process occupies.", bytes)
        }
        if let open = figures.openDescriptors {
            text.add("process_open_fds", .gauge, "Open file descriptors.", open)
        }
        if let maximum = figures.maximumDescriptors {
            text.add("process_max_fds", .gauge, "File descriptors that may be open.", maximum)
        }
        text.add(
            "process_start_time_seconds", .gauge, "When this process started, as a Unix time.",
            state.started.timeIntervalSince1970)
    }
}
