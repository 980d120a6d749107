import Engagement

/// Sums by the number of an article. The numbers are given one after the other, so a place in a list costs less than a
/// hash of each; a few that lie far apart, as after a restored backup, are looked up.
struct ArticleSums {
    /// Numbers below are looked up in a list, which takes 4 bytes for each.
    private static let dense = 1 << 22

    /// For each number one more than its place in `figures`; 0 for none.
    private var places: [Int32] = []
    private var sparse: [Int64: Int] = [:]
    private var numbers: [Int64] = []
    private var figures: [Figures] = []
    private var isTaken: [Bool] = []

    mutating func add(_ figures: Figures, to number: Int64) {
        if let place = place(of: number) {
            self.figures[place] += figures
            return
        }
        var first = Figures(seesPreviews: false)
        first += figures
        numbers.append(number)
        self.figures.append(first)
        isTaken.append(false)
        if number >= 0, number < Self.dense {
            let missing = Int(number) + 1 - places.count
            if missing > 0 { places.append(contentsOf: repeatElement(0, count: max(missing, places.count))) }
            places[Int(number)] = Int32(numbers.count)
        } else {
            sparse[number] = numbers.count - 1
        }
    }

    private func place(of number: Int64) -> Int? {
        guard number >= 0, number < Self.dense else { return sparse[number] }
        guard number < places.count else { return nil }
        let place = places[Int(number)]
        return place > 0 ? Int(place) - 1 : nil
    }

    subscript(number: Int64) -> Figures? { place(of: number).map { figures[$0] } }

    /// The sum of an article, once.
    mutating func take(_ number: Int64) -> Figures? {
        guard let place = place(of: number), !isTaken[place] else { return nil }
        isTaken[place] = true
        return figures[place]
    }

    /// What nobody has taken.
    var left: [FigureRow<Int64>] {
        numbers.indices.filter { !isTaken[$0] }.map { FigureRow(key: numbers[$0], figures: figures[$0]) }
    }

    /// All together; nil without any.
    var total: Figures? {
        figures.isEmpty ? nil : figures.reduce(into: Figures(seesPreviews: false)) { $0 += $1 }
    }

    /// How many have something to tell.
    var count: Int { figures.count { !$0.isZero } }

    /// The first rows in an order, of those that have something to tell. Cost: linear, where few are asked for.
    func first(
        _ limit: Int, _ views: [Int64: Int64]?, by isBefore: (FigureRow<Int64>, FigureRow<Int64>) -> Bool
    ) -> [FigureRow<Int64>] {
        var first: [FigureRow<Int64>] = []
        for place in figures.indices where !figures[place].isZero {
            let number = numbers[place]
            let row = FigureRow(key: number, figures: figures[place].read(views?[number]))
            if limit > 1_000 {
                first.append(row)
            } else if first.count < limit || isBefore(row, first[limit - 1]) {
                let place = first.firstIndex { isBefore(row, $0) } ?? first.count
                first.insert(row, at: place)
                if first.count > limit { first.removeLast() }
            }
        }
        if limit > 1_000 { first.sort(by: isBefore) }
        return Array(first.prefix(limit))
    }
}
