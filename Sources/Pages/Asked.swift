import Engagement
import Foundation
import Reports
import ShareLinks

/// The query of an address, as a form sends it or a link carries it.
struct Asked: Sendable {
    /// The keys that reports know, in the order in which addresses have them.
    static let keys = [
        "last", "today", "from", "to", "tz", "compare", "by", "sort", "limit", "article", "channel", "section",
        "author", "origin",
    ]

    /// Values that are not empty, by key.
    private(set) var values: [String: String] = [:]

    /// Nothing asked.
    init() {}

    /// Takes a query apart. Keys that nobody knows, such as those that mail programs append, are left out.
    ///
    /// - Parameter isStrict: whether a key that nobody knows, or without a value, is an error, as it is for programs.
    /// - Throws: where an escape is broken, a value has controls in it, or a known key comes twice.
    init(query: String?, isStrict: Bool = false) throws(AskedError) {
        for part in (query ?? "").split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = Self.decoded(halves[0]), let value = Self.decoded(halves.count > 1 ? halves[1] : "") else {
                throw AskedError("an escape in the address is broken")
            }
            guard Self.keys.contains(key) || key == "lang" else {
                guard isStrict else { continue }
                throw AskedError("«\(key)» is no key of a report; they are \(Self.keys.joined(separator: ", "))")
            }
            guard value.utf8.count <= 4_096,
                !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw AskedError("«\(key)» is too long, or has controls in it") }
            guard values[key] == nil else { throw AskedError("«\(key)» comes twice; keep one of them") }
            guard !isStrict || !value.isEmpty else { throw AskedError("«\(key)» has no value; leave it out") }
            if !value.isEmpty { values[key] = value }
        }
        // Whoever fills in days means them, whatever else a form remembers.
        if values["from"] != nil || values["to"] != nil {
            values["last"] = nil
            values["today"] = nil
        }
    }

    /// The fields of a form that was sent, by name; empty ones are left out.
    static func form(_ body: String) throws(AskedError) -> [String: String] {
        var fields: [String: String] = [:]
        for part in body.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = decoded(halves[0]), let value = decoded(halves.count > 1 ? halves[1] : ""),
                !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw AskedError("a field of the form is broken, or has controls in it") }
            let text = value.trimmingCharacters(in: .whitespaces)
            if !text.isEmpty { fields[key] = text }
        }
        return fields
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    subscript(key: String) -> String? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// The language that is asked for.
    func language(_ standard: Language) throws(AskedError) -> Language {
        guard let text = values["lang"] else { return standard }
        guard let language = Language(rawValue: text) else { throw AskedError("lang must be vi or en") }
        return language
    }

    /// The report that is asked for.
    func request(_ name: ReportRequest.Name) throws(AskedError) -> ReportRequest {
        var request = ReportRequest(name, marker: "")
        request.last = values["last"]
        request.today = try isOn("today")
        (request.from, request.to, request.tz) = (values["from"], values["to"], values["tz"])
        request.compare = try isOn("compare")
        request.by = values["by"]
        if let sort = values["sort"] {
            guard let figure = FigureName(rawValue: sort) else {
                throw AskedError("sort must be one of \(FigureName.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            request.sort = figure
        }
        if let limit = values["limit"] {
            guard let number = Int(limit), (1...100_000).contains(number) else {
                throw AskedError("limit must be a number from 1 to 100000")
            }
            request.limit = number
        }
        (request.article, request.channel, request.section) = (values["article"], values["channel"], values["section"])
        (request.author, request.origin) = (values["author"], values["origin"])
        return request
    }

    private func isOn(_ key: String) throws(AskedError) -> Bool {
        guard let value = values[key] else { return false }
        guard value == "on" || value == "off" else { throw AskedError("\(key) must be on or off") }
        return value == "on"
    }

    /// An address with these values, each escaped; without a query where there are none.
    func address(_ path: String, setting changes: [String: String?] = [:]) -> String {
        let all = values.merging(changes.compactMapValues { $0 }) { $1 }.filter { changes[$0.key] != .some(nil) }
        let query = (Self.keys + ["lang"]).compactMap { key in
            all[key].map { "\(key)=\(PercentEncoding.encode($0))" }
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}

extension ReportRequest {
    /// What it asks beside its name, as the query of an address.
    ///
    /// - Parameter article: the number of the article, in the place of what it was called.
    public func query(article number: Int64?) -> String {
        var asked = Asked()
        (asked["last"], asked["from"], asked["to"], asked["tz"]) = (last, from, to, tz)
        (asked["today"], asked["compare"]) = (today ? "on" : nil, compare ? "on" : nil)
        (asked["by"], asked["sort"], asked["limit"]) = (by, sort?.rawValue, limit.map(String.init))
        (asked["article"], asked["channel"], asked["section"]) = (number.map(String.init), channel, section)
        (asked["author"], asked["origin"]) = (author, origin)
        return String(asked.address("").dropFirst())
    }
}

/// Why an address cannot be answered, with what to write instead.
struct AskedError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
