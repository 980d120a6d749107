import Engagement
import EventStore
import Foundation
import Judging

/// Writes made-up traffic into a database that holds no events yet.
public struct SimulationRun {
    /// How far it is, and how it went.
    public struct Progress: Sendable {
        /// Events written.
        public var events = 0
        /// Seconds spent on writing events and on folding them; the rest is spent on making them up.
        public var writing = 0.0
        /// See above.
        public var folding = 0.0
    }

    /// Events in one transaction.
    static let batch = 10_000
    /// Events between two folds.
    static let fold = 200_000

    private let store: StoreWriter
    private let plan: SimulationPlan
    private let judge: Judge
    private let seconds: () -> Double

    /// - Parameter seconds: a clock that measures, in seconds from any moment.
    public init(_ plan: SimulationPlan, store: StoreWriter, judge: Judge = Judge(), seconds: @escaping () -> Double) {
        self.plan = plan
        self.store = store
        self.judge = judge
        self.seconds = seconds
    }

    /// Makes it up and writes it.
    ///
    /// The database says that it is made up: `imports` has a row of the format `simulate`.
    /// - Throws: `StoreError` with the code `invalid` where events are in the database already: what is made up must
    ///   never stand beside what happened.
    public func run(progress: (Progress) -> Void = { _ in }) throws -> (truth: SimulationTruth, progress: Progress) {
        var next = try store.nextEvent()
        guard next == 1 else {
            throw StoreError(
                .invalid, "making up traffic",
                hint: "this newsroom has events; make another one with «sharetrail init», for made-up ones alone")
        }
        let name = "seed \(plan.seed), \(plan.events) events, \(plan.days) days"
        let digest = String(repeating: "0", count: 48) + String(plan.seed, radix: 16).leftPadded(to: 16)
        _ = try store.beginImport(format: "simulate", digest: digest, name: name)
        let simulation = Simulation(plan, judge: judge)
        var numbers: [Int64] = []
        var rest = simulation.articles.map(\.facts)[...]
        while !rest.isEmpty {
            numbers += try store.record(Array(rest.prefix(500)), source: .feed).map(\.number)
            rest = rest.dropFirst(500)
        }
        var state = Progress()
        var batch: [EventEntry] = []
        func write() throws {
            let begun = seconds()
            _ = try store.append(batch, first: next)
            next += Int64(batch.count)
            state.events += batch.count
            state.writing += seconds() - begun
            batch.removeAll(keepingCapacity: true)
            guard state.events % Self.fold < Self.batch else { return }
            try fold()
            progress(state)
        }
        func fold() throws {
            let begun = seconds()
            try store.fold()
            state.folding += seconds() - begun
        }
        try simulation.run(articleNumbers: numbers, post: { try store.record($0) }) { event in
            batch.append(event)
            if batch.count == Self.batch { try write() }
        }
        try write()
        try fold()
        return (simulation.truth, state)
    }
}

extension String {
    fileprivate func leftPadded(to count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
