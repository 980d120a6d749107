import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import ShareLinks

/// `sharetrail doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check a newsroom's folder: configuration, keys, database, backup.",
        discussion: """
            Exit code 0 where all is well, 78 where something must be done. It asks for a backup, and insists once more \
            than seven days of records are in none.
            """)

    @OptionGroup var home: HomeOption

    func run() async throws {
        var ills = 0
        func say(_ isWell: Bool, _ text: String) {
            print("\(isWell ? "ok  " : "ILL ") \(text)")
            if !isWell { ills += 1 }
        }
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        say(
            true,
            "configuration: hosts \(configuration.hosts.joined(separator: ", ")), base URL \(configuration.baseURL.text)"
        )
        do {
            let ring = try home.keys()
            let signer = ring.signer(for: .link).map { "key \($0) signs" } ?? "no key signs"
            say(ring.signer(for: .link) != nil, "keys: site \(ring.site), \(ring.slots.count) of 8 slots, \(signer)")
            if !configuration.hosts.contains(ring.site) {
                print("     note: the keys' label \(ring.site) is not among the hosts; that is allowed")
            }
        } catch {
            say(false, "keys: \(error)")
        }
        let store = StoreExamination(home: home.path, zone: configuration.zone, now: Clock.system.now())
        for finding in store.findings() { say(finding.isWell, finding.text) }
        for note in store.notes { print("     \(note)") }
        if let client = ControlClient(home: home.path) {
            let knows = (try? client.knowsSigner(of: home.keys())) ?? false
            say(
                knows,
                knows ? "the collector runs, and knows all keys" : "the collector runs with older keys: restart it")
        } else {
            print("     the collector does not run")
        }
        if ills > 0 { throw Failure(.configuration, "\(ills) thing\(ills == 1 ? "" : "s") to mend") }
    }
}
