import Engagement
import Foundation
import ShareLinks

/// The report links that were made: what each shows, until when, and whether it was revoked. A line of JSON each, in a file
/// of the home folder.
///
/// A link's signature says that it is ours; what it shows stands here alone, so that a lost list shows nothing to anybody.
public struct ReportLinkList: Sendable {
    /// The name of the file.
    public static let fileName = "sharetrail.reportlinks"
    /// A link is good for at most so many days.
    public static let mostDays = 400

    /// The kinds of scope, as the links carry them.
    enum ScopeKind: UInt8 {
        /// A report, as the list has it.
        case report = 1
        /// The report on one article, whose number the link carries.
        case article = 2
    }

    /// A link that was made.
    public struct Entry: Hashable, Codable, Sendable {
        /// The number by which it is revoked.
        public var serial: UInt32
        /// For whom or what it is.
        public var name: String
        /// The report's name.
        public var report: String
        /// Filters and period, as the query of an address.
        public var query: String
        /// The number of the article that it is about; nil where it is about none.
        public var article: Int64?
        /// When it was made, in seconds since 1970.
        public var made: Int64
        /// The last second at which it is good.
        public var expires: Int64
        /// When it was revoked; nil where it was not.
        public var revoked: Int64?
    }

    /// In the order in which they were made.
    public private(set) var entries: [Entry] = []

    /// Reads the list of a home folder; empty where there is none.
    public init(home: String) throws(ReportLinkError) {
        let path = home + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        for (number, line) in data.split(separator: 0x0A).enumerated() {
            guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else {
                throw .line(number + 1, path: path)
            }
            entries.append(entry)
        }
    }

    /// Adds a link and signs it.
    ///
    /// - Parameters:
    ///   - article: the number of the article where it is the report on one.
    ///   - days: for how long it is good, 1 to ``mostDays``.
    /// - Returns: the text of the link, 40 letters.
    public mutating func add(
        _ name: String, report: ReportRequest.Name, query: String, article: Int64?, days: Int, at now: Timestamp,
        keys: KeyRing
    ) throws -> String {
        guard (1...Self.mostDays).contains(days) else { throw ReportLinkError.days }
        let serial = (entries.map(\.serial).max() ?? 0) + 1
        let expiry = now.advanced(by: Int64(days) * 86_400)
        let link = ReportLink(
            key: 0, scopeKind: (article == nil ? ScopeKind.report : .article).rawValue,
            scopeID: article.flatMap { UInt32(exactly: $0) } ?? 0, expiry: expiry, serial: serial)
        let text = try keys.sign(link)
        entries.append(
            Entry(
                serial: serial, name: name, report: report.rawValue, query: query, article: article, made: now.seconds,
                expires: expiry.seconds))
        return text
    }

    /// Revokes a link at once.
    public mutating func revoke(_ serial: UInt32, at now: Timestamp) throws(ReportLinkError) {
        guard let place = entries.firstIndex(where: { $0.serial == serial }) else { throw .unknown(serial) }
        if entries[place].revoked == nil { entries[place].revoked = now.seconds }
    }

    /// Writes the list anew, for its owner only; it is whole or as it was, also after a power cut.
    public func write(home: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = Data()
        for entry in entries { text += try encoder.encode(entry) + [0x0A] }
        do {
            try OwnFile.write(text, to: home + "/" + Self.fileName)
        } catch {
            throw ReportLinkError.unwritable(path: home + "/" + Self.fileName, reason: error.reason)
        }
    }
}

/// Why a report link cannot be made, found or revoked, and what to do.
public enum ReportLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case unwritable(path: String, reason: String)
    case line(Int, path: String)
    case days
    case unknown(UInt32)

    /// One line with the next step.
    public var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path); look at its owner and its mode"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason); look at its folder and its disk"
        case .line(let line, let path): "line \(line) of \(path) is none of ours; restore the file from a backup"
        case .days: "a report link is good for 1 to \(ReportLinkList.mostDays) days"
        case .unknown(let serial): "there is no report link \(serial); «sharetrail report-link list» shows them"
        }
    }
}
