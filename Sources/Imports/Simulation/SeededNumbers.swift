import Foundation

/// Numbers that look random and are the same for the same seed: SplitMix64 (Steele, Lea, Flood: Fast Splittable
/// Pseudorandom Number Generators, 2014).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without 1.
    mutating func part() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { part() < probability }

    /// A waiting time with a mean.
    mutating func wait(mean: Double) -> Double { -log(1 - part()) * mean }

    /// Heavy-tailed, at least 1: few are large. Its mean is shape / (shape − 1).
    mutating func pareto(shape: Double) -> Double { pow(1 - part(), -1 / shape) }

    /// A whole number around a mean (Poisson; from 60 on by the normal distribution that it nears).
    mutating func count(mean: Double) -> Int {
        if mean >= 60 {
            let normal = (-2 * log(1 - part())).squareRoot() * cos(2 * .pi * part())
            return max(0, Int((mean + mean.squareRoot() * normal).rounded()))
        }
        let limit = exp(-mean)
        var product = part()
        var count = 0
        while product > limit {
            product *= part()
            count += 1
        }
        return count
    }
}

/// Values of which each comes as often as its weight says.
struct Weighted<Value> {
    private let values: [Value]
    private let sums: [Double]

    init(_ pairs: [(Value, Double)]) {
        values = pairs.map(\.0)
        var sum = 0.0
        sums = pairs.map {
            sum += $0.1
            return sum
        }
    }

    func draw(_ numbers: inout SeededNumbers) -> Value {
        let place = numbers.part() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > place { high = middle } else { low = middle + 1 }
        }
        return values[low]
    }
}
