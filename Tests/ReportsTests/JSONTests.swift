import Engagement
import Foundation
import Reports
import Testing

@Suite("JSON")
struct JSONTests {
    private func parse(_ json: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    @Test(
        "A report is one document with fixed keys in a fixed order, the same in every language",
        arguments: Language.allCases)
    func golden(language: Language) {
        var answer = Sample.titles(["Mưa lớn"])
        answer.total = [.none, .count(1)]
        answer.notes = [.unverified(1), .visitsWithoutArrival(1200), .readFromEventLog, .limited(shown: 1, of: 9)]
        #expect(
            render(answer, as: .json, options: Sample.options(language)) == """
                {
                  "report": "top",
                  "version": 1,
                  "period": {"from": "2021-12-03T00:00:00+07:00", "to": "2021-12-10T00:00:00+07:00", \
                "timeZone": "Asia/Ho_Chi_Minh"},
                  "rows": [
                    {"articleTitle": "Mưa lớn", "visits": 1}
                  ],
                  "total": {"visits": 1},
                  "previous": null,
                  "notes": [
                    {"code": "unverified", "text": "1 request without a valid signature, or out of a flood, is told of no article.", \
                "requests": 1},
                    {"code": "visitsWithoutArrival", \
                "text": "Distinct arrivals are unknown for 1,200 visits.", "visits": 1200},
                    {"code": "readFromEventLog", "text": "This period does not begin and end on whole hours of UTC, \
                so it was counted event by event."},
                    {"code": "limited", "text": "Only the first 1 of 9 rows are shown.", "shown": 1, "of": 9}
                  ]
                }

                """)
    }

    @Test("A subject and the rows before are there only where the answer has them")
    func optionalMembers() throws {
        var answer = Sample.titles([])
        let plain = try parse(render(answer, as: .json, options: Sample.options(.en)))
        #expect(Set(plain.keys) == ["report", "version", "period", "rows", "total", "previous", "notes"])
        #expect((plain["rows"] as? [Any])?.isEmpty == true)
        #expect(plain["previous"] is NSNull)

        answer.subject = "Một bài"
        answer.previous = [.none, .count(-3)]
        answer.previousRows = [[.text("a"), .count(2)]]
        let full = try parse(render(answer, as: .json, options: Sample.options(.en)))
        #expect(full["subject"] as? String == "Một bài")
        #expect((full["previous"] as? [String: Any])?["visits"] as? Int == -3)
        #expect((full["previousRows"] as? [[String: Any]])?.first?["articleTitle"] as? String == "a")
    }

    @Test(
        "Every text comes back as it went in, and no control character stands bare",
        arguments: [
            "plain", "\"quoted\" \\ back", "\u{0}\u{1}\u{1F}\u{7F}\u{9B}", "a\nb\r\nc\td", "\u{1B}[31mred",
            "\u{2028}\u{2029}",
            "\u{202E}evil\u{202C}\u{200F}", "</script>", "👩‍👩‍👧🇻🇳", "Tiếng Việt".decomposedStringWithCanonicalMapping, "",
        ])
    func roundTrip(text: String) throws {
        for format in [OutputFormat.json, .ndjson] {
            let list = Sample.list([Column(text, .text)], [[.text(text)]])
            let json = render(list, as: format, options: Sample.options(.en))
            let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
            let row = try #require(
                format == .json ? (parsed as? [[String: String]])?.first : parsed as? [String: String])
            #expect(Array(try #require(row.first).value.utf8) == Array(text.utf8))
            #expect(Array(try #require(row.first).key.utf8) == Array(text.utf8))
            let bare: (Unicode.Scalar) -> Bool = {
                $0 != "\n" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value))
                    || [0x2028, 0x2029, 0x202E, 0x202C, 0x200F].contains($0.value)
            }
            #expect(!json.unicodeScalars.contains(where: bare))
        }
    }

    @Test(
        "A number is exact, a ratio has at most four decimals, and what is not finite is null",
        arguments: [
            (Cell.count(-7), "-7"), (.count(.max), "9223372036854775807"), (.count(.min), "-9223372036854775808"),
            (.ratio(1.5), "1.5"), (.ratio(2), "2"), (.ratio(100), "100"), (.ratio(0.00004), "0"),
            (.ratio(-0.00004), "0"),
            (.ratio(-1.23456), "-1.2346"), (.ratio(.nan), "null"), (.ratio(.infinity), "null"), (.none, "null"),
        ])
    func numbers(cell: Cell, text: String) {
        let list = Sample.list([Column("n", .number)], [[cell]])
        #expect(render(list, as: .ndjson, options: Sample.options(.vi)) == "{\"n\": \(text)}\n")
    }

    @Test(
        "A moment carries the offset of its zone at that moment",
        arguments: [
            ("Asia/Ho_Chi_Minh", 1_638_495_660, "2021-12-03T08:41:00+07:00"),
            ("GMT", 1_638_495_660, "2021-12-03T01:41:00+00:00"),
            ("Asia/Kathmandu", 1_638_495_660, "2021-12-03T07:26:00+05:45"),
            ("America/St_Johns", 1_638_495_660, "2021-12-02T22:11:00-03:30"),
            ("Europe/Berlin", 1_635_638_399, "2021-10-31T01:59:59+02:00"),
            ("Europe/Berlin", 1_635_640_200, "2021-10-31T02:30:00+02:00"),
            ("Europe/Berlin", 1_635_643_800, "2021-10-31T02:30:00+01:00"),
            ("Europe/Berlin", 1_616_893_199, "2021-03-28T01:59:59+01:00"),
            ("Europe/Berlin", 1_616_893_200, "2021-03-28T03:00:00+02:00"),
            ("GMT", 951_782_400, "2000-02-29T00:00:00+00:00"), ("GMT", -1, "1969-12-31T23:59:59+00:00"),
            ("GMT", Int64.max, "9999-12-31T09:59:59+00:00"), ("GMT", Int64.min, "1600-01-02T00:00:00+00:00"),
        ])
    func moments(zone: String, seconds: Int64, text: String) {
        let list = ListAnswer(
            columns: [Column("start", .moment(.hour))], rows: [[.moment(Timestamp(seconds: seconds))]],
            zone: Sample.zone(zone))
        #expect(render(list, as: .ndjson, options: Sample.options(.vi)) == "{\"start\": \"\(text)\"}\n")
    }

    @Test("NDJSON is a row a line and nothing else")
    func lines() {
        #expect(
            render(Sample.titles(["a", "b"]), as: .ndjson, options: Sample.options(.vi))
                == "{\"articleTitle\": \"a\", \"visits\": 1}\n{\"articleTitle\": \"b\", \"visits\": 2}\n")
        #expect(render(Sample.titles([]), as: .ndjson, options: Sample.options(.vi)) == "")
    }

    @Test("A list is an array of flat objects, and an empty one is two brackets")
    func list() {
        let columns = [Column("channel", .channel), Column("label", .text), Column("href", .machine)]
        let rows: [[Cell]] = [[.text("x"), .text("X"), .text("https://go.example/s?c=x&u=1")], [.text("zalo")]]
        #expect(
            render(Sample.list(columns, rows), as: .json, options: Sample.options(.vi)) == """
                [
                  {"channel": "x", "label": "X", "href": "https://go.example/s?c=x&u=1"},
                  {"channel": "zalo", "label": null, "href": null}
                ]

                """)
        #expect(render(Sample.list(columns, []), as: .json, options: Sample.options(.vi)) == "[]\n")
    }
}
