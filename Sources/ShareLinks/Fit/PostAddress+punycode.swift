/// How long a label of a host is as DNS writes it (RFC 3492), without writing it.
enum Punycode {
    /// The label's length in bytes, or nil where it has no such form or is far too long for one.
    ///
    /// - Complexity: The square of the label's length, which is 63 at most.
    static func labelCount(_ label: ArraySlice<UInt32>) -> Int? {
        let basic = label.count { $0 < 0x80 }
        if basic == label.count { return basic }
        // Each other scalar takes a digit at least.
        guard label.count <= 63 else { return nil }

        var count = 4 + basic + (basic > 0 ? 1 : 0)
        var handled = basic
        var delta = 0
        var bias = 72
        var current: UInt32 = 0x80
        while handled < label.count {
            guard let next = label.lazy.filter({ $0 >= current }).min() else { return nil }
            delta += Int(next - current) * (handled + 1)
            for scalar in label {
                if scalar < next { delta += 1 }
                if scalar == next {
                    count += digits(delta, bias)
                    bias = adapted(delta, handled + 1, isFirst: handled == basic)
                    delta = 0
                    handled += 1
                }
            }
            delta += 1
            current = next + 1
        }
        return count
    }

    private static func digits(_ delta: Int, _ bias: Int) -> Int {
        var rest = delta
        var count = 1
        var position = 36
        while true {
            let threshold = min(max(position - bias, 1), 26)
            if rest < threshold { return count }
            rest = (rest - threshold) / (36 - threshold)
            count += 1
            position += 36
        }
    }

    private static func adapted(_ delta: Int, _ points: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / points
        var bias = 0
        while rest > 455 {
            rest /= 35
            bias += 36
        }
        return bias + 36 * rest / (rest + 38)
    }
}
