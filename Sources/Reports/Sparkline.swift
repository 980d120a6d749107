/// A line of blocks: how one figure went over time, where a terminal has no room for more.
enum Sparkline {
    /// - Parameter width: the most blocks; of more points several neighbours are added up.
    static func text(_ points: [Int64], width: Int) -> String {
        guard width > 0, let step = Optional((points.count + width - 1) / width), step > 0 else { return "" }
        let sums = stride(from: 0, to: points.count, by: step).map { first in
            points[first..<min(first + step, points.count)].reduce(0, +)
        }
        guard let largest = sums.max(), largest > 0 else { return "" }
        let blocks = Array("▁▂▃▄▅▆▇█")
        return String(
            sums.map { sum in
                sum == 0 ? " " : blocks[Int((Double(sum) / Double(largest) * 8).rounded(.up)) - 1]
            })
    }
}
