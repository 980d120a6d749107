import Engagement
import Foundation
import Testing

@Suite("Circumstances")
struct CircumstancesTests {
    @Test("A copy that is changed leaves the other as it was, and equal facts are equal however they came about")
    func copies() throws {
        let none = Circumstances()
        var one = none
        one.referrerHost = "news.example"
        one.mangles = .space
        var other = one
        other.place = Place(name: "Zalo", channel: "zalo")
        other.machineAgent = "curl/8.1"
        #expect(none == Circumstances(referrerHost: nil))
        #expect(none.referrerHost == nil)
        #expect(one == Circumstances(referrerHost: "news.example", mangles: .space))
        #expect(one.place == nil)
        #expect(other.referrerHost == "news.example")
        #expect(Set([one, other, none, Circumstances(referrerHost: "news.example", mangles: .space)]).count == 3)
        let read = try JSONDecoder().decode(Circumstances.self, from: JSONEncoder().encode(other))
        #expect(read == other)
    }
}
