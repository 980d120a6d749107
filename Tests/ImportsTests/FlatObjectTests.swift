import Foundation
import Testing

@testable import Imports

@Suite("Lines of an archive in JSON")
struct FlatObjectTests {
    /// What a line holds; texts in quotes.
    private func values(_ line: [UInt8]) -> [String: String]? {
        var object = FlatObject()
        // What an earlier line left behind means nothing.
        _ = object.read(Array("{\"id\":\"earlier\",\"x\":\"1\",\"y\":2,\"z\":null}".utf8))
        guard object.read(line) else { return nil }
        return Dictionary(
            (0..<object.count).map { place in
                let (name, value) = (object.names[place], object.values[place])
                let text = String(decoding: value.bytes, as: UTF8.self)
                return (String(decoding: name, as: UTF8.self), value.isQuoted ? "«\(text)»" : text)
            }, uniquingKeysWith: { one, _ in one })
    }

    static let lines: [(String, [String: String])] = [
        (#"{"type":"events","id":1,"kind":"press"}"#, ["type": "«events»", "id": "1", "kind": "«press»"]),
        (#"{"a":"","b":0,"c":-12}"#, ["a": "«»", "b": "0", "c": "-12"]),
        (#"{"title":"Lũ quét: «Tết» 100%, a:b}"}"#, ["title": "«Lũ quét: «Tết» 100%, a:b}»"]),
        // Spellings that export never writes, and other programs may.
        (#" { "a" : "b" , "n" : 3 } "#, ["a": "«b»", "n": "3"]),
        (#"{"a":"\"\\\/\u1EC7\n","b":null}"#, ["a": "«\"\\/ệ\n»", "b": ""]),
        (#"{"\u0061":"A"}"#, ["a": "«A»"]),
        (#"{"n":9007199254740993}"#, ["n": "9007199254740993"]),
        ("{}", [:]),
    ]

    @Test("Plain ones and those in any other spelling of JSON say the same", arguments: lines)
    func reads(line: String, expected: [String: String]) {
        #expect(values(Array(line.utf8)) == expected)
    }

    @Test(
        "What is no object of plain values is refused",
        arguments: [
            "", "{", "}", "[]", "1", #"{"a"}"#, #"{"a":}"#, #"{"a":1}}"#, #"{"a":1"#, #"{"a":"b}"#, #"{"a":"b"#,
            #"{"a":[1]}"#, #"{"a":{"b":1}}"#, #"{a:1}"#, #"{"a":1}{"b":2}"#, "{\"a\":\"\u{1}\"}", #"{"a":01}"#,
            #"{"a":-}"#,
        ])
    func refuses(line: String) {
        #expect(values(Array(line.utf8)) == nil)
    }

    @Test("Text that is no UTF-8 is refused")
    func refusesBytes() {
        #expect(values(Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)) == nil)
        #expect(values(Array("{\"a\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8)) == nil)
    }
}
