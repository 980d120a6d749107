import Foundation

/// A table with a header, as RFC 4180 has it, separated by `,` or by `;`.
enum FeedCSV {
    /// Whether the first line has a column `url`.
    static func hasHeader(_ input: FeedInput) -> Bool {
        header(input) != nil
    }

    /// Reads every row after the header; empty lines are passed over.
    static func read(_ input: FeedInput, into gathering: inout FeedGathering) throws(FeedError) {
        guard let (start, columns) = header(input) else {
            throw .malformed(
                line: input.firstLine,
                message: "The header has no column \"url\"; begin the table with names such as url,title,published.")
        }
        var reader = start
        let double = Dictionary(grouping: columns.compactMap { $0 }, by: { $0 }).first { $0.value.count > 1 }
        if let double {
            let message = "The header names \"\(double.key)\" twice; keep one of them."
            throw .malformed(line: input.firstLine, message: message)
        }
        while let row = try reader.next() {
            if row.fields.count == 1, row.fields[0].isEmpty { continue }
            if row.isLoose {
                gathering.note(
                    row.line, "has text after a closing quote and was skipped; write quotes inside a field twice.")
            } else if row.fields.count != columns.count {
                gathering.note(
                    row.line,
                    "has \(row.fields.count) fields where the header has \(columns.count), and was skipped; "
                        + "put fields that hold the separator in quotes.")
            } else {
                add(row, columns, to: &gathering)
            }
        }
    }

    private static func add(_ row: FeedCSVRow, _ columns: [String?], to gathering: inout FeedGathering) {
        var values: [String: String] = [:]
        for (name, bytes) in zip(columns, row.fields) where !bytes.isEmpty {
            guard let name else { continue }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                gathering.note(row.line, "is not UTF-8 and was skipped; save the table as UTF-8.")
                return
            }
            values[name] = text
        }
        var draft = FeedDraft(item: row.line)
        draft.url = values["url"]
        draft.cmsID = values["cmsid"] ?? values["id"]
        draft.title = values["title"]
        draft.section = values["section"]
        draft.authors = [values["author"]].compactMap { $0 }
        draft.published = FeedDate(values["published"])
        draft.image = values["image"]
        draft.summary = values["summary"]
        gathering.add(draft)
    }

    /// A reader that stands behind the header, and the known columns in lower case; nil without a column `url`.
    private static func header(_ input: FeedInput) -> (FeedCSVReader, [String?])? {
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";")] {
            var reader = FeedCSVReader(input.bytes, line: input.firstLine, separator: separator)
            guard let row = try? reader.next() else { continue }
            let known: Set = ["url", "id", "cmsid", "title", "section", "author", "published", "image", "summary"]
            let columns = row.fields.map { field -> String? in
                let name = FeedText.plain(String(decoding: field, as: UTF8.self))?.lowercased()
                return name.flatMap { known.contains($0) ? $0 : nil }
            }
            if columns.contains("url") { return (reader, columns) }
        }
        return nil
    }
}
