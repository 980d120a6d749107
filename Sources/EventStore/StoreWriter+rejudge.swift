import Engagement
import GRDB

/// What newer rules make of the agents and families that are kept.
public struct NewVerdicts: Codable, Sendable {
    /// A machine's agent, judged again.
    public struct Machine: Codable, Sendable {
        /// The agent as it is kept.
        public var agent: String
        /// 0 for counted, else the number of the reason.
        public var code: Int
        /// The families by the new rules.
        public var circumstances: Circumstances

        /// Pairs an agent with its verdict.
        public init(agent: String, code: Int, circumstances: Circumstances) {
            self.agent = agent
            self.code = code
            self.circumstances = circumstances
        }
    }

    /// The version of the new rules.
    public var rules: Int
    /// The agents of machines.
    public var machines: [Machine]
    /// Families that are machines by the new rules, with the number of the reason.
    public var families: [String: Int]

    /// Collects verdicts.
    public init(rules: Int, machines: [Machine], families: [String: Int]) {
        self.rules = rules
        self.machines = machines
        self.families = families
    }
}

/// What judging again changes, or has changed.
public struct Rejudgement: Codable, Sendable {
    /// Requests that go from one verdict to another.
    public struct Change: Codable, Hashable, Sendable {
        /// Presses or visits.
        public var kind: EventKind
        /// 0 for counted, else the number of the reason.
        public var before: Int
        /// The same by the new rules.
        public var after: Int
        /// How many.
        public var requests: Int64
    }

    /// What changes.
    public var changes: [Change]
    /// Counted requests of which not even the family is known.
    public var unknownPeople: Int64
    /// Requests of machines whose agent is not kept, or no longer.
    public var unknownMachines: Int64
    /// Whether it was done.
    public var isApplied: Bool
    /// Before which moment days are sealed, so that nothing can be judged again; nil where none are.
    public var sealedBefore: Timestamp?
}

extension StoreReader {
    /// The agents of machines that are kept.
    public func machineAgents() throws -> [String] {
        try translating("reading the agents of machines") {
            try queue.read { try String.fetchAll($0, sql: Query.machineAgents) }
        }
    }

    /// The families of agents that were counted, and how often. Cost: linear in the events kept.
    public func countedFamilies() throws -> [String: Int64] {
        try translating("reading the families of agents") {
            try queue.read { database in
                let rows = try Row.fetchAll(database, sql: Query.countedFamilies)
                return Dictionary(rows.map { ($0["family"], $0["requests"]) }) { $1 }
            }
        }
    }
}

extension StoreWriter {
    /// Judges events again, in one transaction: the tallies of unsealed days are put together anew.
    ///
    /// No request is lost or added by it, and sealed days stay as they are. Cost: linear in the events kept.
    /// - Parameter apply: whether to do it, or only to tell what would change.
    public func rejudge(_ verdicts: NewVerdicts, apply: Bool) throws -> Rejudgement {
        try translating("judging again") {
            try transaction { database in
                try database.execute(sql: Query.rejudgeTables)
                for machine in verdicts.machines {
                    try database.execute(
                        sql: Query.addNewMachine,
                        arguments: [
                            machine.agent, machine.code, try names.agent(machine.circumstances, in: database),
                        ])
                }
                for (family, code) in verdicts.families {
                    try database.execute(sql: Query.addNewFamily, arguments: [family, code])
                }
                try database.execute(sql: Query.rejudgeMachines)
                try database.execute(sql: Query.rejudgeFamilies)
                let changes = try Row.fetchAll(database, sql: Query.rejudgeChanges).map { row in
                    Rejudgement.Change(
                        kind: EventKind(rawValue: row["kind"]) ?? .visit, before: row["before"], after: row["after"],
                        requests: row["requests"])
                }
                let unknown = try Row.fetchOne(database, sql: Query.rejudgeUnknown)
                if apply, !changes.isEmpty { try applyRejudging(database, rules: verdicts.rules) }
                try database.execute(sql: Query.rejudgeTables)
                return Rejudgement(
                    changes: changes, unknownPeople: unknown?["people"] ?? 0,
                    unknownMachines: (unknown?["machines"] ?? 0) + (unknown?["sums"] ?? 0), isApplied: apply,
                    sealedBefore: try Seal.before(database))
            }
        }
    }

    private func applyRejudging(_ database: Database, rules: Int) throws {
        try database.execute(sql: Query.rejudgeTraits, arguments: ["rules": rules])
        try database.execute(sql: Query.rejudgeApply, arguments: ["rules": rules])
        try database.execute(sql: Query.rejudgeForget)
        try database.execute(sql: Query.forgetMachines)
        names.forgetMachines()
        try refold(database, &spans.known)
    }
}
