import Testing

@testable import ShareLinks

@Suite("QR codes")
struct QRCodeTests {
    static let link = "https://go.news.example/SGAS1oefPCp7EFXTbEifvp__"

    @Test("The three finder patterns stand in their corners")
    func finders() throws {
        let code = try #require(QRCode(Self.link))
        let far = code.side - 7
        for (left, top) in [(0, 0), (far, 0), (0, far)] {
            for place in 0..<7 {
                #expect(code.isDark(column: left + place, row: top))
                #expect(code.isDark(column: left, row: top + place))
                #expect(code.isDark(column: left + 3, row: top + 3))
            }
            for place in 1..<6 { #expect(!code.isDark(column: left + place, row: top + 1)) }
        }
    }

    @Test("A longer text makes a larger code, up to what one can hold; then there is none")
    func sizes() throws {
        // ISO/IEC 18004, table 7: 48 bytes with correction M need version 4, which is 33 modules wide.
        #expect(try #require(QRCode(Self.link)).side == 33)
        #expect(QRCode(String(repeating: "a", count: 2331))?.side == 177)
        #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
        #expect(QRCode("") == nil)
        #expect(QRCode("ế") == nil)
    }

    @Test("The drawing has a quiet zone of four modules, and its label is escaped")
    func drawing() throws {
        let svg = try #require(QRCode(Self.link)).svg(label: "\"<Mã QR>")
        #expect(svg.contains("viewBox=\"0 0 41 41\""))
        #expect(svg.contains("aria-label=\"&quot;&lt;Mã QR&gt;\""))
        #expect(svg.contains("M4 4h7v1H4z"))
    }
}
