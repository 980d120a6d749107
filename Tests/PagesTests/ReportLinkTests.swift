import Engagement
import Foundation
import HTTPTypes
import ShareLinks
import Testing

@testable import Pages

@Suite("Report links show one report, and nothing else")
struct ReportLinkTests {
    /// A newsroom with a key, and a link to one of its reports.
    private static func made(
        _ report: ReportRequest.Name, _ query: String, article: Int64? = nil, days: Int = 30,
        in newsroom: MadeUpNewsroom
    ) throws -> String {
        let path = newsroom.folder + "/" + KeyFile.name
        if !FileManager.default.fileExists(atPath: path) {
            let ring = try KeyRing(site: "news.example", slots: []).adding(root: Array(1...32), made: newsroom.now)
            try KeyFile.write(ring, path: path)
        }
        var list = try ReportLinkList(home: newsroom.folder)
        let text = try list.add(
            "partner", report: report, query: query, article: article, days: days, at: newsroom.now,
            keys: try KeyFile.read(path: path))
        try list.write(home: newsroom.folder)
        return text
    }

    @Test("A link shows its report without a token, as page, CSV and JSON, and no other page opens by it")
    func scope() async throws {
        let newsroom = try MadeUpNewsroom()
        let link = try Self.made(.top, "last=3d&section=Kinh+doanh", in: newsroom)
        var tokens = try EditorTokens(home: newsroom.folder)
        _ = try tokens.add("Lan", at: newsroom.now, random: .system)
        try tokens.write(home: newsroom.folder)
        let pages = try newsroom.pages()
        let page = try await pages.get("/r/\(link)")
        #expect(page.status == 200 && page.body.contains("Chỉ tính: Chuyên mục = Kinh doanh."))
        for address in page.body.matches(of: /href="([^"]*)"/) {
            #expect(address.output.1.hasPrefix("/r/\(link)") || address.output.1 == "#main", "\(address.output.1)")
        }
        let document = try await pages.get("/r/\(link).json")
        #expect(document.status == 200 && document.body.contains("\"key\": \"section\", \"value\": \"Kinh doanh\""))
        #expect(try await pages.get("/r/\(link).csv").headers[.contentType] == "text/csv; charset=utf-8")
        // What the address says beside the link changes nothing but the language.
        let other = try await pages.get("/r/\(link).json?section=&last=90d&article=1&limit=1000")
        #expect(other.body == document.body)
        #expect(try await pages.get("/r/\(link)?lang=en").body.contains("<html lang=\"en\">"))
        for path in [
            "/", "/top", "/api/report/top", "/article?article=1", "/definitions", "/r/", "/r/\(link)/top",
            "/r/\(link).html",
        ] {
            let status = try await pages.get(path).status
            #expect(status == 401 || status == 404, "\(path): \(status)")
        }
        #expect(try await pages.get("/r/\(link)", method: .post).status == 405)
        #expect(try await pages.get("/r/\(link)", host: "evil.example").status == 403)
        try await pages.close()
    }

    @Test("One changed letter shows nothing, and says no more than an address that is not there")
    func changed() async throws {
        let newsroom = try MadeUpNewsroom(events: 0)
        let link = try Self.made(.channels, "last=7d", in: newsroom)
        let gate = LinkGate(home: newsroom.folder, clock: Clock { newsroom.now })
        #expect(throws: Never.self) { try gate.scope(link) }
        for place in link.indices {
            for letter in "A" where letter != link[place] {
                var text = link
                text.replaceSubrange(place...place, with: [letter])
                #expect(throws: LinkGate.Refusal.self) { try gate.scope(text) }
            }
        }
        let pages = try newsroom.pages()
        let nowhere = try await pages.get("/r/nowhere")
        let broken = try await pages.get("/r/\(link.dropLast())A")
        #expect(nowhere.status == 404 && broken.status == 404 && nowhere.body == broken.body)
        try await pages.close()
    }

    @Test(
        "A link says seven days before that it expires, and afterwards that it has; a revoked one says so; both kindly")
    func ends() async throws {
        let newsroom = try MadeUpNewsroom()
        let (long, short) = (
            try Self.made(.channels, "last=2d", in: newsroom), try Self.made(.top, "", days: 5, in: newsroom)
        )
        let pages = try newsroom.pages()
        #expect(try await !pages.get("/r/\(long)?lang=en").body.contains("expires"))
        #expect(try await pages.get("/r/\(short)?lang=en").body.contains("This link expires on 2026-11-28 23:00."))
        let later = LinkGate(home: newsroom.folder, clock: Clock { newsroom.now.advanced(by: 5 * 86_400 + 1) })
        let lastSecond = LinkGate(home: newsroom.folder, clock: Clock { newsroom.now.advanced(by: 5 * 86_400) })
        #expect(throws: LinkGate.Refusal.self) { try later.scope(short) }
        #expect(throws: Never.self) { try lastSecond.scope(short) }
        var list = try ReportLinkList(home: newsroom.folder)
        try list.revoke(1, at: newsroom.now)
        try list.write(home: newsroom.folder)
        let revoked = try await pages.get("/r/\(long)?lang=en")
        #expect(revoked.status == 410 && revoked.body.contains("This link was taken back"))
        #expect(revoked.body.contains("Ask the newsroom for a new one.") && !revoked.body.contains("href=\"/"))
        #expect(throws: ReportLinkError.unknown(9)) { try list.revoke(9, at: newsroom.now) }
        #expect(throws: ReportLinkError.days) { _ = try Self.made(.top, "", days: 401, in: newsroom) }
        // Without the list nobody knows what a link may show.
        try FileManager.default.removeItem(atPath: newsroom.folder + "/" + ReportLinkList.fileName)
        #expect(try await pages.get("/r/\(short)").status == 404)
        try await pages.close()
    }

    @Test("A retired report key ends its links; a link to one article leads to that article alone")
    func keys() async throws {
        let newsroom = try MadeUpNewsroom()
        let link = try Self.made(.article, "article=2", article: 2, in: newsroom)
        let pages = try newsroom.pages()
        #expect(try await pages.get("/r/\(link)").status == 200)
        // Somebody changes the list, and not the link.
        let path = newsroom.folder + "/" + ReportLinkList.fileName
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(text.replacing("\"article\":2", with: "\"article\":3").utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await pages.get("/r/\(link)").status == 404)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let keyPath = newsroom.folder + "/" + KeyFile.name
        let ring = try KeyFile.read(path: keyPath).adding(root: Array(2...33), made: newsroom.now)
        try KeyFile.write(ring, path: keyPath)
        #expect(try await pages.get("/r/\(link)").status == 200)
        try KeyFile.write(try ring.retiring(1, for: [.report]), path: keyPath)
        #expect(try await pages.get("/r/\(link)").status == 410)
        try await pages.close()
    }

    /// An answer with presses alone, by part where one is given.
    private static func answer(_ presses: [(String?, Int64)], total: Int64) -> ReportAnswer {
        let period = Period(from: Timestamp(seconds: 0), to: Timestamp(seconds: 3_600), zone: .gmt)
        let columns = [Column("articleId", .machine), Column("part", .word), Column("presses", .number)]
        return ReportAnswer(
            report: "top", period: period, columns: columns,
            rows: presses.enumerated().map { [.count(Int64($0 + 1)), .text(orNone: $1.0), .count($1.1)] },
            total: [.none, .none, .count(total)])
    }

    /// What is left to be seen; nil is hidden.
    private static func seen(_ rows: [[Cell]]) -> [Int64?] {
        rows.map { if case .count(let count) = $0[2] { count } else { nil } }
    }

    @Test(
        "Counts below five are hidden, and others until no sum tells them",
        arguments: [
            ([40, 9, 30], 79, [40, 9, 30], 79),
            // One alone is what the sum leaves over.
            ([40, 4, 9, 30], 83, [40, nil, nil, 30], 83),
            // Two that add up to two are one each; to four or less, nearly so.
            ([1, 1, 50, 9], 61, [nil, nil, 50, nil], 61), ([1, 3, 50], 54, [nil, nil, nil], 54),
            ([2, 3, 50], 55, [nil, nil, 50], 55), ([0, 2, 3, 0], 5, [0, nil, nil, 0], 5),
            // Nothing else to hide: the sum goes.
            ([3], 3, [nil], nil), ([1, 1], 2, [nil, nil], nil), ([0, 3, 0], 3, [0, nil, 0], nil),
            // What rows that are not shown come to.
            ([40, 30], 72, [40, nil], 72), ([40, 2], 90, [40, nil], 90), ([40, 30], 90, [40, 30], 90),
        ] as [([Int64], Int64, [Int64?], Int64?)])
    func veil(counts: [Int64], total: Int64, seen: [Int64?], sum: Int64?) {
        let veiled = Self.answer(counts.map { (nil, $0) }, total: total).veiled()
        #expect(Self.seen(veiled.rows) == seen && Self.seen([veiled.total]) == [sum])
        // The article's number is no count.
        #expect(veiled.rows.map { $0[0] } == counts.indices.map { .count(Int64($0 + 1)) })
    }

    @Test("Each part of a report on an article adds up by itself, and so do the rows of the period before")
    func parts() {
        var answer = Self.answer(
            [("channel", 3), ("channel", 20), ("hour", 2), ("hour", 8), ("hour", 13)], total: 23)
        #expect(Self.seen(answer.veiled().rows) == [nil, nil, nil, nil, 13])
        // Five hours of one each: the channel would tell the five.
        let ones = Self.answer([("channel", 5)] + (0..<5).map { _ in ("hour", 1) }, total: 5).veiled()
        #expect(Self.seen(ones.rows + [ones.total]).allSatisfy { $0 == nil })
        answer.previousRows = Self.answer([("channel", 1), ("channel", 30), ("channel", 12)], total: 43).rows
        answer.previous = [.none, .none, .count(43)]
        #expect(Self.seen(answer.veiled().previousRows ?? []) == [nil, 30, nil])
        #expect(answer.veiled().previous == answer.previous)
    }

    @Test("Ratios of hidden counts are hidden, and notes with counts in them")
    func ratios() {
        let period = Period(from: Timestamp(seconds: 0), to: Timestamp(seconds: 3_600), zone: .gmt)
        let figures = [
            Figures(presses: 40, visits: 4), Figures(presses: 9, visits: 60), Figures(presses: 30, visits: 11),
        ]
        var answer = ReportAnswer(
            report: "channels", period: period, columns: [Column("channel", .channel)] + ReportShape.figureColumns,
            rows: figures.map { [.text("x")] + ReportShape.cells($0) },
            total: [.none] + ReportShape.cells(figures[0] + figures[1] + figures[2]))
        answer.notes = [.visitsWithoutArrival(1), .filtered(key: "section", value: "x")]
        let veiled = answer.veiled()
        #expect(veiled.rows.map { $0.last != Cell.none } == [false, true, false])
        #expect(veiled.notes == [.filtered(key: "section", value: "x"), .fewHidden(below: 5)])
    }
}
