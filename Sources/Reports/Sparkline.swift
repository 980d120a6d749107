/// A line of blocks: how one figure went over time, where a terminal has no room for more.
enum Sparkline {
    /// - Parameter width: the most blocks; of more points, each is the mean of some neighbours.
    static func text(_ points: [Int64], width: Int) -> String {
        let blocks = min(width, points.count)
        guard blocks > 0 else { return "" }
        let sums = (0..<blocks).map { block in
            let range = (block * points.count / blocks)..<((block + 1) * points.count / blocks)
            return Double(points[range].reduce(0, +)) / Double(range.count)
        }
        guard let largest = sums.max(), largest > 0 else { return "" }
        let letters = Array("▁▂▃▄▅▆▇█")
        return String(sums.map { $0 == 0 ? " " : letters[Int(($0 / largest * 8).rounded(.up)) - 1] })
    }
}
