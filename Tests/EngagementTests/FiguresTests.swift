import Engagement
import Testing

@Suite("Figures")
struct FiguresTests {
    static let left = Figures(
        presses: 1, previewed: 2, opened: 3, visits: 4, arrivals: 5, visitsWithoutArrival: 6, reshares: 7)
    static let right = Figures(
        presses: 10, previewed: 20, opened: 30, visits: 40, arrivals: 50, visitsWithoutArrival: 60, reshares: 70)

    @Test("Each adds up with its like")
    func addition() {
        let sum = Figures(
            presses: 11, previewed: 22, opened: 33, visits: 44, arrivals: 55, visitsWithoutArrival: 66, reshares: 77)
        #expect(Self.left + Self.right == sum)
        #expect(Self.right + Self.left == sum)
        #expect(Self.left + Figures() == Self.left)
    }

    @Test("Rows add up to the same, however they are divided")
    func division() {
        let rows = (0..<20).map { Int64($0) }.map { number in
            Figures(
                presses: number, previewed: number * 2, opened: number % 3, visits: number * 5, arrivals: number % 7,
                visitsWithoutArrival: number % 5, reshares: number % 2)
        }
        let whole = rows.reduce(Figures(), +)
        for split in rows.indices {
            #expect(rows[..<split].reduce(Figures(), +) + rows[split...].reduce(Figures(), +) == whole)
        }
    }

    static let arrivals: [(visits: Int64, arrivals: Int64, without: Int64, distinct: Int64?)] = [
        (0, 0, 0, 0), (5, 3, 0, 3), (5, 3, 1, 3), (5, 0, 4, 0), (5, 0, 5, nil), (1, 0, 1, nil), (1, 0, 0, 0),
    ]

    @Test("Distinct arrivals are unknown where there were visits and of none it is known", arguments: arrivals)
    func distinctArrivals(visits: Int64, arrivals: Int64, without: Int64, distinct: Int64?) {
        let figures = Figures(visits: visits, arrivals: arrivals, visitsWithoutArrival: without)
        #expect(figures.distinctArrivals == distinct)
    }

    @Test("A sum knows arrivals as soon as one of its parts does")
    func sumOfUnknown() {
        let unknown = Figures(visits: 3, visitsWithoutArrival: 3)
        let known = Figures(visits: 2, arrivals: 1)
        #expect(unknown.distinctArrivals == nil)
        #expect((unknown + known).distinctArrivals == 1)
        #expect((unknown + unknown).distinctArrivals == nil)
        #expect((unknown + Figures()).distinctArrivals == nil)
    }

    @Test("Visits a press are undefined without presses")
    func visitsPerPress() {
        #expect(Figures(visits: 3).visitsPerPress == nil)
        #expect(Figures().visitsPerPress == nil)
        #expect(Figures(presses: 2).visitsPerPress == 0)
        #expect(Figures(presses: 2, visits: 3).visitsPerPress == 1.5)
    }
}
