import ArgumentParser
import Engagement
import EventStore
import Foundation
import Judging
import Reports

/// `sharetrail rejudge`
struct RejudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejudge", abstract: "Judge what was recorded again, by newer rules.",
        discussion: """
            Shows what would change, and changes it with --apply. Machines are judged by their agents, which are kept \
            for 30 days; people by the family of their agent alone, since nothing else of them is kept. What was \
            refused for another reason (repeat, prefetch, internal…) stays as it is; whether a request that turns \
            out a person's was a repeat or a colleague's is not known any more. No request is lost or added: \
            «report counts» gives the same sum before and after.
            """)

    @OptionGroup var home: HomeOption

    @Option(
        help: ArgumentHelp(
            "Judge by the rules of this file (default: those of the newsroom).", valueName: "file"),
        completion: .file())
    var rules: String?

    @Flag(help: "Do it.")
    var apply = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let judge = try rules.map { try Judge.reading($0) } ?? configuration.judge
        let reader = try StoreReader(folder: home.path)
        let machines = try reader.machineAgents().map { agent -> NewVerdicts.Machine in
            let judgement = judge.judge(agent: agent)
            return NewVerdicts.Machine(
                agent: agent, code: judgement.verdict.code,
                circumstances: Circumstances(
                    agentFamily: judgement.family, system: judgement.system, device: judgement.device))
        }
        var families: [String: Int] = [:]
        for family in try reader.countedFamilies().keys {
            if let reason = judge.reason(ofFamily: family) { families[family] = reason.rawValue }
        }
        try reader.close()
        let verdicts = NewVerdicts(rules: judge.rulesVersion, machines: machines, families: families)
        let outcome = try home.writer(configuration).rejudge(verdicts, apply: apply)
        let rows = outcome.changes.map { change -> [Cell] in
            [
                .text(change.kind == .press ? "press" : "visit"), .text(Self.name(change.before)),
                .text(Self.name(change.after)), .count(change.requests),
            ]
        }
        let list = ListAnswer(
            columns: [
                Column("kind", .word), Column("before", .word), Column("after", .word), Column("requests", .number),
            ],
            rows: rows, zone: configuration.zone)
        Terminal.write(render(list, as: output.format, options: output.options(configuration)))
        let sum = outcome.changes.reduce(0) { $0 + $1.requests }
        Terminal.note(
            outcome.isApplied
                ? "rules \(judge.rulesVersion): changed \(sum) requests"
                : "rules \(judge.rulesVersion): \(sum) requests would change; --apply does it")
        if let sealed = outcome.sealedBefore {
            Terminal.note(
                "days before \(LocalTime(sealed, zone: configuration.zone).iso8601) are sealed and stay as they are: "
                    + "their events were removed")
        }
        if outcome.unknownPeople > 0 {
            Terminal.note("cannot be judged again: \(outcome.unknownPeople) counted requests of no known family")
        }
        if outcome.unknownMachines > 0 {
            Terminal.note(
                "cannot be judged again: \(outcome.unknownMachines) requests of machines whose agent is not kept")
        }
    }

    private static func name(_ code: Int) -> String {
        code == 0 ? "counted" : RefusalReason(rawValue: code)?.name ?? "\(code)"
    }
}
