import Engagement
import Foundation
import Reports
import Testing

@Suite("CSV")
struct CSVTests {
    @Test(
        "A report has keys as its header in every language, no total and CRLF line ends", arguments: Language.allCases)
    func golden(language: Language) {
        #expect(
            render(Sample.top, as: .csv, options: Sample.options(language))
                == [
                    "articleId,articleUrl,articleTitle,section,presses,previewed,opened,visits,distinctArrivals,"
                        + "visitsPerPress,reshares",
                    "17,https://news.example/17,Điểm chuẩn đại học năm 2021,Giáo dục,1240,1032,871,5321,4410,4.2911,96",
                    "4,https://news.example/4,Hà Nội mở lại quán ăn từ thứ Sáu,Thời sự,803,655,498,2417,,3.01,31",
                    "23,https://news.example/23,Mưa lớn ở miền Trung,,12,9,0,0,0,,0",
                    "",
                ].joined(separator: "\r\n"))
    }

    @Test(
        "A title that a spreadsheet would reckon is not a formula",
        arguments: [
            ("=1+1", "'=1+1"), ("+84", "'+84"), ("-1", "'-1"), ("@SUM", "'@SUM"),
            ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("\r\nx", "\"'\r\nx\""),
            ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"),
            ("  =1", "'  =1"), ("\"=1", "\"'\"\"=1\""), ("'=1", "''=1"),
            ("\u{A0}=1", "'\u{A0}=1"), ("\u{200B}=1", "'\u{200B}=1"), (";=1", "\"';'=1\""), (",@x", "\"',@x\""),
            (" \t=1", "\"' \t=1\""), ("“=1", "'“=1"),
            ("=HYPERLINK(\"http://evil.example\",\"x\")", "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\""),
        ])
    func formula(title: String, field: String) {
        let csv = render(Sample.titles([title]), as: .csv, options: Sample.options(.vi))
        #expect(csv == "articleTitle,visits\r\n\(field),1\r\n")
    }

    @Test("A key that begins like a formula is made harmless too")
    func header() {
        let list = Sample.list([Column("=cmd", .number), Column("a,b", .text)], [])
        #expect(render(list, as: .csv, options: Sample.options(.en)) == "'=cmd,\"a,b\"\r\n")
    }

    @Test(
        "An ordinary text is written as it is, in quotes only where it must be",
        arguments: [
            ("Giá vàng tăng 2%", "Giá vàng tăng 2%"), ("a=b-c", "a=b-c"), ("2 + 2", "2 + 2"), ("👩‍👩‍👧 ơi", "👩‍👩‍👧 ơi"),
            ("Tiếng Việt".decomposedStringWithCanonicalMapping, "Tiếng Việt".decomposedStringWithCanonicalMapping),
            ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
            ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("a ", "\"a \""), ("'tis", "'tis"), ("–5", "–5"),
        ])
    func ordinary(title: String, field: String) {
        let csv = render(Sample.titles([title]), as: .csv, options: Sample.options(.vi))
        #expect(Array(csv.utf8) == Array("articleTitle,visits\r\n\(field),1\r\n".utf8))
    }

    @Test("Numbers stay numbers, also below zero, and what is unknown is empty")
    func numbers() {
        let columns = ["a", "b", "c", "d", "e", "f"].map { Column($0, .number) }
        let rows: [[Cell]] = [
            [.count(-5), .count(.min), .ratio(-0.5), .ratio(1234567.25), .none, .ratio(.nan)],
            [.ratio(-0.00001), .ratio(2), .ratio(0.33333), .count(.max), .ratio(.infinity)],
        ]
        #expect(
            render(Sample.list(columns, rows), as: .csv, options: Sample.options(.vi))
                == "a,b,c,d,e,f\r\n-5,-9223372036854775808,-0.5,1234567.25,,\r\n0,2,0.3333,9223372036854775807,,\r\n")
    }

    @Test("A byte order mark comes first where it is asked for, and nowhere else")
    func byteOrderMark() {
        let answer = Sample.titles(["a"])
        let marked = render(answer, as: .csv, options: Sample.options(.vi, bom: true))
        #expect(Array(marked.utf8.prefix(4)) == [0xEF, 0xBB, 0xBF, UInt8(ascii: "a")])
        for format in OutputFormat.allCases where format != .csv {
            #expect(render(answer, as: format, options: Sample.options(.vi, bom: true)).utf8.first != 0xEF)
        }
    }

    @Test("A row of one unknown cell is not an empty line")
    func loneEmptyField() {
        let list = Sample.list([Column("a", .text)], [[.none], [.text("b")]])
        #expect(render(list, as: .csv, options: Sample.options(.en)) == "a\r\n\"\"\r\nb\r\n")
    }

    @Test("Channels and words keep their names for programs")
    func names() {
        let list = Sample.list(
            [Column("channel", .channel), Column("verdict", .word)], [[.text("x"), .text("counted")]])
        #expect(render(list, as: .csv, options: Sample.options(.vi)) == "channel,verdict\r\nx,counted\r\n")
    }
}
