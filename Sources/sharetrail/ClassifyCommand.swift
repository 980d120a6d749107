import ArgumentParser
import Engagement
import Foundation
import Judging
import Reports

/// `sharetrail classify`
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Say of user agents whether the judge counts them as people.",
        discussion: """
            Reads a user agent a line, or for a whole request NDJSON {"userAgent","method","headers","query"}, of which \
            «userAgent» or «headers» must be there; the names of headers may be in any case. Writes, a line for a \
            line, {"verdict","reason","app","channel","family","system","device"}: the verdict is "counted" or \
            "refused", «app» is where the link was opened, and null is unknown. A line that cannot be read is \
            answered by {"error"}, and the exit code is then 65.

            The rules are those that are built in. --rules takes a file like them: Sources/Judging/Rules/rules.tsv \
            tells its form at its head.
            """)

    @Option(help: ArgumentHelp("Judge by the rules of this file.", valueName: "file"), completion: .file())
    var rules: String?

    private struct Input: Decodable {
        var userAgent: String?
        var method: String?
        var headers: [String: String]?
        var query: String?
    }

    func run() throws {
        let judge = try Judge.reading(rules)
        let decoder = JSONDecoder()
        var faults = 0
        try Lines.answer { line, number in
            guard line.first == UInt8(ascii: "{") else {
                return Self.answer(judge.judge(agent: String(decoding: line, as: UTF8.self)))
            }
            do {
                let input = try decoder.decode(Input.self, from: Data(line))
                guard input.userAgent != nil || input.headers != nil else {
                    faults += 1
                    return Self.broken("line \(number) has neither «userAgent» nor «headers»")
                }
                return Self.answer(judge.judge(Self.signals(input)))
            } catch {
                faults += 1
                return Self.broken("line \(number) \(Batch.fault(error))")
            }
        }
        if faults > 0 { throw Failure(.badData, "lines that could not be read: \(faults); see their «error»") }
    }

    private static func signals(_ input: Input) -> Signals {
        var signals = Signals(isHead: input.method?.uppercased() == "HEAD", agent: input.userAgent)
        signals.query = input.query
        for (name, value) in (input.headers ?? [:]).sorted(by: { $0.key < $1.key }) {
            switch name.lowercased() {
            case "user-agent": signals.agent = input.userAgent ?? value
            case "sec-purpose", "purpose", "x-moz", "x-purpose": signals.purposes.append(value)
            case "sec-fetch-dest": signals.fetchDestination = value
            case "x-requested-with": signals.requestedWith = value
            case "referer": signals.referrer = value
            case "sec-ch-ua": signals.brands = value
            case "from": signals.from = value
            case "x-scanner": signals.namesScanner = true
            default: break
            }
        }
        return signals
    }

    private static func answer(_ judgement: Judgement) -> String {
        var reason: String?
        if case .refused(let why) = judgement.verdict { reason = why.name }
        let fields = [
            ("verdict", reason == nil ? "counted" : "refused"), ("reason", reason), ("app", judgement.place?.name),
            ("channel", judgement.place?.channel), ("family", judgement.family), ("system", judgement.system),
            ("device", judgement.device?.rawValue),
        ]
        return "{" + fields.map { "\"\($0)\":\($1.map(JSONText.quoted) ?? "null")" }.joined(separator: ",") + "}"
    }

    private static func broken(_ reason: String) -> String { "{\"error\":\(JSONText.quoted(reason))}" }
}
