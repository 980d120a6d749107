extension RedirectTable {
    /// The variables: `$sharetrail_article` for a landing link, `$sharetrail_press` for a press link, and the front
    /// page, `$sharetrail_home`.
    ///
    /// A map of nginx compares without regard to case, but for regular expressions: hence the cases in the key. Each map
    /// is worked out only when it is asked for, so the many expressions cost nothing while the collector is there.
    var nginxHead: String {
        var lines = Self.remarks.map { "# \($0)" }
        lines += [
            "#",
            "# Include it in http { … } before every other map, or nginx calls the two sizes duplicates.",
            "map_hash_max_size \(mapSize);",
            "map_hash_bucket_size 1024;",
        ]
        lines += block("$request_uri", "piece", landingPatterns.map { ("~\($0)", "$1$2$3$4$5$6") }, default: "")
        for place in 2...5 {
            let letters = String(repeating: ".", count: place - 1)
            lines += block("$sharetrail_piece", "case\(place)", [("~^\(letters)[A-Z]", "u")], default: "l")
        }
        lines += block("$sharetrail_piece", "bit", [("~^[\(RedirectKey.oddLetters)]", "1")], default: "0")
        lines += block("$sharetrail_piece", "letters", [("~^.(....).$", "$1")], default: "")
        lines += block(
            "$sharetrail_piece", "group", Self.groups.map { ("~[\($0.letters)]$", $0.digit) }, default: "")
        lines += pressLines
        let cases = (2...5).map { "$sharetrail_case\($0)" }.joined()
        lines += [
            "map \"\(cases)$sharetrail_bit$sharetrail_letters$sharetrail_group\" $sharetrail_article {",
            "    default \"\";",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Enough places that few articles share one. nginx looks for a size from a thousand below this on.
    private var mapSize: Int {
        var size = 4096
        while size < count * 4 { size *= 2 }
        return size
    }

    private func block(
        _ source: String, _ name: String, _ rows: [(key: String, value: String)], default standard: String
    ) -> [String] {
        ["map \(source) $sharetrail_\(name) {", "    default \"\(standard)\";"]
            + rows.map { "    \"\($0.key)\" \"\($0.value)\";" } + ["}"]
    }
}

// MARK: - Press links

extension RedirectTable {
    /// What may stand in a part of an address: letters that need no escape, and bytes outside ASCII, whose escapes
    /// are the same in the address itself.
    private static let part = "(?:[A-Za-z0-9._~-]|%[89A-F][0-9A-F])"
    /// How many parts of a path, and parameters of a query, can be put together again: nginx has nine groups.
    private static let maxParts = 8
    private static let maxParameters = 3

    /// The article's address in a press link, which is signed, but by a key that the front does not have.
    ///
    /// So host and scheme are written from the site's list, and the rest is put together from plain parts. nginx cannot
    /// decode: an address with other escapes in it leads to the front page.
    private var pressLines: [String] {
        let (slash, mark, equals, and) = ("(?:/|%2F)", "(?:[?]|%3F)", "(?:=|%3D)", "%26")
        let scheme = "~*^https(?::|%3A)\(slash){2}"
        let authority = "(?:[a-z0-9.:-]|%3A)+"
        let part = Self.part
        let parameter = "\(part)+\(equals)\(part)*"
        let query = "(?:\(mark)\(parameter)(?:\(and)\(parameter)){0,\(Self.maxParameters - 1)})?"
        let known = hosts.map { host in
            let name = Self.escaped(host).replacing(":", with: "(?::|%3A)")
            return ("\(scheme)\(name)(?:\(slash)|\(mark)|$)", "https://\(host)")
        }
        let paths = (1...Self.maxParts).map { count in
            let parts = String(repeating: "\(slash)(\(part)*)", count: count)
            return ("\(scheme)\(authority)\(parts)\(query)$", (1...count).map { "/$\($0)" }.joined())
        }
        let queries = (1...Self.maxParameters).map { count in
            let pairs = Array(repeating: "(\(part)+)\(equals)(\(part)*)", count: count).joined(separator: and)
            let values = (1...count).map { "$\(2 * $0 - 1)=$\(2 * $0)" }.joined(separator: "&")
            return ("~*^[^?]*?\(mark)\(pairs)$", "?\(values)")
        }
        let home = "https://\(hosts.first ?? "")/"
        return block("$arg_u", "press_site", known, default: "")
            + block("$arg_u", "press_path", paths, default: "")
            + block("$arg_u", "press_query", queries, default: "")
            + block(
                "$sharetrail_press_site$sharetrail_press_path", "press",
                [
                    (
                        "~^https://[^/]+/",
                        "$sharetrail_press_site$sharetrail_press_path$sharetrail_press_query"
                    )
                ], default: home)
            + block("$host", "home", [], default: home)
    }
}
