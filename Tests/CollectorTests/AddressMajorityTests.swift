import Testing

@testable import Collector

@Suite("One prefix that makes most of the visits")
struct AddressMajorityTests {
    private func majority(of addresses: [String], times: Int) throws -> Bool {
        let majority = AddressMajority()
        let read = try addresses.map { try #require(PeerAddress($0)) }
        for number in 0..<times { majority.note(read[number % read.count]) }
        return majority.isThere
    }

    @Test("A front server that passes no addresses on is found out, and so is its network")
    func found() throws {
        #expect(try majority(of: ["10.0.0.1"], times: 2_000))
        #expect(try majority(of: ["10.0.0.1", "10.0.0.2", "203.0.113.9"], times: 2_000))
        #expect(try majority(of: ["2001:db8:1::1", "2001:db8:1:2::5", "2001:db8:2::1"], times: 2_000))
    }

    @Test("Half is no majority, many readers are none, and before a round is counted nothing is said")
    func notFound() throws {
        #expect(try !majority(of: ["10.0.0.1", "10.0.1.1"], times: 4_000))
        #expect(try !majority(of: (0..<200).map { "10.0.\($0).1" }, times: 4_000))
        #expect(try !majority(of: ["10.0.0.1"], times: 1_999))
    }

    @Test("It is over once others come")
    func over() throws {
        let majority = AddressMajority()
        let one = try #require(PeerAddress("10.0.0.1"))
        for _ in 0..<2_000 { majority.note(one) }
        #expect(majority.isThere)
        for number in 0..<2_000 { majority.note(try #require(PeerAddress("10.1.\(number % 250).1"))) }
        #expect(!majority.isThere)
    }
}
