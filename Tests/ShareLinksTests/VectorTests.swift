import Engagement
import Testing

@testable import ShareLinks

@Suite("The published vectors come out to the letter")
struct VectorTests {
    @Test("Keys of the three purposes")
    func keys() {
        let root = SampleKeys.root
        #expect(
            Hex.encode(KeyRing.derive(.land, from: root, site: "news.example"))
                == "9a6ccc7bc9ea0a2d60bbf1b6fb9e585b7c7cbbf6614e04c6fd7ac53676449b8a")
        #expect(KeyRing.linkKey(from: root, site: "news.example") == "XJYI5bYXi2SWizHDX9Q5qKzMvVY2a6To_y7B7BxpK0c")
        #expect(
            Hex.encode(KeyRing.derive(.report, from: root, site: "news.example"))
                == "1259fe19de929e8b6955ebf9421e8786cb0214dc7efd081be0bcaa6f6d2c26b4")
    }

    static let tokens: [(LandingToken, String)] = [
        (LandingToken(key: 1, channel: 3, article: 1_234_567, share: 0x9f_3c2a_7b10), "SGAS1oefPCp7EFXTbEifvp__"),
        (LandingToken(key: 0, channel: 0, article: 0, share: 0), "QAAAAAAAAAAAAJqILOuppb1s"),
        (
            LandingToken(key: 7, channel: 63, article: LandingToken.maxArticle, share: 1 << 40 - 1),
            "f____________3worsKat5f6"
        ),
        (
            LandingToken(profile: .long, key: 1, channel: 3, article: 1_234_567, share: 0x9f3c_2a7b_10ab),
            "iGAS1oefPCp7EKtU7ecKSOYcBL_I"
        ),
    ]

    @Test("Landing tokens are written so", arguments: tokens)
    func tokenIsWritten(token: LandingToken, text: String) throws {
        #expect(try token.signed(with: SampleKeys.landingKey()) == text)
    }

    @Test("Landing tokens are read so, several times over", arguments: tokens)
    func tokenIsRead(token: LandingToken, text: String) {
        for _ in 0..<3 {
            #expect(SampleKeys.ring.verify(text) == token)
        }
    }

    @Test("A report link is written and read so")
    func reportLink() throws {
        let link = ReportLink(
            key: 1, scopeKind: 2, scopeID: 42, expiry: Timestamp(seconds: 1_798_761_600), serial: 7)
        let text = "SgAAACprNuyAAAAHfk10HLgoUixnE8_QfnyRUbNC"
        #expect(try SampleKeys.ring.sign(link) == text)
        #expect(SampleKeys.ring.verifyReportLink(text) == link)
    }

    static let url = "https://news.example/tin/lu-quet-4821.html"
    static let presses: [(PressValues, String)] = [
        (
            PressValues(url: url, title: "Lũ quét miền núi: Người dân được sơ tán"),
            "2e2642f310641dec5203d26b221a5b5b"
        ),
        (
            PressValues(url: url, title: "Lũ quét miền núi: Người dân được sơ tán", cmsID: "4821"),
            "696c4b6698e2582cafeca584a3682377"
        ),
        (PressValues(url: url), "adc2b4dca655749da98a29ff08c340d1"),
        (
            PressValues(
                url: url, title: "L'Été & “Tết”: 100% C++ #1", cmsID: "4821", image: "https://news.example/anh/1.jpg"),
            "949596f38b1e4c1b0a7eb027be44867d"
        ),
    ]

    @Test("Press links are signed so, and verify", arguments: presses)
    func pressLink(values: PressValues, signature: String) throws {
        let signer = try PressLinkSigner(
            keyText: "XJYI5bYXi2SWizHDX9Q5qKzMvVY2a6To_y7B7BxpK0c", keyID: 1, base: "https://go.news.example/")
        let link = try #require(try signer.links(values, channels: [.facebook]).first)
        #expect(link.hasPrefix("https://go.news.example/s?k=1&c=facebook&u=https%3A%2F%2Fnews.example%2Ftin%2F"))
        #expect(link.hasSuffix("&s=\(signature)"))
        let query = try PressQuery(link.drop { $0 != "?" }.dropFirst())
        #expect(query.values == values)
        #expect(try query.verify(with: SampleKeys.ring) == .sign)
    }
}
