import Foundation
import Testing

@testable import Collector

@Suite("What /healthz makes of what is known")
struct HealthTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)

    private static func days(_ count: Double) -> Date { now.addingTimeInterval(count * 86_400) }

    private static let ills: [(reason: HealthReason, says: String, spoil: @Sendable (inout Health) -> Void)] = [
        (
            .storageFails, "12 s (the disk is full); 7 events",
            {
                $0.failing = (12, "the disk is full"); $0.waiting = 7
            }
        ),
        (.eventsWaiting, "20000 events", { $0.waiting = 20_000 }),
        (.diskNearlyFull, "255 MiB", { $0.storage.freeBytes = 256 << 20 - 1 }),
        (.certificateExpired, "3 days ago", { $0.certificateExpiry = days(-3.5) }),
        (.certificateExpires, "in 13 days", { $0.certificateExpiry = days(13.9) }),
        (.configurationRefused, "«utm»", { $0.refusal = "«utm» is «x»" }),
        (.restartNeeded, "«listen», «threads»", { $0.pendingKeys = ["listen", "threads"] }),
        (.acceptingPaused, "new ones wait", { $0.isPaused = true }),
        (.unfoldedTail, "200000 events", { $0.unfolded = 200_000 }),
        (.journalLarge, "256 MiB", { $0.storage.journalBytes = 256 << 20 }),
        (
            .noBackup, "8 days old",
            {
                $0.backupDays = 7; $0.lastBackup = days(-8)
            }
        ),
        (.noBackup, "no backup that is known", { $0.backupDays = 1 }),
        (.addressMajority, "trustedProxies", { $0.hasMajority = true }),
        (.saltNotKept, "visitors.salt", { $0.keepsSalt = false }),
        (.walResetBug, "3.40.1", { $0.sqliteVersion = "3.40.1" }),
    ]

    private static var well: Health {
        var health = Health()
        health.storage = StorageFigures(databaseBytes: 1, journalBytes: 256 << 20 - 1, freeBytes: 256 << 20)
        health.waiting = 19_999
        health.unfolded = 199_999
        health.certificateExpiry = days(14)
        health.backupDays = 7
        health.lastBackup = days(-6.9)
        health.sqliteVersion = "3.51.3"
        return health
    }

    @Test("Where all is just well enough nothing is said, and what is not known is no reason")
    func well() {
        #expect(Self.well.findings(at: Self.now).isEmpty)
        #expect(Health().findings(at: Self.now).isEmpty)
    }

    @Test("Each reason is named alone where it alone is there, with what is to be known of it")
    func each() throws {
        for ill in Self.ills {
            var health = Self.well
            if ill.says.hasPrefix("no backup") { health.lastBackup = nil }
            ill.spoil(&health)
            let findings = health.findings(at: Self.now)
            #expect(findings.map(\.reason) == [ill.reason], "\(findings)")
            #expect(findings.first?.text.contains(ill.says) ?? false, "\(findings)")
        }
        #expect(Set(Self.ills.map(\.reason)) == Set(HealthReason.allCases))
    }

    @Test(
        "SQLite is told by its version as numbers",
        arguments: [
            ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.51.2", true), ("3.51.3", false),
            ("3.100.0", false),
        ])
    func versions(version: String, hasBug: Bool) {
        #expect(Health.hasResetBug(version) == hasBug)
    }

    @Test("A salt that cannot be written is noticed")
    func salt() throws {
        let folder = try SaltFolder()
        #expect(!folder.file.isKept)
        try folder.write("0 00\n")
        #expect(folder.file.isKept)
        try folder.write("0 00\n", mode: 0o400)
        #expect(!folder.file.isKept)
        unlink(folder.file.path)
        try FileManager.default.createDirectory(atPath: folder.file.path, withIntermediateDirectories: false)
        #expect(!folder.file.isKept)
    }
}
