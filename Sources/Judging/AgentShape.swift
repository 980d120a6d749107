/// What the shape of an agent tells, where no word of it is known.
enum AgentShape {
    private static let beginnings: [StaticString] = ["mozilla/", "opera/"]

    /// Whether it begins as browsers begin.
    static func beginsAsBrowser(_ agent: Span<UInt8>) -> Bool {
        beginnings.contains { beginning in
            agent.count >= beginning.utf8CodeUnitCount
                && (0..<beginning.utf8CodeUnitCount).allSatisfy { agent[$0] | 0x20 == beginning.utf8Start[$0] | 0x20 }
        }
    }

    /// Whether it holds an address to write to, `name@host.example`.
    static func holdsMailAddress(_ agent: Span<UInt8>) -> Bool {
        for place in agent.indices.dropFirst() where agent[place] == UInt8(ascii: "@") {
            guard isLetterOrDigit(agent[place - 1]) else { continue }
            var end = place + 1
            while end + 1 < agent.count, isLetterOrDigit(agent[end]) || agent[end] == UInt8(ascii: "-") { end += 1 }
            if end > place + 1, end + 1 < agent.count, agent[end] == UInt8(ascii: "."),
                AgentWord.isLetter(agent[end + 1])
            {
                return true
            }
        }
        return false
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        AgentWord.isLetter(byte) || (0x30...0x39).contains(byte)
    }
}
