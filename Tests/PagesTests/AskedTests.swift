import Engagement
import Foundation
import Reports
import ShareLinks
import Testing

@testable import Pages

@Suite("What an address asks")
struct AskedTests {
    @Test("A form's spaces, escapes and empty fields are read; what mail programs append is not")
    func forms() throws {
        let asked = try Asked(query: "section=Th%E1%BB%9Di+s%E1%BB%B1&author=&last=7d&fbclid=x&utm_source=y")
        #expect(asked.values == ["section": "Thời sự", "last": "7d"])
        let request = try asked.request(.top)
        #expect(request.section == "Thời sự" && request.author == nil && request.last == "7d")
    }

    @Test("Days that are filled in come before a period that the form remembers")
    func days() throws {
        let asked = try Asked(query: "last=7d&today=on&from=2026-11-01&to=2026-11-02")
        #expect(asked.values == ["from": "2026-11-01", "to": "2026-11-02"])
    }

    @Test(
        "What cannot be answered says why",
        arguments: [
            ("last=7d&last=8d", "«last» comes twice; keep one of them"),
            ("section=%E1%BB", "an escape in the address is broken"),
            ("section=%zz", "an escape in the address is broken"),
            ("author=a%0Ab", "«author» is too long, or has controls in it"),
        ])
    func faults(query: String, message: String) {
        #expect(throws: AskedError.self) { try Asked(query: query) }
        do {
            _ = try Asked(query: query)
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("Programs are told of a key that nobody knows")
    func unknown() {
        #expect(throws: AskedError.self) { try Asked(query: "lst=7d", isStrict: true) }
        #expect(throws: AskedError.self) { try Asked(query: "to=", isStrict: true) }
    }

    @Test(
        "Values that no report knows are refused",
        arguments: ["limit=0", "limit=x", "limit=-1", "sort=nonsense", "compare=maybe"])
    func values(query: String) throws {
        let asked = try Asked(query: query)
        #expect(throws: AskedError.self) { try asked.request(.top) }
    }

    @Test("An address carries on what was asked, escaped, and drops what is set to nothing")
    func addresses() throws {
        let asked = try Asked(query: "author=A%26B+%22c%22&last=7d&lang=en")
        #expect(
            asked.address("/top", setting: ["last": nil, "compare": "on"])
                == "/top?compare=on&author=A%26B%20%22c%22&lang=en")
        #expect(Asked().address("/") == "/")
        #expect(try Asked(query: String(asked.address("/top").split(separator: "?")[1])).values == asked.values)
    }

    @Test("Every word that a template asks for is one, in both languages")
    func words() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Pages/Templates")
        let text = try String(contentsOf: folder.appendingPathComponent("page.mustache"), encoding: .utf8)
        var found = 0
        for match in text.matches(of: /words\.([A-Za-z]+)/) {
            found += 1
            for language in Language.allCases {
                #expect(PageWords(language: language).child(named: String(match.output.1)) != nil, "\(match.output.1)")
            }
        }
        #expect(found > 10)
    }
}

@Suite("The OpenAPI document")
struct OpenAPITests {
    @Test("It has every report with the keys that it knows, and pages give it away to nobody without a token")
    func document() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let pages = try newsroom.pages()
        let answer = try await pages.get("/api/openapi.json")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: Any])
        #expect(Set(paths.keys) == Set(ReportRequest.Name.allCases.map { "/api/report/\($0.rawValue)" }))
        for key in Asked.keys { #expect(answer.body.contains("\"name\": \"\(key)\""), "\(key)") }
        var tokens = try EditorTokens(home: newsroom.folder)
        _ = try tokens.add("Lan", at: newsroom.now, random: .system)
        try tokens.write(home: newsroom.folder)
        #expect(try await pages.get("/api/openapi.json").status == 401)
        try await pages.close()
    }
}
