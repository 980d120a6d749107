import Engagement
import Foundation

/// A table of views: its header says which column is what.
struct ViewsTable: ~Copyable {
    enum Row {
        case views(ViewedPage, day: String, count: Int64)
        case problem(String)
    }

    /// Names of columns, in lower case: ours, and those of analytics that newsrooms use.
    private static let names: [String: Set<String>] = [
        "number": ["articleid"],
        "id": ["id", "cmsid", "cms_id", "content id", "content_id"],
        "address": [
            "url", "page", "page path", "page_path", "pagepath", "page url", "page location", "page_location",
            "pagelocation", "path", "landing page", "page path and screen class", "articleurl", "địa chỉ", "trang",
        ],
        "day": ["day", "date", "ngày"],
        "views": [
            "views", "pageviews", "page views", "page_views", "screenpageviews", "unique pageviews", "hits",
            "lượt xem", "lượt xem trang",
        ],
    ]

    private var rows: TableRows
    private var fields: [TableRows.Field]
    private let width: Int
    private let columns: [String: Int]

    init(path: String) throws {
        var rows = try TableRows(
            path: path, separators: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")])
        var fields: [TableRows.Field] = []
        while let count = try rows.next(into: &fields) {
            // Exports of Google Analytics begin with remarks.
            if fields[0].bytes.first == UInt8(ascii: "#") { continue }
            var columns: [String: Int] = [:]
            for (place, field) in fields[..<count].enumerated() {
                let name = field.text.trimmingCharacters(in: .whitespaces).lowercased()
                if let kind = Self.names.first(where: { $0.value.contains(name) })?.key, columns[kind] == nil {
                    columns[kind] = place
                }
            }
            let page = columns["number"] ?? columns["id"] ?? columns["address"]
            guard page != nil, columns["day"] != nil, columns["views"] != nil else {
                throw TableError(
                    line: rows.line, "does not say what is what; begin the table with url,day,views (or id,day,views)")
            }
            self.columns = columns
            self.fields = fields
            self.rows = rows
            width = count
            return
        }
        throw TableError(line: 0, "there is nothing in it; begin the table with url,day,views")
    }

    mutating func next() throws -> Row? {
        guard let count = try rows.next(into: &fields) else { return nil }
        func text(_ kind: String) -> String? {
            columns[kind].flatMap { $0 < count && !fields[$0].bytes.isEmpty ? fields[$0].text : nil }
        }
        guard count == width else {
            return .problem("line \(rows.line) has \(count) fields where the header has \(width)")
        }
        guard let day = text("day").flatMap(Self.day) else {
            return .problem("line \(rows.line): «\(text("day") ?? "")» is no day; write it as in 2026-11-23")
        }
        guard let number = text("views").flatMap({ Int64($0) }), (0...Int64(1) << 40).contains(number) else {
            return .problem("line \(rows.line): «\(text("views") ?? "")» is no number of views; write digits only")
        }
        if let text = text("number") {
            guard let article = Int64(text) else { return .problem("line \(rows.line): «\(text)» is no articleId") }
            return .views(.number(article), day: day, count: number)
        }
        if let id = text("id") { return .views(.cmsID(id), day: day, count: number) }
        guard let address = text("address") else { return .problem("line \(rows.line) names no article") }
        return .views(.address(address), day: day, count: number)
    }

    /// A day as `2026-11-23`, from that or `20261123`, also with a time behind it. Other orders mean two things.
    private static func day(_ text: String) -> String? {
        var day = text
        if day.utf8.count == 8, day.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let digits = Array(day)
            day = String(digits[0..<4] + "-" + digits[4..<6] + "-" + digits[6..<8])
        }
        if day.utf8.count > 10, let mark = day.dropFirst(10).first, mark == "T" || mark == " " {
            day = String(day.prefix(10))
        }
        return Timestamp(utcText: "\(day)T00:00:00Z".utf8) == nil ? nil : day
    }
}
