import Testing

@testable import ShareLinks

@Suite("Every change of a signed value or of the signature is refused")
struct PressChangeTests {
    typealias Sample = PressSample

    @Test("One character of a value replaced, left out, doubled or put in", arguments: ["u", "t", "a", "i"])
    func values(name: String) throws {
        let value = try #require(Sample.plain.first { $0.name == name }?.value)
        let scalars = Array(value.unicodeScalars)
        var changes: Set<[UnicodeScalar]> = []
        for place in scalars.indices {
            for other: UnicodeScalar in ["x", "0", " ", "/", "&", "é", "'", "’", "=", "\u{301}", "\u{200B}"] {
                var changed = scalars
                changed[place] = other
                changes.insert(changed)
                changed = scalars
                changed.insert(other, at: place)
                changes.insert(changed)
                changes.insert(scalars + [other])
            }
            if let flipped = UnicodeScalar(scalars[place].value ^ 0x20), flipped.value >= 0x20 {
                var changed = scalars
                changed[place] = flipped
                changes.insert(changed)
            }
            var changed = scalars
            changed.remove(at: place)
            if !changed.isEmpty { changes.insert(changed) }
            changed.append(scalars[place])
            changes.insert(changed)
        }
        changes.remove(scalars)
        #expect(changes.count > scalars.count * 11)
        var accepted: [String] = []
        for changed in changes {
            var text = ""
            text.unicodeScalars.append(contentsOf: changed)
            let error = Sample.error(of: Sample.query(writing: name, as: PercentEncoding.encode(text)))
            if error != .signatureDiffers { accepted.append(text) }
        }
        #expect(accepted.isEmpty)
    }

    @Test("One digit of the signature replaced")
    func signature() {
        let digits = Array("0123456789abcdef")
        let original = Array(Sample.signature)
        for place in original.indices {
            for digit in digits where digit != original[place] {
                var changed = original
                changed[place] = digit
                #expect(Sample.error(of: Sample.query(writing: "s", as: String(changed))) == .signatureDiffers)
            }
        }
    }

    @Test("A signed value left out or emptied", arguments: ["t", "a", "i"])
    func leftOut(name: String) {
        #expect(Sample.error(of: Sample.query(writing: name, as: nil)) == .signatureDiffers)
        #expect(Sample.error(of: Sample.query(writing: name, as: "")) == .signatureDiffers)
    }

    @Test("A value put where none was signed", arguments: ["t=x", "a=4821", "i=https://news.example/x.jpg"])
    func putIn(extra: String) {
        let bare = "k=1&c=x&u=\(PercentEncoding.encode(Sample.url))&s=adc2b4dca655749da98a29ff08c340d1"
        #expect(Sample.error(of: bare) == nil)
        #expect(Sample.error(of: "\(bare)&\(extra)") == .signatureDiffers)
    }

    @Test("Values that change places", arguments: [("u", "t"), ("u", "i"), ("t", "a"), ("a", "i"), ("t", "i")])
    func exchanged(left: String, right: String) {
        let pairs = Sample.plain.map { pair -> (name: String, value: String) in
            switch pair.name {
            case left: (right, pair.value)
            case right: (left, pair.value)
            default: pair
            }
        }
        #expect(Sample.error(of: Sample.query(pairs)) == .signatureDiffers)
    }

    @Test("What is signed keeps names and values apart, a line each")
    func message() {
        #expect(
            String(decoding: Sample.values.message, as: UTF8.self)
                == "press/1\na=4821\ni=\(Sample.image)\nt=\(Sample.title)\nu=\(Sample.url)\n")
        #expect(
            PressValues(url: "x", title: "", cmsID: nil, image: "").message == PressValues(url: "x").message)
    }

    @Test("A title cut before its end", arguments: 1..<26)
    func cutTitle(kept: Int) {
        let cut = String(Sample.title.prefix(kept))
        guard cut != Sample.title else { return }
        #expect(
            Sample.error(of: Sample.query(writing: "t", as: PercentEncoding.encode(cut))) == .signatureDiffers)
    }
}

@Suite("The signer of press links refuses what the reader would")
struct PressSignerTests {
    static let keyText = KeyRing.linkKey(from: SampleKeys.root, site: SampleKeys.site)

    @Test(
        "A key that is not 43 letters",
        arguments: [
            "", keyText + "\n", keyText + "\r\n", " " + keyText, String(keyText.dropLast()), keyText + "A",
            String(keyText.dropLast()) + "=", String(keyText.dropLast()) + "/", String(keyText.dropLast()) + "é",
        ])
    func malformedKey(text: String) {
        #expect(throws: PressLinkError.keyText) {
            try PressLinkSigner(keyText: text, keyID: 1, base: "https://go.example")
        }
    }

    @Test("A slot that is none", arguments: [UInt8(8), 255])
    func slot(id: UInt8) {
        #expect(throws: PressLinkError.unknownKey) {
            try PressLinkSigner(keyText: Self.keyText, keyID: id, base: "https://go.example")
        }
    }

    @Test("A control character in a value, named by its parameter")
    func controlCharacter() throws {
        let signer = try PressLinkSigner(keyText: Self.keyText, keyID: 1, base: "https://go.example")
        let url = PressSample.url
        for (values, name) in [
            (PressValues(url: url, title: "a\nb"), "t"), (PressValues(url: url, cmsID: "a\tb"), "a"),
            (PressValues(url: url, image: "a\u{85}b"), "i"), (PressValues(url: url + "\r\n"), "u"),
            (PressValues(url: url, title: "a\0b"), "t"),
        ] {
            #expect(throws: PressLinkError.controlCharacter(name)) { try signer.links(values, channels: [.x]) }
        }
    }

    @Test("Whatever the signer makes, the reader takes; what is too long, it does not make")
    func length() throws {
        let signer = try PressLinkSigner(keyText: Self.keyText, keyID: 1, base: "https://go.example")
        for count in stride(from: 1, through: 2000, by: 37) {
            let values = PressValues(url: PressSample.url, title: String(repeating: "ế", count: count))
            let links = try? signer.links(values, channels: ChannelTable.standard.all)
            if count < 400 { #expect(links != nil) }
            if count > 500 { #expect(links == nil) }
            for link in links ?? [] {
                #expect(PressSample.error(of: String(link.drop { $0 != "?" }.dropFirst())) == nil)
            }
        }
    }

    @Test("A signature made with a line end behind the key is recognised as that", arguments: ["\n", "\r\n", " "])
    func lineEndOfKey(ending: String) throws {
        let key = MessageAuthentication(key: Array((Self.keyText + ending).utf8))
        let code = key.code(of: PressSample.values.message)
        let written = PressSample.query(writing: "s", as: Hex.encode(code.prefix(16)))
        #expect(PressSample.error(of: written) == .signatureDiffers)
        #expect(
            try PressDiagnosis.explain(PressQuery(Substring(written)), ring: SampleKeys.ring)?.contains("line end")
                == true)
    }

    @Test("The signer's description carries no key")
    func description() throws {
        let signer = try PressLinkSigner(keyText: Self.keyText, keyID: 1, base: "https://go.example")
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), dumped] {
            #expect(!text.contains(Self.keyText))
        }
    }
}
