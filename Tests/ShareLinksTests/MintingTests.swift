import Engagement
import Synchronization
import Testing

@testable import ShareLinks

@Suite("Minting draws a share id")
struct MintingTests {
    /// Gives prepared bytes, one after the other, and remembers what it was asked for.
    final class Prepared: Sendable {
        private let state: Mutex<(rest: [[UInt8]], asked: [Int])>

        init(_ bytes: [[UInt8]]) {
            state = Mutex((bytes, []))
        }

        var asked: [Int] { state.withLock { $0.asked } }

        var source: RandomSource {
            RandomSource { count in
                self.state.withLock { state in
                    state.asked.append(count)
                    return state.rest.isEmpty ? [] : state.rest.removeFirst()
                }
            }
        }
    }

    static func bytes(_ share: UInt64) -> [UInt8] {
        stride(from: UInt64(32), through: 0, by: -8).map { UInt8(truncatingIfNeeded: share >> $0) }
    }

    /// The first share whose token for article 9 on channel 1 ends in one of some letters.
    static func share(endingIn letters: String) throws -> UInt64 {
        let found = try (UInt64(0)..<10_000).first { share in
            let text = try SampleKeys.ring.sign(LandingToken(key: 1, channel: 1, article: 9, share: share))
            return text.last.map { letters.contains($0) } ?? false
        }
        return try #require(found)
    }

    @Test("The id is the source's bytes, first byte highest")
    func usesTheSource() throws {
        let good = try Self.share(endingIn: "AQgw048")
        let prepared = Prepared([Self.bytes(good)])
        let (token, text) = try SampleKeys.ring.mint(article: 9, channel: 1, random: prepared.source)
        #expect(token == LandingToken(key: 1, channel: 1, article: 9, share: good))
        #expect(SampleKeys.ring.verify(text) == token)
        #expect(prepared.asked == [5])
    }

    @Test("An id whose token ends in - or _ is drawn again", arguments: ["-", "_"])
    func drawsAgain(letter: String) throws {
        let bad = try Self.share(endingIn: letter)
        let good = try Self.share(endingIn: "AQgw048")
        let prepared = Prepared([Self.bytes(bad), Self.bytes(bad), Self.bytes(good)])
        let (token, text) = try SampleKeys.ring.mint(article: 9, channel: 1, random: prepared.source)
        #expect(token.share == good)
        #expect(SampleKeys.ring.verify(text) == token)
        #expect(prepared.asked == [5, 5, 5])
    }

    @Test("Of 2,000 tokens none ends in - or _, and none is there twice")
    func endings() throws {
        var texts: Set<String> = []
        for _ in 0..<2000 {
            let (token, text) = try SampleKeys.ring.mint(article: 9, channel: 1, random: .system)
            #expect(text.last != "-" && text.last != "_")
            #expect(SampleKeys.ring.verify(text) == token)
            texts.insert(text)
        }
        #expect(texts.count == 2000)
    }

    @Test("A token that ends in - or _ verifies all the same", arguments: ["-", "_"])
    func endingsVerify(letter: String) throws {
        let share = try Self.share(endingIn: letter)
        let token = LandingToken(key: 1, channel: 1, article: 9, share: share)
        #expect(SampleKeys.ring.verify(try SampleKeys.ring.sign(token)) == token)
    }

    @Test("An article or a channel that does not fit throws")
    func overflow() {
        #expect(throws: TokenError.articleOutOfRange(1 << 29)) {
            try SampleKeys.ring.mint(article: 1 << 29, channel: 1, random: .system)
        }
        #expect(throws: TokenError.channelOutOfRange(64)) {
            try SampleKeys.ring.mint(article: 1, channel: 64, random: .system)
        }
    }

    @Test("A ring in which no key signs mints and signs nothing")
    func noSigner() {
        let ring = SampleKeys.ring(land: .accept)
        #expect(throws: TokenError.noSigningKey(.land)) {
            try ring.mint(article: 1, channel: 1, random: .system)
        }
    }

    @Test("The system's source gives as many bytes as asked, and not the same twice")
    func systemSource() {
        #expect(RandomSource.system.bytes(0).isEmpty)
        #expect(RandomSource.system.bytes(32).count == 32)
        #expect(RandomSource.system.bytes(32) != RandomSource.system.bytes(32))
    }
}
