import ShareLinks
import Testing

@Suite("Landing paths")
struct LandingPathTests {
    static let token = "SGAS1oefPCp7EFXTbEifvp__"

    @Test(
        "What people and programs add to a link is taken off, however many letters it is",
        arguments: [
            "", ".", ",", ")", "%E2%80%A6", "%e2%80%a6", "%22", ").", "!?", "/", "&fbclid=1", "%20", "%0A", "%29%2E",
            "....", ")...", "%2E.", "%29..",
        ])
    func junkBehind(junk: String) {
        #expect(LandingPath.tokens(in: "/\(Self.token)\(junk)"[...]).contains(Self.token))
    }

    @Test("A long token is tried as it is before it is taken for a short one with something behind")
    func longFirst() {
        let long = "iGAS1oefPCp7EKtU7ecKSOYcBL_I"
        #expect(LandingPath.tokens(in: "/\(long)"[...]).first == long)
        #expect(LandingPath.tokens(in: "/\(long).."[...]).first == long)
    }

    @Test("White space inside, as a wrapped line leaves it, is taken out")
    func spaceInside() {
        for space in ["%20", "%0A", "%0d%0a", "%C2%A0"] {
            #expect(LandingPath.tokens(in: "/SGAS1oef\(space)PCp7EFXTbEifvp__"[...]) == [Self.token])
        }
    }

    @Test("Letters are never decoded: a token has one spelling")
    func oneSpelling() {
        #expect(!LandingPath.tokens(in: "/%53GAS1oefPCp7EFXTbEifvp__"[...]).contains(Self.token))
        #expect(LandingPath.tokens(in: "/x/SGAS1oefPCp7EFXTbEifvp__"[...]).isEmpty)
    }

    @Test("Other paths are none", arguments: ["/", "", "/favicon.ico", "/s", "/" + String(repeating: "a", count: 300)])
    func none(path: String) {
        #expect(LandingPath.tokens(in: path[...]).isEmpty)
    }
}
