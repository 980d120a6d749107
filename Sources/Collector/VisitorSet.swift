/// The visitors of a day, in many small sets, so that none takes long to grow: one of a million took 200 ms, in which
/// every reader waited.
struct VisitorSet {
    /// A power of two. The numbers are keyed hashes, so that each set holds about as many.
    private static let parts = 256

    private var sets: [Set<Int64>]
    private(set) var count = 0

    init(_ known: [Int64] = []) {
        sets = Array(repeating: [], count: Self.parts)
        for visitor in known { insert(visitor) }
    }

    func contains(_ visitor: Int64) -> Bool { sets[Self.part(of: visitor)].contains(visitor) }

    mutating func insert(_ visitor: Int64) {
        if sets[Self.part(of: visitor)].insert(visitor).inserted { count += 1 }
    }

    private static func part(of visitor: Int64) -> Int { Int(truncatingIfNeeded: visitor) & (parts - 1) }
}
