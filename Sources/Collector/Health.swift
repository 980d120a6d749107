import Foundation

/// What can be wrong with a collector, by names that alarms hold on to.
enum HealthReason: String, CaseIterable, Sendable {
    case storageFails = "storage_fails"
    case eventsWaiting = "events_waiting"
    case diskNearlyFull = "disk_nearly_full"
    case certificateExpired = "certificate_expired"
    case certificateExpires = "certificate_expires"
    case configurationRefused = "configuration_refused"
    case restartNeeded = "restart_needed"
    case acceptingPaused = "accepting_paused"
    case unfoldedTail = "unfolded_tail"
    case journalLarge = "journal_large"
    case noBackup = "no_backup"
    case addressMajority = "address_majority"
    case saltNotKept = "salt_not_kept"
    case walResetBug = "sqlite_wal_reset_bug"

    /// Whether somebody must come now; the others are notes.
    var isUrgent: Bool {
        switch self {
        case .storageFails, .eventsWaiting, .diskNearlyFull, .certificateExpired, .acceptingPaused: true
        default: false
        }
    }
}

/// What is known of a collector at a moment; what it means is told by `findings`.
struct Health: Sendable {
    struct Finding: Hashable, Sendable {
        var reason: HealthReason
        var text: String
    }

    /// Events that may wait without anybody being called.
    static let waitingEvents = 20_000
    static let freeBytes = 256 << 20
    static let unfoldedEvents = 200_000
    static let journalBytes = 256 << 20
    /// A certificate is renewed before so many days are left.
    static let certificateDays = 14

    var storage = StorageFigures()
    /// For how long commits have failed, and why.
    var failing: (seconds: Int, reason: String)?
    var waiting = 0
    var unfolded = 0
    var isPaused = false
    var hasMajority = false
    var sqliteVersion = ""
    /// Nil without TLS.
    var certificateExpiry: Date?
    /// Whether distinct arrivals are told, and then whether the salt's file holds it.
    var keepsSalt = true
    /// Why the configuration that was read last is not in force.
    var refusal: String?
    /// Keys whose new value waits for a restart.
    var pendingKeys: [String] = []
    /// After how many days without a backup to say so; nil never.
    var backupDays: Int?
    var lastBackup: Date?

    /// What is wrong, the urgent first.
    func findings(at now: Date) -> [Finding] {
        HealthReason.allCases.compactMap { reason in
            text(reason, at: now).map { Finding(reason: reason, text: $0) }
        }
    }

    private func text(_ reason: HealthReason, at now: Date) -> String? {
        switch reason {
        case .storageFails:
            failing.map { "commits have failed for \($0.seconds) s (\($0.reason)); \(waiting) events wait" }
        case .eventsWaiting: waiting >= Self.waitingEvents ? "\(waiting) events wait for a commit" : nil
        case .diskNearlyFull:
            storage.freeBytes.flatMap { $0 < Self.freeBytes ? "\($0 >> 20) MiB are free where the database is" : nil }
        case .certificateExpired:
            certificateExpiry.flatMap { $0 <= now ? "the certificate expired \(Self.days($0, now)) days ago" : nil }
        case .certificateExpires:
            certificateExpiry.flatMap { date in
                date > now && Self.days(now, date) < Self.certificateDays
                    ? "the certificate expires in \(Self.days(now, date)) days" : nil
            }
        case .configurationRefused: refusal.map { "the configuration was refused, and the one before stays: \($0)" }
        case .restartNeeded:
            pendingKeys.isEmpty
                ? nil : "a new value waits for a restart: \(pendingKeys.map { "«\($0)»" }.joined(separator: ", "))"
        case .acceptingPaused: isPaused ? "as many connections are open as may be; new ones wait" : nil
        case .unfoldedTail: unfolded >= Self.unfoldedEvents ? "\(unfolded) events are in no tally yet" : nil
        case .journalLarge:
            storage.journalBytes.flatMap { $0 >= Self.journalBytes ? "the journal has \($0 >> 20) MiB" : nil }
        case .noBackup: backupText(at: now)
        case .addressMajority:
            hasMajority
                ? "one address prefix makes over half of all visits; is the front server in trustedProxies?" : nil
        case .saltNotKept:
            keepsSalt
                ? nil : "\(SaltFile.name) cannot be written; a restart would begin the day's arrivals anew"
        case .walResetBug:
            Self.hasResetBug(sqliteVersion)
                ? "SQLite \(sqliteVersion) has the WAL-reset bug, which the collector works around" : nil
        }
    }

    private func backupText(at now: Date) -> String? {
        guard let limit = backupDays else { return nil }
        guard let lastBackup else { return "there is no backup that is known of" }
        let days = Self.days(lastBackup, now)
        return days >= limit ? "the last backup is \(days) days old" : nil
    }

    private static func days(_ from: Date, _ to: Date) -> Int { Int(to.timeIntervalSince(from) / 86_400) }

    /// SQLite 3.7.0 to 3.51.2: a checkpoint by one connection while another writes can spoil the file.
    static func hasResetBug(_ version: String) -> Bool {
        let parts = version.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
        let number = parts[0] * 1_000_000 + parts[1] * 1_000 + parts[2]
        return (3_007_000...3_051_002).contains(number)
    }
}
