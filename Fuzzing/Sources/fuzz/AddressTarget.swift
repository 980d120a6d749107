import Foundation
import ShareLinks

/// An address that may be redirected to leads to a host of the list, whoever reads it: a browser by its standard, and
/// Foundation; and what goes into `Location` is visible ASCII.
enum AddressTarget {
    private static let hosts = ["news.example", "tin.news.example", "bao.example:8443"]
    private static let tags = CampaignTags(source: "zalo", medium: "social", campaign: "Tết & more#1")

    static func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let address = try? ArticleAddress(text, hosts: hosts) else { return }
        require(hosts.contains(address.host), "the host is listed")
        let tagged = address.landingTarget(tags: tags, token: "abc-_123")
        let bare = address.landingTarget(tags: nil, token: "abc-_123")
        for spelling in [text, address.text, address.ascii, tagged, bare] {
            let seen = BrowserHost.read(spelling)
            require(seen == address.host, "a browser goes to the same host, not \(seen ?? "none"): \(spelling)")
            guard let components = URLComponents(string: spelling), let host = components.host else { continue }
            let port = components.port.map { ":\($0)" } ?? ""
            require(host.lowercased() + port == address.host, "and so does Foundation: \(spelling)")
        }
        for spelling in [address.ascii, tagged, bare] {
            require(spelling.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "visible ASCII: \(spelling)")
            require(!spelling.utf8.contains { "\"<>\\".utf8.contains($0) }, "nothing that ends a header or a quote")
        }
        require(bare == address.ascii + "#st=abc-_123", "the token is the fragment, and the only one")
        require(tagged.hasPrefix(address.ascii) && tagged.hasSuffix("#st=abc-_123"), "tags are added behind")
        require(tagged.utf8.count { $0 == UInt8(ascii: "#") } == 1, "and before the only fragment")
        for spelling in [address.text, address.ascii] {
            let again = try? ArticleAddress(spelling, hosts: hosts)
            // Escapes make it longer, and then it may be too long.
            guard spelling.utf8.count <= ArticleAddress.maxBytes else { continue }
            require(again?.ascii == address.ascii && again?.host == address.host, "it reads as itself: \(spelling)")
        }
    }
}
