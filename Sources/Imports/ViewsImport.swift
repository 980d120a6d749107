import Engagement
import EventStore
import Foundation

/// How often articles were read, from a table that any web analytics can export: an address or an id, a day, a number.
///
/// Rows of one article and day are added up within a file (`m.` and `www.`, or addresses with parameters of campaigns);
/// a later file takes the place of an earlier one. So an import repeated changes nothing.
public struct ViewsImport {
    /// What an import did.
    public struct Summary: Hashable, Sendable {
        /// Rows behind the header.
        public var rows = 0
        /// Rows that could not be read, with the line and the reason.
        public var problems: [String] = []
        /// Rows whose article is not known here.
        public var unknown = 0
        /// How many views these have together.
        public var unknownViews: Int64 = 0
        /// The addresses of these with the most views, at most ten.
        public var examples: [String] = []
        /// Articles and days that are told.
        public var told = 0
        /// Of these, the ones that are new or changed.
        public var changed = 0
    }

    private let store: any StoreWriting
    private let addresses: KnownAddresses

    /// Imports into a store, or through a running collector.
    ///
    /// - Parameter articles: those that are known, with the addresses that they had before.
    public init(store: any StoreWriting, articles: [Article], former: [String: Int64]) {
        self.store = store
        addresses = KnownAddresses(articles: articles, former: former)
    }

    /// Imports a file, also compressed; `-` is standard input.
    ///
    /// - Throws: `TableError` where the header does not say what is what.
    public func run(path: String) throws -> Summary {
        var summary = Summary()
        var views: [String: [Int64: Int64]] = [:]
        var unknown: [String: Int64] = [:]
        var table = try ViewsTable(path: path)
        while let row = try table.next() {
            summary.rows += 1
            switch row {
            case .problem(let problem): summary.problems.append(problem)
            case .views(let page, let day, let count):
                if let article = addresses.article(of: page) {
                    views[day, default: [:]][article, default: 0] += count
                } else {
                    summary.unknown += 1
                    summary.unknownViews += count
                    unknown[page.text, default: 0] += count
                }
            }
        }
        summary.examples = unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map(\.key)
        for (day, articles) in views.sorted(by: { $0.key < $1.key }) {
            let rows = articles.sorted { $0.key < $1.key }.map { PageViews(day: day, article: $0.key, views: $0.value) }
            summary.told += rows.count
            summary.changed += try store.record(rows)
        }
        return summary
    }
}

/// What a row of views is about.
enum ViewedPage: Hashable {
    case address(String)
    case cmsID(String)
    case number(Int64)

    var text: String {
        switch self {
        case .address(let text), .cmsID(let text): text
        case .number(let number): String(number)
        }
    }
}
