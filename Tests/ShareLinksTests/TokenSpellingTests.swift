import Testing

@testable import ShareLinks

@Suite("A landing token has one spelling")
struct TokenSpellingTests {
    static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    static let valid = ["SGAS1oefPCp7EFXTbEifvp__", "iGAS1oefPCp7EKtU7ecKSOYcBL_I"]

    @Test("A token with one letter changed does not verify", arguments: valid)
    func substitution(text: String) {
        let original = Array(text.utf8)
        var tried = 0
        var accepted: [String] = []
        for place in original.indices {
            for letter in Self.letters where letter != original[place] {
                var changed = original
                changed[place] = letter
                tried += 1
                if SampleKeys.ring.verify(changed.span) != nil {
                    accepted.append(String(decoding: changed, as: UTF8.self))
                }
            }
        }
        #expect(tried == original.count * 63)
        #expect(accepted.isEmpty)
    }

    @Test("Of all 256 bytes at a place, only the token's own verifies", arguments: valid)
    func everyByte(text: String) {
        let original = Array(text.utf8)
        for place in original.indices {
            let accepted = (UInt8.min...UInt8.max).filter { byte in
                var changed = original
                changed[place] = byte
                return SampleKeys.ring.verify(changed.span) != nil
            }
            #expect(accepted == [original[place]], "place \(place)")
        }
    }

    @Test("A token cut or lengthened to any other length from 0 to 64 does not verify", arguments: valid)
    func lengths(text: String) {
        for length in 0...64 where length != text.utf8.count {
            let cut = String(text.prefix(length))
            let missing = length - cut.utf8.count
            for filler in ["A", "_", "=", "\0"] {
                #expect(SampleKeys.ring.verify(cut + String(repeating: filler, count: missing)) == nil)
                #expect(SampleKeys.ring.verify(String(repeating: filler, count: missing) + cut) == nil)
                #expect(SampleKeys.ring.verify(String(repeating: filler, count: length)) == nil)
            }
        }
    }

    static let strange = [
        "=", "==", "+", "/", " ", "\0", "\r\n", "\n", "\t", "%41", "%", ".", "~", "é", "Ａ", "\u{200B}", "\u{FEFF}", "𝐀",
    ]

    @Test("Padding, other alphabets, white space, escapes and non-ASCII never verify", arguments: strange, valid)
    func strangeLetters(piece: String, text: String) {
        #expect(SampleKeys.ring.verify(text + piece) == nil)
        #expect(SampleKeys.ring.verify(piece + text) == nil)
        #expect(SampleKeys.ring.verify(String(text.dropLast(piece.utf8.count)) + piece) == nil)
        for place in 0..<text.utf8.count {
            let index = text.index(text.startIndex, offsetBy: place)
            let rest = text[index...]
            #expect(SampleKeys.ring.verify(text[..<index] + piece + rest) == nil)
            #expect(SampleKeys.ring.verify(text[..<index] + piece + rest.dropFirst()) == nil)
            #expect(SampleKeys.ring.verify(text[..<index] + piece + rest.dropFirst(piece.utf8.count)) == nil)
        }
    }

    @Test("A letter in the other case does not verify, nor does the whole token", arguments: valid)
    func cases(text: String) {
        #expect(SampleKeys.ring.verify(text.uppercased()) == nil)
        #expect(SampleKeys.ring.verify(text.lowercased()) == nil)
        let original = Array(text.utf8)
        for place in original.indices {
            let isLetter = (0x41...0x5A).contains(original[place] & 0xDF)
            guard isLetter else { continue }
            var changed = original
            changed[place] ^= 0x20
            #expect(SampleKeys.ring.verify(changed.span) == nil)
        }
    }

    @Test("Two letters that change places do not verify", arguments: valid)
    func transposition(text: String) {
        let original = Array(text.utf8)
        for left in original.indices {
            for right in original.indices where left < right && original[left] != original[right] {
                var changed = original
                changed.swapAt(left, right)
                #expect(SampleKeys.ring.verify(changed.span) == nil)
            }
        }
    }

    @Test("The plain alphabet's + and / are no spelling of - and _", arguments: LandingToken.Profile.allCases)
    func plainAlphabet(profile: LandingToken.Profile) throws {
        // The first token that holds both letters, so that each has something to stand for.
        let texts = try (UInt64(0)..<400).map { share in
            try LandingToken(profile: profile, key: 1, channel: 1, article: 9, share: share)
                .signed(with: SampleKeys.landingKey())
        }
        let text = try #require(texts.first { $0.contains("-") && $0.contains("_") })
        #expect(SampleKeys.ring.verify(text) != nil)
        for (letter, plain) in [("-", "+"), ("_", "/"), ("-", "_"), ("_", "-")] {
            #expect(SampleKeys.ring.verify(text.replacing(letter, with: plain)) == nil)
        }
    }
}

@Suite("Base64url is read strictly")
struct Base64URLTests {
    static func decode(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: text.utf8.count / 4 * 3)
        let done = bytes.withUnsafeMutableBufferPointer { Base64URL.decode(text.utf8.span, into: $0, from: 0) }
        return done ? bytes : nil
    }

    @Test("What is decoded encodes back to the same letters, so no two texts decode alike")
    func injective() {
        var numbers = SeededNumbers(seed: 1)
        for _ in 0..<2000 {
            let letters = (0..<24).map { _ in TokenSpellingTests.letters.randomElement(using: &numbers) ?? 0x41 }
            let text = String(decoding: letters, as: UTF8.self)
            #expect(Self.decode(text).map { Base64URL.encode($0) } == text)
        }
    }

    @Test("Each place tells all 64 letters apart", arguments: 0..<4)
    func everyLetter(place: Int) {
        let values = Set(
            TokenSpellingTests.letters.compactMap { letter -> [UInt8]? in
                var quartet = Array("AAAA".utf8)
                quartet[place] = letter
                return Self.decode(String(decoding: quartet, as: UTF8.self))
            })
        #expect(values.count == 64)
    }

    @Test("A byte outside the alphabet is refused at every place")
    func outsiders() {
        let outsiders = (UInt8.min...UInt8.max).filter { !TokenSpellingTests.letters.contains($0) }
        #expect(outsiders.count == 192)
        for place in 0..<24 {
            for outsider in outsiders {
                var letters = [UInt8](repeating: UInt8(ascii: "A"), count: 24)
                letters[place] = outsider
                var bytes = [UInt8](repeating: 0, count: 18)
                let decodes = bytes.withUnsafeMutableBufferPointer { Base64URL.decode(letters.span, into: $0, from: 0) }
                #expect(!decodes, "byte \(outsider) at place \(place)")
            }
        }
    }

    @Test("A length that is no multiple of four, or no room, decodes to nothing", arguments: [1, 2, 3, 5, 23, 25])
    func oddLengths(length: Int) {
        #expect(Self.decode(String(repeating: "A", count: length)) == nil)
        var bytes = [UInt8](repeating: 0, count: 2)
        let fits = bytes.withUnsafeMutableBufferPointer { Base64URL.decode("AAAA".utf8.span, into: $0, from: 0) }
        #expect(!fits)
    }

    @Test(
        "The examples of RFC 4648 are written without padding",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")])
    func examples(bytes: String, text: String) {
        #expect(Base64URL.encode(Array(bytes.utf8)) == text)
    }

    @Test("Hexadecimal is read in lower case and in pairs only")
    func hexadecimal() {
        #expect(Hex.decode("00ff9a".utf8) == [0, 255, 0x9A])
        for text in ["0", "0F", "0g", "f ", "+1", "0x", "é", "Ａ1"] {
            #expect(Hex.decode(text.utf8) == nil, "\(text)")
        }
    }
}
