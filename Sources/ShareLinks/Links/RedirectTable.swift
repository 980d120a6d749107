/// A table with which a front server leads landing links to their articles without the collector.
///
/// It needs no keys and no list of shares, since the article's number stands in the link. So it verifies nothing: a
/// path that has the shape of a link leads to whatever article its letters name, which is one of the site's own.
public struct RedirectTable: Sendable {
    /// Whom it is written for.
    public enum Format: String, CaseIterable, Sendable {
        /// A file of `map` blocks, to be included in `http { … }`.
        case nginx
        /// A file of `map` directives, to be imported in a site's `handle_errors`.
        case caddy
        /// `articleId,key,articleUrl`.
        case csv
    }

    /// The format.
    public let format: Format
    /// The path of the base URL, empty or beginning with a slash.
    let path: String
    /// The site's hosts; the first one is the front page.
    let hosts: [String]
    /// About how many articles there will be.
    let count: Int

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - path: the path of the base URL, empty or beginning with a slash.
    ///   - hosts: the site's hosts, lower case; the first one is the front page.
    ///   - count: about how many articles will be written, from which nginx's tables get their size.
    public init(format: Format, path: String, hosts: [String], count: Int) {
        self.format = format
        self.path = path
        self.hosts = hosts
        self.count = count
    }

    /// What stands before the first article, with line ends.
    public var head: String {
        switch format {
        case .nginx: nginxHead
        case .caddy: caddyHead
        case .csv: "articleId,key,articleUrl\n"
        }
    }

    /// The line of an article.
    ///
    /// - Parameter address: where its links lead; nil for one that was withdrawn, which a front answers with 410.
    public func row(article: UInt32, address: ArticleAddress?) -> String {
        let key = RedirectKey(article: article).text
        // In ASCII, without quotes, backslashes and braces: so no format needs more of an escape than this one.
        let target = address?.ascii
        switch format {
        case .nginx:
            // nginx would read a `$` as the begin of a variable, and has no way to write one.
            return "    \"\(key)\" \"\(target?.replacing("$", with: "%24") ?? Self.gone)\";\n"
        case .caddy: return "\t\"\(key)\" \"\(target ?? Self.gone)\"\n"
        case .csv: return "\(article),\(key),\(Self.field(target ?? ""))\n"
        }
    }

    /// What stands behind the last article, with its line end.
    public var foot: String { format == .csv ? "" : "}\n" }

    /// The header of the other table in CSV, of every link.
    public static let linksHead = "landing,articleUrl\n"

    /// The line of one link.
    public static func row(landing: String, address: ArticleAddress?) -> String {
        "\(field(landing)),\(field(address?.ascii ?? ""))\n"
    }

    /// What stands for the address of an article that was withdrawn, where a table cannot hold an empty one.
    static let gone = "gone"

    private static func field(_ text: String) -> String { text.contains(",") ? "\"\(text)\"" : text }
}

// MARK: - The shape of links

extension RedirectTable {
    /// What is true of the table, for whoever opens it.
    static let remarks = [
        "Written by «sharetrail export redirects». Leads landing links to their articles while the collector is away.",
        "Nothing is verified here: any path that has the shape of a link leads to the article that its letters name.",
        "That is always one of the newsroom's own articles, on one of the site's hosts, so it is no open redirect.",
        "«gone» stands for an article that was withdrawn: answer 410. No value: answer 404.",
    ]

    /// Regular expressions of a request's target, raw, one for each length of link. Its groups 1 to 6 are the letters
    /// 1 to 6, without white space between.
    var landingPatterns: [String] {
        LandingToken.Profile.allCases.map { profile in
            let space = Self.anyOf(LandingLetters.inside) + "*"
            let junk = Self.anyOf(LandingLetters.behind + LandingLetters.inside) + "*"
            // The version stands in the two upper bits of letter 0.
            let first = Base64URL.letters(where: { $0 >> 4 == profile.rawValue })
            let base = path.isEmpty ? "" : "(?:\(Self.escaped(path)))?"
            return "^\(base)/\(space)[\(first)]\(space)"
                + String(repeating: "([A-Za-z0-9_-])\(space)", count: 6)
                + "(?:[A-Za-z0-9_-]\(space)){\(profile.letters - 7)}\(junk)(?:[?&#]|$)"
        }
    }

    /// Groups of letter 6 by its upper four bits.
    static var groups: [(digit: String, letters: String)] {
        (0..<16).map { (String($0, radix: 16), RedirectKey.letters(ofGroup: $0)) }
    }

    /// A group of alternatives, without regard to the case of escapes; single letters in one class.
    private static func anyOf(_ texts: [String]) -> String {
        let letters = texts.filter { $0.utf8.count == 1 }.flatMap(\.utf8)
        let escapes = texts.filter { $0.utf8.count > 1 }.joined(separator: "|")
        let lone = letters.isEmpty ? "" : "[" + letters.map { "\\x" + Hex.encode([$0]) }.joined() + "]|"
        return "(?:\(lone)(?i:\(escapes)))"
    }

    /// A text as a regular expression, without backslashes, which nginx and Caddy read differently in quotes.
    static func escaped(_ text: String) -> String {
        text.map { ".^$*+?()[]{}|".contains($0) ? "[\($0)]" : "\($0)" }.joined()
    }
}
