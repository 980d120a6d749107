extension RedirectTable {
    /// The placeholders: `{sharetrail_article}` for a landing link, `{sharetrail_press}` for a press link, and the
    /// front page, `{sharetrail_home}`.
    ///
    /// Caddy looks a value up by going through the lines, about a millisecond for a hundred thousand articles; it
    /// does so only when the placeholder is asked for.
    var caddyHead: String {
        var lines = Self.remarks.map { "# \($0)" }
        lines += ["#", "# Import it in the handle_errors block of the site."]
        lines += block(
            "{http.request.orig_uri}", "piece", landingPatterns.map { ("~\($0)", "${1}${2}${3}${4}${5}${6}") },
            default: "")
        for place in 2...5 {
            let letters = String(repeating: ".", count: place - 1)
            lines += block("{sharetrail_piece}", "case\(place)", [("~^\(letters)[A-Z]", "u")], default: "l")
        }
        lines += block("{sharetrail_piece}", "bit", [("~^[\(RedirectKey.oddLetters)]", "1")], default: "0")
        lines += block("{sharetrail_piece}", "letters", [("~^.(....).$", "${1}")], default: "")
        lines += block("{sharetrail_piece}", "group", Self.groups.map { ("~[\($0.letters)]$", $0.digit) }, default: "")
        let home = "https://\(hosts.first ?? "")/"
        // Caddy decodes the parameter. Escapes that are left are the address's own; what is not ASCII must not get
        // into a header.
        let rows = hosts.map { host in
            ("~^(?i:https://\(Self.escaped(host)))(/[A-Za-z0-9._~!*'(),:@%/?&=+-]*)$", "https://\(host)${1}")
        }
        lines += block("{http.request.uri.query.u}", "press", rows, default: home)
        lines += block("{http.request.host}", "home", [], default: home)
        let cases = (2...5).map { "{sharetrail_case\($0)}" }.joined()
        lines += [
            "map \"\(cases){sharetrail_bit}{sharetrail_letters}{sharetrail_group}\" {sharetrail_article} {",
            "\tdefault \"\"",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func block(
        _ source: String, _ name: String, _ rows: [(key: String, value: String)], default standard: String
    ) -> [String] {
        ["map \(source) {sharetrail_\(name)} {", "\tdefault \"\(standard)\""]
            + rows.map { "\t\"\($0.key)\" \"\($0.value)\"" } + ["}"]
    }
}
