import ShareLinks
import Testing

@Suite("How many parts a text message has")
struct FitMessageLengthTests {
    private func length(_ text: String) -> [Int] {
        let length = MessageLength(of: text)
        return [length.encoding == .gsm7 ? 7 : 16, length.units, length.segments]
    }

    @Test("The GSM alphabet has 160 septets alone and 153 in each of several parts")
    func septets() {
        #expect(length("") == [7, 0, 1])
        #expect(length(String(repeating: "a", count: 160)) == [7, 160, 1])
        #expect(length(String(repeating: "a", count: 161)) == [7, 161, 2])
        #expect(length(String(repeating: "a", count: 306)) == [7, 306, 2])
        #expect(length(String(repeating: "a", count: 307)) == [7, 307, 3])
    }

    @Test("Other text has 70 units alone and 67 in each of several parts")
    func units() {
        #expect(length(String(repeating: "ạ", count: 70)) == [16, 70, 1])
        #expect(length(String(repeating: "ạ", count: 71)) == [16, 71, 2])
        #expect(length(String(repeating: "ạ", count: 134)) == [16, 134, 2])
        #expect(length(String(repeating: "ạ", count: 135)) == [16, 135, 3])
    }

    @Test("The whole alphabet is known, and nine characters take two septets")
    func alphabet() {
        let basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
        #expect(length(basic) == [7, 64, 1])
        #expect(length(letters) == [7, 63, 1])
        #expect(length("^{}\\[~]|€\u{0C}") == [7, 20, 1])
        #expect(length("\r\n") == [7, 2, 1])
    }

    @Test(
        "One letter outside it changes the whole message",
        arguments: ["ç", "á", "đ", "…", "–", "’", "`", "\t", "\u{A0}", "α"])
    func foreign(letter: String) {
        #expect(length("abc" + letter) == [16, 4, 1])
    }

    @Test("An escaped character is not split between two parts")
    func escapes() {
        let text = String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 152)
        #expect(length(text) == [7, 306, 3])
    }

    @Test("A character of several units is not split between two parts")
    func characters() {
        let before = String(repeating: "ạ", count: 66)
        #expect(length(before + "😀" + before) == [16, 134, 3])
        #expect(length(before + "e\u{323}" + before) == [16, 134, 3])
    }

    @Test("A character too long for a part is split")
    func endless() {
        #expect(length("a" + String(repeating: "\u{301}", count: 133)) == [16, 134, 2])
    }
}
