import Testing

@testable import ShareLinks

@Suite("A press link that is not what was signed is refused, and the error says why")
struct PressRefusalTests {
    typealias Sample = PressSample

    @Test("A known parameter that is there twice", arguments: Sample.plain.map(\.name))
    func repeated(name: String) throws {
        let value = try #require(Sample.plain.first { $0.name == name }?.value)
        for second in ["\(name)=\(PercentEncoding.encode(value))", "\(name)=other", "\(name)=", name] {
            #expect(Sample.error(of: "\(Sample.query)&\(second)") == .repeated(name))
            #expect(Sample.error(of: "\(second)&\(Sample.query)") == .repeated(name))
        }
        let escaped = PressSpellingTests.escapingAll(name, digits: "0123456789ABCDEF")
        #expect(Sample.error(of: "\(Sample.query)&\(escaped)=1") == .repeated(name))
    }

    @Test("A name as an array", arguments: Sample.plain.map(\.name))
    func arrayName(name: String) {
        for ending in ["[]", "[0]", "[x]", "%5B%5D", "%5b0%5d", "["] {
            #expect(Sample.error(of: "\(Sample.query)&\(name)\(ending)=1") == .arrayName(name))
        }
    }

    @Test("Semicolons between the parameters part nothing")
    func semicolons() {
        #expect(Sample.error(of: Sample.query(Sample.plain, joinedBy: ";")) == .missing("u"))
        let query = Sample.query.replacing("&t=", with: ";t=")
        #expect(Sample.error(of: query) == .signatureDiffers)
    }

    static let signatures = [
        Sample.signature.uppercased(), String(Sample.signature.dropLast()), Sample.signature + "0",
        Sample.signature + "%0", "%0A" + Sample.signature, " " + Sample.signature, Sample.signature + "+",
        "0x" + Sample.signature.dropFirst(2), String(repeating: "g", count: 32), String(repeating: "+", count: 32),
        String(repeating: "é", count: 16), String(Sample.signature.dropLast()) + "D",
        "949596F3" + Sample.signature.dropFirst(8),
        Sample.signature + Sample.signature, "lZWW84seTBsKfrAnvkSGfQ",
    ]

    @Test("A signature in upper case, of 31 or 33 digits, or of other letters", arguments: signatures)
    func signatureForm(written: String) {
        let error = Sample.error(of: Sample.query(writing: "s", as: written))
        let allowed: [PressLinkError] = [.signatureForm, .brokenEscape("s"), .controlCharacter("s")]
        #expect(error.map(allowed.contains) == true)
    }

    static let controls = [
        "x%0Au=https://evil.example/", "x%0A", "%0Dx", "%0d%0a", "%00", "a%09b", "%1F", "%1b[31m", "%7F", "%C2%80",
        "%C2%85", "%C2%9F", "x\u{1}", "x\ny", "x\r\ny",
    ]

    @Test("A control character or a line end in a value", arguments: controls, Sample.plain.map(\.name))
    func controlCharacters(written: String, name: String) {
        let query = Sample.query(writing: name, as: written)
        #expect(Sample.error(of: query) == .controlCharacter(name))
    }

    static let notUTF8 = [
        "%FF", "x%80", "%C0%AF", "%C1%81", "%E0%80%AF", "%ED%A0%80", "%ED%BF%BF", "%F5%80%80%80", "%F4%90%80%80",
        "%E1%BA", "%C3", "%C3(", "%E1%BF%u", "%F0%9F%98",
    ]

    @Test("A value that is not UTF-8", arguments: notUTF8, Sample.plain.map(\.name))
    func invalidUTF8(written: String, name: String) {
        let error = Sample.error(of: Sample.query(writing: name, as: written))
        #expect(error == .notUTF8(name) || (written.contains("%u") && error == .brokenEscape(name)))
    }

    @Test(
        "An escape that is none",
        arguments: ["%", "100%", "%4", "%zz", "%4z", "%z4", "%%41", "%u0041", "% 41", "%+41", "%-1", "%é", "%25%2"],
        Sample.plain.map(\.name))
    func brokenEscapes(written: String, name: String) {
        #expect(Sample.error(of: Sample.query(writing: name, as: written)) == .brokenEscape(name))
    }

    @Test("A needed parameter that is missing or empty", arguments: ["k", "c", "u", "s"])
    func missing(name: String) {
        #expect(Sample.error(of: Sample.query(writing: name, as: nil)) == .missing(name))
        #expect(Sample.error(of: Sample.query(writing: name, as: "")) == .missing(name))
    }

    @Test("Nothing at all", arguments: ["", "&", "=", "&&&", "?", "x", "%", "\0"])
    func nothing(query: String) {
        #expect(Sample.error(of: query) == .missing("u"))
    }

    @Test(
        "A key that is no slot",
        arguments: ["8", "9", "10", "01", "-1", "%2B1", "+1", "1+", "a", "１", "1.0", "0x1", "٣", "/", ":"])
    func unknownKey(written: String) {
        #expect(Sample.error(of: Sample.query(writing: "k", as: written)) == .unknownKey)
    }

    @Test("A slot that is empty")
    func emptySlot() {
        for slot in UInt8(0)..<8 {
            let error = Sample.error(of: Sample.query, ring: SampleKeys.ring(id: slot))
            #expect(error == (slot == 1 ? nil : .unknownKey))
        }
    }

    @Test("Another root, another site, the key as bytes")
    func otherKeys() throws {
        let other = SampleKeys.root.map { $0 ^ 1 }
        #expect(Sample.error(of: Sample.query, ring: SampleKeys.ring(root: other)) == .signatureDiffers)
        #expect(Sample.error(of: Sample.query, ring: SampleKeys.ring(site: "other.example")) == .signatureDiffers)
        let raw = MessageAuthentication(key: KeyRing.derive(.link, from: SampleKeys.root, site: SampleKeys.site))
        let code = raw.code(of: Sample.values.message)
        let signature = Hex.encode(code.prefix(16))
        #expect(Sample.error(of: Sample.query(writing: "s", as: signature)) == .signatureDiffers)
    }

    @Test("A query of 4,096 bytes is read, one of 4,097 is not")
    func length() {
        let room = 4096 - Sample.query.utf8.count
        let longest = Sample.query + "&x=" + String(repeating: "y", count: room - 3)
        #expect(longest.utf8.count == 4096)
        #expect(Sample.error(of: longest) == nil)
        #expect(Sample.error(of: longest + "y") == .tooLong)
        #expect(Sample.error(of: String(repeating: "é", count: 2049)) == .tooLong)
    }
}
