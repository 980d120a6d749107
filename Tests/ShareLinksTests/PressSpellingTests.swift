import Testing

@testable import ShareLinks

@Suite("A press link signed once stays the same link, however it is spelled")
struct PressSpellingTests {
    typealias Sample = PressSample

    static func escapingAll(_ text: String, digits: String) -> String {
        let digits = Array(digits)
        return text.utf8.map { "%\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    /// Leaves all raw that a query can hold raw, white space and non-ASCII too.
    static func escapingLittle(_ text: String) -> String {
        text.utf8.reduce(into: [UInt8]()) { bytes, byte in
            if "%&+#".utf8.contains(byte) {
                bytes += escapingAll(String(UnicodeScalar(byte)), digits: "0123456789ABCDEF").utf8
            } else {
                bytes.append(byte)
            }
        }.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    static let encoders: [(String, @Sendable (String) -> String)] = [
        ("unreserved raw", { PercentEncoding.encode($0) }),
        ("+ for a space", { PercentEncoding.encode($0).replacing("%20", with: "+") }),
        ("' raw", { PercentEncoding.encode($0).replacing("%27", with: "'") }),
        (
            "' raw, + for a space",
            { PercentEncoding.encode($0).replacing("%27", with: "'").replacing("%20", with: "+") }
        ),
        ("lower-case digits", { PercentEncoding.encode($0).replacing(/%../) { $0.output.lowercased() } }),
        ("~ escaped", { PercentEncoding.encode($0).replacing("~", with: "%7E") }),
        ("all escaped, upper", { escapingAll($0, digits: "0123456789ABCDEF") }),
        ("all escaped, lower", { escapingAll($0, digits: "0123456789abcdef") }),
        ("as little as can be", { escapingLittle($0) }),
        ("/ : , raw", { PercentEncoding.encode($0).replacing("%2F", with: "/").replacing("%3A", with: ":") }),
    ]

    @Test("Encoders of many languages", arguments: encoders.indices)
    func encoder(index: Int) throws {
        let (name, encode) = Self.encoders[index]
        let query = Sample.query(Sample.plain, encoding: encode)
        #expect(Sample.error(of: query) == nil, "\(name)")
        let read = try PressQuery(Substring(query))
        #expect(read.values == Sample.values, "\(name)")
        #expect(read.channel == "facebook")
        #expect(read.key == 1)
    }

    @Test("The spellings do differ from one another")
    func spellingsDiffer() {
        let spelled = Set(Self.encoders.dropLast().map { Sample.query(Sample.plain, encoding: $0.1) })
        #expect(spelled.count >= 8)
    }

    @Test("Any order of names")
    func order() {
        var numbers = SeededNumbers(seed: 2)
        #expect(Sample.error(of: Sample.query(Sample.plain.reversed())) == nil)
        for _ in 0..<100 {
            let query = Sample.query(Sample.plain.shuffled(using: &numbers))
            #expect(Sample.error(of: query) == nil, "\(query)")
        }
    }

    @Test("Doubled, leading and trailing &")
    func ampersands() {
        #expect(Sample.error(of: Sample.query(Sample.plain, joinedBy: "&&")) == nil)
        #expect(Sample.error(of: Sample.query(Sample.plain, joinedBy: "&&&&")) == nil)
        #expect(Sample.error(of: "&" + Sample.query) == nil)
        #expect(Sample.error(of: Sample.query + "&") == nil)
        #expect(Sample.error(of: "&&" + Sample.query + "&&") == nil)
    }

    static let junk = [
        "x", "x=", "=x", "=", "fbclid=IwAR0", "_gl=1*abc*_ga*xyz", "utm_source=zalo", "gclid=a%20b", "zarsrc=30",
        "x=%zz", "x=%", "%zz=1", "%=1", "x=%FF", "%FF=1", "x=%00", "x=%0A", "x[]=1", "U=https://evil.example/", "T=x",
        "uu=1", "u.=1", "%20u=1", "+u=1", "u+=1", "u%00=1", "b=1", "h=1", "from=", "from",
        "fbclid=1&fbclid=2", "x=1;u=2",
    ]

    @Test("Appended or prepended parameters that are none of ours are ignored", arguments: junk)
    func unknownNames(junk: String) throws {
        for query in ["\(Sample.query)&\(junk)", "\(junk)&\(Sample.query)"] {
            #expect(Sample.error(of: query) == nil)
            #expect(try PressQuery(Substring(query)).values == Sample.values)
        }
    }

    @Test("Names may be escaped too")
    func escapedNames() {
        let query = Sample.plain.map { pair in
            Self.escapingAll(pair.name, digits: "0123456789abcdef") + "=" + PercentEncoding.encode(pair.value)
        }
        #expect(Sample.error(of: query.joined(separator: "&")) == nil)
    }

    @Test("An empty optional value is as good as none", arguments: ["t", "t=", "a", "a=", "i=", "a=&i=&t="])
    func emptyValues(empty: String) {
        let bare = "k=1&c=x&u=\(PercentEncoding.encode(Sample.url))&s=adc2b4dca655749da98a29ff08c340d1"
        #expect(Sample.error(of: bare) == nil)
        #expect(Sample.error(of: "\(bare)&\(empty)") == nil)
        #expect(Sample.error(of: "\(empty)&\(bare)") == nil)
    }

    @Test("The channel and the parent are not signed")
    func unsigned() throws {
        for channel in ["zalo", "x", "%66acebook", "anything"] {
            #expect(Sample.error(of: Sample.query(writing: "c", as: channel)) == nil)
        }
        let read = try PressQuery(Substring(Sample.query + "&from=SGAS1oefPCp7EFXTbEifvp__"))
        #expect(read.parent == "SGAS1oefPCp7EFXTbEifvp__")
        #expect(try read.verify(with: SampleKeys.ring) == .sign)
        #expect(try PressQuery(Substring(Sample.query + "&from=")).parent == nil)
        #expect(try PressQuery(Substring(Sample.query)).parent == nil)
    }

    static let spoiltParents = [
        "from=A&from=B", "from=\(parent)&from=\(parent)", "from=&from=\(parent)", "from=x%0Ay", "from=%00", "from=%FF",
        "from=%zz", "from=%", "from[]=\(parent)", "from%5B%5D=\(parent)", "from=\(parent)%0A", "from=\(parent)+",
        "from=\(parent)=", "from", "from=", "%66rom=A", "from=https://evil.example/", "from=;c=x",
    ]
    static let parent = "SGAS1oefPCp7EFXTbEifvp__"

    @Test(
        "A parent that is no token, or one of several, never spoils the press and never verifies",
        arguments: spoiltParents)
    func spoiltParent(spoilt: String) throws {
        for query in ["\(Sample.query)&\(spoilt)", "\(spoilt)&\(Sample.query)"] {
            let read = try PressQuery(Substring(query))
            #expect(try read.verify(with: SampleKeys.ring) == .sign)
            #expect(read.parent.flatMap { SampleKeys.ring.verify($0) } == nil)
            #expect(read.values == Sample.values)
        }
    }

    @Test("The key's state comes back: a retired key still verifies", arguments: KeyState.allCases)
    func state(state: KeyState) throws {
        let query = try PressQuery(Substring(Sample.query))
        #expect(try query.verify(with: SampleKeys.ring(link: state)) == state)
    }

    @Test("A title that was composed the other way is another title")
    func normalisation() throws {
        let signer = try PressLinkSigner(
            keyText: KeyRing.linkKey(from: SampleKeys.root, site: SampleKeys.site), keyID: 1, base: "https://go.example"
        )
        let composed = PressValues(url: Sample.url, title: "T\u{1EBF}t")
        let decomposed = PressValues(url: Sample.url, title: "Te\u{302}\u{301}t")
        let links = try [composed, decomposed].map { try #require(try signer.links($0, channels: [.x]).first) }
        #expect(links[0].suffix(32) != links[1].suffix(32))
        for link in links {
            #expect(Sample.error(of: String(link.drop { $0 != "?" }.dropFirst())) == nil)
        }
    }

    @Test("Every channel's button carries the same signature and verifies")
    func oneSignature() throws {
        let signer = try PressLinkSigner(
            keyText: KeyRing.linkKey(from: SampleKeys.root, site: SampleKeys.site), keyID: 1,
            base: "https://go.example/chia-se//")
        let links = try signer.links(Sample.values, channels: ChannelTable.standard.pressable)
        #expect(links.count == ChannelTable.standard.pressable.count)
        for (link, channel) in zip(links, ChannelTable.standard.pressable) {
            #expect(link.hasPrefix("https://go.example/chia-se/s?k=1&c=\(channel.name)&u="))
            #expect(link.hasSuffix("&s=\(Sample.signature)"))
            #expect(Sample.error(of: String(link.drop { $0 != "?" }.dropFirst())) == nil)
        }
    }
}
