import Engagement

/// Where the cells of a row lead: to its article, or to what else is known of its section, author or channel.
struct RowLinks {
    let asked: Asked

    func link(_ column: String, _ cell: (String) -> Cell) -> String? {
        switch column {
        case "articleTitle":
            guard case .count(let number) = cell("articleId") else { return nil }
            return narrowed("/article", ["article": String(number)])
        case "section", "author":
            guard case .text(let name) = cell(column) else { return nil }
            return narrowed("/top", [column: name])
        case "channel":
            guard case .text(let name) = cell(column) else { return nil }
            return narrowed("/top", ["channel": name])
        default: return nil
        }
    }

    /// The same period, with one filter more; what belongs to the present report alone is left.
    private func narrowed(_ path: String, _ values: [String: String]) -> String {
        var changes: [String: String?] = ["by": nil, "sort": nil, "limit": nil, "article": nil]
        for (key, value) in values { changes[key] = value }
        return asked.address(path, setting: changes)
    }
}
