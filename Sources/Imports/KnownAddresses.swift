import Engagement

/// The articles that a page of web analytics can be.
struct KnownAddresses {
    private var numbers: [String: Int64] = [:]
    /// By host, without `www.` and the like, and path.
    private var pages: [String: Int64?] = [:]
    /// By path alone; nil where two articles have it.
    private var paths: [String: Int64?] = [:]
    private var ids: [String: Int64] = [:]
    /// Each number with the article that it is counted with.
    private var targets: [Int64: Int64] = [:]

    init(articles: [Article], former: [String: Int64]) {
        for article in articles { targets[article.number] = article.aliasOf ?? article.number }
        for (url, number) in former { add(url, number) }
        for article in articles {
            add(article.facts.url, article.number)
            if let id = article.facts.cmsID { ids[id] = article.number }
        }
    }

    private mutating func add(_ url: String, _ number: Int64) {
        numbers[url] = number
        guard let (host, path) = Self.parts(url) else { return }
        note(number, under: host + path, in: \.pages)
        note(number, under: path, in: \.paths)
    }

    /// Two numbers of one article are no doubt.
    private mutating func note(
        _ number: Int64, under key: String, in list: WritableKeyPath<Self, [String: Int64?]>
    ) {
        if let known = self[keyPath: list][key], known.flatMap({ targets[$0] }) != targets[number] {
            self[keyPath: list][key] = .some(nil)
        } else {
            self[keyPath: list][key] = number
        }
    }

    /// The article of a page; nil where none has it, or several.
    ///
    /// The fragment is left away, and parameters that only say where a reader came from. Another host has other pages, but
    /// for `www.`, `m.`, `amp.` and `mobile.` before it.
    func article(of page: ViewedPage) -> Int64? {
        switch page {
        case .number(let number): return targets[number] == nil ? nil : number
        case .cmsID(let id): return ids[id]
        case .address(let text):
            let whole = String(text.prefix { $0 != "#" })
            for address in [whole, Self.withoutCampaign(whole)] {
                if let number = numbers[address] { return number }
                if address.hasPrefix("/") {
                    if let found = paths[address], let number = found { return number }
                } else if let (host, path) = Self.parts(address), let found = pages[host + path], let number = found {
                    return number
                }
            }
            return nil
        }
    }

    /// An address without the parameters that networks, mailers and campaigns append.
    private static func withoutCampaign(_ address: String) -> String {
        guard let mark = address.firstIndex(of: "?") else { return address }
        let kept = address[address.index(after: mark)...].split(separator: "&").filter { parameter in
            let name = parameter.prefix { $0 != "=" }.lowercased()
            return !name.hasPrefix("utm_") && !campaign.contains(name)
        }
        return kept.isEmpty ? String(address[..<mark]) : address[...mark] + kept.joined(separator: "&")
    }

    private static let campaign: Set = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "igshid", "igsh", "zarsrc",
        "_gl",
        "_ga", "mc_cid", "mc_eid", "ref", "amp", "outputtype", "cmpid", "xtor",
    ]

    /// The host without what stands before it on phones, and the path with its parameters.
    private static func parts(_ url: String) -> (host: String, path: String)? {
        var rest = url[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if rest.hasPrefix("/") || !rest.contains("/") {
            return nil
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var host = rest[..<slash].lowercased()
        for prefix in ["www.", "m.", "amp.", "mobile."] where host.hasPrefix(prefix) {
            host.removeFirst(prefix.count)
            break
        }
        return (host, slash == rest.endIndex ? "/" : String(rest[slash...]))
    }
}
